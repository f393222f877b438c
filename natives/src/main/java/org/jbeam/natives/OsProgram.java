package org.jbeam.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.natives.FileSystem.Work;

/**
 * A program to be started, with pipes to it: its own session, the machine's environment and current folder, no other descriptors.
 *
 * @param file the path of what to run, relative to where it shall run
 * @param arguments from the program's own name on
 * @param environment {@code NAME=VALUE} each
 * @param folder the machine's current folder
 * @param ownFolder where the program shall run, as given by the user and relative to {@code folder}, or null
 */
record OsProgram(byte[] file, List<byte[]> arguments, List<byte[]> environment, byte[] folder, byte[] ownFolder) {
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = LINUX ? 0x800 : 0x4;
    private static final int F_SETFD = 2;
    private static final int F_SETFL = 4;
    private static final int SET_SESSION = LINUX ? 0x80 : 0x400;
    private static final int SET_MASK = LINUX ? 0x8 : 0x8;
    /** Larger than the C library's structures on any system. */
    private static final int STRUCTURE = 1024;
    private static final int X_OK = 1;
    private static final int LOWEST_FREE = 10;

    /**
     * A program that runs.
     *
     * @param pid its number
     * @param in the end of the pipe to write to, or -1
     * @param out the end of the pipe to read from, or -1
     */
    record Running(int pid, int in, int out) {}

