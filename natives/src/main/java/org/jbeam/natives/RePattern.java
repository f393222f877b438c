package org.jbeam.natives;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import org.jbeam.natives.regex.Regex;
import org.jbeam.natives.regex.RegexOption;
import org.jbeam.natives.regex.RegexSyntaxException;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Compiled patterns as terms: {@code {re_pattern, Groups, Unicode, UseCrLf, Code}}. The code is the pattern itself behind a mark and the options, so
 * that the tuple may be stored and sent; the programs made of it are remembered. A code that OTP's own PCRE made, such as Elixir's compiler keeps in
 * {@code .beam} files, is understood as well.
 */
final class RePattern {
    private static final Atom RE_PATTERN = Atom.of("re_pattern");
    private static final int MARK = 0x4a425231;
    private static final int HEADER = 8;
    private static final int NEWLINES = 7 << 20;
    private static final int REMEMBERED = 2048;
    private static final ConcurrentHashMap<Bitstring, Regex> PROGRAMS = new ConcurrentHashMap<>();

    private RePattern() {}

    /** The code of a pattern. */
    static Bitstring code(byte[] pattern, int options) {
        return Bitstring.of(ByteBuffer.allocate(HEADER + pattern.length).putInt(MARK).putInt(options).put(pattern).array());
    }

    /**
     * The program of a code.
     *
     * @throws RegexSyntaxException the pattern is wrong
     * @throws BifException {@code badarg}: not such a code
     */
    static Regex program(Bitstring code) {
        Regex program = PROGRAMS.get(code);
        return program != null ? program : compile(code);
    }

    private static Regex compile(Bitstring code) {
        byte[] bytes = code.isBinary() ? code.toByteArray() : new byte[0];
        Regex program = Regex.isByteCode(bytes) ? Regex.ofByteCode(bytes) : ofSource(bytes);
        if (PROGRAMS.size() >= REMEMBERED) {
            PROGRAMS.clear();
        }
        PROGRAMS.put(Bitstring.of(bytes), program);
        return program;
    }

    private static Regex ofSource(byte[] bytes) {
        if (bytes.length < HEADER) {
            throw BifException.badarg();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != MARK) {
            throw BifException.badarg();
        }
        int options = in.getInt();
        byte[] pattern = new byte[in.remaining()];
        in.get(pattern);
        return Regex.compile(pattern, options);
    }

    /** The term of a compiled pattern. */
    static Term term(Bitstring code, Regex program, boolean unicode) {
        int newline = program.options() & NEWLINES;
        boolean crLf = newline == RegexOption.NEWLINE_ANY || newline == RegexOption.NEWLINE_CRLF || newline == RegexOption.NEWLINE_ANYCRLF;
        return Tuple.of(RE_PATTERN, SmallInt.of(program.groupCount()), SmallInt.ofByte(unicode ? 1 : 0), SmallInt.ofByte(crLf ? 1 : 0), code);
    }

    /** The code in a compiled pattern, or null for any other term. */
    static Bitstring codeOf(Term term) {
        return term instanceof Tuple t && t.arity() == 5 && t.element(0) == RE_PATTERN && t.element(1) instanceof SmallInt
                && t.element(2) instanceof SmallInt && t.element(3) instanceof SmallInt && t.element(4) instanceof Bitstring code ? code : null;
    }

    /** Was it compiled with option unicode? */
    static boolean isUnicode(Term pattern) {
        return ((SmallInt) ((Tuple) pattern).element(2)).value() != 0;
    }
}
