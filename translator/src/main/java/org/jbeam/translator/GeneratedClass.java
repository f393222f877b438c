package org.jbeam.translator;

import java.util.List;

/**
 * A generated class.
 *
 * @param name with dots
 * @param longest the bytes of its longest method
 */
record GeneratedClass(String name, byte[] bytes, List<Constant> constants, int longest, String longestMethod) {}
