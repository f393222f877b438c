package org.jbeam.benchmarks.etf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The codecs by name. */
final class Peers {
    private static final Path INSTALLED = Path.of("/usr/lib/erlang/lib");

    private Peers() {}

    /**
     * @param name {@code jbeam}; {@code jinterface}, the version of Maven Central; {@code jinterface-otp}, the jar of the installed OTP
     * @throws IOException no such jar
     * @throws ReflectiveOperationException a jar with other classes than expected
     */
    static Codec codec(String name) throws IOException, ReflectiveOperationException {
        return switch (name) {
            case "jbeam" -> new JbeamCodec();
            case "jinterface" -> new JinterfaceCodec();
            case "jinterface-otp" -> (Codec) new OwnClasses(installed().toUri().toURL()).loadClass(JinterfaceCodec.class.getName())
                    .getConstructor().newInstance();
            default -> throw new IllegalArgumentException("no codec named " + name);
        };
    }

    private static Path installed() throws IOException {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(INSTALLED, "jinterface-*")) {
            for (Path version : versions) {
                Path jar = version.resolve("priv/OtpErlang.jar");
                if (Files.exists(jar)) {
                    return jar;
                }
            }
        }
        throw new IOException("no jinterface below " + INSTALLED + ": install Debian's package erlang-jinterface");
    }

    /** Takes jinterface from a jar of its own, and the codec that stands on it from the class path but anew. */
    private static final class OwnClasses extends URLClassLoader {
        OwnClasses(URL jar) {
            super(new URL[] {jar}, Peers.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                if (name.startsWith("com.ericsson.")) {
                    return findClass(name);
                }
                return name.equals(JinterfaceCodec.class.getName()) ? again(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> again(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
