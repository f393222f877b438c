package org.jbeam.natives.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A compiled regular expression with the syntax and semantics of PCRE 8.44 as OTP's {@code re} module uses it: over bytes that are ISO 8859-1
 * characters, or UTF-8 with {@link RegexOption#UNICODE}. Immutable and safe to share; {@link #matcher} makes the mutable part.
 *
 * <p>Sources: pcrepattern(3), pcreapi(3), and OTP's {@code re(3)}. The one difference: match limits count this engine's steps, which are about as
 * many as PCRE's.
 */
public final class Regex {
    private static final int SAFE_DEPTH = 150;
    /** Bytes of PCRE's code for a group with nothing in it. */
    private static final int SMALLEST_GROUP = 6;
    private static final long STACK_BYTES = 1L << 28;

    private final int options;
    private final Program program;
    private final NameTable names;
    final StartInfo start;
    final boolean[] firstBytes;
    final boolean hasCrOrLf;
    final long matchLimit;
    final long recursionLimit;

    private Regex(StartOptions head, boolean hasCrOrLf, Program program, NameTable names, StartInfo start, boolean[] firstBytes) {
        this.options = head.options() | (start.anchored ? RegexOption.ANCHORED : 0);
        this.program = program;
        this.names = names;
        this.start = start;
        this.firstBytes = firstBytes;
        this.hasCrOrLf = hasCrOrLf;
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
        return nesting(pattern) < SAFE_DEPTH ? compileHere(pattern, options) : deeply(() -> compileHere(pattern, options));
    }

    /**
     * Whether these bytes are marked as a pattern that PCRE compiled on a 64-bit little-endian machine.
     *
     * @param bytes the last element of a {@code re_pattern} of OTP
     */
    public static boolean isByteCode(byte[] bytes) {
        return ByteCodeHeader.leads(bytes);
    }

    /**
     * Makes a pattern of what PCRE 8.44 compiled, with 8-bit characters and links of two bytes as in OTP.
     *
     * @param bytes the last element of a {@code re_pattern} of OTP
     * @throws RegexSyntaxException if the bytes are damaged; its offset counts from their start
     */
    public static Regex ofByteCode(byte[] bytes) {
        ByteCodeHeader header = ByteCodeHeader.read(bytes);
        boolean shallow = bytes.length - header.codeStart() < SAFE_DEPTH * SMALLEST_GROUP;
        return shallow ? ofByteCodeHere(bytes, header) : deeply(() -> ofByteCodeHere(bytes, header));
    }

    private static Regex ofByteCodeHere(byte[] bytes, ByteCodeHeader header) {
        Decompiler decompiler = new Decompiler(bytes, header);
        Node.Group root = decompiler.read();
        StartOptions head = new StartOptions(header.options(), 0, header.matchLimit(), header.recursionLimit());
        Emptiness emptiness = new Emptiness(decompiler.groups, false);
        emptiness.complete.addAll(Arrays.asList(decompiler.groups));
        boolean utf = (header.options() & RegexOption.UNICODE) != 0;
        Program program = new Compiler(utf, decompiler.hasThen, false, header.groupCount(), emptiness).compile(root);
        boolean[] first = decompiler.hasVerb ? null : FirstBytes.of(root, utf);
        return new Regex(head, header.has(ByteCodeHeader.HAS_CR_OR_LF), program, new NameTable(header.names()), new StartInfo(header), first);
    }

    /** Deeply nested patterns are compiled by recursion too, on a thread with room for it. */
    private static Regex deeply(Supplier<Regex> compile) {
        Regex[] result = new Regex[1];
        RuntimeException[] failure = new RuntimeException[1];
        Thread thread = new Thread(null, () -> {
            try {
                result[0] = compile.get();
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
        boolean autoPossess = (all & RegexOption.NO_AUTO_POSSESS) == 0;
        Program program = new Compiler(src.utf, src.hasThen, autoPossess, src.groupCount, resolver.emptiness()).compile(root);
        return new Regex(head, src.hasCrOrLf, program, names, start, first);
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
