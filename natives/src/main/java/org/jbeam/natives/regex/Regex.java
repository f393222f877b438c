package org.jbeam.natives.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compiled regular expression with the syntax and semantics of PCRE 8.44 as OTP's {@code re} module uses it: over bytes that are ISO 8859-1
 * characters, or UTF-8 with {@link RegexOption#UNICODE}. Immutable and safe to share; {@link #matcher} makes the mutable part.
 *
 * <p>Sources: pcrepattern(3), pcreapi(3), and OTP's {@code re(3)}. The one difference: match limits count this engine's steps, which are about as
 * many as PCRE's.
 */
public final class Regex {
    private static final int SAFE_DEPTH = 150;
    private static final long STACK_BYTES = 1L << 28;

    private final int options;
    private final Program program;
    private final NameTable names;
    final StartInfo start;
    final boolean[] firstBytes;
    final boolean hasCrOrLf;
    final long matchLimit;
    final long recursionLimit;

    private Regex(StartOptions head, PatternSource src, Program program, NameTable names, StartInfo start, boolean[] firstBytes) {
        this.options = head.options() | (start.anchored ? RegexOption.ANCHORED : 0);
        this.program = program;
        this.names = names;
        this.start = start;
        this.firstBytes = firstBytes;
        this.hasCrOrLf = src.hasCrOrLf;
        this.matchLimit = head.matchLimit();
        this.recursionLimit = head.recursionLimit();
    }

    /**
     * Compiles a pattern.
     *
     * @param pattern ISO 8859-1 characters, or UTF-8 with {@link RegexOption#UNICODE}; a zero byte ends it
     * @param options compile bits of {@link RegexOption}
     * @throws RegexSyntaxException if PCRE refuses the pattern
     */
    public static Regex compile(byte[] pattern, int options) {
        if (nesting(pattern) < SAFE_DEPTH) {
            return compileHere(pattern, options);
        }
        return compileDeep(pattern, options);
    }

    /** Deeply nested patterns are compiled by recursion too, on a thread with room for it. */
    private static Regex compileDeep(byte[] pattern, int options) {
        Regex[] result = new Regex[1];
        RuntimeException[] failure = new RuntimeException[1];
        Thread thread = new Thread(null, () -> {
            try {
                result[0] = compileHere(pattern, options);
            } catch (RuntimeException e) {
                failure[0] = e;
            }
        }, "regex-compile", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure[0] != null) {
            throw failure[0];
        }
        return result[0];
    }

    private static int nesting(byte[] pattern) {
        int depth = 0;
        int deepest = 0;
        for (byte b : pattern) {
            depth += b == '(' ? 1 : b == ')' && depth > 0 ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    private static Regex compileHere(byte[] pattern, int options) {
        int length = 0;
        while (length < pattern.length && pattern[length] != 0) {
            length++;
        }
        StartOptions head = StartOptions.read(pattern, length, options);
        int all = head.options();
        if ((all & RegexOption.UNICODE) != 0) {
            checkUtf(pattern, length, all);
        }
        if ((all & RegexOption.NEWLINE_MASK) > RegexOption.NEWLINE_ANYCRLF || Integer.bitCount(all & RegexOption.BSR_MASK) > 1) {
            throw new RegexSyntaxException(Errors.NEWLINE_OPTIONS, 0);
        }
        PatternSource src = new PatternSource(pattern, length, head.length(), all);
        Node.Group root = new Node.Group(Node.GroupKind.PLAIN, 0);
        new PatternParser(src).readBranches(root, false);
        if (CodeSize.of(root, src.utf) > CodeSize.MAX) {
            throw src.error(Errors.TOO_LARGE);
        }
        NameTable names = new NameTable(src.names);
        Resolver resolver = new Resolver(src, names, root);
        resolver.resolve();
        StartInfo start = new StartInfo(src, root, all);
        boolean[] first = src.hasVerb ? null : FirstBytes.of(root, src.utf);
        return new Regex(head, src, new Compiler(src, resolver.emptiness()).compile(root), names, start, first);
    }

    private static void checkUtf(byte[] pattern, int length, int all) {
        if ((all & RegexOption.NEVER_UTF) != 0) {
            throw new RegexSyntaxException(Errors.UTF_DISABLED, 0);
        }
        int invalid = Utf8.firstInvalid(pattern, 0, length);
        if (invalid >= 0) {
            throw new RegexSyntaxException(Errors.BAD_UTF, invalid);
        }
    }

    /** A matcher for this pattern; not safe to share between threads, but usable again and again. */
    public RegexMatcher matcher() {
        return new RegexMatcher(this);
    }

    /** How many capturing groups the pattern has, 0 not counted. */
    public int groupCount() {
        return program.groupCount();
    }

    /** Whether pattern and subjects are UTF-8, by option or by {@code (*UTF8)}. */
    public boolean unicode() {
        return (options & RegexOption.UNICODE) != 0;
    }

    /** The compile options in force, with those that the pattern itself sets at its start; ANCHORED also where the pattern implies it. */
    public int options() {
        return options;
    }

    /** The names of groups in byte order, each once, as {@code re:inspect(_, namelist)} gives them. */
    public List<byte[]> names() {
        List<byte[]> list = new ArrayList<>();
        String last = null;
        for (PatternSource.Name n : names.entries()) {
            if (!n.name().equals(last)) {
                list.add(n.name().getBytes(StandardCharsets.ISO_8859_1));
            }
            last = n.name();
        }
        return list;
    }

    /** The numbers of the groups called {@code name} (bytes of the pattern), in the order of definition; empty if there is none. */
    public int[] groupNumbers(byte[] name) {
        return names.numbers(new String(name, StandardCharsets.ISO_8859_1));
    }

    Program program() {
        return program;
    }

    @Override
    public String toString() {
        return "Regex" + Arrays.toString(program.code());
    }
}
