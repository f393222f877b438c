package org.jbeam.translator;

import java.util.EnumMap;
import java.util.Map;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;

/** Which emitter writes which opcode. The emitters of a family register themselves; an opcode has one. */
final class OpcodeTable {
    /** Writes one instruction. */
    @FunctionalInterface
    interface Emitter {
        void emit(FunctionEmitter f, Instruction i);
    }

    private static final OpcodeTable TABLE = new OpcodeTable();
    private final Map<Opcode, Emitter> emitters = new EnumMap<>(Opcode.class);

    private OpcodeTable() {
        nothing();
        CallEmitter.register(this);
        BifEmitter.register(this);
        DataEmitter.register(this);
        TestEmitter.register(this);
        SelectEmitter.register(this);
        ExceptionEmitter.register(this);
        FloatEmitter.register(this);
        MapEmitter.register(this);
        ReceiveEmitter.register(this);
        BitMatchEmitter.register(this);
        BitBuildEmitter.register(this);
    }

    /** What the flow graph has used up, or what has no meaning here: memory, marks, lines. */
    private void nothing() {
        Emitter nothing = (f, i) -> { };
        for (Opcode op : new Opcode[] {Opcode.LABEL, Opcode.LINE, Opcode.ALLOCATE, Opcode.ALLOCATE_HEAP, Opcode.TEST_HEAP, Opcode.DEALLOCATE,
            Opcode.TRIM, Opcode.NIF_START, Opcode.ON_LOAD, Opcode.FCLEARERROR, Opcode.FCHECKERROR, Opcode.RECV_MARK, Opcode.RECV_SET,
            Opcode.EXECUTABLE_LINE, Opcode.DEBUG_LINE, Opcode.TRY_CASE, Opcode.INT_CODE_END}) {
            add(op, nothing);
        }
    }

    void add(Opcode op, Emitter emitter) {
        if (emitters.put(op, emitter) != null) {
            throw new IllegalStateException(op + " twice");
        }
    }

    static void emit(FunctionEmitter f, Instruction i) {
        Emitter emitter = TABLE.emitters.get(i.op());
        if (emitter == null) {
            throw f.malformed("not supported");
        }
        emitter.emit(f, i);
    }

    /** Is there an emitter for it? */
    static boolean supports(Opcode op) {
        return TABLE.emitters.containsKey(op);
    }
}
