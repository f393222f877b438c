package org.jbeam.beamformat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Source locations ({@code Line}): the operand of a {@code line} instruction indexes them; index 0 means "unknown" and has line 0.
 */
public final class LineTable {
    private final int instructionCount;
    private final int[] lines;
    private final int[] fileIndexes;
    private final List<String> files;

    private LineTable(int instructionCount, int[] lines, int[] fileIndexes, List<String> files) {
        this.instructionCount = instructionCount;
        this.lines = lines;
        this.fileIndexes = fileIndexes;
        this.files = files;
    }

    static LineTable empty(String module) {
        return new LineTable(0, new int[1], new int[1], List.of(module + ".erl"));
    }

    /** A chunk of an unknown version counts as absent, as in OTP. */
    static LineTable parse(Chunk chunk, String module) {
        ByteReader in = new ByteReader(chunk);
        if (in.i32() != 0) {
            return empty(module);
        }
        in.i32();
        int instructionCount = in.i32();
        int itemCount = in.count(1);
        int nameCount = in.count(2);
        int[] lines = new int[itemCount + 1];
        int[] fileIndexes = new int[itemCount + 1];
        items(in, lines, fileIndexes, nameCount);
        List<String> files = new ArrayList<>();
        files.add(module + ".erl");
        for (int i = 0; i < nameCount; i++) {
            String name = in.utf8(in.u16());
            files.add(name.isEmpty() ? files.get(0) : name);
        }
        return new LineTable(instructionCount, lines, fileIndexes, List.copyOf(files));
    }

    private static void items(ByteReader in, int[] lines, int[] fileIndexes, int nameCount) {
        CompactReader numbers = new CompactReader(in);
        int file = 0;
        int i = 1;
        while (i < lines.length) {
            numbers.next();
            if (numbers.big != null || numbers.value < 0 || numbers.value > Integer.MAX_VALUE) {
                throw in.malformed("a line or file number out of range");
            }
            if (numbers.tag == CompactReader.TAG_A) {
                file = (int) numbers.value;
                if (file > nameCount) {
                    throw in.malformed("file " + file + " of " + nameCount);
                }
            } else if (numbers.tag == CompactReader.TAG_I) {
                lines[i] = (int) numbers.value;
                fileIndexes[i++] = file;
            } else {
                throw in.malformed("neither a line nor a file");
            }
        }
    }

    /** How many {@code line} instructions the compiler says there are; a claim of the file. */
    public int instructionCount() {
        return instructionCount;
    }

    /** How many locations there are, the unknown one (index 0) included. */
    public int size() {
        return lines.length;
    }

    /**
     * The line number of a location, from 1; 0 for the unknown one.
     *
     * @throws IndexOutOfBoundsException no such location
     */
    public int line(int location) {
        return lines[location];
    }

    /**
     * The file of a location.
     *
     * @throws IndexOutOfBoundsException no such location
     */
    public String file(int location) {
        return files.get(fileIndexes[location]);
    }

    /** The file of a location as an index of {@link #files()}. */
    public int fileIndex(int location) {
        return fileIndexes[location];
    }

    /** The files; the first is always the module's name with {@code .erl}. */
    public List<String> files() {
        return files;
    }

    /** Same locations and files? */
    @Override
    public boolean equals(Object other) {
        return other instanceof LineTable that && Arrays.equals(lines, that.lines) && Arrays.equals(fileIndexes, that.fileIndexes)
                && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lines);
    }
}
