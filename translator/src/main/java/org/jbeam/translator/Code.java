package org.jbeam.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.List;

/** Writes one Java method, and counts its bytes on the safe side. */
final class Code {
    final CodeBuilder out;
    final ClassConstants constants;
    private int size;

    Code(CodeBuilder out, ClassConstants constants) {
        this.out = out;
        this.constants = constants;
    }

    /** The bytes written so far, or a few less than this number. */
    int size() {
        return size;
    }

    private CodeBuilder count(int bytes) {
        size += bytes;
        return out;
    }

    private static int localSize(int slot) {
        return slot <= 3 ? 1 : slot <= 255 ? 2 : 4;
    }

    Label label() {
        return out.newLabel();
    }

    Code bind(Label label) {
        out.labelBinding(label);
        return this;
    }

    Code aload(int slot) {
        count(localSize(slot)).aload(slot);
        return this;
    }

    Code astore(int slot) {
        count(localSize(slot)).astore(slot);
        return this;
    }

    Code iload(int slot) {
        count(localSize(slot)).iload(slot);
        return this;
    }

    Code istore(int slot) {
        count(localSize(slot)).istore(slot);
        return this;
    }

    Code lload(int slot) {
        count(localSize(slot)).lload(slot);
        return this;
    }

    Code lstore(int slot) {
        count(localSize(slot)).lstore(slot);
        return this;
    }

    Code dload(int slot) {
        count(localSize(slot)).dload(slot);
        return this;
    }

    Code dstore(int slot) {
        count(localSize(slot)).dstore(slot);
        return this;
    }

    Code constant(int value) {
        count(value >= -1 && value <= 5 ? 1 : value == (byte) value ? 2 : 3).loadConstant(value);
        return this;
    }

    Code constant(long value) {
        count(value == 0 || value == 1 ? 1 : 3).loadConstant(value);
        return this;
    }

    Code constant(double value) {
        count(3).loadConstant(value);
        return this;
    }

    Code aconstNull() {
        count(1).aconst_null();
        return this;
    }

    Code get(Constant value, ClassDesc type) {
        FieldRefEntry field = constants.field(value, type);
        count(3).getstatic(field);
        return this;
    }

    Code getStatic(ClassDesc owner, String name, ClassDesc type) {
        count(3).getstatic(owner, name, type);
        return this;
    }

    Code getField(ClassDesc owner, String name, ClassDesc type) {
        count(3).getfield(owner, name, type);
        return this;
    }

    Code putField(ClassDesc owner, String name, ClassDesc type) {
        count(3).putfield(owner, name, type);
        return this;
    }

    /** Calls a method; static or virtual as it is. */
    Code call(Rt.Method method) {
        if (method.isStatic()) {
            count(3).invokestatic(constants.method(method));
        } else {
            count(3).invokevirtual(constants.method(method));
        }
        return this;
    }

    /** Calls a constructor. */
    Code construct(Rt.Method method) {
        count(3).invokespecial(constants.method(method));
        return this;
    }

    Code invokeDynamic(DynamicCallSiteDesc site) {
        count(5).invokedynamic(site);
        return this;
    }

    Code create(ClassDesc type) {
        count(3).new_(constants.type(type));
        return this;
    }

    Code newArray(ClassDesc element) {
        count(3).anewarray(constants.type(element));
        return this;
    }

    Code arrayStore() {
        count(1).aastore();
        return this;
    }

    Code arrayLoad() {
        count(1).aaload();
        return this;
    }

    Code intLoad() {
        count(1).iaload();
        return this;
    }

    Code intStore() {
        count(1).iastore();
        return this;
    }

    Code doubleLoad() {
        count(1).daload();
        return this;
    }

    Code doubleStore() {
        count(1).dastore();
        return this;
    }

    Code cast(ClassDesc type) {
        count(3).checkcast(constants.type(type));
        return this;
    }

    Code instanceOf(ClassDesc type) {
        count(3).instanceOf(constants.type(type));
        return this;
    }

    Code branch(Opcode op, Label target) {
        count(3).branch(op, target);
        return this;
    }

    Code jump(Label target) {
        count(3).goto_(target);
        return this;
    }

    Code dup() {
        count(1).dup();
        return this;
    }

    Code dup2() {
        count(1).dup2();
        return this;
    }

    Code pop() {
        count(1).pop();
        return this;
    }

    Code swap() {
        count(1).swap();
        return this;
    }

    Code plain(Opcode op) {
        size++;
        out.with(java.lang.classfile.instruction.OperatorInstruction.of(op));
        return this;
    }

    Code increment(int slot, int by) {
        count(3).iinc(slot, by);
        return this;
    }

    Code areturn() {
        count(1).areturn();
        return this;
    }

    Code lreturn() {
        count(1).lreturn();
        return this;
    }

    Code athrow() {
        count(1).athrow();
        return this;
    }

    Code nop() {
        count(1).nop();
        return this;
    }

    /** A switch over sorted or unsorted cases: by table where they are dense. */
    Code select(Label otherwise, List<SwitchCase> cases) {
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (SwitchCase c : cases) {
            low = Math.min(low, c.caseValue());
            high = Math.max(high, c.caseValue());
        }
        long span = (long) high - low + 1;
        if (span <= 2L * cases.size() + 4) {
            count(16 + 4 * (int) span).tableswitch(low, high, otherwise, cases);
        } else {
            count(12 + 8 * cases.size()).lookupswitch(otherwise, cases);
        }
        return this;
    }

    Code line(int line) {
        out.lineNumber(line);
        return this;
    }
}
