package org.jbeam.conformance;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program on a pseudo terminal of 100 columns, as its own session's: what a person at a keyboard does, and sees. */
@SuppressWarnings("restricted")
final class TerminalSession implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final MethodHandle CALL = LINKER.downcallHandle(FunctionDescriptor.of(WORD, WORD, WORD, WORD));
    private static final int READ_WRITE_NO_CONTROL = 0x102;
    private static final long SET_WINDOW_SIZE = 0x5414;
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    private final long master;
    private final Process process;
    private final StringBuilder seen = new StringBuilder();
    private int from;

    /**
     * Starts a program; {@code environment} is added to the test's own.
     *
     * @throws IOException no pseudo terminal, or no program, can be had
     */
    TerminalSession(Path folder, Map<String, String> environment, String... command) throws IOException {
        master = call("posix_openpt", READ_WRITE_NO_CONTROL, 0, 0);
        String name;
        try (Arena arena = Arena.ofConfined()) {
            call("grantpt", master, 0, 0);
            call("unlockpt", master, 0, 0);
            MemorySegment text = arena.allocate(100);
            call("ptsname_r", master, text.address(), 100);
            name = text.getString(0);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            size.setAtIndex(ValueLayout.JAVA_SHORT, 0, (short) 30);
            size.setAtIndex(ValueLayout.JAVA_SHORT, 1, (short) 100);
            call("ioctl", master, SET_WINDOW_SIZE, size.address());
        }
        List<String> words = new ArrayList<>(List.of("setsid", "--ctty", "--wait", "env", "--default-signal")); // a caller in the background ignores ^C
        words.addAll(List.of(command));
        Path terminal = Path.of(name);
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectInput(terminal.toFile())
                .redirectOutput(terminal.toFile()).redirectError(terminal.toFile());
        builder.environment().put("TERM", "xterm");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        process = builder.start();
        Thread.ofPlatform().daemon().start(this::read);
    }

    private static long call(String function, long a, long b, long c) throws IOException {
        try {
            long result = (long) CALL.invokeExact(LINKER.defaultLookup().find(function).orElseThrow(), a, b, c);
            if ((int) result == -1) {
                throw new IOException(function + " failed");
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096);
            while (true) {
                long count = call("read", master, buffer.address(), buffer.byteSize());
                if (count <= 0) {
                    return;
                }
                byte[] bytes = buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
                synchronized (seen) {
                    seen.append(new String(bytes, StandardCharsets.ISO_8859_1));
                    seen.notifyAll();
                }
            }
        } catch (IOException e) {
            // the program has ended, and its terminal with it
            synchronized (seen) {
                seen.notifyAll();
            }
        }
    }

    /** Types text. */
    void type(String text) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            MemorySegment buffer = arena.allocate(bytes.length);
            MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
            call("write", master, buffer.address(), bytes.length);
        }
    }

    /**
     * Waits until this text has appeared behind what was expected before; colours and the movements of the cursor do not count.
     *
     * @throws AssertionError it does not appear in time
     */
    void expect(String text) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        synchronized (seen) {
            while (true) {
                String plain = plain();
                int at = plain.indexOf(text, from);
                if (at >= 0) {
                    from = at + text.length();
                    return;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("'" + text + "' did not appear; behind what was expected before stands: " + plain.substring(from));
                }
                seen.wait(left);
            }
        }
    }

    private String plain() {
        String text = new String(seen.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replaceAll("\033\\[[0-9;]*[A-Za-z]", "").replaceAll("[\b\007\r]", "");
    }

    /** Waits for the program's end: its exit status. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
            throw new AssertionError("it has not ended; last seen: " + plain().substring(from));
        }
        return process.exitValue();
    }

    /** Are the terminal's modes those of a terminal nobody has touched: lines, echo, signals? */
    boolean isCooked() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment modes = arena.allocate(128);
            call("tcgetattr", master, modes.address(), 0);
            int local = modes.get(ValueLayout.JAVA_INT, 3 * Integer.BYTES);
            return (local & 0xb) == 0xb && (modes.get(ValueLayout.JAVA_INT, Integer.BYTES) & 1) == 1;
        }
    }

    /** Waits until the program takes the terminal's modes into its own hands. */
    void awaitEditing() throws IOException, InterruptedException {
        for (int i = 0; i < 500 && isCooked(); i++) {
            Thread.sleep(20);
        }
        if (isCooked()) {
            throw new AssertionError("the program leaves editing to the terminal");
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        call("close", master, 0, 0);
    }
}
