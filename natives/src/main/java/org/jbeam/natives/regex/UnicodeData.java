package org.jbeam.natives.regex;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The Unicode 7 data that PCRE 8.44 works with, read once from the resource {@code unicode7.txt}: sets of characters by category and script name,
 * and the sets of characters that differ only by case. The JDK's own data is newer, and would answer otherwise than OTP does.
 */
final class UnicodeData {
    /** Name of the set of characters that join the one before them in a grapheme cluster. */
    static final String JOINS = "+";
    /** Name of the set of characters after which a grapheme cluster ends whatever follows. */
    static final String BREAKS = "-";

    private static final String RESOURCE = "unicode7.txt";
    private static final int RADIX = 36;
    private static final Map<String, CharSet> SETS = new HashMap<>();
    private static final List<int[]> CASE_SETS = new ArrayList<>();

    static {
        load();
    }

    private UnicodeData() {
    }

    private static void load() {
        try (InputStream in = UnicodeData.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("resource " + RESOURCE + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            reader.lines().filter(line -> !line.startsWith("#")).forEach(UnicodeData::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SETS.put("Cs", new CharSet.Builder().add(0xD800, 0xDFFF).build());
    }

    private static void parse(String line) {
        StringTokenizer words = new StringTokenizer(line, " ");
        String name = words.nextToken();
        int[] numbers = new int[words.countTokens()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(words.nextToken(), RADIX);
        }
        if (name.equals("@")) {
            CASE_SETS.add(numbers);
            return;
        }
        CharSet.Builder b = new CharSet.Builder();
        int at = 0;
        for (int i = 0; i < numbers.length; i += 2) {
            int lo = at + numbers[i];
            int hi = lo + numbers[i + 1];
            b.add(lo, hi);
            at = hi + 1;
        }
        SETS.put(name, b.build());
    }

    /** The set of that name, or null. */
    static CharSet set(String name) {
        return SETS.get(name);
    }

    /** The union of all categories whose names start with {@code letter}. */
    static CharSet category(char letter) {
        CharSet.Builder b = new CharSet.Builder();
        SETS.forEach((name, set) -> {
            if (name.length() == 2 && name.charAt(0) == letter && Character.isLowerCase(name.charAt(1)) && !name.equals("Yi")) {
                b.addSet(set);
            }
        });
        return b.build();
    }

    /** Sets of characters that match each other without regard to case, each ascending. */
    static List<int[]> caseSets() {
        return CASE_SETS;
    }
}
