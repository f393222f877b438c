package org.jbeam.natives.regex;

/** A compiled pattern's instructions and tables; never modified. */
record Program(int[] code, byte[][] strings, boolean[][] tables, CharSet[] sets, int[][] groupLists, String[] names, int groupCount,
               int registers) {
}
