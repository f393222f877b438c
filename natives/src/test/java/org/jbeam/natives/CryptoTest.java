package org.jbeam.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Module crypto's functions against what OTP answers. */
class CryptoTest {
    static Stream<String> lines() throws Exception {
        try (InputStream in = CryptoTest.class.getResourceAsStream("crypto.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    private static byte[] count(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(Term binary) {
        return hex(((Bitstring) binary).toByteArray());
    }

    private static CryptoCipher cipher(String name) {
        return CryptoCipher.named(Atom.of(name), 0, "unknown");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void answersAsOtp(String line) throws Exception {
        String[] fields = line.split("\t", -1);
        Atom name = Atom.of(fields[1]);
        switch (fields[0]) {
            case "cipher" -> {
                CryptoCipher kind = cipher(fields[1]);
                CryptoStream in = new CryptoStream(kind, count(kind.keyLength()), count(kind.ivLength()), true, "pkcs_padding");
                byte[][] parts = {in.update(count(21)), in.update(count(30)), in.finish()};
                CryptoStream back = new CryptoStream(kind, count(kind.keyLength()), count(kind.ivLength()), false, "pkcs_padding");
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < parts.length; i++) {
                    assertEquals(fields[i + 2], hex(parts[i]));
                    text.append(hex(back.update(parts[i])));
                }
                assertEquals(hex(count(21)) + hex(count(30)), text + hex(back.finish()));
            }
            case "hash" -> assertEquals(fields[2], hex(CryptoHashBifs.hash(name, Bitstring.of(count(200)))));
            case "hmac" -> assertEquals(fields[2], hex(mac("hmac", name, 200, 77)));
            case "cmac" -> assertEquals(fields[2], hex(mac("cmac", name, cipher(fields[1]).keyLength(), 0)));
            case "cmac_long" -> assertEquals(fields[2], hex(mac("cmac", name, cipher(fields[1]).keyLength(), 48)));
            case "poly1305" -> assertEquals(fields[2], hex(mac("poly1305", Atom.UNDEFINED, 32, 77)));
            default -> throw new AssertionError(line);
        }
    }

    private static Term mac(String type, Atom subType, int key, int text) {
        return CryptoHashBifs.mac(Atom.of(type), subType, Bitstring.of(count(key)), Bitstring.of(count(text)));
    }

    @Test
    void opensWhatItSealedAndNothingElse() {
        for (String name : new String[] {"aes_128_gcm", "aes_192_gcm", "aes_256_gcm", "chacha20_poly1305"}) {
            Term key = Bitstring.of(count(cipher(name).keyLength()));
            Term iv = Bitstring.of(count(12));
            Term text = Bitstring.of(count(50));
            Term aad = Bitstring.of(count(5));
            Tuple sealed = (Tuple) CryptoCipherBifs.seal(Atom.of(name), key, iv, text, aad, SmallInt.of(16), Atom.TRUE);
            assertEquals(text, CryptoCipherBifs.seal(Atom.of(name), key, iv, sealed.element(0), aad, sealed.element(1), Atom.FALSE));
            assertEquals(Atom.ERROR, CryptoCipherBifs.seal(Atom.of(name), key, iv, sealed.element(0), text, sealed.element(1), Atom.FALSE));
        }
    }

    @Test
    void refusesAsOtpDoes() {
        BifException unknown = assertThrows(BifException.class, () -> CryptoHashBifs.hash(Atom.of("nope"), Bitstring.of(count(1))));
        assertEquals(Atom.of("badarg"), ((Tuple) unknown.reason()).element(0));
        BifException missing = assertThrows(BifException.class, () -> CryptoHashBifs.hash(Atom.of("md4"), Bitstring.of(count(1))));
        assertEquals(Atom.of("notsup"), ((Tuple) missing.reason()).element(0));
        BifException keys = assertThrows(BifException.class, () -> CryptoMissingBifs.evpGenerateKey(Atom.of("x25519"), Atom.UNDEFINED));
        assertEquals(Atom.of("notsup"), ((Tuple) keys.reason()).element(0));
    }
}
