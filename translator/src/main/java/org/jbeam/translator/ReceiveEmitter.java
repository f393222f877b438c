package org.jbeam.translator;

import java.lang.classfile.Label;
import org.jbeam.beamformat.Instruction;
import org.jbeam.beamformat.Opcode;

/** Sending and receiving. */
final class ReceiveEmitter {
    private static final Rt.Method SEND = Rt.virtual(Rt.PROCESS, "send", Rt.TERM, Rt.TERM, Rt.TERM);
    private static final Rt.Method PEEK = Rt.virtual(Rt.PROCESS, "peekMessage", Rt.TERM);
    private static final Rt.Method REMOVE = Rt.virtual(Rt.PROCESS, "removeMessage", Rt.VOID);
    private static final Rt.Method NEXT = Rt.virtual(Rt.PROCESS, "nextMessage", Rt.VOID);
    private static final Rt.Method WAIT = Rt.virtual(Rt.PROCESS, "waitMessage", Rt.VOID);
    private static final Rt.Method WAIT_TIMEOUT = Rt.virtual(Rt.PROCESS, "waitTimeout", Rt.BOOLEAN, Rt.TERM);
    private static final Rt.Method TIMEOUT = Rt.virtual(Rt.PROCESS, "receiveTimeout", Rt.VOID);
    private static final Rt.Method RESERVE = Rt.virtual(Rt.PROCESS, "reserveMarker", Rt.TERM);
    private static final Rt.Method BIND = Rt.virtual(Rt.PROCESS, "bindMarker", Rt.VOID, Rt.TERM, Rt.TERM);
    private static final Rt.Method CLEAR = Rt.virtual(Rt.PROCESS, "clearMarker", Rt.VOID, Rt.TERM);
    private static final Rt.Method USE = Rt.virtual(Rt.PROCESS, "useMarker", Rt.VOID, Rt.TERM);
    private static final Rt.Method TICK = Rt.statik(Rt.CALL_OPS, "tick", Rt.VOID, Rt.PROCESS);

    private ReceiveEmitter() {}

    static void register(OpcodeTable table) {
        table.add(Opcode.SEND, ReceiveEmitter::send);
        table.add(Opcode.LOOP_REC, ReceiveEmitter::loopRec);
        table.add(Opcode.LOOP_REC_END, (f, i) -> f.process().code.call(NEXT).aload(Locals.PROCESS).call(TICK).jump(f.fail(i, 0)));
        table.add(Opcode.REMOVE_MESSAGE, (f, i) -> f.process().code.call(REMOVE));
        table.add(Opcode.WAIT, (f, i) -> {
            f.line();
            f.process().code.call(WAIT).jump(f.fail(i, 0));
        });
        table.add(Opcode.WAIT_TIMEOUT, ReceiveEmitter::waitTimeout);
        table.add(Opcode.TIMEOUT, (f, i) -> f.process().code.call(TIMEOUT));
        table.add(Opcode.RECV_MARKER_RESERVE, (f, i) -> {
            f.process().code.call(RESERVE);
            f.store(i.arg(0));
        });
        table.add(Opcode.RECV_MARKER_BIND, (f, i) -> f.process().load(i.arg(0)).load(i.arg(1)).code.call(BIND));
        table.add(Opcode.RECV_MARKER_CLEAR, (f, i) -> f.process().load(i.arg(0)).code.call(CLEAR));
        table.add(Opcode.RECV_MARKER_USE, (f, i) -> f.process().load(i.arg(0)).code.call(USE));
    }

    private static void send(FunctionEmitter f, Instruction i) {
        f.line();
        f.process().loadX(2).code.call(SEND).astore(f.locals.x(0));
    }

    private static void loopRec(FunctionEmitter f, Instruction i) {
        Label none = f.fail(i, 0);
        int message = f.locals.temp(0);
        f.process().code.call(PEEK).dup().astore(message).branch(java.lang.classfile.Opcode.IFNULL, none).aload(message);
        f.store(i.arg(1));
    }

    private static void waitTimeout(FunctionEmitter f, Instruction i) {
        f.line();
        f.process().load(i.arg(1)).code.call(WAIT_TIMEOUT).branch(java.lang.classfile.Opcode.IFNE, f.fail(i, 0));
    }
}
