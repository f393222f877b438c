package org.jbeam.bitsyntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What OTP made of a pattern and a subject: a line of {@code src/test/erl/patterns.escript}. */
record PatternCase(String text, String subject, String match, String rebuilt, String walk) {
    static PatternCase parse(String line) {
        String[] parts = line.split("\t", -1);
        return new PatternCase(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    /** Is it a line about building a pattern from values, without a match? */
    static boolean isBuild(String line) {
        return line.contains("\tbuild\t");
    }

    static PatternCase parseBuild(String line) {
        String[] parts = line.split("\t", -1);
        // to compute a size from what is no integer is an error of the build here, where Erlang has one of arithmetic
        return new PatternCase(parts[0], "-/0", parts[2], parts[3].equals("badarith") ? "badarg" : parts[3], "skip");
    }

    /** Does jbeam match, build and walk the same? */
    void check() {
        checkMatch();
        checkBuild();
        checkWalk();
    }

    void checkMatch() {
        BitPattern pattern = BitPattern.compile(text);
        BitMatcher matcher = pattern.matcher();
        boolean matches = matcher.matches(bits(subject));
        String at = text + " = " + subject;
        assertEquals(!match.equals("none"), matches, at);
        if (matches) {
            assertEquals(match, values(pattern, matcher, match), at);
            assertEquals(match, fields(pattern, matcher), at);
        }
    }

    void checkBuild() {
        if (!rebuilt.equals("-")) {
            assertEquals(rebuilt, built(BitPattern.compile(text), match), text + " of " + match);
        }
    }

    void checkWalk() {
        if (walk.equals("skip")) {
            return;
        }
        BitPattern pattern = BitPattern.compile(text);
        BitMatcher matcher = pattern.matcher().over(bits(subject));
        List<String> rounds = new ArrayList<>();
        String[] expected = walk.split("\\|", -1);
        while (matcher.next()) {
            rounds.add(values(pattern, matcher, expected[Math.min(rounds.size(), expected.length - 1)]));
        }
        assertEquals(walk, String.join("|", rounds), text + " <= " + subject);
    }

    /** The same values by fields. */
    private String fields(BitPattern pattern, BitMatcher matcher) {
        String[] expected = match.isEmpty() ? new String[0] : match.split(",");
        for (int i = 0; i < expected.length; i++) {
            BitField field = pattern.field(pattern.variables().get(i));
            boolean word = expected[i].startsWith("i:") && new BigInteger(expected[i].substring(2)).bitLength() < Long.SIZE;
            if (word) {
                expected[i] = "i:" + field.integer(matcher);
            } else if (expected[i].startsWith("b:")) {
                expected[i] = "b:" + text(field.bits(matcher));
            } else if (expected[i].startsWith("f:")) {
                expected[i] = "f:%016x".formatted(Double.doubleToRawLongBits(field.real(matcher)));
            }
        }
        return String.join(",", expected);
    }

    /** Parses {@code HEX/BITS}, to a place that is not byte-aligned. */
    static Bits bits(String text) {
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
        } catch (BitsTooLongException tooLong) {
            return "system_limit";
        }
    }
}
