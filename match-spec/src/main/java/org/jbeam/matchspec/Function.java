package org.jbeam.matchspec;

import java.util.HashMap;
import java.util.Map;
import org.jbeam.term.Atom;

/** The functions that may be called in guards and bodies, each with its arity. */
enum Function {
    NODE_0("node", 0), GET_TCW("get_tcw", 0),
    IS_ATOM("is_atom", 1), IS_FLOAT("is_float", 1), IS_INTEGER("is_integer", 1), IS_LIST("is_list", 1), IS_NUMBER("is_number", 1),
    IS_PID("is_pid", 1), IS_PORT("is_port", 1), IS_REFERENCE("is_reference", 1), IS_TUPLE("is_tuple", 1), IS_MAP("is_map", 1),
    IS_BINARY("is_binary", 1), IS_FUNCTION("is_function", 1), MAP_SIZE("map_size", 1), BYTE_SIZE("byte_size", 1),
    BIT_SIZE("bit_size", 1), SIZE("size", 1), ABS("abs", 1), HD("hd", 1), TL("tl", 1), LENGTH("length", 1), NODE("node", 1),
    ROUND("round", 1), TRUNC("trunc", 1), FLOAT("float", 1), PLUS("+", 1), NEGATE("-", 1), BNOT("bnot", 1), NOT("not", 1),
    SET_TCW("set_tcw", 1), SET_TCW_FAKE("set_tcw_fake", 1),
    IS_MAP_KEY("is_map_key", 2), MAP_GET("map_get", 2), ELEMENT("element", 2), ADD("+", 2), SUBTRACT("-", 2), MULTIPLY("*", 2),
    DIVIDE("/", 2), DIV("div", 2), REM("rem", 2), BAND("band", 2), BOR("bor", 2), BXOR("bxor", 2), BSL("bsl", 2), BSR("bsr", 2),
    GREATER(">", 2), GREATER_EQUAL(">=", 2), LESS("<", 2), LESS_EQUAL("=<", 2), EXACT("=:=", 2), EQUAL("==", 2), NOT_EXACT("=/=", 2),
    NOT_EQUAL("/=", 2), XOR("xor", 2), BINARY_PART("binary_part", 2),
    IS_RECORD("is_record", 3), BINARY_PART_3("binary_part", 3);

    private record Key(Atom name, int arity) {}

    private static final Function[] ALL = values();
    private static final Map<Key, Function> BY_NAME = new HashMap<>();

    static {
        for (Function function : ALL) {
            BY_NAME.put(new Key(function.name, function.arity), function);
        }
    }

    private final Atom name;
    private final int arity;

    Function(String name, int arity) {
        this.name = Atom.of(name);
        this.arity = arity;
    }

    /** The function of this name and arity, or null. */
    static Function find(Atom name, int arity) {
        return BY_NAME.get(new Key(name, arity));
    }

    static Function of(int ordinal) {
        return ALL[ordinal];
    }

    int arity() {
        return arity;
    }

    /** The name that specifications call it by. */
    String text() {
        return name.name();
    }

    /** May it be called there? */
    boolean legal(Target target, boolean guard) {
        return switch (this) {
            case GET_TCW -> target == Target.TRACE;
            case SET_TCW, SET_TCW_FAKE -> target == Target.TRACE && !guard;
            default -> true;
        };
    }
}
