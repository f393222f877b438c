package org.jbeam.natives.regex;

/** The escapes that stand for a type of characters, {@code \d \D \s \S \w \W \h \H \v \V}. */
final class CharTypes {
    private static final CharSet ASCII_WORD = new CharSet.Builder().add('0', '9').add('A', 'Z').add('_', '_').add('a', 'z').build();

    private CharTypes() {
    }

    /** The node of the escape with that letter; {@code ucp}: by Unicode property. */
    static Node.OneOf of(int letter, boolean ucp, boolean utf) {
        CharSet set = switch (Character.toLowerCase(letter)) {
            case 'd' -> ucp ? UnicodeProperties.set("Nd") : CharSet.ofTable(Latin1.DIGIT);
            case 's' -> ucp ? UnicodeProperties.set("Xsp") : CharSet.ofTable(Latin1.SPACE);
            case 'w' -> ucp ? UnicodeProperties.set("Xwd") : CharSet.ofTable(Latin1.WORD);
            case 'h' -> UnicodeProperties.HORIZONTAL_SPACE;
            default -> UnicodeProperties.VERTICAL_SPACE;
        };
        boolean space = "HhVv".indexOf(letter) >= 0;
        char type = ucp && !space ? 0 : (char) letter;
        boolean asciiFirst = utf && (type == 'w' || type == 'W');
        CharSet first = asciiFirst ? ASCII_WORD : set;
        boolean negated = letter < 'a';
        CharSet members = negated ? set.complement() : set;
        return new Node.OneOf(members, 1, false, asciiFirst && negated ? first.complement() : asciiFirst ? first : members, type);
    }
}
