package org.jbeam.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The class loader of one module version, so that the version goes when nothing refers to it any more. */
public final class ModuleLoader extends ClassLoader {
    /** The package of all classes that are made of modules. */
    private static final String GENERATED = "jbeam.m.";
    /** Classes of the VM's own loader by name, which all modules ask for. */
    private static final Map<String, Class<?>> OWN = new ConcurrentHashMap<>();

    private final LoadedModule module;
    private volatile java.util.function.Function<String, byte[]> source;

    /** A loader for this version's classes, under the loader of the VM. */
    public ModuleLoader(LoadedModule module) {
        super("erlang", ModuleLoader.class.getClassLoader());
        this.module = module;
    }

    /** The version. */
    public LoadedModule module() {
        return module;
    }

    /** Sets where classes come from that are made when they are first used: name with dots to bytes, or null. */
    public void source(java.util.function.Function<String, byte[]> classes) {
        source = classes;
    }

    /** Classes of the version are looked for here first: the loader of the VM would search all of its jars in vain. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(GENERATED)) {
            return own(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    private Class<?> own(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> known = OWN.get(name);
        if (known == null) {
            known = super.loadClass(name, resolve);
            if (known.getClassLoader() == ModuleLoader.class.getClassLoader()) {
                OWN.put(name, known);
            }
        }
        return known;
    }

    /**
     * Makes these classes known to the JVM's compilers as classes that this loader finds. Else a compiler that meets one of them on a way never
     * gone before compiles that way as a trap, and each frame that comes to it, of which there may be millions, is deoptimized.
     *
     * @param names of classes, with dots
     */
    public void expect(List<String> names) {
        for (String name : names) {
            try {
                Class.forName(name, false, this);
            } catch (ClassNotFoundException e) {
                throw new NoClassDefFoundError(name);
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = source == null ? null : source.apply(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return define(name, bytes);
    }

    /** Defines a generated class; {@code name} with dots. */
    public Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }
}
