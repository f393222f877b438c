package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/**
 * The line that stands last on a terminal, and what has to be written to change it. Characters that cannot be shown as they are take several
 * cells of the line, which belong together.
 *
 * <p>A cell is a code point, or one with a tag: the first cell of a control character ({@code ^A}, a tab, the start of a colour), the first
 * one of a character that the terminal's encoding lacks ({@code \x{20AC}}), or one of the cells behind these.
 */
final class TerminalLine {
    private static final int CONTROL = 0x1000_0000;
    private static final int ESCAPED = 0x0100_0000;
    private static final int TAGS = 0xff00_0000;
    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;
    private static final int FIRST_WIDE = 0x80;
    private static final int FIRST_PRINTABLE_HIGH = 0xa0;
    private static final int TAB_STOP = 8;
    private static final int LONGEST_OCTAL = 0x1ff;
    /** From here on a line is ended, so that it does not grow without bound. */
    private static final int LONGEST = 1 << 16;

    private final TerminalAbilities terminal;
    private final IntSupplier columns;
    private final IntUnaryOperator width;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int[] cells = new int[256];
    private int length;
    private int position;
    private boolean unicode;

    /**
     * An empty line.
     *
     * @param columns how many columns the terminal has now
     * @param width how many columns a code point takes; nothing for less than one
     * @param unicode does it understand UTF-8? Latin-1 if not
     */
    TerminalLine(TerminalAbilities terminal, IntSupplier columns, IntUnaryOperator width, boolean unicode) {
        this.terminal = terminal;
        this.columns = columns;
        this.width = width;
        this.unicode = unicode;
    }

    boolean unicode() {
        return unicode;
    }

    void unicode(boolean newUnicode) {
        unicode = newUnicode;
    }

    /** What has to be written since it was last asked. */
    byte[] takeOutput() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** Writes text over what stands at the cursor. */
    void put(int[] text) {
        endLongLine();
        int count = enter(text);
        length = Math.max(length, position);
        if (count > 0) {
            show(position - count, position, false);
        }
    }

    /** Writes text and moves what stood at the cursor behind it. */
    void insert(int[] text) {
        endLongLine();
        int[] tail = Arrays.copyOfRange(cells, position, Math.max(position, length));
        int count = enter(text);
        reserve(position + tail.length);
        System.arraycopy(tail, 0, cells, position, tail.length);
        length = position + tail.length;
        show(position - count, length, false);
        moveCursor(column(length), column(position));
    }

    /** Moves the cursor by so many characters, to the left if negative, within the line. */
    void move(int count) {
        endLongLine();
        int target = step(count);
        moveCursor(column(position), column(target));
        position = target;
    }

    /** Deletes so many characters behind the cursor, before it if negative. */
    void delete(int count) {
        endLongLine();
        int other = step(count);
        int from = Math.min(position, other);
        int to = Math.max(position, other);
        if (from == to) {
            return;
        }
        int gone = column(to) - column(from);
        moveCursor(column(position), column(from));
        System.arraycopy(cells, to, cells, from, length - to);
        length -= to - from;
        position = from;
        show(from, length, false);
        out.writeBytes(" ".repeat(Math.max(0, gone)).getBytes(StandardCharsets.ISO_8859_1));
        int end = column(length) + gone;
        if (terminal.pausesAtMargin() && end % columns() == 0) {
            out.write(' ');
            write(terminal.left());
        }
        moveCursor(end, column(position));
    }

    /** Rings the bell. */
    void beep() {
        out.write('\007');
    }

    private void endLongLine() {
        if (position > LONGEST) {
            put(new int[] {'\n'});
        }
    }

    /** The cell that is so many characters away. */
    private int step(int count) {
        int at = position;
        for (int n = count; n > 0 && at < length; n--) {
            at++;
            while (at < length && isContinuation(cells[at])) {
                at++;
            }
        }
        for (int n = count; n < 0 && at > 0; n++) {
            at--;
            while (at > 0 && isContinuation(cells[at])) {
                at--;
            }
        }
        return at;
    }

    private static boolean isContinuation(int cell) {
        return (cell & TAGS) != 0 && (cell & ~TAGS) == 0;
    }

