package org.jbeam.natives;

import org.jbeam.natives.regex.Regex;
import org.jbeam.natives.regex.RegexMatcher;
import org.jbeam.natives.regex.RegexOption;
import org.jbeam.natives.regex.RegexSyntaxException;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.CodeTable;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.Trapping;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Module re's natives. What is not plain bytes in, and what is global, is the business of the module's Erlang code. */
@BifModule("re")
public final class ReBifs {
    private static final Atom RE = Atom.of("re");
    private static final Atom UCOMPILE = Atom.of("ucompile");
    private static final Atom URUN = Atom.of("urun");
    private static final Atom GRUN = Atom.of("grun");
    private static final Atom NOMATCH = Atom.of("nomatch");
    private static final Atom COMPILE = Atom.of("compile");
    private static final Atom NAMELIST = Atom.of("namelist");
    private static final Atom MATCH_LIMIT = Atom.of("match_limit");
    private static final Atom MATCH_LIMIT_RECURSION = Atom.of("match_limit_recursion");
    private static final Atom INTERNAL_ERROR = Atom.of("internal_error");
    private static final Bitstring VERSION = Terms.utf8("8.44 2020-02-12");
    private static final int STEPS_A_REDUCTION = 10;
    private static final int STEPS_A_SLICE = 20_000;
    private static final Tuple TRAP = Tuple.of(Atom.of("erlang"), Atom.of("re_run_trap"), SmallInt.of(3));

    private ReBifs() {}

    private static Term inErlang(ErlangProcess p, Atom function, Term... args) {
        return p.deferCall(CodeTable.current().export(RE, function, args.length), args);
    }

    /** {@code version()}: of the language of patterns. */
    @Bif
    public static Term version() {
        return VERSION;
    }

    // ---- compile

    /** {@code compile(Pattern)}: {@code {ok, Compiled}} or {@code {error, {Text, Position}}}. */
    @Bif(tail = true)
    public static Term compile(ErlangProcess p, Term pattern) {
        return compile(p, pattern, Nil.NIL);
    }

    /** {@code compile(Pattern, Options)}. */
    @Bif(tail = true)
    public static Term compile(ErlangProcess p, Term pattern, Term optionList) {
        ReOptions options = ReOptions.of(optionList);
        if (options.hasMatchOnly) {
            throw ReOptions.refused();
        }
        if (options.isUnicode() && !(pattern instanceof Bitstring)) {
            return inErlang(p, UCOMPILE, pattern, optionList);
        }
        Bitstring code = RePattern.code(IoData.bytes(pattern), options.compile);
        try {
            return Tuple.of(Atom.OK, RePattern.term(code, RePattern.program(code), options.isUnicode()));
        } catch (RegexSyntaxException e) {
            return Tuple.of(Atom.ERROR, wrong(e));
        }
    }

    private static Term wrong(RegexSyntaxException e) {
        return Tuple.of(Terms.charList(e.getMessage()), SmallInt.of(e.offset()));
    }

    /** {@code inspect(Compiled, namelist)}: {@code {namelist, Names}}. */
    @Bif
    public static Term inspect(Term pattern, Term item) {
        Bitstring code = RePattern.codeOf(pattern);
        if (code == null || item != NAMELIST) {
            throw BifException.badarg();
        }
        ListBuilder names = new ListBuilder();
        Regex program = program(code);
        boolean once = (program.options() & RegexOption.DUPNAMES) != 0;
        for (byte[] name : program.names()) {
            int times = once ? 1 : program.groupNumbers(name).length;
            for (int i = 0; i < times; i++) {
                names.add(Bitstring.of(name));
            }
        }
        return Tuple.of(NAMELIST, names.finish());
    }

    private static Regex program(Bitstring code) {
        try {
            return RePattern.program(code);
        } catch (RegexSyntaxException e) {
            throw BifException.badarg();
        }
    }

    // ---- run

    /** {@code run(Subject, Pattern)}. */
    @Bif(tail = true)
    public static Term run(ErlangProcess p, Term subject, Term pattern) {
        return run(p, subject, pattern, Nil.NIL, true);
    }

    /** {@code run(Subject, Pattern, Options)}. */
    @Bif(tail = true)
    public static Term run(ErlangProcess p, Term subject, Term pattern, Term options) {
        return run(p, subject, pattern, options, true);
    }

