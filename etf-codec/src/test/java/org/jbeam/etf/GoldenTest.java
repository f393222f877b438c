package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;

/** Bytes that OTP 25.2.3 made ({@code golden.escript} beside {@code golden.tsv} says how) against this module's. */
class GoldenTest {
    private static final HexFormat HEX = HexFormat.of();

    private static EtfEncoder encoder(String options) {
        return switch (options) {
            case "default" -> EtfEncoder.create();
            case "v0" -> EtfEncoder.create().minorVersion(0);
            case "v2" -> EtfEncoder.create().minorVersion(2);
            case "det" -> EtfEncoder.create().deterministic(true);
            default -> throw new IllegalArgumentException(options);
        };
    }

    private static List<String[]> lines(String kind) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (InputStream in = GoldenTest.class.getResourceAsStream("golden.tsv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals(kind)) {
                    lines.add(fields);
                }
            }
        }
        assertTrue(lines.size() > 10, () -> "too few lines of kind " + kind);
        return lines;
    }

    private static void check(String kind, Function<String[], String> actual, Function<String[], String> expected) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String[] line : lines(kind)) {
            String result;
            try {
                result = actual.apply(line);
            } catch (RuntimeException | Error e) {
                result = e.toString();
            }
            if (!result.equals(expected.apply(line))) {
                wrong.add(String.join(" ", line) + "\n    gave " + result);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void textEncodesToTheBytesOfOtp() throws IOException {
        check("encode", line -> HEX.formatHex(encoder(line[1]).encode(Term.parse(line[2]))), line -> line[3]);
    }

    @Test
    void bytesDecodeToTheTermOfTheText() throws IOException {
        check("encode", line -> {
            Term term = EtfDecoder.create().decode(HEX.parseHex(line[3]));
            return term.equals(Term.parse(line[2])) ? "equal" : term.toString();
        }, _line -> "equal");
    }

    @Test
    void bytesOfOtpComeBackUnchanged() throws IOException {
        check("encode", line -> HEX.formatHex(encoder(line[1]).encode(EtfDecoder.create().decode(HEX.parseHex(line[3])))), line -> line[3]);
        EtfDecoder sharing = EtfDecoder.create().share(true);
        check("bytes", line -> HEX.formatHex(EtfEncoder.create().encode(sharing.decode(HEX.parseHex(line[1])))), line -> line[1]);
    }

    @Test
    void sizesAreThoseOfOtp() throws IOException {
        check("size", line -> Long.toString(encoder(line[1]).size(EtfDecoder.create().decode(HEX.parseHex(line[3])))), line -> line[2]);
    }

    @Test
    void decodingAcceptsAndRefusesWhatOtpDoes() throws IOException {
        check("decode", line -> {
            byte[] bytes = HEX.parseHex(line[1]);
            try {
                EtfDecoder.Decoded decoded = EtfDecoder.create().decode(bytes, 0, bytes.length);
                return decoded.used() + " " + HEX.formatHex(EtfEncoder.create().encode(decoded.term()));
            } catch (EtfException e) {
                return "- badarg";
            }
        }, line -> line[2] + " " + line[3]);
    }
}
