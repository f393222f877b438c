package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/** A message authentication code of one of OTP's kinds. Not for several threads at once. */
abstract sealed class CryptoMac {
    /** Adds text. */
    abstract void update(byte[] text);

    /** The code of all text. */
    abstract byte[] finish();

    /**
     * A code of this kind.
     *
     * @throws BifException a kind, hash function or cipher that is not known, or a key that does not fit
     */
    static CryptoMac of(Term type, Term subType, byte[] key) {
        String name = type instanceof Atom atom ? atom.name() : "";
        try {
            switch (name) {
                case "hmac" -> {
                    Mac mac = CryptoHash.of(subType, 1, "Bad digest algorithm for HMAC").startMac();
                    mac.init(CryptoHashBifs.key(key));
                    return new Hmac(mac);
                }
                case "cmac" -> {
                    CryptoCipher cipher = CryptoCipher.named(subType, 1, "Unknown cipher");
                    if (!cipher.mode().equals("cbc")) {
                        throw CryptoErrors.notsup(1, "Unsupported cipher algorithm");
                    }
                    if (key.length != cipher.keyLength()) {
                        throw CryptoErrors.badarg(2, "Bad key size");
                    }
                    return new Cmac(cipher, key);
                }
                case "poly1305" -> {
                    if (key.length != Poly1305.KEY) {
                        throw CryptoErrors.badarg(2, "Bad key length");
                    }
                    return new Poly1305(key);
                }
                default -> throw CryptoErrors.badarg(0, "Unknown mac algorithm");
            }
        } catch (GeneralSecurityException e) {
            throw CryptoErrors.error("Couldn't get mac");
        }
    }

    /** RFC 2104. */
    private static final class Hmac extends CryptoMac {
        private final Mac mac;

        Hmac(Mac mac) {
            this.mac = mac;
        }

        @Override
        void update(byte[] text) {
            mac.update(text);
        }

        @Override
        byte[] finish() {
            return mac.doFinal();
        }
    }

    /** NIST SP 800-38B, with any block cipher. */
    private static final class Cmac extends CryptoMac {
        private final Cipher cipher;
        private final int block;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private byte[] state;

        Cmac(CryptoCipher kind, byte[] key) throws GeneralSecurityException {
            this.cipher = Cipher.getInstance(kind.algorithm() + "/ECB/NoPadding");
            this.cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, kind.algorithm()));
            this.block = kind.ivLength();
            this.state = new byte[block];
        }

        @Override
        void update(byte[] text) {
            rest.writeBytes(text);
            byte[] all = rest.toByteArray();
            int at = 0;
            // the last block, full or not, is treated differently
            while (all.length - at > block) {
                add(all, at);
                at += block;
            }
            rest.reset();
            rest.write(all, at, all.length - at);
        }

        private void add(byte[] text, int at) {
            for (int i = 0; i < block; i++) {
                state[i] ^= text[at + i];
            }
            state = encrypt(state);
        }

        private byte[] encrypt(byte[] bytes) {
            try {
                return cipher.doFinal(bytes);
            } catch (GeneralSecurityException e) {
                throw CryptoErrors.error("Signing");
            }
        }

        @Override
        byte[] finish() {
            byte[] last = rest.toByteArray();
            byte[] mask = twice(encrypt(new byte[block]));
            if (last.length < block) {
                mask = twice(mask);
                int size = last.length;
                last = Arrays.copyOf(last, block);
                last[size] = (byte) 0x80;
            }
            for (int i = 0; i < block; i++) {
                last[i] ^= mask[i];
            }
            add(last, 0);
            return state.clone();
        }

        /** Multiplies by x in the field of the block's size. */
        private byte[] twice(byte[] bytes) {
            byte[] result = new byte[block];
            int carry = (bytes[0] & 0x80) == 0 ? 0 : block == 16 ? 0x87 : 0x1b;
            for (int i = 0; i < block; i++) {
                result[i] = (byte) (bytes[i] << 1 | (i + 1 < block ? (bytes[i + 1] & 0xff) >> 7 : 0));
            }
            result[block - 1] ^= (byte) carry;
            return result;
        }
    }

    /** RFC 8439, section 2.5. */
    private static final class Poly1305 extends CryptoMac {
        static final int KEY = 32;
        private static final int BLOCK = 16;
        private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
        private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);

        private final BigInteger r;
        private final BigInteger s;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private BigInteger sum = BigInteger.ZERO;

        Poly1305(byte[] key) {
            r = number(key, 0, BLOCK).and(CLAMP);
            s = number(key, BLOCK, BLOCK);
        }

        /** Little-endian. */
        private static BigInteger number(byte[] bytes, int at, int length) {
            byte[] reversed = new byte[length];
            for (int i = 0; i < length; i++) {
                reversed[i] = bytes[at + length - 1 - i];
            }
            return new BigInteger(1, reversed);
        }

        @Override
        void update(byte[] text) {
            rest.writeBytes(text);
            byte[] all = rest.toByteArray();
            int at = 0;
            while (all.length - at >= BLOCK) {
                add(all, at, BLOCK);
                at += BLOCK;
            }
            rest.reset();
            rest.write(all, at, all.length - at);
        }

        private void add(byte[] bytes, int at, int length) {
            sum = sum.add(number(bytes, at, length).setBit(8 * length)).multiply(r).mod(PRIME);
        }

        @Override
        byte[] finish() {
            byte[] last = rest.toByteArray();
            if (last.length > 0) {
                add(last, 0, last.length);
                rest.reset();
            }
            BigInteger total = sum.add(s);
            byte[] code = new byte[BLOCK];
            for (int i = 0; i < BLOCK; i++) {
                code[i] = total.shiftRight(8 * i).byteValue();
            }
            return code;
        }
    }
}
