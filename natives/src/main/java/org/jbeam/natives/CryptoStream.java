package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.RC2ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Text on its way through a cipher. What OpenSSL gives out at once comes at once: ciphers without whole blocks hold nothing back. */
final class CryptoStream {
    private final CryptoCipher kind;
    private final boolean encrypts;
    /** {@code none}, {@code zero}, {@code random}, {@code pkcs_padding}; null for none asked for. */
    private final String padding;
    private final Cipher cipher;
    private final byte[] register;
    private final byte[] stream;
    private int used;
    private long size;
    private int padded;

    /**
     * Starts one.
     *
     * @throws GeneralSecurityException key or start value do not fit, or Java has no such cipher
     */
    CryptoStream(CryptoCipher kind, byte[] key, byte[] iv, boolean encrypts, String padding) throws GeneralSecurityException {
        this.kind = kind;
        this.encrypts = encrypts;
        this.padding = padding;
        boolean feedback = kind.mode().equals("cfb") || kind.mode().equals("ofb");
        this.register = feedback ? iv.clone() : null;
        this.stream = new byte[kind.ivLength()];
        this.used = stream.length;
        this.cipher = Cipher.getInstance(feedback ? kind.algorithm() + "/ECB/NoPadding" : transformation(kind, padding));
        int way = encrypts || feedback ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        SecretKeySpec secret = new SecretKeySpec(key, kind.algorithm());
        AlgorithmParameterSpec parameters = feedback || kind.ivLength() == 0 ? null : parameters(kind, key, iv);
        if (parameters == null) {
            cipher.init(way, secret);
        } else {
            cipher.init(way, secret, parameters);
        }
    }

    private static String transformation(CryptoCipher kind, String padding) {
        if (kind.mode().equals("stream")) {
            return kind.algorithm();
        }
        String mode = kind.mode().toUpperCase(java.util.Locale.ROOT);
        return kind.algorithm() + "/" + mode + ("pkcs_padding".equals(padding) && kind.blockSize() > 1 ? "/PKCS5Padding" : "/NoPadding");
    }

    private static AlgorithmParameterSpec parameters(CryptoCipher kind, byte[] key, byte[] iv) {
        return switch (kind.algorithm()) {
            // the counter's 32 bits come first, the nonce behind
            case "ChaCha20" -> new ChaCha20ParameterSpec(Arrays.copyOfRange(iv, Integer.BYTES, iv.length),
                    ByteBuffer.wrap(iv).order(ByteOrder.LITTLE_ENDIAN).getInt());
            case "RC2" -> new RC2ParameterSpec(8 * key.length, iv);
            default -> new IvParameterSpec(iv);
        };
    }

    /** What comes out for this text now. */
    byte[] update(byte[] text) {
        size += text.length;
        if (register != null) {
            return feedBack(text);
        }
        byte[] out = cipher.update(text);
        return out == null ? new byte[0] : out;
    }

    /** Modes that make a key stream of the start value, and of the encrypted text or of itself. */
    private byte[] feedBack(byte[] text) {
        byte[] out = new byte[text.length];
        for (int i = 0; i < text.length; i++) {
            if (used == stream.length) {
                System.arraycopy(encryptRegister(), 0, stream, 0, stream.length);
                used = 0;
            }
            out[i] = (byte) (text[i] ^ stream[used]);
            register[used] = kind.mode().equals("ofb") ? stream[used] : encrypts ? out[i] : text[i];
            used++;
        }
        return out;
    }

    private byte[] encryptRegister() {
        try {
            return cipher.doFinal(register);
        } catch (GeneralSecurityException e) {
            throw CryptoErrors.error("Can't update");
        }
    }

    /** The last of it. */
    byte[] finish() {
        if (padding == null || kind.blockSize() == 1) {
            return new byte[0];
        }
        int missing = (int) ((kind.blockSize() - size % kind.blockSize()) % kind.blockSize());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (encrypts && missing > 0 && (padding.equals("zero") || padding.equals("random"))) {
            byte[] fill = new byte[missing];
            if (padding.equals("random")) {
                CryptoRandomBifs.RANDOM.nextBytes(fill);
            }
            out.writeBytes(cipher.update(fill));
        }
        if (encrypts) {
            padded = padding.equals("none") ? 0 : padding.equals("pkcs_padding") && missing == 0 ? kind.blockSize() : missing;
        }
        try {
            out.writeBytes(cipher.doFinal());
        } catch (GeneralSecurityException e) {
            throw CryptoErrors.error(encrypts && padding.equals("none") ? "Padding 'none' but unfilled last block" : "Can't finalize");
        }
        return out.toByteArray();
    }

    boolean encrypts() {
        return encrypts;
    }

    /** What was asked for; null for nothing. */
    String padding() {
        return padding;
    }

    /** How many bytes of padding were added at the end. */
    int padded() {
        return padded;
    }

    /** How many bytes of text have come. */
    long size() {
        return size;
    }
}
