package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jbeam.beamformat.Operand.AllocList;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.CharOperand;
import org.jbeam.beamformat.Operand.FloatReg;
import org.jbeam.beamformat.Operand.IntOperand;
import org.jbeam.beamformat.Operand.Label;
import org.jbeam.beamformat.Operand.ListOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.beamformat.Operand.X;
import org.jbeam.beamformat.Operand.Y;
import org.jbeam.term.Atom;
import org.jbeam.term.FloatTerm;

/** Prints operands as Erlang terms. */
final class OperandText {
    private static final int LITTLE = 2;
    private static final int SIGNED = 4;
    private static final int NATIVE = 16;
    private static final String[] KINDS = {
        "atom", "bitstring", "bs_matchstate", "cons", "float", "'fun'", "integer", "map", "nil", "pid", "port", "reference", "tuple"
    };

    private final BeamFile file;

    OperandText(BeamFile file) {
        this.file = file;
    }

    String of(Operand operand) {
        return switch (operand) {
            case X x -> "{x," + x.number() + "}";
            case Y y -> "{y," + y.number() + "}";
            case FloatReg register -> "{fr," + register.number() + "}";
            case TypedReg typed -> "{tr," + of(typed.register()) + "," + type(file.types().type(typed.type())) + "}";
            case Label label -> "{f," + label.number() + "}";
            case Literal literal -> (literal.value() instanceof FloatTerm ? "{float," : "{literal,") + literal.value() + "}";
            case AtomOperand atom -> "{atom," + atom(atom.value()) + "}";
            case NilOperand nil -> "nil";
            case IntOperand integer -> "{integer," + integer.value().bigValue() + "}";
            case Unsigned number -> Long.toString(number.value());
            case CharOperand character -> "{char," + character.value() + "}";
            case ListOperand list -> list.elements().stream().map(this::of).collect(Collectors.joining(",", "{list,[", "]}"));
            case AllocList need -> "{alloc,[{words," + need.words() + "},{floats," + need.floats() + "},{funs," + need.funs() + "}]}";
        };
    }

    static String atom(Atom atom) {
        return atom.toString();
    }

    /** A string as Erlang source. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c == 0x7f) {
                out.append("\\x{").append(Integer.toHexString(c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    static String fieldFlags(long flags) {
        List<String> names = new ArrayList<>();
        names.add((flags & SIGNED) != 0 ? "signed" : "unsigned");
        names.add((flags & NATIVE) != 0 ? "native" : (flags & LITTLE) != 0 ? "little" : "big");
        return "{field_flags,[" + String.join(",", names) + "]}";
    }

    private static String type(ValueType type) {
        if (type.bits() == ValueType.ANY) {
            return "any";
        }
        if (type.isBoundedInteger()) {
            return "{integer," + type.min() + "," + type.max() + "}";
        }
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < KINDS.length; i++) {
            if ((type.bits() >>> i & 1) != 0) {
                kinds.add(KINDS[i]);
            }
        }
        return kinds.size() == 1 ? kinds.get(0) : "{union,[" + String.join(",", kinds) + "]}";
    }
}
