package org.jbeam.natives;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import javax.crypto.Mac;
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

/** Hashes and message authentication codes behind module crypto, by Java's own. */
@BifModule("crypto")
public final class CryptoHashBifs {
    private static final String BAD_STATE = "Bad state";

    private CryptoHashBifs() {}

    /** A hash that is being computed. An update makes another one. */
    private static final class HashState extends MagicRef {
        private final MessageDigest digest;

        HashState(PlainRef id, MessageDigest digest) {
            super(id.word(0), id.word(1), id.word(2));
            this.digest = digest;
        }

        /** A copy, to go on with. */
        synchronized MessageDigest copy() {
            try {
                return (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException e) {
                throw CryptoErrors.error("The state cannot be copied");
            }
        }
    }

    /** A code that is being computed. Updates change it. */
    private static final class MacState extends MagicRef {
        private final CryptoMac mac;

        MacState(PlainRef id, CryptoMac mac) {
            super(id.word(0), id.word(1), id.word(2));
            this.mac = mac;
        }
    }

    /** {@code hash_algorithms()}. */
    @Bif("hash_algorithms")
    public static Term hashAlgorithms() {
        return CryptoErrors.atoms(CryptoHash.ALL.stream().map(CryptoHash::name).toList());
    }

    /** {@code mac_algorithms()}. */
    @Bif("mac_algorithms")
    public static Term macAlgorithms() {
        return CryptoErrors.atoms(java.util.List.of("cmac", "hmac", "poly1305"));
    }

    /** {@code hash_info(Type)}: sizes in bytes. */
    @Bif("hash_info")
    public static Term hashInfo(Term type) {
        CryptoHash hash;
        try {
            hash = CryptoHash.of(type, 0, "Bad digest type");
        } catch (BifException e) {
            throw BifException.badarg();
        }
        return MapTerm.of(Atom.of("size"), SmallInt.of(hash.size()), Atom.of("block_size"), SmallInt.of(hash.blockSize()))
                .put(Atom.of("type"), SmallInt.of(hash.number()));
    }

    /** {@code hash_nif(Type, Data)}. */
    @Bif("hash_nif")
    public static Term hash(Term type, Term data) {
        MessageDigest digest = CryptoHash.of(type, 0, "Bad digest type").start();
        return Bitstring.of(digest.digest(CryptoErrors.bytes(data, 1, "Not iolist")));
    }

    /** {@code hash_init_nif(Type)}: a state. */
    @Bif("hash_init_nif")
    public static Term hashInit(ErlangProcess p, Term type) {
        return new HashState(p.vm().newRef(), CryptoHash.of(type, 0, "Bad digest type").start());
    }

    /** {@code hash_update_nif(State, Data)}: another state. */
    @Bif("hash_update_nif")
    public static Term hashUpdate(ErlangProcess p, Term state, Term data) {
        MessageDigest digest = hashState(state);
        digest.update(CryptoErrors.bytes(data, 1, "Not iolist"));
        return new HashState(p.vm().newRef(), digest);
    }

    /** {@code hash_final_nif(State)}: the hash; the state can be used on. */
    @Bif("hash_final_nif")
    public static Term hashFinal(Term state) {
        return Bitstring.of(hashState(state).digest());
    }

    private static MessageDigest hashState(Term state) {
        if (state instanceof HashState hash) {
            return hash.copy();
        }
        throw CryptoErrors.badarg(0, BAD_STATE);
    }

    /** {@code mac_nif(Type, SubType, Key, Data)}. */
    @Bif("mac_nif")
    public static Term mac(Term type, Term subType, Term key, Term data) {
        byte[] text = CryptoErrors.bytes(data, 3, "Bad text");
        CryptoMac mac = CryptoMac.of(type, subType, CryptoErrors.bytes(key, 2, "Bad key"));
        mac.update(text);
        return Bitstring.of(mac.finish());
    }

    /** {@code mac_init_nif(Type, SubType, Key)}: a state. */
    @Bif("mac_init_nif")
    public static Term macInit(ErlangProcess p, Term type, Term subType, Term key) {
        return new MacState(p.vm().newRef(), CryptoMac.of(type, subType, CryptoErrors.bytes(key, 2, "Bad key")));
    }

    /** {@code mac_update_nif(State, Data)}: the same state, changed. */
    @Bif("mac_update_nif")
    public static Term macUpdate(Term state, Term data) {
        byte[] text = CryptoErrors.bytes(data, 1, "Bad text");
        CryptoMac mac = macState(state);
        synchronized (mac) {
            mac.update(text);
        }
        return state;
    }

    /** {@code mac_final_nif(State)}. */
    @Bif("mac_final_nif")
    public static Term macFinal(Term state) {
        CryptoMac mac = macState(state);
        synchronized (mac) {
            return Bitstring.of(mac.finish());
        }
    }

    private static CryptoMac macState(Term state) {
        if (state instanceof MacState s) {
            return s.mac;
        }
        throw CryptoErrors.badarg(0, "Bad ref");
    }

    /** {@code pbkdf2_hmac_nif(Digest, Password, Salt, Rounds, Length)}, RFC 8018. */
    @Bif("pbkdf2_hmac_nif")
    public static Term pbkdf2(ErlangProcess p, Term digest, Term password, Term salt, Term rounds, Term length) throws Exception {
        CryptoHash hash = CryptoHash.of(digest, 0, "Bad digest type");
        byte[] secret = binary(password, 1);
        byte[] grains = binary(salt, 2);
        long count = positive(rounds, 3);
        int size = (int) Math.min(Integer.MAX_VALUE - 8, positive(length, 4));
        return Bitstring.of(p.blocking(() -> derive(hash.startMac(), secret, grains, count, size)));
    }

    private static byte[] binary(Term term, int argument) {
        if (term instanceof Bitstring b && b.isBinary()) {
            return b.toByteArray();
        }
        throw CryptoErrors.badarg(argument, "Not binary");
    }

    private static long positive(Term term, int argument) {
        if (!(term instanceof SmallInt n)) {
            throw CryptoErrors.badarg(argument, "Not integer");
        }
        if (n.value() <= 0) {
            throw CryptoErrors.badarg(argument, "Must be > 0");
        }
        return n.value();
    }

    private static byte[] derive(Mac mac, byte[] secret, byte[] salt, long rounds, int size) throws InvalidKeyException {
        mac.init(key(secret));
        byte[] all = new byte[size];
        for (int block = 1, at = 0; at < size; block++) {
            mac.update(salt);
            byte[] last = mac.doFinal(new byte[] {(byte) (block >> 24), (byte) (block >> 16), (byte) (block >> 8), (byte) block});
            byte[] sum = last.clone();
            for (long round = 1; round < rounds; round++) {
                last = mac.doFinal(last);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] ^= last[i];
                }
            }
            int count = Math.min(sum.length, size - at);
            System.arraycopy(sum, 0, all, at, count);
            at += count;
        }
        return all;
    }

    /** A key for HMAC. Java takes no empty one, but a zero byte is the same: keys are filled up with zeros. */
    static SecretKeySpec key(byte[] secret) {
        return new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HMAC");
    }
}
