package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jbeam.beamformat.Operand.Unsigned;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;

/**
 * Prints code as Erlang terms, close to what {@code erlc -S} writes: one instruction a line, each an Erlang term and a dot. Typed registers are
 * {@code {tr,Register,Type}} with a short form of the type: {@code any}, a kind such as {@code cons}, {@code {integer,Min,Max}}, or
 * {@code {union,Kinds}}.
 */
public final class Disassembler {
    private final BeamFile file;
    private final OperandText text;

    private Disassembler(BeamFile file) {
        this.file = file;
        this.text = new OperandText(file);
    }

    /**
     * The whole module.
     *
     * @throws MalformedBeamException damaged code
     */
    public static String disassemble(BeamFile file) {
        Disassembler disassembler = new Disassembler(file);
        StringBuilder out = new StringBuilder();
        String exports = file.exports().stream()
                .map(e -> "{" + OperandText.atom(e.function()) + "," + e.arity() + "}").collect(Collectors.joining(","));
        out.append("{module, ").append(OperandText.atom(file.module())).append("}.  %% version = 0\n\n");
        out.append("{exports, [").append(exports).append("]}.\n\n");
        out.append("{attributes, ").append(file.attributes()).append("}.\n\n");
        out.append("{labels, ").append(file.code().labelCount()).append("}.\n");
        file.code().functions().forEach(function -> disassembler.function(function, out));
        return out.toString();
    }

    /**
     * One function.
     *
     * @throws MalformedBeamException operands that the instruction cannot have
     */
    public static String disassemble(BeamFile file, FunctionCode function) {
        StringBuilder out = new StringBuilder();
        new Disassembler(file).function(function, out);
        return out.toString();
    }

    /**
     * One instruction, without dot and line end.
     *
     * @throws MalformedBeamException operands that the instruction cannot have
     */
    public static String disassemble(BeamFile file, Instruction instruction) {
        return new Disassembler(file).instruction(instruction);
    }

    private void function(FunctionCode function, StringBuilder out) {
        out.append("\n\n{function, ").append(OperandText.atom(function.name())).append(", ").append(function.arity())
                .append(", ").append(function.entryLabel()).append("}.\n");
        for (Instruction instruction : function.instructions()) {
            out.append(instruction.op() == Opcode.LABEL ? "  " : "    ").append(instruction(instruction)).append(".\n");
        }
    }

    private String instruction(Instruction i) {
        return switch (i.op()) {
            case LINE -> "{line," + location(i) + "}";
            case BIF0 -> bif(i, -1, 0, 0);
            case BIF1, BIF2, BIF3 -> bif(i, 0, 1, 0);
            case GC_BIF1, GC_BIF2, GC_BIF3 -> bif(i, 0, 2, 1);
            case FADD, FSUB, FMUL, FDIV, FNEGATE -> "{bif," + i.op().opName() + "," + operand(i, 0) + ","
                    + operands(i, 1, i.arity() - 1) + "," + operand(i, i.arity() - 1) + "}";
            case RAISE -> "{bif,raise,{f,0}," + operands(i, 0, 2) + ",{x,0}}";
            case CALL_EXT, CALL_EXT_LAST, CALL_EXT_ONLY -> call(i, extfunc(i, 1));
            case MAKE_FUN3, MAKE_FUN2 -> makeFun(i);
            case CALL_FUN2 -> callFun(i);
            case HAS_MAP_FIELDS -> "{test,has_map_fields," + operand(i, 0) + "," + operand(i, 1) + "," + operand(i, 2) + "}";
            case BS_START_MATCH3, BS_GET_UTF8, BS_GET_UTF16, BS_GET_UTF32 -> test(i, 1, 2, 3, i.arity() - 1);
            case BS_GET_INTEGER2, BS_GET_FLOAT2, BS_GET_BINARY2 -> test(i, 1, 2, 3, i.arity() - 1);
            case BS_ADD -> "{bs_add," + operand(i, 0) + "," + operands(i, 1, 4) + "," + operand(i, 4) + "}";
            case BS_PUT_STRING -> "{bs_put_string," + i.number(0) + ",{string," + string(i, i.number(1), i.number(0)) + "}}";
            case BS_MATCH_STRING -> matchString(i);
            case BS_CREATE_BIN -> createBin(i);
            case BS_MATCH -> "{bs_match," + operand(i, 0) + "," + operand(i, 1) + ",{commands," + commands(i) + "}}";
            default -> isTest(i.op()) ? "{test," + i.op().opName() + "," + operand(i, 0) + "," + operands(i, 1, i.arity()) + "}" : plain(i);
        };
    }

    /** Instructions that only compare: a label first, and nothing that is written. */
    private static boolean isTest(Opcode op) {
        List<OperandKind> kinds = op.operands();
        return kinds.size() >= 2 && kinds.get(0) == OperandKind.LABEL && kinds.stream().noneMatch(k -> k.isDefinition() || k == OperandKind.LIST)
                && !op.is(Opcode.Flag.WAITS) && !op.is(Opcode.Flag.CAN_RAISE);
    }

    private String plain(Instruction i) {
        String name = OperandText.atom(Atom.of(i.op().opName()));
        if (i.arity() == 0) {
            return name;
        }
        StringJoiner joined = new StringJoiner(",", "{" + name + ",", "}");
        for (int n = 0; n < i.arity(); n++) {
            joined.add(operand(i, n));
        }
        return joined.toString();
    }

    private String operand(Instruction i, int index) {
        Operand operand = i.arg(index);
        if (i.op().operands().get(index) == OperandKind.FIELD_FLAGS && operand instanceof Unsigned flags) {
            return OperandText.fieldFlags(flags.value());
        }
        return text.of(operand);
    }

