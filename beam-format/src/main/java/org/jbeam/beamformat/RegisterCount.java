package org.jbeam.beamformat;

/** How many registers of each kind a function names. */
final class RegisterCount {
    private int xs;
    private int ys;
    private int floats;

    private RegisterCount() {}

    static RegisterCount of(FunctionCode function) {
        RegisterCount count = new RegisterCount();
        count.xs = Math.max(function.arity(), 4);
        for (Instruction instruction : function.instructions()) {
            for (int i = 0; i < instruction.arity(); i++) {
                count.add(instruction.arg(i));
            }
        }
        return count;
    }

    private void add(Operand operand) {
        switch (operand) {
            case Operand.X x -> xs = Math.max(xs, x.number() + 1);
            case Operand.Y y -> ys = Math.max(ys, y.number() + 1);
            case Operand.FloatReg register -> floats = Math.max(floats, register.number() + 1);
            case Operand.TypedReg typed -> add(typed.register());
            case Operand.ListOperand list -> list.elements().forEach(this::add);
            default -> { }
        }
    }

    /** What holds where a function is entered: its arguments. */
    FlowState entryState(int arity) {
        FlowState state = new FlowState(xs, ys, floats);
        for (int i = 0; i < arity; i++) {
            state.set(0, i);
        }
        return state;
    }
}
