package org.jbeam.bitsyntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.bitsyntax.PatternLexer.Kind;
import org.jbeam.bitsyntax.Segment.Type;

/**
 * Parses pattern text into segments: the grammar and the defaults of "Bit Syntax Expressions" in the Erlang Reference Manual, with sizes of
 * numbers, variables and, in parentheses, {@code + - * div rem}.
 */
final class PatternParser {
    private static final int MAX_NESTING = 64;
    private static final int MAX_UNIT = 256;
    /** Constant runs longer than this are left as numbers. */
    private static final int MAX_JOINED_BITS = 1 << 16;

    private final PatternLexer lexer;
    private final List<String> names;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private int nesting;

    PatternParser(String text, List<String> inputs) {
        lexer = new PatternLexer(text);
        names = new ArrayList<>(inputs);
    }

    /** The variables by slot, inputs first. */
    List<String> names() {
        return names;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Where each segment begins in the text. */
    List<Integer> positions() {
        return positions;
    }

    void parse() {
        lexer.advance();
        expect(Kind.OPEN, "'<<'");
        if (lexer.kind != Kind.CLOSE) {
            segment();
            while (lexer.kind == Kind.COMMA) {
                lexer.advance();
                segment();
            }
        }
        expect(Kind.CLOSE, "',' or '>>'");
        if (lexer.kind != Kind.END) {
            throw lexer.problem("text behind the pattern");
        }
    }

    private void expect(Kind kind, String what) {
        if (lexer.kind != kind) {
            throw lexer.problem(what + " expected");
        }
        lexer.advance();
    }

    /** What a segment's value is before its type is known. */
    private record RawValue(String variable, BigInteger integer, Double real, int[] string) {
    }

    private void segment() {
        int position = lexer.start;
        RawValue value = value();
        SizeExpression size = null;
        if (lexer.kind == Kind.COLON) {
            lexer.advance();
            size = size();
        }
        TypeSpecifier specifier = new TypeSpecifier();
        if (lexer.kind == Kind.SLASH) {
            do {
                lexer.advance();
                specifier(specifier);
            } while (lexer.kind == Kind.MINUS);
        }
        Segment shape = specifier.shape(size, position);
        if (value.string == null) {
            add(typed(shape, value, position), position);
            return;
        }
        if (shape.type() == Type.BITS) {
            throw new BitSyntaxException("a string has no type " + shape.type().name().toLowerCase(java.util.Locale.ROOT), position);
        }
        for (int point : value.string) {
            add(typed(shape, new RawValue(null, BigInteger.valueOf(point), null, null), position), position);
        }
    }

    private RawValue value() {
        int sign = 1;
        boolean signed = lexer.kind == Kind.MINUS || lexer.kind == Kind.PLUS;
        if (signed) {
            sign = lexer.kind == Kind.MINUS ? -1 : 1;
            lexer.advance();
        }
        RawValue value;
        if (lexer.kind == Kind.INTEGER) {
            value = new RawValue(null, lexer.integer.multiply(BigInteger.valueOf(sign)), null, null);
        } else if (lexer.kind == Kind.FLOAT) {
            value = new RawValue(null, null, sign * lexer.real, null);
        } else if (signed) {
            throw lexer.problem("number expected");
        } else if (lexer.kind == Kind.STRING) {
            value = new RawValue(null, null, null, lexer.string);
        } else if (lexer.kind == Kind.VARIABLE) {
            value = new RawValue(lexer.name, null, null, null);
        } else {
            throw lexer.problem("value expected");
        }
        lexer.advance();
        return value;
    }

    private SizeExpression size() {
        if (lexer.kind == Kind.LEFT || lexer.kind == Kind.INTEGER || lexer.kind == Kind.VARIABLE) {
            return operand();
        }
        throw lexer.problem("size expected");
    }

    private SizeExpression sum() {
        SizeExpression left = product();
        while (lexer.kind == Kind.PLUS || lexer.kind == Kind.MINUS) {
            SizeExpression.Operator operator = lexer.kind == Kind.PLUS ? SizeExpression.Operator.PLUS : SizeExpression.Operator.MINUS;
            lexer.advance();
            left = binary(operator, left, product());
        }
        return left;
    }

    private SizeExpression product() {
        SizeExpression left = operand();
        while (true) {
            SizeExpression.Operator operator = multiplier();
            if (operator == null) {
                return left;
            }
            lexer.advance();
            left = binary(operator, left, operand());
        }
    }

    private SizeExpression.Operator multiplier() {
        if (lexer.kind == Kind.TIMES) {
            return SizeExpression.Operator.TIMES;
        }
        if (lexer.kind == Kind.WORD && lexer.name.equals("div")) {
            return SizeExpression.Operator.DIV;
        }
        return lexer.kind == Kind.WORD && lexer.name.equals("rem") ? SizeExpression.Operator.REM : null;
    }

    /** Bounds the height of the tree, and with it the recursion of those who walk it. */
    private SizeExpression binary(SizeExpression.Operator operator, SizeExpression left, SizeExpression right) {
        if (++nesting > MAX_NESTING) {
            throw lexer.problem("size with more than " + MAX_NESTING + " operations");
        }
        SizeExpression result = new SizeExpression.Binary(operator, left, right);
        if (left instanceof SizeExpression.Constant && right instanceof SizeExpression.Constant) {
            long folded = result.value(new Frame(0));
            if (folded == SizeExpression.NONE) {
                throw lexer.problem("size out of range");
            }
            return new SizeExpression.Constant(folded);
        }
        return result;
    }

    private SizeExpression operand() {
        switch (lexer.kind) {
            case INTEGER -> {
                if (lexer.integer.bitLength() > 62) {
                    throw lexer.problem("size out of range");
                }
                SizeExpression constant = new SizeExpression.Constant(lexer.integer.longValue());
                lexer.advance();
                return constant;
            }
            case VARIABLE -> {
                int slot = names.indexOf(lexer.name);
                if (slot < 0) {
                    throw lexer.problem("variable " + lexer.name + " is unbound");
                }
                lexer.advance();
                return new SizeExpression.Variable(slot);
            }
            case LEFT -> {
                if (++nesting > MAX_NESTING) {
                    throw lexer.problem("size with more than " + MAX_NESTING + " operations");
                }
                lexer.advance();
                SizeExpression inner = sum();
                expect(Kind.RIGHT, "')'");
                return inner;
            }
            default -> throw lexer.problem("number, variable or '(' expected");
        }
    }

    private void specifier(TypeSpecifier specifier) {
        if (lexer.kind != Kind.WORD) {
            throw lexer.problem("type specifier expected");
        }
        int start = lexer.start;
        String word = lexer.name;
        lexer.advance();
        if (!word.equals("unit")) {
            specifier.add(word, start);
            return;
        }
        expect(Kind.COLON, "':'");
        if (lexer.kind != Kind.INTEGER || lexer.integer.signum() <= 0 || lexer.integer.compareTo(BigInteger.valueOf(MAX_UNIT)) > 0) {
            throw lexer.problem("unit of 1.." + MAX_UNIT + " expected");
        }
        specifier.unit(lexer.integer.intValue(), start);
        lexer.advance();
    }

    private Segment typed(Segment shape, RawValue raw, int position) {
        Segment.Value value;
        if (raw.variable != null) {
            value = variable(raw.variable);
        } else if (raw.integer != null && shape.type() == Type.FLOAT) {
            value = new Segment.FloatLiteral(raw.integer.doubleValue());
        } else if (raw.integer != null && shape.type() != Type.BITS) {
            value = new Segment.IntegerLiteral(raw.integer);
        } else if (raw.real != null && shape.type() == Type.FLOAT) {
            value = new Segment.FloatLiteral(raw.real);
        } else {
            throw new BitSyntaxException("the literal does not have the type of its segment", position);
        }
        return new Segment(shape.type(), shape.size(), shape.unit(), shape.signed(), shape.little(), value);
    }

    private Segment.Value variable(String name) {
        if (name.equals("_")) {
            return new Segment.Skip();
        }
        int slot = names.indexOf(name);
        if (slot >= 0) {
            return new Segment.Variable(slot, true);
        }
        names.add(name);
        return new Segment.Variable(names.size() - 1, false);
    }

    /** Adds a segment, joined with a constant one before it where both are integers of known sizes. */
    private void add(Segment segment, int position) {
        Segment.ConstantBits constant = constant(segment);
        if (constant == null) {
            segments.add(segment);
            positions.add(position);
            return;
        }
        if (!segments.isEmpty() && segments.getLast().value() instanceof Segment.ConstantBits before) {
            segments.removeLast();
            constant = new Segment.ConstantBits(before.bits().append(constant.bits()), before.matchable() && constant.matchable());
        } else {
            positions.add(position);
        }
        segments.add(new Segment(Type.CONSTANT, null, 1, false, false, constant));
    }

    private static Segment.ConstantBits constant(Segment segment) {
        if (segment.type() != Type.INTEGER || !(segment.value() instanceof Segment.IntegerLiteral(BigInteger number))
                || !(segment.size() instanceof SizeExpression.Constant)) {
            return null;
        }
        long size = segment.bits(new Frame(0));
        if (size < 0 || size > MAX_JOINED_BITS) {
            return null;
        }
        byte[] bytes = BitBuffer.allocate(size);
        BitPut.integer(bytes, 0, size, number, segment.little());
        boolean whole = BitGet.integer(bytes, 0, size, segment.signed(), segment.little()).equals(number);
        return new Segment.ConstantBits(Bits.of(bytes, 0, size), whole);
    }
}
