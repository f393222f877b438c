package org.jbeam.natives.regex;

/** Reads {@code (*VERB)} and {@code (*VERB:name)} inside a pattern. */
final class VerbParser {
    private static final int MAX_ARGUMENT = 255;

    private final PatternParser parser;
    private final PatternSource src;

    VerbParser(PatternParser parser) {
        this.parser = parser;
        this.src = parser.src;
    }

    /** The position is on the asterisk, and is left on the closing parenthesis. */
    void read(PatternParser.Branch branch) {
        src.ptr++;
        int start = src.ptr;
        while (src.peek() < 256 && Latin1.LETTER[src.peek()]) {
            src.ptr++;
        }
        String verb = src.text(start, src.ptr);
        String argument = "";
        if (src.peek() == ':') {
            int from = ++src.ptr;
            while (src.peek() != 0 && src.peek() != ')') {
                src.ptr++;
            }
            argument = src.text(from, src.ptr);
            if (argument.length() > MAX_ARGUMENT) {
                throw src.error(Errors.MARK_LONG);
            }
        }
        if (src.peek() != ')') {
            throw src.error(Errors.BAD_VERB);
        }
        branch.append(node(verb, argument), false);
    }

    private Node node(String verb, String argument) {
        boolean named = !argument.isEmpty();
        return switch (verb) {
            case "", "MARK" -> {
                if (!named) {
                    throw src.error(Errors.MARK_ARGUMENT);
                }
                yield verb(Node.VerbKind.MARK, argument);
            }
            case "ACCEPT" -> {
                forbidArgument(named);
                src.hasAccept = true;
                src.hasVerb = true;
                yield new Node.Accept(GroupParser.openNumbers(src));
            }
            case "COMMIT" -> {
                forbidArgument(named);
                yield verb(Node.VerbKind.COMMIT, argument);
            }
            case "F", "FAIL" -> {
                forbidArgument(named);
                yield new Node.Fail();
            }
            case "PRUNE" -> verb(Node.VerbKind.PRUNE, argument);
            case "SKIP" -> verb(named ? Node.VerbKind.SKIP_NAMED : Node.VerbKind.SKIP, argument);
            case "THEN" -> verb(Node.VerbKind.THEN, argument);
            default -> throw src.error(Errors.BAD_VERB);
        };
    }

    private void forbidArgument(boolean named) {
        if (named) {
            throw src.error(Errors.VERB_ARGUMENT);
        }
    }

    private Node verb(Node.VerbKind kind, String argument) {
        src.hasVerb = true;
        src.hasThen |= kind == Node.VerbKind.THEN;
        src.hasPruneOrSkip |= kind == Node.VerbKind.PRUNE || kind == Node.VerbKind.SKIP || kind == Node.VerbKind.SKIP_NAMED;
        return new Node.Verb(kind, argument);
    }
}
