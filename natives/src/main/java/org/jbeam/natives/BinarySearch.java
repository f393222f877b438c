package org.jbeam.natives;

import java.util.Arrays;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** A search in a binary: the subject, the options of {@code binary:match/3} or {@code binary:split/3}, and the matches. */
final class BinarySearch {
    private static final Atom BM = Atom.of("bm");
    private static final Atom AC = Atom.of("ac");
    private static final Atom SCOPE = Atom.of("scope");
    private static final Atom GLOBAL = Atom.of("global");
    private static final Atom TRIM = Atom.of("trim");
    private static final Atom TRIM_ALL = Atom.of("trim_all");
    /** Bytes looked at for one reduction. */
    private static final int BYTES_A_REDUCTION = 100;
    /** Bytes looked at between two checks of the slice. */
    private static final int CHUNK = 1 << 16;

    private final Bitstring subject;
    private final int size;
    private int scopeFrom;
    private int scopeTo;
    private boolean global;
    private boolean trim;
    private boolean trimAll;
    private byte[] bytes;
    private int base;
    private BytePattern pattern;

    BinarySearch(Term term) {
        if (!(term instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        subject = b;
        size = b.byteSize();
        scopeTo = size;
    }

    BinarySearch global() {
        global = true;
        return this;
    }

    /** Reads a list of options; those of split only where {@code split} says so. OTP ignores what the list ends in. */
    void options(Term list, boolean split) {
        if (!Args.isList(list)) {
            throw BifException.badarg();
        }
        Term rest = list;
        while (rest instanceof Cons cell) {
            Term option = cell.head();
            if (split && option == GLOBAL) {
                global = true;
            } else if (split && option == TRIM) {
                trim = true;
            } else if (split && option == TRIM_ALL) {
                trimAll = true;
            } else if (option instanceof Tuple2 pair && pair.element(0) == SCOPE && pair.element(1) instanceof Tuple2 range) {
                scope(range.element(0), range.element(1));
            } else {
                throw BifException.badarg();
            }
            rest = cell.tail();
        }
    }

    private void scope(Term start, Term length) {
        long from = Args.integer(start);
        long count = Args.integer(length);
        if (from < 0 || count == Long.MIN_VALUE) {
            throw BifException.badarg();
        }
        if (count < 0) {
            from += count;
            count = -count;
        }
        if (from < 0 || from > size || count > size - from) {
            throw BifException.badarg();
        }
        scopeFrom = (int) from;
        scopeTo = (int) (from + count);
    }

    /** Is there nothing to search in? OTP does not even look at the pattern then. */
    private boolean prepare(Term term) {
        if (scopeTo == 0) {
            return false;
        }
        pattern = pattern(term).forSearch();
        bytes = subject.isAligned() ? subject.array() : subject.toByteArray();
        base = subject.isAligned() ? (int) (subject.bitOffset() >>> 3) : 0;
        return true;
    }

    private static BytePattern pattern(Term term) {
        BytePattern found = term instanceof Tuple2 t ? compiled(t.element(0), t.element(1)) : BytePattern.of(term);
        if (found == null) {
            throw BifException.badarg();
        }
        return found;
    }

    private static BytePattern compiled(Term tag, Term ref) {
        return ref instanceof PatternRef r && tag == (r.pattern().isSingle() ? BM : AC) ? r.pattern() : null;
    }

    /** The tagged form of a compiled pattern. */
    static Term tagged(PatternRef ref) {
        return Tuple.of(ref.pattern().isSingle() ? BM : AC, ref);
    }

    /** The position of the next match at {@code from} or later, or -1. */
    private int next(ErlangProcess p, int from) {
        int at = from;
        while (at < scopeTo) {
            int before = Math.min(scopeTo - at, CHUNK) + at;
            int found = pattern.find(bytes, base + at, base + before, base + scopeTo);
            if (found >= 0) {
                p.bumpReductions((found - base - at) / BYTES_A_REDUCTION + 1);
                return found - base;
            }
            p.bumpReductions((before - at) / BYTES_A_REDUCTION + 1);
            at = before;
        }
        return -1;
    }

    /** {@code {Position, Length}} of the first match, or {@code nomatch}. */
    Term first(ErlangProcess p, Term patternTerm) {
        int at = prepare(patternTerm) ? next(p, scopeFrom) : -1;
        return at < 0 ? Atom.of("nomatch") : found(at, pattern.length());
    }

    private static Term found(int position, int length) {
        return Tuple.of(small(position), small(length));
    }

    private static SmallInt small(int n) {
        return n < 256 ? SmallInt.ofByte(n) : SmallInt.of(n);
    }

    /** The list of all matches that do not overlap. */
    Term all(ErlangProcess p, Term patternTerm) {
        int[] found = positions(p, patternTerm);
        Term list = Nil.NIL;
        for (int i = found[0]; i > 0; i -= 2) {
            list = new Cons(found(found[i - 1], found[i]), list);
        }
        return list;
    }

    /** Positions and lengths in turn, from index 1; at index 0 how many numbers there are. */
    private int[] positions(ErlangProcess p, Term patternTerm) {
        int[] found = new int[17];
        if (!prepare(patternTerm)) {
            return found;
        }
        int n = 0;
        int at = next(p, scopeFrom);
        while (at >= 0) {
            if (n + 2 >= found.length) {
                found = Arrays.copyOf(found, 2 * found.length);
            }
            found[++n] = at;
            found[++n] = pattern.length();
            at = global ? next(p, at + pattern.length()) : -1;
        }
        found[0] = n;
        return found;
    }

    /** The parts between the matches. */
    Term split(ErlangProcess p, Term patternTerm) {
        int[] found = positions(p, patternTerm);
        if (found[0] == 0) {
            return (trim || trimAll) && size == 0 ? Nil.NIL : new Cons(subject, Nil.NIL);
        }
        Term list = Nil.NIL;
        int end = size;
        boolean dropEmpty = trim || trimAll;
        for (int i = found[0]; i > 0; i -= 2) {
            int start = found[i - 1] + found[i];
            if (start < end || !dropEmpty) {
                list = new Cons(part(subject, start, end - start), list);
                dropEmpty = trimAll;
            }
            end = found[i - 1];
        }
        return end > 0 || !dropEmpty ? new Cons(part(subject, 0, end), list) : list;
    }

    /** {@code length} bytes of a binary; what is small is copied out of what is large, so that it does not keep it alive. */
    static Bitstring part(Bitstring b, int start, int length) {
        if (length == 0) {
            return Bitstring.EMPTY;
        }
        Bitstring slice = b.slice(8L * start, 8L * length);
        return length <= SMALL_PART && b.array().length > LARGE_PARENT ? Bitstring.of(slice.toByteArray()) : slice;
    }

    private static final int SMALL_PART = 64;
    private static final int LARGE_PARENT = 1024;
}