    private void reserve(int size) {
        if (size > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(size, 2 * cells.length));
        }
    }

    private void add(int cell) {
        reserve(position + 1);
        cells[position++] = cell;
    }

    /** Puts text into the cells from the cursor on; the number of cells that it takes in the line that is then the last. */
    private int enter(int[] text) {
        int start = position;
        for (int c : text) {
            if (c == '\n' || c == '\r') {
                show(start, position, true);
                write(c == '\n' ? "\r\n" : "\r");
                int rest = Math.max(0, length - position);
                System.arraycopy(cells, position, cells, 0, rest);
                length = rest;
                position = 0;
                start = 0;
            } else {
                enter(c);
            }
        }
        return position - start;
    }

    private void enter(int c) {
        if (c == 0) {
            // terminals pass over it
            return;
        }
        if (isPlain(c)) {
            add(c);
        } else if (c >= FIRST_WIDE) {
            add(c | ESCAPED);
            for (int i = escape(c).length(); i > 1; i--) {
                add(ESCAPED);
            }
        } else if (c == '\t') {
            add(CONTROL | '\t');
            while (position % TAB_STOP != 0) {
                add(CONTROL);
            }
        } else {
            add(CONTROL | c);
            if (c != ESCAPE) {
                add(CONTROL);
            }
        }
    }

    private boolean isPlain(int c) {
        return c >= ' ' && c < DELETE || c >= FIRST_WIDE && (unicode || c >= FIRST_PRINTABLE_HIGH && c <= 0xff);
    }

    private static String escape(int c) {
        return c <= LONGEST_OCTAL ? String.format("\\%03o", c) : String.format("\\x{%X}", c);
    }

    /** Writes cells; {@code newLineFollows} if a line feed comes next, which takes the cursor from the margin anyway. */
    private void show(int from, int to, boolean newLineFollows) {
        for (int at = from; at < to; at++) {
            showCell(at);
        }
        if (newLineFollows || !terminal.pausesAtMargin() || to == 0 || column(to) % columns() != 0) {
            return;
        }
        // the cursor still stands on the full line: a character brings it to the next one
        if (to < length && (cells[to] & TAGS) == 0) {
            showCell(to);
        } else {
            out.write(' ');
        }
        write(terminal.left());
    }

    private void showCell(int at) {
        int cell = cells[at];
        int c = cell & ~TAGS;
        if ((cell & TAGS) == 0) {
            if (unicode) {
                write(Character.toString(c), true);
            } else {
                out.write(c);
            }
        } else if (c == 0) {
            // the cells behind a tab are blank, those behind another character are written with it
            write(isBlank(at) ? " " : "");
        } else if ((cell & ESCAPED) != 0) {
            write(escape(c));
        } else {
            write(c == '\t' ? " " : c == ESCAPE ? "\033" : c == DELETE ? "^?" : "^" + (char) (c | 0x40));
        }
    }

    private boolean isBlank(int at) {
        int first = at;
        while (first > 0 && isContinuation(cells[first])) {
            first--;
        }
        return cells[first] == (CONTROL | '\t');
    }

    private void moveCursor(int from, int to) {
        int columnsNow = columns();
        int lines = to / columnsNow - from / columnsNow;
        int steps = to % columnsNow - from % columnsNow;
        repeat(lines > 0 ? terminal.down() : terminal.up(), Math.abs(lines));
        repeat(steps > 0 ? terminal.right() : terminal.left(), Math.abs(steps));
    }

    private int columns() {
        return Math.max(1, columns.getAsInt());
    }

    /** The column of a cell, counted on over the lines that the text takes; colours take none. */
    private int column(int cell) {
        int column = Math.max(0, cell - length);
        int end = Math.min(cell, length);
        for (int at = 0; at < end; at++) {
            int c = cells[at];
            if (c == (CONTROL | ESCAPE)) {
                at = lastOfEscape(at);
            } else if ((c & TAGS) != 0) {
                column++;
            } else {
                column += c < DELETE || !unicode ? 1 : Math.max(0, width.applyAsInt(c));
            }
        }
        return column;
    }

    /** The last cell of an escape sequence such as a colour's. */
    private int lastOfEscape(int escape) {
        int at = escape + 1;
        if (at >= length || cells[at] != '[') {
            return at;
        }
        do {
            at++;
        } while (at < length && (cells[at] == ';' || cells[at] >= '0' && cells[at] <= '9'));
        return at;
    }

    private void repeat(String text, int count) {
        for (int i = 0; i < count; i++) {
            write(text);
        }
    }

    private void write(String text) {
        write(text, false);
    }

    private void write(String text, boolean utf8) {
        out.writeBytes(text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }
}
