package org.jbeam.natives;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.MapTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;

/**
 * The ciphers that OTP knows and Java has.
 *
 * @param name OTP's
 * @param algorithm Java's name, without the mode
 * @param mode cbc, ecb, ctr, cfb, cfb8, ofb, gcm or stream
 * @param keyLength in bytes
 * @param ivLength in bytes
 * @param blockSize in bytes; 1 for what needs no whole blocks
 * @param number OpenSSL's, or 0 for none
 */
record CryptoCipher(String name, String algorithm, String mode, int keyLength, int ivLength, int blockSize, int number) {
    private static final String AES = "AES";
    private static final int BLOCK = 16;
    private static final int SMALL_BLOCK = 8;
    static final List<CryptoCipher> ALL = all();

    private static List<CryptoCipher> all() {
        List<CryptoCipher> list = new ArrayList<>();
        list.add(new CryptoCipher("chacha20", "ChaCha20", "stream", 32, 16, 1, 0));
        for (int key = 32; key >= 16; key -= 8) {
            list.add(new CryptoCipher("aes_" + 8 * key + "_ofb", AES, "ofb", key, BLOCK, 1, 420 + (key - 16) / 2));
        }
        list.add(new CryptoCipher("blowfish_ecb", "Blowfish", "ecb", 16, 0, SMALL_BLOCK, 0));
        list.add(new CryptoCipher("blowfish_ofb64", "Blowfish", "ofb", 16, SMALL_BLOCK, 1, 0));
        list.add(new CryptoCipher("blowfish_cfb64", "Blowfish", "cfb", 16, SMALL_BLOCK, 1, 0));
        list.add(new CryptoCipher("blowfish_cbc", "Blowfish", "cbc", 16, SMALL_BLOCK, SMALL_BLOCK, 91));
        list.add(new CryptoCipher("des_ede3_cfb", "DESede", "cfb", 24, SMALL_BLOCK, 1, 30));
        list.add(new CryptoCipher("des_ecb", "DES", "ecb", 8, 0, SMALL_BLOCK, 29));
        list.add(new CryptoCipher("des_cfb", "DES", "cfb", 8, SMALL_BLOCK, 1, 30));
        list.add(new CryptoCipher("des_cbc", "DES", "cbc", 8, SMALL_BLOCK, SMALL_BLOCK, 31));
        list.add(new CryptoCipher("rc4", "ARCFOUR", "stream", 16, 0, 1, 5));
        list.add(new CryptoCipher("rc2_cbc", "RC2", "cbc", 16, SMALL_BLOCK, SMALL_BLOCK, 37));
        list.add(new CryptoCipher("des_ede3_cbc", "DESede", "cbc", 24, SMALL_BLOCK, SMALL_BLOCK, 44));
        for (int key = 16; key <= 32; key += 8) {
            String prefix = "aes_" + 8 * key + "_";
            int first = 418 + (key - 16) / 2;
            list.add(new CryptoCipher(prefix + "cbc", AES, "cbc", key, BLOCK, BLOCK, first + 1));
            list.add(new CryptoCipher(prefix + "cfb128", AES, "cfb", key, BLOCK, 1, first + 3));
            list.add(new CryptoCipher(prefix + "cfb8", AES, "cfb8", key, BLOCK, 1, first + 3));
            list.add(new CryptoCipher(prefix + "ecb", AES, "ecb", key, 0, BLOCK, first));
            list.add(new CryptoCipher(prefix + "ctr", AES, "ctr", key, BLOCK, 1, 0));
            list.add(new CryptoCipher(prefix + "gcm", AES, "gcm", key, 12, 1, 895 + (key - 16) / 8 * 3));
        }
        list.add(new CryptoCipher("chacha20_poly1305", "ChaCha20-Poly1305", "stream", 32, 12, 1, 0));
        return List.copyOf(list);
    }

    /**
     * The cipher of this name.
     *
     * @param argument which argument of the native function it is
     * @throws BifException a name that OTP does not know, or Java has not
     */
    static CryptoCipher named(Term name, int argument, String unknown) {
        if (name instanceof Atom atom) {
            for (CryptoCipher cipher : ALL) {
                if (cipher.name.equals(atom.name())) {
                    return cipher;
                }
            }
            if (atom.name().matches("aes_\\d+_ccm")) {
                throw CryptoErrors.notsup(argument, "Cipher not supported in this libcrypto version");
            }
        }
        throw CryptoErrors.badarg(argument, unknown);
    }

    /** Does it seal what it encrypts? */
    boolean isSealing() {
        return mode.equals("gcm") || name.equals("chacha20_poly1305");
    }

    /** What {@code crypto:cipher_info/1} shows. */
    MapTerm info() {
        Atom shown = Atom.of(mode.equals("stream") ? "stream_cipher" : mode.equals("cfb8") ? "cfb_mode" : mode + "_mode");
        return MapTerm.of(Atom.of("key_length"), SmallInt.of(keyLength), Atom.of("iv_length"), SmallInt.of(ivLength))
                .put(Atom.of("block_size"), SmallInt.of(blockSize)).put(Atom.of("mode"), shown)
                .put(Atom.of("type"), number == 0 ? Atom.UNDEFINED : SmallInt.of(number)).put(Atom.of("prop_aead"), Atom.of(isSealing()));
    }
}