    /**
     * Starts it.
     *
     * @throws PosixException no pipe or process can be had
     */
    Running start(PortOptions options) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            int[] toChild = pipe(arena);
            int[] fromChild;
            try {
                fromChild = pipe(arena);
            } catch (PosixException e) {
                close(arena, toChild);
                throw e;
            }
            try {
                int pid = launch(arena, options, toChild[0], fromChild[1]);
                close(arena, toChild[0], fromChild[1]);
                int in = keep(arena, toChild[1], options.out());
                int out = keep(arena, fromChild[0], options.in());
                return new Running(pid, in, out);
            } catch (PosixException e) {
                close(arena, toChild);
                close(arena, fromChild);
                throw e;
            }
        }
    }

    private static int keep(Arena arena, int fd, boolean wanted) throws PosixException {
        if (!wanted) {
            close(arena, fd);
            return -1;
        }
        LibC.callVariadic(arena, "fcntl", fd, F_SETFL, NON_BLOCKING);
        return fd;
    }

    private static int[] pipe(Arena arena) throws PosixException {
        MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
        if (LINUX) {
            LibC.call(arena, "pipe2", ends.address(), CLOSE_ON_EXEC, 0, 0);
        } else {
            LibC.call(arena, "pipe", ends.address(), 0, 0, 0);
        }
        int[] fds = {ends.getAtIndex(ValueLayout.JAVA_INT, 0), ends.getAtIndex(ValueLayout.JAVA_INT, 1)};
        if (!LINUX) {
            LibC.callVariadic(arena, "fcntl", fds[0], F_SETFD, 1);
            LibC.callVariadic(arena, "fcntl", fds[1], F_SETFD, 1);
        }
        return fds;
    }

    private static void close(Arena arena, int... fds) {
        for (int fd : fds) {
            quietly(() -> LibC.call(arena, "close", fd, 0, 0, 0));
        }
    }

    /** Does work whose failure changes nothing. */
    private static void quietly(Work<Integer> work) {
        try {
            work.run();
        } catch (PosixException e) {
            System.getLogger("org.jbeam.natives").log(System.Logger.Level.DEBUG, e.getMessage());
        }
    }

    /** Starts the program; where it cannot run, a shell that ends as OTP's helper would. */
    private int launch(Arena arena, PortOptions options, int in, int out) throws PosixException {
        int refused = ownFolder == null ? 0 : FilePath.of(ownFolder, folder).absolute().length == 0 ? Errno.ENOENT : refusedFolder();
        if (refused != 0) {
            String say = "printf 'spawn: Could not cd to %s\\r\\n' \"$1\" >&2; exit " + refused;
            return substitute(say).spawn(arena, options, in, out);
        }
        try {
            return spawn(arena, options, in, out);
        } catch (PosixException e) {
            return substitute("exit " + e.errno()).spawn(arena, options, in, out);
        }
    }

    private int refusedFolder() {
        try {
            FileSystem.enter(FilePath.of(ownFolder, folder));
            return 0;
        } catch (PosixException e) {
            return e.errno();
        }
    }

    private OsProgram substitute(String script) {
        byte[] shown = ownFolder == null ? new byte[0] : ownFolder;
        List<byte[]> command = List.of(bytes("sh"), bytes("-c"), bytes(script), bytes("sh"), shown);
        // variables are of no use to it, and may be what was too much
        return new OsProgram(bytes("/bin/sh"), command, List.of(), folder, null);
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** May the file be run? Errors are those of {@code access}. */
    void checkExecutable() throws PosixException {
        FileSystem.change("access", FilePath.of(file, folder), X_OK, 0);
    }

    private int spawn(Arena arena, PortOptions options, int in, int out) throws PosixException {
        MemorySegment actions = arena.allocate(STRUCTURE, Long.BYTES);
        MemorySegment attributes = arena.allocate(STRUCTURE, Long.BYTES);
        LibC.check(arena, "posix_spawn_file_actions_init", actions.address());
        try {
            LibC.check(arena, "posix_spawnattr_init", attributes.address());
            try {
                prepare(arena, options, in, out, actions.address(), attributes.address());
                MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
                LibC.check(arena, "posix_spawn", pid.address(), FilePath.address(arena, file), actions.address(), attributes.address(),
                        strings(arena, arguments), strings(arena, environment));
                return pid.get(ValueLayout.JAVA_INT, 0);
            } finally {
                LibC.check(arena, "posix_spawnattr_destroy", attributes.address());
            }
        } finally {
            LibC.check(arena, "posix_spawn_file_actions_destroy", actions.address());
        }
    }

    private void prepare(Arena arena, PortOptions options, int in, int out, long actions, long attributes) throws PosixException {
        MemorySegment mask = arena.allocate(STRUCTURE, Long.BYTES);
        LibC.call(arena, "sigemptyset", mask.address(), 0, 0, 0);
        LibC.check(arena, "posix_spawnattr_setsigmask", attributes, mask.address());
        LibC.check(arena, "posix_spawnattr_setflags", attributes, SET_SESSION | SET_MASK);
        if (java.nio.file.Files.isDirectory(FilePath.path(folder))) {
            LibC.check(arena, "posix_spawn_file_actions_addchdir_np", actions, FilePath.address(arena, folder));
        }
        if (ownFolder != null) {
            LibC.check(arena, "posix_spawn_file_actions_addchdir_np", actions, FilePath.address(arena, ownFolder));
        }
        int first = 3;
        if (options.useStdio()) {
            duplicate(arena, actions, options.out() ? in : -1, 0);
            duplicate(arena, actions, options.in() ? out : -1, 1);
            duplicate(arena, actions, options.stderrToStdout() ? out : -1, 2);
        } else {
            // the ends may themselves be 3 and 4: out of the way first
            duplicate(arena, actions, in, LOWEST_FREE);
            duplicate(arena, actions, out, LOWEST_FREE + 1);
            duplicate(arena, actions, options.out() ? LOWEST_FREE : -1, 3);
            duplicate(arena, actions, options.in() ? LOWEST_FREE + 1 : -1, 4);
            if (!options.out() || !options.in()) {
                // the JVM may have something open there
                LibC.check(arena, "posix_spawn_file_actions_addclose", actions, options.out() ? 4 : 3);
            }
            first = 5;
        }
        if (LibC.has("posix_spawn_file_actions_addclosefrom_np")) {
            LibC.check(arena, "posix_spawn_file_actions_addclosefrom_np", actions, first);
        }
    }

    private static void duplicate(Arena arena, long actions, int from, int to) throws PosixException {
        if (from >= 0) {
            LibC.check(arena, "posix_spawn_file_actions_adddup2", actions, from, to);
        }
    }

    private static long strings(Arena arena, List<byte[]> all) {
        List<Long> addresses = new ArrayList<>();
        all.forEach(one -> addresses.add(FilePath.address(arena, one)));
        MemorySegment array = arena.allocate(ValueLayout.JAVA_LONG, all.size() + 1L);
        for (int i = 0; i < all.size(); i++) {
            array.setAtIndex(ValueLayout.JAVA_LONG, i, addresses.get(i));
        }
        return array.address();
    }
}