    /** Operands {@code from} to {@code to}, without the last, in brackets. */
    private String operands(Instruction i, int from, int to) {
        StringJoiner joined = new StringJoiner(",", "[", "]");
        for (int n = from; n < to; n++) {
            joined.add(operand(i, n));
        }
        return joined.toString();
    }

    private String bif(Instruction i, int fail, int bif, int live) {
        Import function = imported(i, bif);
        int last = i.arity() - 1;
        String head = live > 0 ? "{gc_bif," : "{bif,";
        return head + OperandText.atom(function.function()) + "," + (fail < 0 ? "{f,0}" : operand(i, fail)) + ","
                + (live > 0 ? operand(i, live) + "," : "") + operands(i, bif + 1, last) + "," + operand(i, last) + "}";
    }

    private String call(Instruction i, String target) {
        String dealloc = i.arity() > 2 ? "," + operand(i, 2) : "";
        return "{" + i.op().opName() + "," + operand(i, 0) + "," + target + dealloc + "}";
    }

    private Import imported(Instruction i, int operand) {
        int index = i.number(operand);
        if (index >= file.imports().size()) {
            throw CodeValidator.malformed(i, "import " + index + " of " + file.imports().size());
        }
        return file.imports().get(index);
    }

    private String extfunc(Instruction i, int operand) {
        Import function = imported(i, operand);
        return "{extfunc," + OperandText.atom(function.module()) + "," + OperandText.atom(function.function()) + "," + function.arity() + "}";
    }

    private Lambda lambda(Instruction i) {
        int index = i.number(0);
        if (index >= file.lambdas().size()) {
            throw CodeValidator.malformed(i, "lambda " + index + " of " + file.lambdas().size());
        }
        return file.lambdas().get(index);
    }

    private String makeFun(Instruction i) {
        Lambda lambda = lambda(i);
        String head = "{" + i.op().opName() + ",{f," + lambda.label() + "}," + lambda.index() + "," + (lambda.oldUniq() & 0xffff_ffffL) + ",";
        return i.op() == Opcode.MAKE_FUN2 ? head + lambda.numFree() + "}" : head + operand(i, 1) + "," + operand(i, 2) + "}";
    }

    private String callFun(Instruction i) {
        String tag = i.arg(0) instanceof Unsigned ? "{f," + lambda(i).label() + "}" : operand(i, 0);
        return "{call_fun2," + tag + "," + operand(i, 1) + "," + operand(i, 2) + "}";
    }

    /** {@code {test,Name,Fail,Live,[Source and what follows],Destination}}. */
    private String test(Instruction i, int source, int live, int rest, int destination) {
        List<String> arguments = new ArrayList<>();
        arguments.add(operand(i, source));
        for (int n = rest; n < destination; n++) {
            arguments.add(operand(i, n));
        }
        return "{test," + i.op().opName() + "," + operand(i, 0) + "," + operand(i, live) + ",[" + String.join(",", arguments) + "],"
                + operand(i, destination) + "}";
    }

    private String location(Instruction i) {
        LineTable lines = file.lines();
        int index = i.number(0);
        if (index == 0 || index >= lines.size()) {
            return "[]";
        }
        return "[{location," + OperandText.quoted(lines.file(index)) + "," + lines.line(index) + "}]";
    }

    private String string(Instruction i, int offset, long bytes) {
        int pool = file.strings().length;
        if (offset > pool || bytes > pool - offset) {
            throw CodeValidator.malformed(i, bytes + " bytes at " + offset + " of a string pool of " + pool);
        }
        return Bitstring.of(file.strings(), offset, (int) bytes).toString();
    }

    private String matchString(Instruction i) {
        int bits = i.number(2);
        String bytes = string(i, i.number(3), (bits + 7L) >>> 3);
        return "{test,bs_match_string," + operand(i, 0) + ",[" + operand(i, 1) + "," + bits + ",{string," + bytes + "}]}";
    }

    private String commands(Instruction i) {
        StringJoiner commands = new StringJoiner(",", "[", "]");
        for (BitMatchCommand command : BitMatchCommand.parse(i)) {
            StringJoiner fields = new StringJoiner(",", "{" + OperandText.atom(Atom.of(command.kind().tag())) + ",", "}");
            command.fields().forEach(field -> fields.add(text.of(field)));
            commands.add(fields.toString());
        }
        return commands.toString();
    }

    private String createBin(Instruction i) {
        List<Operand> segments = i.list(5);
        StringJoiner list = new StringJoiner(",", "{list,[", "]}");
        for (int n = 0; n < segments.size(); n++) {
            list.add(n % 6 == 4 && segments.get(n) instanceof Unsigned offset
                    ? "{string," + segmentString(i, segments, n, offset) + "}" : text.of(segments.get(n)));
        }
        StringJoiner all = new StringJoiner(",", "{bs_create_bin,", "}");
        for (int n = 0; n < 5; n++) {
            all.add(operand(i, n));
        }
        return all.add(list.toString()).toString();
    }

    private String segmentString(Instruction i, List<Operand> segments, int value, Unsigned offset) {
        if (value + 1 < segments.size() && segments.get(value + 1) instanceof Operand.IntOperand size && size.value().bigValue().bitLength() < 32) {
            return string(i, (int) Math.min(offset.value(), Integer.MAX_VALUE), Math.max(0, size.value().bigValue().longValue()));
        }
        throw CodeValidator.malformed(i, "a string segment without a size");
    }
}
