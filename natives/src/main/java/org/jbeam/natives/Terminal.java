package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The terminal on standard input: its modes, its size, its encoding. Programs share its modes, so what is changed is put back when the
 * machine ends. There is one in a JVM.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap11.html">POSIX, General Terminal Interface</a>
 */
public final class Terminal {
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    /** {@code struct termios}: flag words for input, output, control and local modes, then the control characters. */
    private static final int SIZE = LINUX ? 60 : 72;
    private static final int WORD = LINUX ? Integer.BYTES : Long.BYTES;
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int LOCAL = 3;
    private static final int CHARACTERS = LINUX ? 17 : 32;
    private static final int ISTRIP = 0x20;
    private static final int ICRNL = 0x100;
    private static final int OPOST = 1;
    private static final int ECHO = 8;
    private static final int ICANON = LINUX ? 2 : 0x100;
    private static final int VINTR = LINUX ? 0 : 8;
    private static final int VQUIT = LINUX ? 1 : 9;
    private static final int VMIN = LINUX ? 6 : 16;
    private static final int VTIME = LINUX ? 5 : 17;
    private static final byte DISABLED = (byte) (LINUX ? 0 : 0xff);
    private static final long WINDOW_SIZE = LINUX ? 0x5413 : 0x40087468;
    private static final int CODESET = LINUX ? 14 : 0;

    /** The modes before the first change; null while nothing has been changed. */
    private static byte[] initial;
    /** The modes for line editing; null while no port edits lines. */
    private static byte[] editing;

    private Terminal() {}

    /** Columns and rows. */
    record Window(int columns, int rows) {}

    static boolean isTerminal(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            return LibC.call(arena, "isatty", fd, 0, 0, 0) == 1;
        } catch (PosixException e) {
            return false;
        }
    }

    /** The size of the terminal, or null when the descriptor is none, or does not know. */
    static Window window(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_SHORT, 4);
            LibC.callVariadic(arena, "ioctl", fd, WINDOW_SIZE, size.address());
            return new Window(size.getAtIndex(ValueLayout.JAVA_SHORT, 1) & 0xffff, size.getAtIndex(ValueLayout.JAVA_SHORT, 0) & 0xffff);
        } catch (PosixException e) {
            return null;
        }
    }

    /** Is the encoding of the locale UTF-8? */
    @SuppressWarnings("restricted") // a text of the C library
    static boolean isUtf8() {
        try (Arena arena = Arena.ofConfined()) {
            long name = LibC.callLong(arena, "nl_langinfo", 0, CODESET, 0, 0, 0);
            return "UTF-8".equals(MemorySegment.ofAddress(name).reinterpret(16).getString(0));
        } catch (PosixException e) {
            return false;
        }
    }

    /** How many columns the C library gives a code point in this locale; negative for one that it cannot print. */
    static int width(int codePoint) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) LibC.callLong(arena, "wcwidth", Long.MIN_VALUE, codePoint, 0, 0, 0);
        } catch (PosixException e) {
            return -1;
        }
    }

    /**
     * Passes characters on as they are typed, shows none by itself, and does nothing to output. {@code ^\} is then a character too: the JVM keeps
     * the signal for itself.
     *
     * @throws PosixException standard input is no terminal
     */
    static synchronized void edit() throws PosixException {
        byte[] modes = change();
        clear(modes, INPUT, ICRNL | ISTRIP);
        clear(modes, OUTPUT, OPOST);
        clear(modes, LOCAL, ICANON | ECHO);
        modes[CHARACTERS + VMIN] = 1;
        modes[CHARACTERS + VTIME] = 0;
        modes[CHARACTERS + VQUIT] = DISABLED;
        set(modes);
        editing = modes;
    }

    /** Makes {@code ^C} a character like others, as {@code +Bc} asks; nothing without a terminal. */
    public static synchronized void replaceInterrupt() {
        if (!isTerminal(0)) {
            return;
        }
        try {
            byte[] modes = change();
            modes[CHARACTERS + VINTR] = DISABLED;
            set(modes);
        } catch (PosixException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.WARNING, "the modes of the terminal: {0}", e.getMessage());
        }
    }

    /** Goes back to the modes for line editing, after the program was stopped or the menu closed; nothing if no port edits lines. */
    static synchronized void resume() {
        if (editing != null) {
            trySet(editing);
        }
    }

    /** Line editing is over. */
    static synchronized void endEditing() {
        restore();
        editing = null;
    }

    /** Puts the modes back that were found. To be called before the machine ends. */
    public static synchronized void restore() {
        if (initial != null) {
            trySet(initial);
        }
    }

    /** The present modes, to be changed; the first time they are kept. */
    private static byte[] change() throws PosixException {
        byte[] modes = new byte[SIZE];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(SIZE, Long.BYTES);
            LibC.call(arena, "tcgetattr", 0, state.address(), 0, 0);
            MemorySegment.copy(state, ValueLayout.JAVA_BYTE, 0, modes, 0, SIZE);
        }
        if (initial == null) {
            initial = modes.clone();
            Runtime.getRuntime().addShutdownHook(new Thread(Terminal::restore, "jbeam-terminal"));
        }
        return modes;
    }

    private static void clear(byte[] modes, int word, int bits) {
        ByteBuffer words = ByteBuffer.wrap(modes).order(ByteOrder.nativeOrder());
        // the bits of interest are in the low half, which comes first in the byte orders that OTP 25's JIT and jbeam run on
        words.putInt(word * WORD, words.getInt(word * WORD) & ~bits);
    }

    private static void trySet(byte[] modes) {
        try {
            set(modes);
        } catch (PosixException e) {
            // the terminal is gone
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.DEBUG, "the modes of the terminal: {0}", e.getMessage());
        }
    }

    private static void set(byte[] modes) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(SIZE, Long.BYTES);
            MemorySegment.copy(modes, 0, state, ValueLayout.JAVA_BYTE, 0, SIZE);
            LibC.call(arena, "tcsetattr", 0, 0, state.address(), 0);
        }
    }
}
