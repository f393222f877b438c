package org.jbeam.matchspec;

import org.jbeam.term.Term;

/** What a specification was compiled to, as text for people. */
final class Explanation {
    private static final String[] BODY_NAMES = {"constant", "register", "object", "all variables", "call", "call", "call", "call", "and of", "or of",
        "andalso, else to", "orelse, else to", "tuple of", "cell", "map of", "form", "form", "form", "form", "must be true", "drop", "compare"};

    private final StringBuilder text = new StringBuilder();

    private Explanation() {}

    static String of(Clause[] clauses, KeyPlan plan, int keyPosition) {
        Explanation explanation = new Explanation();
        explanation.text.append("keys, at position ").append(keyPosition).append(": ").append(plan).append('\n');
        for (int i = 0; i < clauses.length; i++) {
            Clause clause = clauses[i];
            explanation.text.append("clause ").append(i + 1).append(": ").append(clause.source()).append('\n');
            explanation.head(clause.head());
            explanation.code("guards", clause.guards());
            explanation.code("body", clause.body());
        }
        return explanation.text.toString();
    }

    private void head(Head head) {
        text.append("  head\n");
        head.forEach((operation, register, b, c) -> text.append("    r").append(register).append(switch (operation) {
            case Head.TUPLE -> " is a tuple of " + b;
            case Head.ELEMENT -> " element " + (b + 1) + " to r" + c;
            case Head.ELEMENT_IS -> " element " + (b + 1) + " is " + head.literal(c);
            case Head.ELEMENT_SAME -> " element " + (b + 1) + " equals r" + c;
            case Head.CELL -> " is a cell, head to r" + b + ", tail to r" + c;
            case Head.IS -> " is " + head.literal(b);
            case Head.SAME -> " equals r" + b;
            case Head.MAP -> " is a map";
            case Head.VALUE -> " has key " + head.literal(b) + ", value to r" + c;
            default -> " to r" + b;
        }).append('\n'));
    }

    private void code(String title, Code code) {
        if (code.empty()) {
            return;
        }
        text.append("  ").append(title).append('\n');
        for (int at = 0; at < code.code().length; at += 2) {
            int operation = code.code()[at];
            text.append("    ").append(at / 2).append(": ").append(BODY_NAMES[operation]);
            text.append(operand(code, operation, code.code()[at + 1])).append('\n');
        }
    }

    private static String operand(Code code, int operation, int operand) {
        return switch (operation) {
            case Code.CONSTANT -> " " + code.constants()[operand];
            case Code.REGISTER -> " r" + operand;
            case Code.WHOLE, Code.ALL, Code.CELL, Code.TEST, Code.DROP -> "";
            case Code.CALL0, Code.CALL1, Code.CALL2, Code.CALL3 -> " " + Function.of(operand).text();
            case Code.FORM0, Code.FORM1, Code.FORM2, Code.FORM3 -> " " + Form.of(operand).text();
            case Code.ANDALSO, Code.ORELSE -> " " + operand / 2;
            case Code.COMPARE -> compare(code.constants(), operand);
            default -> " " + operand;
        };
    }

    private static String compare(Term[] constants, int packed) {
        int mask = (1 << Code.PACK_BITS) - 1;
        return " r" + (packed >> Code.PACK_BITS & mask) + " " + Function.of(packed >> 2 * Code.PACK_BITS).text() + " " + constants[packed & mask];
    }
}
