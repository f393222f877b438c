package org.jbeam.natives;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Random numbers, comparison, powers and information behind module crypto. Numbers travel as big-endian bytes. */
@BifModule("crypto")
public final class CryptoRandomBifs {
    static final SecureRandom RANDOM = new SecureRandom();
    /** A number may have its length, of 32 bits, before it. */
    private static final int HEADER = 4;

    private CryptoRandomBifs() {}

    /** {@code strong_rand_bytes_nif(Count)}. */
    @Bif("strong_rand_bytes_nif")
    public static Term bytes(Term count) {
        byte[] bytes = new byte[(int) Args.integer(count, 0, Integer.MAX_VALUE - 8)];
        RANDOM.nextBytes(bytes);
        return Bitstring.of(bytes);
    }

    /** {@code strong_rand_range_nif(Range)}: a number below it. */
    @Bif("strong_rand_range_nif")
    public static Term range(Term range) {
        BigInteger limit = new BigInteger(1, binary(range));
        if (limit.signum() == 0) {
            throw BifException.badarg();
        }
        return Bitstring.of(unsigned(below(limit)));
    }

    /** {@code rand_uniform_nif(From, To)}: from the first, below the second; each with its length. */
    @Bif("rand_uniform_nif")
    public static Term uniform(Term from, Term to) {
        BigInteger least = withLength(from);
        BigInteger size = withLength(to).subtract(least);
        if (size.signum() <= 0) {
            throw BifException.badarg();
        }
        byte[] number = unsigned(below(size).add(least));
        return Bitstring.of(ByteBuffer.allocate(HEADER + number.length).putInt(number.length).put(number).array());
    }

    private static BigInteger below(BigInteger limit) {
        BigInteger number;
        do {
            number = new BigInteger(limit.bitLength(), RANDOM);
        } while (number.compareTo(limit) >= 0);
        return number;
    }

    private static BigInteger withLength(Term term) {
        byte[] bytes = binary(term);
        if (bytes.length < HEADER || ByteBuffer.wrap(bytes).getInt() != bytes.length - HEADER) {
            throw BifException.badarg();
        }
        return new BigInteger(1, Arrays.copyOfRange(bytes, HEADER, bytes.length));
    }

    /** Without leading zeros; nothing at all for zero. */
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /** {@code rand_seed_nif(Seed)}: adds to the entropy that there is. */
    @Bif("rand_seed_nif")
    public static Term seed(Term seed) {
        RANDOM.setSeed(binary(seed));
        return Atom.OK;
    }

    /** {@code mod_exp_nif(Base, Exponent, Modulus, Header)}: with the length before it if the header is 4. */
    @Bif("mod_exp_nif")
    public static Term power(Term base, Term exponent, Term modulus, Term header) {
        BigInteger divisor = new BigInteger(1, binary(modulus));
        if (divisor.signum() == 0) {
            throw BifException.badarg();
        }
        byte[] result = unsigned(new BigInteger(1, binary(base)).modPow(new BigInteger(1, binary(exponent)), divisor));
        if (Args.integer(header) == 0) {
            return Bitstring.of(result);
        }
        int sign = result.length > 0 && result[0] < 0 ? 1 : 0;
        ByteBuffer out = ByteBuffer.allocate(HEADER + sign + result.length).putInt(sign + result.length);
        return Bitstring.of(out.position(HEADER + sign).put(result).array());
    }

    /** {@code do_exor(A, B)}: bit by bit; both of one length. */
    @Bif("do_exor")
    public static Term exor(Term a, Term b) {
        byte[] left = IoData.bytes(a);
        byte[] right = IoData.bytes(b);
        if (left.length != right.length) {
            throw BifException.badarg();
        }
        byte[] result = new byte[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (left[i] ^ right[i]);
        }
        return Bitstring.of(result);
    }

    /** {@code hash_equals_nif(A, B)}: in a time that does not tell where they differ. */
    @Bif("hash_equals_nif")
    public static Term hashEquals(Term a, Term b) {
        byte[] left = binary(a);
        byte[] right = binary(b);
        if (left.length != right.length) {
            throw BifException.badarg();
        }
        return Atom.of(MessageDigest.isEqual(left, right));
    }

    private static byte[] binary(Term term) {
        if (term instanceof Bitstring b && b.isBinary()) {
            return b.toByteArray();
        }
        throw BifException.badarg();
    }

    /** {@code info_lib()}: where OTP names OpenSSL, the JDK. */
    @Bif("info_lib")
    public static Term infoLib() {
        return Terms.list(Tuple.of(Terms.utf8("JCA"), SmallInt.of(Runtime.version().feature()), Terms.utf8(version())));
    }

    private static String version() {
        return "Java " + Runtime.version();
    }

    /** {@code info_nif()}. */
    @Bif("info_nif")
    public static Term info() {
        return MapTerm.of(Atom.of("compile_type"), Atom.of("normal"), Atom.of("link_type"), Atom.of("static"))
                .put(Atom.of("cryptolib_version_compiled"), Terms.charList(version()))
                .put(Atom.of("cryptolib_version_linked"), Terms.charList(version())).put(Atom.of("fips_provider_available"), Atom.FALSE);
    }

    /** {@code info_fips()}. */
    @Bif("info_fips")
    public static Term infoFips() {
        return Atom.of("not_supported");
    }

    /** {@code enable_fips_mode_nif(Enable)}: false, as it cannot be. */
    @Bif("enable_fips_mode_nif")
    public static Term enableFips(Term enable) {
        if (!Args.bool(enable)) {
            return Atom.TRUE;
        }
        throw BifException.notsup();
    }
}
