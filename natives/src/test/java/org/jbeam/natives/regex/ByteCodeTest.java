package org.jbeam.natives.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Patterns that OTP compiled (see {@code regex_bytecode.escript}) give OTP's answers, and damaged ones are refused or run within their limits. */
class ByteCodeTest {
    private static final Map<String, byte[]> CODES = new HashMap<>();
    private static final int STEPS = 20_000;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = new GZIPInputStream(ByteCodeTest.class.getResourceAsStream("regex_bytecode.tsv.gz"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int tab = line.lastIndexOf('\t');
                CODES.put(line.substring(0, tab), Base64.getDecoder().decode(line.substring(tab + 1)));
            }
        }
    }

    private static void check(String resource) {
        assertTrue(CODES.size() > 3000);
        List<String> wrong = new ArrayList<>();
        for (GoldenCase c : GoldenCase.read(resource)) {
            byte[] code = CODES.get(c.key());
            if (code == null) {
                continue;
            }
            String here;
            try {
                here = c.answer(Regex.ofByteCode(code), Integer.MAX_VALUE, 0);
            } catch (RegexSyntaxException e) {
                here = e.getMessage() + " at " + e.offset();
            }
            if (!here.equals(c.answer())) {
                wrong.add(c.line() + "\n    here: " + here);
            }
        }
        assertEquals("", String.join("\n", wrong), wrong.size() + " differ");
    }

    @Test
    void compiledCasesAnswerAsInOtp() {
        check("regex_cases.tsv");
    }

    @Test
    void compiledRandomCasesAnswerAsInOtp() {
        check("regex_fuzz.tsv");
    }

    @Test
    void allPropertyNamesAreKnown() {
        for (String name : PropertyCodes.names().split(" ")) {
            assertTrue(UnicodeProperties.exists(name), name);
        }
        assertNotNull(PropertyCodes.set(9, 1));
        assertFalse(PropertyCodes.set(9, 1).contains('t'));
    }

    @Test
    void namesAndNumbersAreRead() {
        byte[] code = CODES.entrySet().stream().filter(e -> e.getKey().contains("(?<") && Regex.ofByteCode(e.getValue()).names().size() > 1)
            .findFirst().orElseThrow().getValue();
        Regex regex = Regex.ofByteCode(code);
        assertTrue(regex.groupNumbers(regex.names().get(0)).length > 0);
    }

    /** A damaged code is refused, or is some pattern that runs. */
    private static void tryDamaged(byte[] code) {
        Regex regex;
        try {
            regex = Regex.ofByteCode(code);
        } catch (RegexSyntaxException e) {
            return;
        }
        RegexMatcher matcher = regex.matcher();
        matcher.limits(STEPS, STEPS);
        byte[] text = "abcABC \r\n \u00e9\u00df12_aaabbb(a(b)c)".getBytes(StandardCharsets.UTF_8);
        matcher.start(text, 0, text.length, 0, 0);
        int slices = 0;
        while (matcher.run(STEPS) == RegexMatcher.SUSPENDED) {
            assertTrue(++slices < 1000, "too long");
        }
    }

    @Test
    void damagedCodesDoNoHarm() {
        Random random = new Random(1);
        List<byte[]> codes = CODES.values().stream().filter(c -> c.length < 400).toList();
        for (int i = 0; i < 40_000; i++) {
            byte[] code = codes.get(random.nextInt(codes.size())).clone();
            int changes = 1 + random.nextInt(3);
            for (int k = 0; k < changes; k++) {
                int at = random.nextInt(8) == 0 ? random.nextInt(64) : 64 + random.nextInt(code.length - 64);
                int op = random.nextInt(PcreOp.SKIP_ZERO + 2);
                code[at] = (byte) (random.nextBoolean() ? op : code[at] ^ 1 << random.nextInt(8));
            }
            tryDamaged(code);
        }
    }

    @Test
    void cutCodesAreRefused() {
        byte[] code = CODES.values().stream().filter(c -> c.length > 100 && c.length < 200).findFirst().orElseThrow();
        for (int n = 0; n < code.length; n++) {
            byte[] cut = Arrays.copyOf(code, n);
            tryDamaged(cut);
            if (n > 8) {
                cut[4] = (byte) n;
                cut[5] = 0;
                tryDamaged(cut);
            }
        }
    }
}
