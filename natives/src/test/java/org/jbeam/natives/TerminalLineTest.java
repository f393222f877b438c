package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written to edit a line must leave on a terminal what a plain model of the line says. */
class TerminalLineTest {
    private static final TerminalAbilities XTERM = new TerminalAbilities(80, true, "\033[A", "\n", "\b", "\033[C");

    /** A terminal of some columns, without end downwards, that holds the cursor on the last column until the next character. */
    private static final class Screen {
        private final int columns;
        private final int[][] rows = new int[400][];
        private int row;
        private int column;

        Screen(int columns) {
            this.columns = columns;
            for (int i = 0; i < rows.length; i++) {
                rows[i] = " ".repeat(columns).codePoints().toArray();
            }
        }

        void write(byte[] bytes) {
            int[] text = new String(bytes, StandardCharsets.UTF_8).codePoints().toArray();
            for (int i = 0; i < text.length; i++) {
                switch (text[i]) {
                    case '\r' -> column = 0;
                    case '\n' -> row++;
                    case '\b' -> column = Math.max(0, Math.min(column, columns) - 1);
                    case '\033' -> {
                        i += 2;
                        if (text[i] == 'A') {
                            row--;
                        } else if (text[i] == 'C') {
                            column = Math.min(column + 1, columns - 1);
                        } else {
                            throw new AssertionError("unexpected sequence " + (char) text[i]);
                        }
                    }
                    default -> show(text[i]);
                }
            }
        }

        private void show(int c) {
            int wide = TerminalLineTest.width(c);
            if (column + wide > columns) {
                row++;
                column = 0;
            }
            rows[row][column] = c;
            column += wide;
        }

        String text(int from) {
            StringBuilder all = new StringBuilder();
            for (int i = from; i < rows.length; i++) {
                all.append(new String(rows[i], 0, columns));
            }
            return all.toString().stripTrailing();
        }

        int cursor() {
            return row * columns + column;
        }
    }

    private static int width(int c) {
        return c >= 0x1100 && c < 0x2000 ? 0 : 1;
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }

    @Test
    void agreesWithAPlainModel() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int columns = 5 + random.nextInt(20);
            Screen screen = new Screen(columns);
            TerminalLine line = new TerminalLine(XTERM, () -> columns, TerminalLineTest::width, true);
            StringBuilder model = new StringBuilder();
            int cursor = 0;
            for (int step = 0; step < 40; step++) {
                String word = "abcdéfgh€ij".substring(random.nextInt(5), 5 + random.nextInt(6));
                int count = random.nextInt(2 * columns) - columns;
                switch (random.nextInt(3)) {
                    case 0 -> {
                        line.insert(points(word));
                        model.insert(cursor, word);
                        cursor += word.length();
                    }
                    case 1 -> {
                        line.move(count);
                        cursor = Math.clamp(cursor + count, 0, model.length());
                    }
                    default -> {
                        line.delete(count);
                        int other = Math.clamp(cursor + count, 0, model.length());
                        model.delete(Math.min(cursor, other), Math.max(cursor, other));
                        cursor = Math.min(cursor, other);
                    }
                }
                screen.write(line.takeOutput());
                assertEquals(model.toString(), screen.text(0), "round " + round + ", step " + step + ", " + columns + " columns");
                assertEquals(cursor, screen.cursor(), "round " + round + ", step " + step + ", " + columns + " columns");
            }
        }
    }

    @Test
    void endsALineAndKeepsWhatStoodBehindTheCursor() {
        Screen screen = new Screen(20);
        TerminalLine line = new TerminalLine(XTERM, () -> 20, TerminalLineTest::width, true);
        line.put(points("1> hello"));
        line.move(-5);
        line.delete(-3);
        line.insert(points("output\n1> "));
        screen.write(line.takeOutput());
        assertEquals("output" + " ".repeat(14) + "1> hello", screen.text(0));
    }

    @Test
    void showsWhatCannotBePrinted() {
        TerminalLine line = new TerminalLine(XTERM, () -> 80, TerminalLineTest::width, false);
        line.put(points("a\tb\001\177é€"));
        assertArrayEquals("a       b^A^?\u00e9\\x{20AC}".getBytes(StandardCharsets.ISO_8859_1), line.takeOutput());
        line.move(-2);
        assertEquals("\b".repeat(9), new String(line.takeOutput(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void countsNoColumnsForColours() {
        TerminalLine line = new TerminalLine(XTERM, () -> 80, TerminalLineTest::width, true);
        line.put(points("\033[1;31mred\033[0m> x"));
        line.takeOutput();
        line.move(-1);
        assertEquals("\b", new String(line.takeOutput(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsTerminfo() {
        byte[] entry = entry(new byte[] {0, 0, 0, 0, 1}, (short) 132, List.of("\033[B", "\b", "\033[C", "\033[A$<5>"));
        assertEquals(new TerminalAbilities(132, true, "\033[A", "\033[B", "\b", "\033[C"), TerminalAbilities.parse(entry));
        assertNull(TerminalAbilities.parse(new byte[] {1, 2, 3}));
        for (int length = 0; length < entry.length - 1; length++) {
            TerminalAbilities.parse(java.util.Arrays.copyOf(entry, length));
        }
    }

    private static byte[] entry(byte[] flags, short columns, List<String> strings) {
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(400).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        byte[] names = "t|test\0".getBytes(StandardCharsets.ISO_8859_1);
        int[] places = {11, 14, 17, 19};
        out.putShort((short) 0x11a).putShort((short) names.length).putShort((short) flags.length).putShort((short) 1).putShort((short) 20);
        StringBuilder table = new StringBuilder();
        short[] offsets = new short[20];
        java.util.Arrays.fill(offsets, (short) -1);
        for (int i = 0; i < places.length; i++) {
            offsets[places[i]] = (short) table.length();
            table.append(strings.get(i)).append('\0');
        }
        out.putShort((short) table.length()).put(names).put(flags);
        if ((names.length + flags.length) % 2 == 1) {
            out.put((byte) 0);
        }
        out.putShort(columns);
        for (short offset : offsets) {
            out.putShort(offset);
        }
        out.put(table.toString().getBytes(StandardCharsets.ISO_8859_1));
        return java.util.Arrays.copyOf(out.array(), out.position());
    }
}
