package org.jbeam.natives.regex;

/** A compiled pattern's instructions and tables; never modified. {@code looksBack}: an instruction may move to an earlier position. */
record Program(int[] code, byte[][] strings, boolean[][] tables, CharSet[] sets, int[][] groupLists, String[] names, int groupCount,
               int registers, boolean looksBack) {
}
