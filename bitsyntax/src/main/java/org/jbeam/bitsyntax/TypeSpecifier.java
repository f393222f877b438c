package org.jbeam.bitsyntax;

import org.jbeam.bitsyntax.Segment.Type;

/** The type specifiers of one segment, in the making: what stands behind its {@code /}. */
final class TypeSpecifier {
    private static final boolean NATIVE_IS_LITTLE = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;

    private Type type;
    private Boolean signed;
    private String endianness;
    private int unit;

    void add(String word, int position) {
        switch (word) {
            case "integer" -> type(Type.INTEGER, position);
            case "float" -> type(Type.FLOAT, position);
            case "binary" -> type(Type.BITS, position);
            case "bytes" -> {
                type(Type.BITS, position);
                unit(8, position);
            }
            case "bitstring", "bits" -> {
                type(Type.BITS, position);
                unit(1, position);
            }
            case "utf8" -> type(Type.UTF8, position);
            case "utf16" -> type(Type.UTF16, position);
            case "utf32" -> type(Type.UTF32, position);
            case "signed", "unsigned" -> {
                boolean value = word.equals("signed");
                conflict(signed != null && signed != value, "sign", position);
                signed = value;
            }
            case "big", "little", "native" -> {
                conflict(endianness != null && !endianness.equals(word), "endianness", position);
                endianness = word;
            }
            default -> throw new BitSyntaxException("unknown type specifier " + word, position);
        }
    }

    void unit(int bits, int position) {
        conflict(unit != 0 && unit != bits, "unit", position);
        unit = bits;
    }

    private void type(Type value, int position) {
        conflict(type != null && type != value, "type", position);
        type = value;
    }

    private static void conflict(boolean conflict, String what, int position) {
        if (conflict) {
            throw new BitSyntaxException("conflicting " + what, position);
        }
    }

    /** A segment with all but its value, with the defaults filled in. */
    Segment shape(SizeExpression size, int position) {
        Type itsType = type == null ? Type.INTEGER : type;
        boolean little = "little".equals(endianness) || "native".equals(endianness) && NATIVE_IS_LITTLE;
        boolean itsSign = Boolean.TRUE.equals(signed);
        if (itsType.isUtf()) {
            if (size != null || unit != 0) {
                throw new BitSyntaxException("neither size nor unit may be given for UTF types", position);
            }
            return new Segment(itsType, null, 1, itsSign, little, new Segment.Skip());
        }
        int itsUnit = unit != 0 ? unit : itsType == Type.BITS ? 8 : 1;
        if (size != null || itsType == Type.BITS) {
            return new Segment(itsType, size, itsUnit, itsSign, little, new Segment.Skip());
        }
        if (unit != 0) {
            throw new BitSyntaxException("a unit needs a size", position);
        }
        return new Segment(itsType, new SizeExpression.Constant(itsType == Type.FLOAT ? 64 : 8), 1, itsSign, little, new Segment.Skip());
    }
}
