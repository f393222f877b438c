package org.jbeam.natives.regex;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The properties that {@code \p} and {@code \P} know: general categories, scripts of Unicode 7, and PCRE's own X.. names. */
final class UnicodeProperties {
    private static final Set<String> SCRIPTS = Set.of(("Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bopomofo Brahmi Braille"
        + " Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Common Coptic Cuneiform Cypriot Cyrillic Deseret"
        + " Devanagari Duployan Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul"
        + " Hanunoo Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana"
        + " Kayah_Li Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Malayalam Mandaic"
        + " Manichaean Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Myanmar Nabataean New_Tai_Lue"
        + " Nko Ogham Ol_Chiki Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_South_Arabian Old_Turkic Oriya Osmanya Pahawh_Hmong"
        + " Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham Sinhala"
        + " Sora_Sompeng Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Telugu Thaana Thai Tibetan Tifinagh"
        + " Tirhuta Ugaritic Vai Warang_Citi Yi").split(" "));

    /** Two-letter categories by {@link Character#getType} value; 17 is not used by Java. */
    private static final String[] CATEGORIES = {"Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf",
        "??", "Co", "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"};

    static final CharSet HORIZONTAL_SPACE = new CharSet.Builder().addSet(CharSet.of(9, ' ', 0xA0, 0x1680, 0x180E, 0x202F, 0x205F, 0x3000))
        .add(0x2000, 0x200A).build();
    static final CharSet VERTICAL_SPACE = new CharSet.Builder().add(0x0A, 0x0D).add(0x85, 0x85).add(0x2028, 0x2029).build();

    private static final Map<String, CharSet> CACHE = new ConcurrentHashMap<>();

    private UnicodeProperties() {
    }

    /** Whether {@code name} is a property that a pattern may use (case matters). */
    static boolean exists(String name) {
        return SCRIPTS.contains(name) || special(name) || category(name);
    }

    /** The members of an existing property; the first use of each costs some milliseconds. */
    static CharSet set(String name) {
        return CACHE.computeIfAbsent(name, n -> CharSet.where(predicate(n)));
    }

    static String categoryOf(int c) {
        return CATEGORIES[Character.getType(c)];
    }

    static boolean isWord(int c) {
        char major = categoryOf(c).charAt(0);
        return major == 'L' || major == 'N' || c == '_';
    }

    private static boolean special(String name) {
        return switch (name) {
            case "Any", "L&", "Xan", "Xps", "Xsp", "Xuc", "Xwd" -> true;
            default -> false;
        };
    }

    private static boolean category(String name) {
        for (String category : CATEGORIES) {
            if (!category.equals("??") && (category.equals(name) || name.length() == 1 && category.startsWith(name))) {
                return true;
            }
        }
        return false;
    }

    private static IntPredicate predicate(String name) {
        if (SCRIPTS.contains(name)) {
            Character.UnicodeScript script = Character.UnicodeScript.forName(name);
            return c -> Character.UnicodeScript.of(c) == script;
        }
        return switch (name) {
            case "Any" -> c -> true;
            case "L&" -> c -> "Lu Ll Lt".contains(categoryOf(c));
            case "Xan" -> c -> isWord(c) && c != '_';
            case "Xwd" -> UnicodeProperties::isWord;
            case "Xps", "Xsp" -> c -> categoryOf(c).startsWith("Z") || HORIZONTAL_SPACE.contains(c) || VERTICAL_SPACE.contains(c);
            case "Xuc" -> c -> c == '$' || c == '@' || c == '`' || c >= 0xA0 && (c < 0xD800 || c > 0xDFFF);
            case "[:graph:]" -> c -> !categoryOf(c).startsWith("Z") && (!categoryOf(c).startsWith("C") || visibleFormat(c) && c != 0x180E);
            case "[:print:]" -> c -> !"Zl Zp".contains(categoryOf(c)) && (!categoryOf(c).startsWith("C") || visibleFormat(c));
            case "[:punct:]" -> c -> categoryOf(c).startsWith("P") || c < 128 && categoryOf(c).startsWith("S");
            default -> c -> categoryOf(c).startsWith(name);
        };
    }

    private static boolean visibleFormat(int c) {
        return categoryOf(c).equals("Cf") && c != 0x61C && (c < 0x2066 || c > 0x2069);
    }
}
