package org.jbeam.natives.regex;

import java.util.Locale;

/** The two bytes that stand for a Unicode property in PCRE's code: a kind, and a number among those of its kind. Source: PCRE's {@code ucp.h}. */
final class PropertyCodes {
    private static final String[] KINDS = {"Any", "L&", null, null, null, "Xan", "Xsp", "Xps", "Xwd", null, "Xuc", "[:graph:]", "[:print:]",
        "[:punct:]"};
    private static final int GENERAL = 2;
    private static final int PARTICULAR = 3;
    private static final int SCRIPT = 4;
    private static final int CASE_SET = 9;
    private static final String GENERAL_CATEGORIES = "CLMNPSZ";
    private static final String[] CATEGORIES = ("Cc Cf Cn Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs")
        .split(" ");
    /** Scripts in the order in which Unicode's versions brought them. */
    private static final String[] SCRIPTS = """
        Arabic Armenian Bengali Bopomofo Braille Buginese Buhid Canadian_Aboriginal Cherokee Common Coptic Cypriot Cyrillic Deseret Devanagari
        Ethiopic Georgian Glagolitic Gothic Greek Gujarati Gurmukhi Han Hangul Hanunoo Hebrew Hiragana Inherited Kannada Katakana Kharoshthi
        Khmer Lao Latin Limbu Linear_B Malayalam Mongolian Myanmar New_Tai_Lue Ogham Old_Italic Old_Persian Oriya Osmanya Runic Shavian
        Sinhala Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tamil Telugu Thaana Thai Tibetan Tifinagh Ugaritic Yi Balinese Cuneiform Nko
        Phags_Pa Phoenician Carian Cham Kayah_Li Lepcha Lycian Lydian Ol_Chiki Rejang Saurashtra Sundanese Vai Avestan Bamum
        Egyptian_Hieroglyphs Imperial_Aramaic Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Lisu Meetei_Mayek
        Old_South_Arabian Old_Turkic Samaritan Tai_Tham Tai_Viet Batak Brahmi Mandaic Chakma Meroitic_Cursive Meroitic_Hieroglyphs Miao
        Sharada Sora_Sompeng Takri Bassa_Vah Caucasian_Albanian Duployan Elbasan Grantha Khojki Khudawadi Linear_A Mahajani Manichaean
        Mende_Kikakui Modi Mro Nabataean Old_North_Arabian Old_Permic Pahawh_Hmong Palmyrene Psalter_Pahlavi Pau_Cin_Hau Siddham Tirhuta
        Warang_Citi""".strip().split("\\s+");
    /** A member of each set of more than two characters that differ in case only, in the order of PCRE's list of these sets. */
    private static final int[] CASE_SETS = {0x53, 0x1C4, 0x1C7, 0x1CA, 0x1F1, 0x345, 0xB5, 0x3A3, 0x392, 0x398, 0x3A6, 0x3A0, 0x39A, 0x3A1, 0x395,
        0x1E60, 0x3A9, 0x4B, 0xC5};

    private PropertyCodes() {
    }

    /** The members, or null if the numbers mean nothing. */
    static CharSet set(int kind, int value) {
        return switch (kind) {
            case GENERAL -> value < GENERAL_CATEGORIES.length() ? UnicodeProperties.set(GENERAL_CATEGORIES.substring(value, value + 1)) : null;
            case PARTICULAR -> value < CATEGORIES.length ? UnicodeProperties.set(CATEGORIES[value]) : null;
            case SCRIPT -> value < SCRIPTS.length ? UnicodeProperties.set(SCRIPTS[value]) : null;
            case CASE_SET -> caseSet(value);
            default -> kind < KINDS.length ? UnicodeProperties.set(KINDS[kind]) : null;
        };
    }

    /** The set that starts at {@code offset} in PCRE's list, in which one separator stands before each set. */
    private static CharSet caseSet(int offset) {
        int at = 1;
        for (int member : CASE_SETS) {
            int[] set = CaseFolding.set(member);
            if (at == offset) {
                return CharSet.of(set);
            }
            at += set.length + 1;
        }
        return null;
    }

    /** All names that are used here, for tests. */
    static String names() {
        return String.format(Locale.ROOT, "%s %s", String.join(" ", CATEGORIES), String.join(" ", SCRIPTS));
    }
}
