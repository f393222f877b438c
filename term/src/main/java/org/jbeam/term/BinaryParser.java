package org.jbeam.term;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The text of a binary whose segments are numbers, characters and strings: {@code <<1, 2:4, "abc"/utf8, 3.0/float>>}. */
final class BinaryParser {
    /** The most bits that a text may ask for in one segment: text should not be able to ask for all memory. */
    private static final long MAX_SEGMENT_BITS = 1L << 27;
    private static final int MAX_UNIT = 256;
    private static final int DEFAULT_INTEGER_BITS = 8;

    private enum Kind { INTEGER, FLOAT, UTF8, UTF16, UTF32 }

    private final TermScanner scanner;
    private final BitWriter writer = new BitWriter();
    private Kind kind;
    private boolean little;
    private long size;
    private long unit;

    BinaryParser(TermScanner scanner) {
        this.scanner = scanner;
    }

    Bitstring parse() {
        scanner.expect("<<");
        scanner.skipSpace();
        if (scanner.take(">>")) {
            return Bitstring.EMPTY;
        }
        while (true) {
            segment();
            scanner.skipSpace();
            if (scanner.take(">>")) {
                return writer.finish();
            }
            if (!scanner.take(",")) {
                throw scanner.error("expected a comma or >>");
            }
        }
    }

    private void segment() {
        scanner.skipSpace();
        int start = scanner.position();
        if (scanner.peek() == '"') {
            String text = scanner.string();
            qualifiers();
            text.codePoints().forEach(c -> write(SmallInt.of(c), start));
            return;
        }
        Term value = value();
        qualifiers();
        write(value, start);
    }

    private Term value() {
        boolean negative = scanner.take("-");
        if (scanner.peek() == '$') {
            Term character = SmallInt.of(scanner.character());
            return negative ? TermParser.negated(character) : character;
        }
        if (!TermScanner.isDigit(scanner.peek())) {
            throw scanner.error("expected a number, a character or a string");
        }
        Term number = scanner.number();
        return negative ? TermParser.negated(number) : number;
    }

    private void qualifiers() {
        kind = Kind.INTEGER;
        little = false;
        size = -1;
        unit = 1;
        scanner.skipSpace();
        if (scanner.peek() == ':') {
            scanner.skip(1);
            scanner.skipSpace();
            size = scanner.plainNumber(MAX_SEGMENT_BITS);
            scanner.skipSpace();
        }
        if (scanner.peek() == '/') {
            do {
                scanner.skip(1);
                scanner.skipSpace();
                type();
                scanner.skipSpace();
            } while (scanner.peek() == '-');
        }
    }

    private void type() {
        int start = scanner.position();
        String name = scanner.atom().name();
        switch (name) {
            case "integer" -> kind = Kind.INTEGER;
            case "float" -> kind = Kind.FLOAT;
            case "utf8" -> kind = Kind.UTF8;
            case "utf16" -> kind = Kind.UTF16;
            case "utf32" -> kind = Kind.UTF32;
            case "big" -> little = false;
            case "little" -> little = true;
            case "native" -> little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
            case "signed", "unsigned" -> { }
            case "unit" -> {
                scanner.expect(":");
                unit = scanner.plainNumber(MAX_UNIT);
            }
            default -> throw scanner.error("no type of a segment: " + name, start);
        }
    }

    private void write(Term value, int start) {
        switch (kind) {
            case INTEGER -> {
                if (!(value instanceof IntegerTerm integer)) {
                    throw scanner.error("a float in a segment of integers", start);
                }
                writer.write(integer.bigValue(), bits(DEFAULT_INTEGER_BITS, start), little);
            }
            case FLOAT -> writer.write(floatBits(value, bits(Double.SIZE, start), start), bits(Double.SIZE, start), little);
            case UTF8 -> writeText(value, StandardCharsets.UTF_8, start);
            case UTF16 -> writeText(value, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, start);
            case UTF32 -> writeText(value, Charset.forName(little ? "UTF-32LE" : "UTF-32BE"), start);
        }
    }

    private int bits(int whenNotGiven, int start) {
        long bits = size < 0 ? whenNotGiven : size * unit;
        if (bits > MAX_SEGMENT_BITS) {
            throw scanner.error("a segment of more than " + MAX_SEGMENT_BITS + " bits", start);
        }
        return (int) bits;
    }

    private BigInteger floatBits(Term value, int bits, int start) {
        double number = value instanceof FloatTerm x ? x.value() : ((IntegerTerm) value).bigValue().doubleValue();
        boolean finite = switch (bits) {
            case Double.SIZE -> !Double.isInfinite(number);
            case Float.SIZE -> !Float.isInfinite((float) number);
            case Short.SIZE -> !Float.isInfinite(Float.float16ToFloat(Float.floatToFloat16((float) number)));
            default -> throw scanner.error("a float has 16, 32 or 64 bits", start);
        };
        if (!finite) {
            throw scanner.error("a float out of range", start);
        }
        return BigInteger.valueOf(switch (bits) {
            case Double.SIZE -> Double.doubleToRawLongBits(number);
            case Float.SIZE -> Float.floatToRawIntBits((float) number);
            default -> Float.floatToFloat16((float) number);
        });
    }

    private void writeText(Term value, Charset charset, int start) {
        if (!(value instanceof SmallInt c) || !TermScanner.isCharacter(c.value())) {
            throw scanner.error("no character", start);
        }
        if (size >= 0) {
            throw scanner.error("a size of a character", start);
        }
        ByteBuffer bytes = charset.encode(Character.toString((int) c.value()));
        while (bytes.hasRemaining()) {
            writer.writeByte(bytes.get());
        }
    }
}
