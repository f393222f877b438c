package org.jbeam.natives.regex;

import java.nio.charset.StandardCharsets;

/** Reads PCRE's code byte by byte, with the items that match one character; every byte is checked before it is believed. */
final class ByteCodeReader {
    private static final String TYPE_LETTERS = "DdSsWw";
    private static final String SPACE_LETTERS = "HhVv";
    private static final int CLASS_MAP = 32;
    private static final int NEGATED = 1;
    private static final int HAS_MAP = 2;
    private static final int HAS_PROPERTY = 4;
    private static final int ITEMS_END = 0;
    private static final int SINGLE = 1;
    private static final int RANGE = 2;
    private static final int WITH_PROPERTY = 3;
    private static final int WITHOUT_PROPERTY = 4;
    private static final int EXTENDED_HEAD = 4;

    private final byte[] bytes;
    private final boolean utf;
    /** The offset of the next byte. */
    int at;

    ByteCodeReader(byte[] bytes, int start, boolean utf) {
        this.bytes = bytes;
        this.at = start;
        this.utf = utf;
    }

    RegexSyntaxException damaged() {
        return ByteCodeHeader.damaged(at);
    }

    void require(boolean condition) {
        if (!condition) {
            throw damaged();
        }
    }

    int peek() {
        require(at < bytes.length);
        return bytes[at] & 0xFF;
    }

    int next() {
        int b = peek();
        at++;
        return b;
    }

    int number() {
        int high = next();
        return high << 8 | next();
    }

    int character() {
        return utf ? wideCharacter() : next();
    }

    private int wideCharacter() {
        int length = Utf8.length((byte) peek());
        require(at + length <= bytes.length && Utf8.firstInvalid(bytes, at, at + length) < 0);
        int c = Utf8.decode(bytes, at, bytes.length);
        at += length;
        return c;
    }

    /** A verb's name: its length, its bytes, a zero. */
    String name() {
        int length = next();
        require(at + length < bytes.length);
        String name = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        require(next() == 0);
        return name;
    }

    /** The item of a character; {@code kind}: 0 itself, 1 without regard to case, 2 any other, 3 any other without regard to case. */
    Node literal(int kind) {
        int c = character();
        if (kind < 2) {
            return new Node.Char(c, kind == 1);
        }
        CharSet.Builder b = new CharSet.Builder().add(c, c);
        if (kind == 3) {
            for (int other : utf ? CaseFolding.set(c) : new int[] {Latin1.otherCase(c)}) {
                b.add(other, other);
            }
        }
        return new Node.OneOf(b.build().complement(), 2, false);
    }

    /** The item of a character type, whose operation has been read. */
    Node type(int op) {
        return switch (op) {
            case PcreOp.ANY -> new Node.Dot(false);
            case PcreOp.ALL_ANY -> new Node.Dot(true);
            case PcreOp.ANY_BYTE -> utf ? new Node.AnyByte() : new Node.Dot(true);
            case PcreOp.NOT_PROPERTY, PcreOp.PROPERTY -> {
                CharSet set = property();
                yield new Node.OneOf(op == PcreOp.PROPERTY ? set : set.complement(), 3, false);
            }
            case PcreOp.NEWLINE -> new Node.NewlineSequence();
            case PcreOp.CLUSTER -> new Node.Cluster();
            default -> {
                require(op >= PcreOp.NOT_DIGIT && op < PcreOp.CLUSTER);
                char letter = op < PcreOp.ANY ? TYPE_LETTERS.charAt(op - PcreOp.NOT_DIGIT) : SPACE_LETTERS.charAt(op - PcreOp.NEWLINE - 1);
                yield CharTypes.of(letter, false, utf);
            }
        };
    }

    private CharSet property() {
        int kind = next();
        CharSet set = PropertyCodes.set(kind, next());
        require(set != null);
        return set;
    }

    /** The item of a class with a map only; {@code wide}: it has all characters above 255. */
    Node mappedClass(boolean wide) {
        CharSet.Builder b = new CharSet.Builder().addTable(map(), false);
        if (wide) {
            b.add(0x100, CharSet.MAX);
        }
        return new Node.OneOf(b.build(), 1 + CLASS_MAP, true);
    }

    private boolean[] map() {
        boolean[] table = new boolean[256];
        for (int i = 0; i < CLASS_MAP; i++) {
            int bits = next();
            for (int bit = 0; bit < 8; bit++) {
                table[i * 8 + bit] = (bits & 1 << bit) != 0;
            }
        }
        return table;
    }

    /** The item of a class with ranges and properties. Without properties the map alone decides about characters below 256. */
    Node extendedClass() {
        int size = number();
        int end = at - 3 + size;
        int flags = next();
        boolean negated = (flags & NEGATED) != 0;
        boolean[] map = (flags & HAS_MAP) != 0 ? map() : new boolean[256];
        CharSet.Builder b = items();
        require(at == end && size > EXTENDED_HEAD);
        if ((flags & HAS_PROPERTY) != 0) {
            b.addTable(map, false);
            CharSet all = b.build();
            return new Node.OneOf(negated ? all.complement() : all, size, true);
        }
        CharSet wide = b.build();
        CharSet.Builder all = new CharSet.Builder();
        int[] ranges = (negated ? wide.complement() : wide).ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            all.add(Math.max(ranges[i], 0x100), ranges[i + 1]);
        }
        boolean allLow = negated && (flags & HAS_MAP) == 0;
        return new Node.OneOf(all.addTable(map, allLow).build(), size, true);
    }

    private CharSet.Builder items() {
        CharSet.Builder b = new CharSet.Builder();
        int kind = next();
        while (kind != ITEMS_END) {
            switch (kind) {
                case SINGLE -> {
                    int c = wideCharacter();
                    b.add(c, c);
                }
                case RANGE -> {
                    int from = wideCharacter();
                    b.add(from, wideCharacter());
                }
                case WITH_PROPERTY -> b.addSet(property());
                case WITHOUT_PROPERTY -> b.addSet(property().complement());
                default -> throw damaged();
            }
            kind = next();
        }
        return b;
    }
}
