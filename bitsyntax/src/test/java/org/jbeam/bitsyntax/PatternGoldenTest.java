package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compiled patterns against what OTP 25's compiler makes of them; data made by {@code src/test/erl/patterns.escript}. */
class PatternGoldenTest {
    private static List<String[]> lines() throws IOException {
        try (InputStream in = PatternGoldenTest.class.getResourceAsStream("patterns.txt")) {
            List<String[]> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.startsWith("#")) {
                    lines.add(line.split("\t", -1));
                }
            }
            assertTrue(lines.size() > 1000);
            return lines;
        }
    }

    /** Parses {@code HEX/BITS}, to a place that is not byte-aligned. */
    private static Bits bits(String text) {
        String[] parts = text.split("/");
        Bits bytes = Bits.of(parts[0].equals("-") ? new byte[0] : HexFormat.of().parseHex(parts[0]));
        Bits odd = Bits.of(new byte[] {(byte) 0xff}, 0, 3);
        return odd.append(bytes).slice(3, Long.parseLong(parts[1]));
    }

    private static String text(Bits bits) {
        return (bits.size() == 0 ? "-" : HexFormat.of().formatHex(bits.toByteArray())) + "/" + bits.size();
    }

    /** The values of a match, written as those expected; where a round more than expected is found, in any form. */
    private static String values(BitPattern pattern, BitMatcher matcher, String like) {
        if (like.isEmpty()) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        String[] expected = like.split(",");
        for (int i = 0; i < pattern.variables().size() && i < expected.length; i++) {
            texts.add(switch (expected[i].charAt(0)) {
                case 'i' -> "i:" + matcher.bigInteger(i);
                case 'f' -> "f:%016x".formatted(Double.doubleToRawLongBits(matcher.real(i)));
                default -> "b:" + text(matcher.bits(i));
            });
        }
        return String.join(",", texts);
    }

    @Test
    void matchesAsOtp() throws IOException {
        for (String[] line : lines()) {
            BitPattern pattern = BitPattern.compile(line[0]);
            BitMatcher matcher = pattern.matcher();
            boolean matches = matcher.matches(bits(line[1]));
            String at = line[0] + " = " + line[1];
            assertEquals(!line[2].equals("none"), matches, at);
            if (matches) {
                assertEquals(line[2], values(pattern, matcher, line[2]), at);
            }
        }
    }

    @Test
    void buildsAsOtp() throws IOException {
        for (String[] line : lines()) {
            if (!line[3].equals("-")) {
                BitPattern pattern = BitPattern.compile(line[0]);
                assertEquals(line[3], built(pattern, line[2]), line[0] + " of " + line[2]);
            }
        }
    }

    private static String built(BitPattern pattern, String values) {
        BitBuilder builder = pattern.builder();
        String[] texts = values.isEmpty() ? new String[0] : values.split(",");
        for (int i = 0; i < texts.length; i++) {
            String name = pattern.variables().get(i);
            String value = texts[i].substring(2);
            switch (texts[i].charAt(0)) {
                case 'i' -> builder.set(name, new BigInteger(value));
                case 'f' -> builder.set(name, Double.longBitsToDouble(Long.parseUnsignedLong(value, 16)));
                default -> builder.set(name, bits(value));
            }
        }
        try {
            return text(builder.build());
        } catch (BitBuildException badarg) {
            return "badarg";
        }
    }

    @Test
    void walksAsOtp() throws IOException {
        for (String[] line : lines()) {
            if (line[4].equals("skip")) {
                continue;
            }
            BitPattern pattern = BitPattern.compile(line[0]);
            BitMatcher matcher = pattern.matcher().over(bits(line[1]));
            List<String> rounds = new ArrayList<>();
            String[] expected = line[4].split("\\|", -1);
            while (matcher.next()) {
                rounds.add(values(pattern, matcher, expected[Math.min(rounds.size(), expected.length - 1)]));
            }
            assertEquals(line[4], String.join("|", rounds), line[0] + " <= " + line[1]);
        }
    }

    @Test
    void alternativesMatchAsOneByOne() throws IOException {
        List<String> texts = lines().stream().map(line -> line[0]).distinct().sorted().toList();
        List<Bits> subjects = lines().stream().map(line -> bits(line[1])).distinct().toList();
        for (int i = 0; i + 4 <= texts.size(); i += 2) {
            BitPattern[] patterns = texts.subList(i, i + 4).stream().map(BitPattern::compile).toArray(BitPattern[]::new);
            BitMatcher first = BitPattern.firstOf(patterns);
            for (Bits subject : subjects) {
                checkFirst(patterns, first, subject);
            }
        }
    }

    private static void checkFirst(BitPattern[] patterns, BitMatcher first, Bits subject) {
        int expected = 0;
        while (expected < patterns.length && !patterns[expected].matcher().matches(subject)) {
            expected++;
        }
        assertEquals(expected < patterns.length, first.matches(subject));
        if (expected < patterns.length) {
            assertEquals(expected, first.which());
        }
    }
}
