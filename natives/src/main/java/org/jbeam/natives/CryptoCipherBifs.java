package org.jbeam.natives;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.MagicRef;
import org.jbeam.term.MapTerm;
import org.jbeam.term.PlainRef;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;

/** Ciphers behind module crypto, by Java's own. */
@BifModule("crypto")
public final class CryptoCipherBifs {
    private static final Set<String> PADDINGS = Set.of("undefined", "none", "zero", "random", "pkcs_padding");
    private static final int TAG = 16;
    private static final int LEAST_TAG = 12;

    private CryptoCipherBifs() {}

    /** A cipher at work. */
    private static final class State extends MagicRef {
        private final CryptoStream stream;

        State(PlainRef id, CryptoStream stream) {
            super(id.word(0), id.word(1), id.word(2));
            this.stream = stream;
        }
    }

    /** {@code cipher_algorithms()}. */
    @Bif("cipher_algorithms")
    public static Term cipherAlgorithms() {
        return CryptoErrors.atoms(CryptoCipher.ALL.stream().map(CryptoCipher::name).toList());
    }

    /** {@code cipher_info_nif(Cipher)}: sizes in bytes. */
    @Bif("cipher_info_nif")
    public static Term cipherInfo(Term cipher) {
        try {
            return CryptoCipher.named(cipher, 0, "Unknown cipher").info();
        } catch (BifException e) {
            throw cipher instanceof Atom atom && atom.name().endsWith("_ccm") ? BifException.notsup() : BifException.badarg();
        }
    }

    /** {@code ng_crypto_init_nif(Cipher, Key, Iv, FlagOrOptions)}: a state. */
    @Bif("ng_crypto_init_nif")
    public static Term init(ErlangProcess p, Term cipher, Term key, Term iv, Term options) {
        return new State(p.vm().newRef(), stream(cipher, key, iv, options, 3));
    }

    /** {@code ng_crypto_update_nif(State, Data)}. */
    @Bif("ng_crypto_update_nif")
    public static Term update(Term state, Term data) {
        byte[] text = CryptoErrors.bytes(data, 1, "expected binary");
        CryptoStream stream = state(state);
        synchronized (stream) {
            return Bitstring.of(stream.update(text));
        }
    }

    /** {@code ng_crypto_update_nif(State, Data, Iv)}: as OTP with OpenSSL 3, not supported. */
    @Bif("ng_crypto_update_nif")
    public static Term update(Term state, Term data, Term iv) {
        throw CryptoErrors.notsup(-1, "Dynamic IV is not supported for libcrypto versions >= 3.0");
    }

    /** {@code ng_crypto_final_nif(State)}. */
    @Bif("ng_crypto_final_nif")
    public static Term finish(Term state) {
        CryptoStream stream = state(state);
        synchronized (stream) {
            return Bitstring.of(stream.finish());
        }
    }

    /** {@code ng_crypto_get_data_nif(State)}: sizes in bytes. */
    @Bif("ng_crypto_get_data_nif")
    public static Term data(Term state) {
        CryptoStream stream = state(state);
        return MapTerm.of(Atom.of("size"), SmallInt.of(stream.size()), Atom.of("padding_size"), SmallInt.of(stream.padded()))
                .put(Atom.of("padding_type"), stream.padding() == null ? Atom.UNDEFINED : Atom.of(stream.padding()))
                .put(Atom.of("encrypt"), Atom.of(stream.encrypts()));
    }

