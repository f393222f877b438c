package org.jbeam.natives;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * The hash functions that OTP knows and Java has.
 *
 * @param name OTP's
 * @param digest Java's name
 * @param size of the hash, in bytes
 * @param blockSize in bytes
 * @param number OpenSSL's
 */
record CryptoHash(String name, String digest, int size, int blockSize, int number) {
    /** In the order in which OTP lists them. */
    static final List<CryptoHash> ALL = List.of(
            new CryptoHash("sha3_512", "SHA3-512", 64, 72, 1099),
            new CryptoHash("sha3_384", "SHA3-384", 48, 104, 1098),
            new CryptoHash("sha3_256", "SHA3-256", 32, 136, 1097),
            new CryptoHash("sha3_224", "SHA3-224", 28, 144, 1096),
            new CryptoHash("sha512", "SHA-512", 64, 128, 674),
            new CryptoHash("sha384", "SHA-384", 48, 128, 673),
            new CryptoHash("sha256", "SHA-256", 32, 64, 672),
            new CryptoHash("sha224", "SHA-224", 28, 64, 675),
            new CryptoHash("sha", "SHA-1", 20, 64, 64),
            new CryptoHash("md5", "MD5", 16, 64, 4));
    /** Those that OTP has besides. */
    private static final Set<String> MISSING = Set.of("blake2b", "blake2s", "ripemd160", "md4");

    /**
     * The hash function of this name.
     *
     * @param argument which argument of the native function it is
     * @throws BifException a name that OTP does not know, or Java has not
     */
    static CryptoHash of(Term name, int argument, String unknown) {
        if (name instanceof Atom atom) {
            for (CryptoHash hash : ALL) {
                if (hash.name.equals(atom.name())) {
                    return hash;
                }
            }
            if (MISSING.contains(atom.name())) {
                throw CryptoErrors.notsup(argument, "Unsupported digest type");
            }
        }
        throw CryptoErrors.badarg(argument, unknown);
    }

    MessageDigest start() {
        try {
            return MessageDigest.getInstance(digest);
        } catch (NoSuchAlgorithmException e) {
            // a JDK may be set up without it
            throw CryptoErrors.notsup(0, "Unsupported digest type");
        }
    }

    /** Starts a message authentication code with this hash function. */
    Mac startMac() {
        try {
            return Mac.getInstance("Hmac" + (digest.startsWith("SHA-") ? digest.replace("-", "") : digest));
        } catch (NoSuchAlgorithmException e) {
            throw CryptoErrors.notsup(1, "Unsupported digest algorithm");
        }
    }
}
