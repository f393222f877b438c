package org.jbeam.translator;

import org.jbeam.term.Atom;

/** Java names for Erlang names. Letters, digits and underscore stay; anything else becomes {@code $hex$}, so that the way back is unique. */
final class Names {
    /** The package of all generated classes. */
    static final String PACKAGE = "jbeam.m.";

    private Names() {}

    /** The Java form of an atom's text. */
    static String mangle(String name) {
        StringBuilder java = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (plain) {
                java.append(c);
            } else {
                java.append('$').append(Integer.toHexString(c)).append('$');
            }
        }
        return java.toString();
    }

    /** The Java method of an Erlang function. */
    static String function(Atom name, int arity) {
        return mangle(name.name()) + "$" + arity;
    }

    /** The text that {@link #mangle} made this of. */
    static String unmangle(String java) {
        StringBuilder name = new StringBuilder(java.length());
        int at = 0;
        while (at < java.length()) {
            char c = java.charAt(at++);
            if (c == '$') {
                int end = java.indexOf('$', at);
                name.append((char) Integer.parseInt(java.substring(at, end), 16));
                at = end + 1;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