    /** {@code ng_crypto_one_time_nif(Cipher, Key, Iv, Data, FlagOrOptions)}. */
    @Bif("ng_crypto_one_time_nif")
    public static Term oneTime(Term cipher, Term key, Term iv, Term data, Term options) {
        CryptoStream stream = stream(cipher, key, iv, options, 4);
        byte[] first = stream.update(CryptoErrors.bytes(data, 3, "expected binary as data"));
        byte[] last = stream.finish();
        byte[] all = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, all, first.length, last.length);
        return Bitstring.of(all);
    }

    private static CryptoStream state(Term state) {
        if (state instanceof State s) {
            return s.stream;
        }
        throw CryptoErrors.badarg(0, "Bad State");
    }

    private static CryptoStream stream(Term cipher, Term key, Term iv, Term options, int optionsAt) {
        boolean encrypts = options == Atom.TRUE;
        String padding = null;
        if (options != Atom.TRUE && options != Atom.FALSE) {
            encrypts = flag(options, optionsAt);
            padding = padding(options, optionsAt);
        }
        byte[] secret = CryptoErrors.bytes(key, 1, "Bad key");
        CryptoCipher kind = CryptoCipher.named(cipher, 0, "Unknown cipher");
        if (secret.length != kind.keyLength()) {
            throw CryptoErrors.badarg(1, "Bad key size");
        }
        if (kind.isSealing()) {
            throw CryptoErrors.badarg(0, "Missing arguments for this cipher");
        }
        byte[] start = new byte[0];
        if (kind.ivLength() > 0) {
            start = CryptoErrors.bytes(iv, 2, "Bad iv type");
            if (start.length != kind.ivLength()) {
                throw CryptoErrors.badarg(2, "Bad iv size");
            }
        }
        try {
            return new CryptoStream(kind, secret, start, encrypts, padding);
        } catch (GeneralSecurityException e) {
            throw CryptoErrors.notsup(0, "Cipher not supported in this libcrypto version");
        }
    }

    private static boolean flag(Term options, int at) {
        Term value = option(options, "encrypt", at);
        if (value != null && value != Atom.TRUE && value != Atom.FALSE) {
            throw CryptoErrors.badarg(at, "The 'encrypt' option must be a boolean");
        }
        return value != Atom.FALSE;
    }

    private static String padding(Term options, int at) {
        Term value = option(options, "padding", at);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Atom name) || !PADDINGS.contains(name.name())) {
            throw CryptoErrors.badarg(at, "Bad 'padding' option value");
        }
        return value == Atom.UNDEFINED ? null : name.name();
    }

    private static Term option(Term options, String wanted, int at) {
        Term found = null;
        Term[] list;
        try {
            list = Args.list(options);
        } catch (BifException e) {
            throw CryptoErrors.badarg(at, "Options are not a boolean or a proper list");
        }
        for (Term option : list) {
            if (!(option instanceof Tuple2 pair) || !(pair.e0() instanceof Atom name)) {
                throw CryptoErrors.badarg(at, "Options must be a property list!");
            }
            switch (name.name()) {
                case "encrypt", "padding" -> { }
                default -> throw CryptoErrors.badarg(at, "Bad tag in option!");
            }
            if (name.name().equals(wanted)) {
                if (found != null) {
                    throw CryptoErrors.badarg(at, "'" + wanted + "' option is present more than once");
                }
                found = pair.e1();
            }
        }
        return found;
    }

    /** {@code aead_cipher_nif(Cipher, Key, Iv, Text, Aad, TagOrLength, Encrypt)}: {@code {Text, Tag}}, the text, or error. */
    @Bif("aead_cipher_nif")
    public static Term seal(Term cipher, Term key, Term iv, Term text, Term aad, Term tag, Term encrypt) {
        if (encrypt != Atom.TRUE && encrypt != Atom.FALSE) {
            throw CryptoErrors.badarg(6, "Bad enc flag");
        }
        byte[] secret = CryptoErrors.bytes(key, 1, "non-binary key");
        byte[] start = CryptoErrors.bytes(iv, 2, "non-binary iv");
        byte[] in = CryptoErrors.bytes(text, 3, "non-binary text");
        byte[] more = CryptoErrors.bytes(aad, 4, "non-binary AAD");
        boolean encrypts = encrypt == Atom.TRUE;
        if (encrypts && !(tag instanceof SmallInt n && n.value() >= 0)) {
            throw CryptoErrors.badarg(5, "Bad Tag length");
        }
        byte[] seal = encrypts ? new byte[0] : CryptoErrors.bytes(tag, 5, "non-binary Tag");
        int sealLength = encrypts ? (int) ((SmallInt) tag).value() : seal.length;
        CryptoCipher kind = CryptoCipher.named(cipher, 0, "Unknown cipher or invalid key size");
        if (!kind.isSealing()) {
            throw CryptoErrors.badarg(0, "Not aead cipher");
        }
        if (secret.length != kind.keyLength()) {
            throw CryptoErrors.badarg(0, "Unknown cipher or invalid key size");
        }
        if (sealLength < LEAST_TAG || sealLength > TAG || !kind.mode().equals("gcm") && !encrypts && sealLength != TAG) {
            throw CryptoErrors.notsup(5, "Tags of this length are not supported");
        }
        try {
            Cipher worker = Cipher.getInstance(kind.mode().equals("gcm") ? "AES/GCM/NoPadding" : kind.algorithm());
            worker.init(encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, new SecretKeySpec(secret, kind.algorithm()),
                    parameters(kind, start, encrypts ? TAG : sealLength));
            worker.updateAAD(more);
            return encrypts ? sealed(worker.doFinal(in), in.length, sealLength) : opened(worker, in, seal);
        } catch (InvalidAlgorithmParameterException e) {
            throw CryptoErrors.badarg(2, "Bad IV length");
        } catch (GeneralSecurityException e) {
            throw CryptoErrors.error("CipherInit failed");
        }
    }

    private static AlgorithmParameterSpec parameters(CryptoCipher kind, byte[] iv, int tag) {
        return kind.mode().equals("gcm") ? new GCMParameterSpec(8 * tag, iv) : new IvParameterSpec(iv);
    }

    private static Term sealed(byte[] textAndTag, int length, int tag) {
        return Tuple.of(Bitstring.of(Arrays.copyOf(textAndTag, length)), Bitstring.of(Arrays.copyOfRange(textAndTag, length, length + tag)));
    }

    private static Term opened(Cipher worker, byte[] text, byte[] tag) throws GeneralSecurityException {
        byte[] all = Arrays.copyOf(text, text.length + tag.length);
        System.arraycopy(tag, 0, all, text.length, tag.length);
        try {
            return Bitstring.of(worker.doFinal(all));
        } catch (AEADBadTagException e) {
            return Atom.ERROR;
        }
    }
}
