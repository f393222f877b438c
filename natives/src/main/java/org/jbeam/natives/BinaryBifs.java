package org.jbeam.natives;

import java.math.BigInteger;
import java.util.Arrays;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/** Module binary's natives. */
@BifModule("binary")
public final class BinaryBifs {
    private static final Atom BIG = Atom.of("big");
    private static final Atom LITTLE = Atom.of("little");
    /** Binaries up to this size are copied by OTP when a part is taken, so that they refer to no other. */
    private static final int HEAP_BINARY_LIMIT = 64;
    private static final int BYTES_A_REDUCTION = 100;

    private BinaryBifs() {}

    private static Bitstring binary(Term term) {
        if (term instanceof Bitstring b && b.isBinary()) {
            return b;
        }
        throw BifException.badarg();
    }

    // ---- searching

    /** {@code compile_pattern(Pattern)}: {@code {bm | ac, Ref}}. */
    @Bif("compile_pattern")
    public static Term compilePattern(ErlangProcess p, Term pattern) {
        BytePattern compiled = BytePattern.of(pattern);
        if (compiled == null) {
            throw BifException.badarg();
        }
        return BinarySearch.tagged(new PatternRef(p.vm().newRef(), compiled));
    }

    /** {@code match(Subject, Pattern)}: {@code {Position, Length}} or nomatch. */
    @Bif
    public static Term match(ErlangProcess p, Term subject, Term pattern) {
        return new BinarySearch(subject).first(p, pattern);
    }

    /** {@code match(Subject, Pattern, Options)}. */
    @Bif
    public static Term match(ErlangProcess p, Term subject, Term pattern, Term options) {
        BinarySearch search = new BinarySearch(subject);
        search.options(options, false);
        return search.first(p, pattern);
    }

    /** {@code matches(Subject, Pattern)}: all that do not overlap. */
    @Bif
    public static Term matches(ErlangProcess p, Term subject, Term pattern) {
        return new BinarySearch(subject).global().all(p, pattern);
    }

    /** {@code matches(Subject, Pattern, Options)}. */
    @Bif
    public static Term matches(ErlangProcess p, Term subject, Term pattern, Term options) {
        BinarySearch search = new BinarySearch(subject).global();
        search.options(options, false);
        return search.all(p, pattern);
    }

    /** {@code split(Subject, Pattern)}: at the first match. */
    @Bif
    public static Term split(ErlangProcess p, Term subject, Term pattern) {
        return new BinarySearch(subject).split(p, pattern);
    }

    /** {@code split(Subject, Pattern, Options)}. */
    @Bif
    public static Term split(ErlangProcess p, Term subject, Term pattern, Term options) {
        BinarySearch search = new BinarySearch(subject);
        search.options(options, true);
        return search.split(p, pattern);
    }

    // ---- common beginnings and ends

    private static Bitstring[] binaries(Term list) {
        Term[] elements = Args.list(list);
        if (elements.length == 0) {
            throw BifException.badarg();
        }
        Bitstring[] all = new Bitstring[elements.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = binary(elements[i]);
        }
        return all;
    }

    /** {@code longest_common_prefix(Binaries)}, in bytes. */
    @Bif("longest_common_prefix")
    public static Term longestCommonPrefix(ErlangProcess p, Term list) {
        return common(p, binaries(list), false);
    }

    /** {@code longest_common_suffix(Binaries)}, in bytes. */
    @Bif("longest_common_suffix")
    public static Term longestCommonSuffix(ErlangProcess p, Term list) {
        return common(p, binaries(list), true);
    }

    private static Term common(ErlangProcess p, Bitstring[] all, boolean fromEnd) {
        Bitstring first = all[0];
        int length = first.byteSize();
        for (int i = 1; i < all.length; i++) {
            Bitstring b = all[i];
            int n = 0;
            int most = Math.min(length, b.byteSize());
            int inFirst = fromEnd ? first.byteSize() - 1 : 0;
            int inOther = fromEnd ? b.byteSize() - 1 : 0;
            int step = fromEnd ? -1 : 1;
            while (n < most && first.byteAt(inFirst + step * n) == b.byteAt(inOther + step * n)) {
                n++;
            }
            p.bumpReductions(n / BYTES_A_REDUCTION);
            length = n;
        }
        return SmallInt.of(length);
    }

    // ---- parts

    /** {@code first(Subject)}: the first byte. */
    @Bif
    public static Term first(Term subject) {
        return byteAt(binary(subject), 0);
    }

    /** {@code last(Subject)}: the last byte. */
    @Bif
    public static Term last(Term subject) {
        Bitstring b = binary(subject);
        return byteAt(b, b.byteSize() - 1L);
    }

