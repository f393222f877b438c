package org.jbeam.natives.regex;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The properties that {@code \p} and {@code \P} know: general categories, scripts, and PCRE's own X.. names; and classes built of them. */
final class UnicodeProperties {
    static final CharSet HORIZONTAL_SPACE = new CharSet.Builder().addSet(CharSet.of(9, ' ', 0xA0, 0x1680, 0x180E, 0x202F, 0x205F, 0x3000))
        .add(0x2000, 0x200A).build();
    static final CharSet VERTICAL_SPACE = new CharSet.Builder().add(0x0A, 0x0D).add(0x85, 0x85).add(0x2028, 0x2029).build();

    private static final String CATEGORY_LETTERS = "CLMNPSZ";
    private static final Map<String, CharSet> CACHE = new ConcurrentHashMap<>();

    private UnicodeProperties() {
    }

    /** Whether {@code name} is a property that a pattern may use (case matters). */
    static boolean exists(String name) {
        return switch (name) {
            case "Any", "L&", "Xan", "Xps", "Xsp", "Xuc", "Xwd" -> true;
            case UnicodeData.JOINS, UnicodeData.BREAKS -> false;
            default -> UnicodeData.set(name) != null || name.length() == 1 && CATEGORY_LETTERS.contains(name);
        };
    }

    /** The members of an existing property. */
    static CharSet set(String name) {
        CharSet known = CACHE.get(name);
        if (known == null) {
            known = make(name);
            CACHE.put(name, known);
        }
        return known;
    }

    static boolean isWord(int c) {
        return Words.SET.contains(c);
    }

    /** Loaded only when Unicode words are needed. */
    private static final class Words {
        static final CharSet SET = set("Xwd");
    }

    private static CharSet make(String name) {
        return switch (name) {
            case "Any" -> CharSet.ALL;
            case "L&" -> union(set("Lu"), set("Ll"), set("Lt"));
            case "Xan" -> union(set("L"), set("N"));
            case "Xwd" -> union(set("L"), set("N"), CharSet.of('_'));
            case "Xps", "Xsp" -> union(set("Z"), HORIZONTAL_SPACE, VERTICAL_SPACE);
            case "Xuc" -> new CharSet.Builder().addSet(CharSet.of('$', '@', '`')).add(0xA0, 0xD7FF).add(0xE000, CharSet.MAX).build();
            case "[:graph:]" -> visible(union(set("Z"), set("C")), CharSet.of(0x61C, 0x180E, 0x2066, 0x2067, 0x2068, 0x2069));
            case "[:print:]" -> visible(union(set("Zl"), set("Zp"), set("C")), CharSet.of(0x61C, 0x2066, 0x2067, 0x2068, 0x2069));
            case "[:punct:]" -> union(set("P"), minus(set("S"), new CharSet.Builder().add(128, CharSet.MAX).build()));
            default -> name.length() == 1 ? UnicodeData.category(name.charAt(0)) : UnicodeData.set(name);
        };
    }

    /** All but {@code hidden}, and those format characters that are not in {@code except}. */
    private static CharSet visible(CharSet hidden, CharSet except) {
        return union(hidden.complement(), minus(set("Cf"), except));
    }

    private static CharSet union(CharSet... sets) {
        CharSet.Builder b = new CharSet.Builder();
        for (CharSet set : sets) {
            b.addSet(set);
        }
        return b.build();
    }

    private static CharSet minus(CharSet a, CharSet b) {
        return union(a.complement(), b).complement();
    }
}
