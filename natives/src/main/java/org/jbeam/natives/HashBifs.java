package org.jbeam.natives;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Bitstring;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.TermHash;

/** Hashes of terms and checksums of bytes. */
@BifModule("erlang")
public final class HashBifs {
    private static final long WORD = 0xffff_ffffL;
    private static final long ADLER_BASE = 65521;
    private static final int CRC_POLYNOMIAL = 0xedb88320;

    private HashBifs() {}

    /** {@code phash2(Term)}: 0..2<sup>27</sup>-1. */
    @Bif
    public static Term phash2(Term term) {
        return SmallInt.of(TermHash.phash2(term, Work::items));
    }

    /** {@code phash2(Term, Range)}: 0..Range-1, Range up to 2<sup>32</sup>. */
    @Bif
    public static Term phash2(Term term, Term range) {
        long r = Args.integer(range, 1, WORD + 1);
        return SmallInt.of((TermHash.phash2Full(term, Work::items) & WORD) % r);
    }

    /** {@code phash(Term, Range)}: 1..Range. */
    @Bif
    public static Term phash(Term term, Term range) {
        long r = Args.integer(range, 1, WORD + 1);
        return SmallInt.of(1 + (TermHash.phash(term) & WORD) % r);
    }

    // ---- MD5

    /** {@code md5(IoData)}. */
    @Bif
    public static Term md5(Term data) {
        byte[] bytes = IoData.countedBytes(data);
        Work.items(bytes.length / 4);
        try {
            return Bitstring.of(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** {@code md5_init()}: a context, a binary. */
    @Bif("md5_init")
    public static Term md5Init() {
        return Bitstring.of(new Md5().state());
    }

    /** {@code md5_update(Context, IoData)}: a new context. */
    @Bif("md5_update")
    public static Term md5Update(Term context, Term data) {
        Md5 md5 = md5Context(context);
        byte[] bytes = IoData.countedBytes(data);
        md5.update(bytes, bytes.length);
        Work.items(bytes.length / 4);
        return Bitstring.of(md5.state());
    }

    /** {@code md5_final(Context)}: the digest. */
    @Bif("md5_final")
    public static Term md5Final(Term context) {
        return Bitstring.of(md5Context(context).digest());
    }

    private static Md5 md5Context(Term context) {
        if (context instanceof Bitstring b && b.isBinary() && b.byteSize() == Md5.STATE_SIZE) {
            return Md5.resume(b.toByteArray());
        }
        throw BifException.badarg();
    }

    // ---- checksums

    private static Term unsigned(long sum) {
        return SmallInt.of(sum & WORD);
    }

    private static long sum(Term term) {
        if (term instanceof IntegerTerm n && n.signum() >= 0 && n.bigValue().bitLength() <= 64) {
            BigInteger v = n.bigValue();
            if (v.bitLength() <= 32) {
                return v.longValue();
            }
        }
        throw BifException.badarg();
    }

    /** {@code crc32(IoData)}. */
    @Bif
    public static Term crc32(Term data) {
        CRC32 crc = new CRC32();
        crc.update(IoData.countedBytes(data));
        return unsigned(crc.getValue());
    }

    /** {@code crc32(OldCrc, IoData)}. */
    @Bif
    public static Term crc32(Term old, Term data) {
        long first = sum(old);
        byte[] bytes = IoData.countedBytes(data);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return unsigned(combineCrc(first, crc.getValue(), bytes.length));
    }

    /** {@code crc32_combine(First, Second, SizeOfSecond)}. */
    @Bif("crc32_combine")
    public static Term crc32Combine(Term first, Term second, Term size) {
        return unsigned(combineCrc(sum(first), sum(second), Args.integer(size, 0, 0xffff_ffffL)));
    }

    /** The CRC of two pieces, by squaring the matrix that appends one zero bit. */
    private static long combineCrc(long first, long second, long size) {
        int[] odd = new int[32];
        odd[0] = CRC_POLYNOMIAL;
        for (int i = 1; i < 32; i++) {
            odd[i] = 1 << (i - 1);
        }
        int[] matrix = square(square(odd));
        int crc = (int) first;
        long left = size;
        while (left != 0) {
            matrix = square(matrix);
            if ((left & 1) != 0) {
                crc = times(matrix, crc);
            }
            left >>= 1;
        }
        return (crc ^ second) & WORD;
    }

    private static int times(int[] matrix, int vector) {
        int sum = 0;
        int v = vector;
        for (int i = 0; v != 0; i++, v >>>= 1) {
            if ((v & 1) != 0) {
                sum ^= matrix[i];
            }
        }
        return sum;
    }

    private static int[] square(int[] matrix) {
        int[] result = new int[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i] = times(matrix, matrix[i]);
        }
        return result;
    }

    /** {@code adler32(IoData)}. */
    @Bif
    public static Term adler32(Term data) {
        Adler32 adler = new Adler32();
        adler.update(IoData.countedBytes(data));
        return unsigned(adler.getValue());
    }

    /** {@code adler32(OldAdler, IoData)}. */
    @Bif
    public static Term adler32(Term old, Term data) {
        long first = sum(old);
        byte[] bytes = IoData.countedBytes(data);
        Adler32 adler = new Adler32();
        adler.update(bytes);
        return unsigned(combineAdler(first, adler.getValue(), bytes.length));
    }

    /** {@code adler32_combine(First, Second, SizeOfSecond)}. */
    @Bif("adler32_combine")
    public static Term adler32Combine(Term first, Term second, Term size) {
        long before = sum(first);
        long behind = sum(second);
        long length = Args.integer(size, 0, 0xffff_ffffL);
        return unsigned(length == 0 ? before : combineAdler(before, behind, length));
    }

    /** As zlib does it, also for numbers that are no checksums. */
    private static long combineAdler(long first, long second, long size) {
        long rem = size % ADLER_BASE;
        long a1 = first & 0xffff;
        long a = less(less(a1 + (second & 0xffff) + ADLER_BASE - 1, ADLER_BASE), ADLER_BASE);
        long b = less(less(rem * a1 % ADLER_BASE + (first >>> 16) + (second >>> 16) + ADLER_BASE - rem, 2L * ADLER_BASE), ADLER_BASE);
        return b << 16 | a;
    }

    private static long less(long sum, long base) {
        return sum >= base ? sum - base : sum;
    }
}
