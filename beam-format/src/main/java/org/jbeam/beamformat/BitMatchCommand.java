package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jbeam.beamformat.Operand.AtomOperand;
import org.jbeam.beamformat.Operand.Literal;
import org.jbeam.beamformat.Operand.NilOperand;
import org.jbeam.beamformat.Operand.Register;
import org.jbeam.beamformat.Operand.TypedReg;
import org.jbeam.beamformat.Operand.Unsigned;

/**
 * A step of a {@code bs_match} instruction (OTP 26 and later), whose list operand holds an atom and a fixed number of fields for each.
 *
 * @param kind what it does
 * @param fields its fields, as {@link Kind} says
 */
public record BitMatchCommand(Kind kind, List<Operand> fields) {
    /** What a step does, and its fields. Sizes are numbers of bits. */
    public enum Kind {
        /** At least this many bits must be left, and what is left beyond them must be a multiple of the unit: size, unit. */
        ENSURE_AT_LEAST("uu"),
        /** Exactly this many bits must be left: size. */
        ENSURE_EXACTLY("u"),
        /** Reads an integer: live x registers, flags, size, unit, destination. */
        INTEGER("vBuud"),
        /** Reads a bit string: live x registers, flags, size, unit, destination. */
        BINARY("vBuud"),
        /** Takes all that is left: live x registers, unit, destination. */
        GET_TAIL("vud"),
        /** Skips: size. */
        SKIP("u"),
        /** Compares bits with a number: live x registers, size, value. */
        EQUALS("vuu");

        private final String signature;

        Kind(String signature) {
            this.signature = signature;
        }

        /** The atom in code. */
        public String tag() {
            return this == EQUALS ? "=:=" : name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(Operand operand) {
            if (operand instanceof AtomOperand atom) {
                for (Kind kind : values()) {
                    if (kind.tag().equals(atom.value().name())) {
                        return kind;
                    }
                }
            }
            return null;
        }
    }

    /**
     * The steps of a {@code bs_match} instruction.
     *
     * @throws MalformedBeamException its list is not made of steps
     */
    public static List<BitMatchCommand> parse(Instruction instruction) {
        List<Operand> list = instruction.list(2);
        List<BitMatchCommand> commands = new ArrayList<>();
        int at = 0;
        while (at < list.size()) {
            Kind kind = Kind.of(list.get(at));
            if (kind == null || list.size() - at <= kind.signature.length()) {
                throw CodeValidator.malformed(instruction, "list element " + (at + 1) + " begins no step: " + list.get(at));
            }
            int end = at + 1 + kind.signature.length();
            List<Operand> fields = List.copyOf(list.subList(at + 1, end));
            for (int i = 0; i < fields.size(); i++) {
                if (!accepts(kind.signature.charAt(i), fields.get(i))) {
                    throw CodeValidator.malformed(instruction, kind.tag() + ": field " + (i + 1) + " cannot be " + fields.get(i));
                }
            }
            commands.add(new BitMatchCommand(kind, fields));
            at = end;
        }
        return commands;
    }

    /** {@code v} is a number or {@code []}, the other letters are those of {@link OperandKind}. */
    private static boolean accepts(char letter, Operand field) {
        return switch (letter) {
            case 'u' -> field instanceof Unsigned;
            case 'v' -> field instanceof Unsigned || field instanceof NilOperand;
            case 'B' -> field instanceof Unsigned || field instanceof NilOperand || field instanceof Literal;
            default -> field instanceof Register || field instanceof TypedReg;
        };
    }
}
