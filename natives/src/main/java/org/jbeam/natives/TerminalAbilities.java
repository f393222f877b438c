package org.jbeam.natives;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a terminal understands, of which line editing needs six things. Read from the compiled terminfo database.
 *
 * @param columns its width by the database, in characters
 * @param pausesAtMargin does the cursor stay on the last column until the next character ({@code xenl})?
 * @param up one line up
 * @param down one line down
 * @param left one column to the left
 * @param right one column to the right
 * @see <a href="https://invisible-island.net/ncurses/man/term.5.html">term(5), the format</a>
 */
record TerminalAbilities(int columns, boolean pausesAtMargin, String up, String down, String left, String right) {
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MAGIC = 0x11a;
    private static final int MAGIC_WIDE_NUMBERS = 0x21e;
    private static final int EAT_NEWLINE_GLITCH = 4;
    private static final int CURSOR_DOWN = 11;
    private static final int CURSOR_LEFT = 14;
    private static final int CURSOR_RIGHT = 17;
    private static final int CURSOR_UP = 19;
    private static final Pattern PADDING = Pattern.compile("\\$<[^>]*>");
    /** Where there is no database at all: terminals that are known to follow ECMA-48. */
    private static final Pattern STANDARD = Pattern.compile("(xterm|screen|tmux|linux|vt[1-5]\\d\\d|rxvt|ansi|alacritty|kitty|foot|st)([-.].*)?");
    private static final List<String> PLACES = List.of("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo",
            "/usr/local/share/terminfo", "/opt/homebrew/share/terminfo");

    /** Those of the terminal that {@code TERM} names; null for one that is not known, or cannot move its cursor. */
    static TerminalAbilities of(Map<String, String> environment) {
        String name = environment.getOrDefault("TERM", "");
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            return null;
        }
        List<Path> databases = databases(environment).stream().filter(Files::isDirectory).toList();
        if (databases.isEmpty() && STANDARD.matcher(name).matches()) {
            return new TerminalAbilities(DEFAULT_COLUMNS, true, "\033[A", "\n", "\b", "\033[C");
        }
        for (Path database : databases) {
            for (String folder : List.of(name.substring(0, 1), Integer.toHexString(name.charAt(0)))) {
                Path file = database.resolve(folder).resolve(name);
                if (Files.isReadable(file)) {
                    return read(file);
                }
            }
        }
        return null;
    }

    private static List<Path> databases(Map<String, String> environment) {
        List<Path> all = new ArrayList<>();
        if (!environment.getOrDefault("TERMINFO", "").isEmpty()) {
            all.add(Path.of(environment.get("TERMINFO")));
        }
        if (!environment.getOrDefault("HOME", "").isEmpty()) {
            all.add(Path.of(environment.get("HOME"), ".terminfo"));
        }
        for (String place : environment.getOrDefault("TERMINFO_DIRS", "").split(":")) {
            if (!place.isEmpty()) {
                all.add(Path.of(place));
            }
        }
        PLACES.forEach(place -> all.add(Path.of(place)));
        return all;
    }

    private static TerminalAbilities read(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads a compiled entry; null when it is none, or the terminal cannot move its cursor. */
    static TerminalAbilities parse(byte[] entry) {
        try {
            ByteBuffer in = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
            int magic = in.getShort();
            if (magic != MAGIC && magic != MAGIC_WIDE_NUMBERS) {
                return null;
            }
            int names = in.getShort();
            int flags = in.getShort();
            int numbers = in.getShort();
            int strings = in.getShort();
            in.getShort();
            int flagsAt = in.position() + names;
            int numbersAt = flagsAt + flags + (flagsAt + flags & 1);
            int width = magic == MAGIC ? Short.BYTES : Integer.BYTES;
            int stringsAt = numbersAt + numbers * width;
            int columns = numbers == 0 ? 0 : magic == MAGIC ? in.getShort(numbersAt) : in.getInt(numbersAt);
            Strings table = new Strings(in, stringsAt, strings);
            String left = table.get(CURSOR_LEFT);
            String down = table.get(CURSOR_DOWN);
            String up = table.get(CURSOR_UP);
            String right = table.get(CURSOR_RIGHT);
            if (up == null || right == null) {
                return null;
            }
            return new TerminalAbilities(columns > 0 ? columns : DEFAULT_COLUMNS,
                    flags > EAT_NEWLINE_GLITCH && in.get(flagsAt + EAT_NEWLINE_GLITCH) == 1, up, down == null ? "\n" : down,
                    left == null ? "\b" : left, right);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** The strings of an entry: offsets into a table behind them. */
    private record Strings(ByteBuffer in, int at, int count) {
        String get(int index) {
            int offset = index < count ? in.getShort(at + index * Short.BYTES) : -1;
            if (offset < 0) {
                return null;
            }
            int from = at + count * Short.BYTES + offset;
            int to = from;
            while (in.get(to) != 0) {
                to++;
            }
            return PADDING.matcher(new String(in.array(), from, to - from, StandardCharsets.ISO_8859_1)).replaceAll("");
        }
    }
}