    /** {@code at(Subject, Position)}: from 0. */
    @Bif
    public static Term at(Term subject, Term position) {
        return byteAt(binary(subject), Args.integer(position));
    }

    private static Term byteAt(Bitstring b, long position) {
        if (position < 0 || position >= b.byteSize()) {
            throw BifException.badarg();
        }
        return SmallInt.ofByte(b.byteAt((int) position));
    }

    /** {@code part(Subject, {Position, Length})}. */
    @Bif
    public static Term part(Term subject, Term range) {
        if (range instanceof Tuple2 pair) {
            return part(subject, pair.element(0), pair.element(1));
        }
        throw BifException.badarg();
    }

    /** {@code part(Subject, Position, Length)}; a negative length counts back from the position. Whole bytes of any bit string. */
    @Bif
    public static Term part(Term subject, Term position, Term length) {
        if (!(subject instanceof Bitstring b)) {
            throw BifException.badarg();
        }
        long size = b.bitSize() >>> 3;
        long from = Args.integer(position, 0, size);
        long count = Args.integer(length, -from, size - from);
        return BinarySearch.part(b, (int) (count < 0 ? from + count : from), (int) Math.abs(count));
    }

    /** {@code copy(Subject)}: with bytes of its own. */
    @Bif
    public static Term copy(Term subject) {
        return Bitstring.of(binary(subject).toByteArray());
    }

    /** {@code copy(Subject, N)}: its bytes N times. */
    @Bif
    public static Term copy(ErlangProcess p, Term subject, Term times) {
        if (!(subject instanceof Bitstring b)) {
            throw BifException.badarg();
        }
        long n = Args.integer(times, 0, Long.MAX_VALUE);
        if (n == 0) {
            return Bitstring.EMPTY;
        }
        byte[] once = binary(b).toByteArray();
        if (once.length == 0) {
            return Bitstring.EMPTY;
        }
        if (n > (Integer.MAX_VALUE - 8) / once.length) {
            throw BifException.systemLimit();
        }
        byte[] all = Arrays.copyOf(once, (int) n * once.length);
        int filled = once.length;
        while (filled < all.length) {
            int more = Math.min(filled, all.length - filled);
            System.arraycopy(all, 0, all, filled, more);
            filled += more;
        }
        p.bumpReductions(all.length / BYTES_A_REDUCTION);
        return Bitstring.of(all);
    }

    /** {@code referenced_byte_size(Binary)}: the bytes kept alive by it. */
    @Bif("referenced_byte_size")
    public static Term referencedByteSize(Term subject) {
        if (!(subject instanceof Bitstring b)) {
            throw BifException.badarg();
        }
        return SmallInt.of(b.byteSize() <= HEAP_BINARY_LIMIT ? b.byteSize() : b.array().length);
    }

    /** {@code list_to_bin(ByteList)}. */
    @Bif("list_to_bin")
    public static Term listToBin(Term list) {
        if (!(list instanceof Cons) && list != Nil.NIL) {
            throw BifException.badarg();
        }
        return Bitstring.of(IoData.countedBytes(list));
    }

    // ---- numbers

    private static boolean isBig(Term endianness) {
        if (endianness != BIG && endianness != LITTLE) {
            throw BifException.badarg();
        }
        return endianness == BIG;
    }

    private static byte[] reversed(byte[] bytes) {
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte b = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = b;
        }
        return bytes;
    }

    /** {@code encode_unsigned(N)}: big-endian, as few bytes as it takes, at least one. */
    @Bif("encode_unsigned")
    public static Term encodeUnsigned(Term number) {
        return encodeUnsigned(number, BIG);
    }

    /** {@code encode_unsigned(N, Endianness)}. */
    @Bif("encode_unsigned")
    public static Term encodeUnsigned(Term number, Term endianness) {
        if (!(number instanceof IntegerTerm n) || n.signum() < 0) {
            throw BifException.badarg();
        }
        boolean big = isBig(endianness);
        BigInteger value = n.bigValue();
        byte[] signed = value.toByteArray();
        byte[] bytes = signed.length > 1 && signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
        return Bitstring.of(big ? bytes : reversed(bytes));
    }

    /** {@code decode_unsigned(Binary)}: big-endian. */
    @Bif("decode_unsigned")
    public static Term decodeUnsigned(Term subject) {
        return decodeUnsigned(subject, BIG);
    }

    /** {@code decode_unsigned(Binary, Endianness)}. */
    @Bif("decode_unsigned")
    public static Term decodeUnsigned(Term subject, Term endianness) {
        byte[] bytes = binary(subject).toByteArray();
        boolean big = isBig(endianness);
        Work.items(bytes.length);
        return IntegerTerm.of(new BigInteger(1, big ? bytes : reversed(bytes)));
    }
}
