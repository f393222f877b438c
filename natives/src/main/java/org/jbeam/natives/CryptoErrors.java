package org.jbeam.natives;

import java.util.List;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * The errors of module crypto's native functions: {@code {Class, #{c_file_name, c_file_line_num, c_function_arg_num}, Text}}, which the module turns
 * into what its users see. The place named is one in Java.
 */
final class CryptoErrors {
    private static final Atom FILE = Atom.of("c_file_name");
    private static final Atom LINE = Atom.of("c_file_line_num");
    private static final Atom ARGUMENT = Atom.of("c_function_arg_num");

    private CryptoErrors() {}

    /** The argument of this number, from 0, is wrong. */
    static BifException badarg(int argument, String text) {
        return of("badarg", argument, text);
    }

    /** What the argument of this number asks for is not there. */
    static BifException notsup(int argument, String text) {
        return of("notsup", argument, text);
    }

    /** It cannot be done, and no argument alone is to blame. */
    static BifException error(String text) {
        return of("error", -1, text);
    }

    private static BifException of(String kind, int argument, String text) {
        StackTraceElement place = StackWalker.getInstance().walk(frames -> frames.skip(2).findFirst().orElseThrow().toStackTraceElement());
        MapTerm where = MapTerm.of(FILE, Terms.charList(place.getFileName()), LINE, SmallInt.of(place.getLineNumber()))
                .put(ARGUMENT, SmallInt.of(argument));
        return BifException.error(Tuple.of(Atom.of(kind), where, Terms.charList(text)));
    }

    /** The bytes of an I/O list. */
    static byte[] bytes(Term data, int argument, String text) {
        try {
            return IoData.bytes(data);
        } catch (BifException e) {
            throw badarg(argument, text);
        }
    }

    /** A list of atoms. */
    static Term atoms(List<String> names) {
        return Terms.list(names.stream().map(name -> (Term) Atom.of(name)).toList());
    }
}
