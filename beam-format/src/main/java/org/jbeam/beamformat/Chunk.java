package org.jbeam.beamformat;

import java.util.Arrays;

/**
 * A chunk of a BEAM file: four letters and bytes. It shares the file's array, so taking a file apart copies nothing.
 */
public final class Chunk {
    private final String name;
    private final byte[] file;
    private final int start;
    private final int size;

    Chunk(String name, byte[] file, int start, int size) {
        this.name = name;
        this.file = file;
        this.start = start;
        this.size = size;
    }

    /**
     * A chunk of these bytes, which are copied.
     *
     * @throws IllegalArgumentException a name that is not four characters below 256
     */
    public static Chunk of(String name, byte[] data) {
        if (name.length() != 4 || name.chars().anyMatch(c -> c > 255)) {
            throw new IllegalArgumentException("a chunk's name has four Latin-1 characters: " + name);
        }
        return new Chunk(name, data.clone(), 0, data.length);
    }

    /** The four letters. */
    public String name() {
        return name;
    }

    /** How many bytes of data there are, without padding. */
    public int size() {
        return size;
    }

    /** A copy of the data. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(file, start, start + size);
    }

    boolean sameData(Chunk other) {
        return Arrays.equals(file, start, end(), other.file, other.start, other.end());
    }

    byte[] array() {
        return file;
    }

    int start() {
        return start;
    }

    int end() {
        return start + size;
    }

    /** The name and the size. */
    @Override
    public String toString() {
        return name + "(" + size + " bytes)";
    }
}
