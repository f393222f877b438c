package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermPrinter;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple2;

/** Ending the machine, and printing without the I/O system. */
@BifModule("erlang")
public final class HaltBifs {
    private HaltBifs() {}

    /** {@code halt(Status, Options)}: an exit code, a slogan, or {@code abort}. */
    @Bif
    public static Term halt(ErlangProcess p, Term status, Term options) {
        boolean flush = true;
        for (Term option : Args.options(options)) {
            if (!(option instanceof Tuple2 t) || t.e0() != Atom.of("flush")) {
                throw Args.badOption();
            }
            flush = Args.optionBool(t.e1());
        }
        int code;
        if (status instanceof SmallInt n && n.value() >= 0) {
            code = (int) (n.value() & 0xff);
        } else if (status == Atom.of("abort")) {
            code = 134;
            flush = false;
        } else {
            String slogan = Terms.text(status);
            if (slogan == null) {
                throw BifException.badarg();
            }
            System.err.print(slogan.replace("\n", "\r\n") + "\r\n");
            MachineReport.crashDump(p.vm(), slogan);
            code = 1;
            flush = false;
        }
        p.vm().halt(code, flush);
        return Atom.TRUE;
    }

    /** {@code display(Term)}: prints a line on the standard output. */
    @Bif
    public static Term display(Term term) {
        byte[] text = TermPrinter.display(term);
        StandardStreams.print((new String(text, StandardCharsets.ISO_8859_1) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return Atom.TRUE;
    }

    /** {@code display_string(String)}: prints characters on standard error, in UTF-8. */
    @Bif("display_string")
    public static Term displayString(Term string) {
        String text = Terms.text(string);
        if (text == null || text.chars().anyMatch(c -> Character.isSurrogate((char) c)) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw BifException.badarg();
        }
        printError(text);
        return Atom.TRUE;
    }

    /** {@code display_nl()}. */
    @Bif("display_nl")
    public static Term displayNl() {
        printError("\n");
        return Atom.TRUE;
    }

    private static void printError(String text) {
        StandardStreams.printError(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