    /** {@code internal_run(Subject, Pattern, Options, First)}: not for the first time, the subject is known to be valid UTF-8. */
    @Bif(value = "internal_run", tail = true)
    public static Term internalRun(ErlangProcess p, Term subject, Term pattern, Term options, Term first) {
        return run(p, subject, pattern, options, Args.bool(first));
    }

    private static Term run(ErlangProcess p, Term subject, Term pattern, Term optionList, boolean first) {
        ReOptions options = ReOptions.of(optionList);
        if (!first) {
            options.match |= RegexOption.NO_UTF_CHECK;
        }
        boolean lists = options.capturesLists() && !options.global;
        if (pattern instanceof Tuple t && t.arity() == 5) {
            return runCompiled(p, subject, pattern, optionList, options, lists);
        }
        if (!(pattern instanceof Bitstring) && !Args.isList(pattern)) {
            throw BifException.badarg();
        }
        if (options.isUnicode() && (!(pattern instanceof Bitstring) || !(subject instanceof Bitstring) || lists)) {
            return inErlang(p, URUN, subject, pattern, optionList);
        }
        Bitstring code = RePattern.code(IoData.bytes(pattern), options.compile);
        Regex program;
        try {
            program = RePattern.program(code);
        } catch (RegexSyntaxException e) {
            if (options.reportErrors) {
                return Tuple.of(Atom.ERROR, Tuple.of(COMPILE, wrong(e)));
            }
            throw BifException.badarg();
        }
        if (options.global) {
            Term compiled = RePattern.term(code, program, options.isUnicode());
            return inErlang(p, GRUN, subject, compiled, Tuple.of(optionList, Atom.of(options.hasCompileOnly), pattern));
        }
        return match(p, subject, program, options);
    }

    private static Term runCompiled(ErlangProcess p, Term subject, Term pattern, Term optionList, ReOptions options, boolean lists) {
        Bitstring code = RePattern.codeOf(pattern);
        if (options.hasCompileOnly || code == null) {
            throw BifException.badarg();
        }
        if (RePattern.isUnicode(pattern) && (!(subject instanceof Bitstring) || lists)) {
            return inErlang(p, URUN, subject, pattern, optionList);
        }
        if (options.global) {
            return inErlang(p, GRUN, subject, pattern, Tuple.of(optionList, Atom.FALSE));
        }
        return match(p, subject, program(code), options);
    }

    private static Term match(ErlangProcess p, Term subject, Regex program, ReOptions options) {
        ReCapture capture = ReCapture.of(options, program);
        Bitstring text = subject instanceof Bitstring b && b.isBinary() && b.isAligned() ? b : Bitstring.of(IoData.bytes(subject));
        int from = (int) (text.bitOffset() >>> 3);
        RegexMatcher matcher = program.matcher();
        if (options.matchLimit >= 0 || options.recursionLimit >= 0) {
            matcher.limits(limit(options.matchLimit), limit(options.recursionLimit));
        }
        matcher.start(text.array(), from, from + text.byteSize(), options.offset, options.match);
        int top = steps(p, matcher);
        return switch (top) {
            case RegexMatcher.NOMATCH, RegexMatcher.RECURSION_LOOP -> NOMATCH;
            case RegexMatcher.MATCH_LIMIT -> limited(options, MATCH_LIMIT);
            case RegexMatcher.RECURSION_LIMIT -> limited(options, MATCH_LIMIT_RECURSION);
            case RegexMatcher.BAD_UTF, RegexMatcher.BAD_UTF_OFFSET -> throw BifException.badarg();
            case RegexMatcher.BAD_OFFSET, RegexMatcher.BAD_NEWLINE -> throw BifException.error(INTERNAL_ERROR);
            default -> capture.result(matcher, top, text);
        };
    }

    private static int limit(int wanted) {
        return wanted < 0 ? RegexMatcher.DEFAULT_LIMIT : wanted;
    }

    private static int steps(ErlangProcess p, RegexMatcher matcher) {
        long before = 0;
        while (true) {
            int result = matcher.run(STEPS_A_SLICE);
            long spent = matcher.spentSteps();
            Trapping.bumpReductions(p, (int) ((spent - before) / STEPS_A_REDUCTION), TRAP);
            before = spent;
            if (result != RegexMatcher.SUSPENDED) {
                return result;
            }
        }
    }

    private static Term limited(ReOptions options, Atom limit) {
        return options.reportErrors ? Tuple.of(Atom.ERROR, limit) : NOMATCH;
    }
}
