package org.jbeam.beamformat;

/**
 * A BEAM file that cannot be used: damaged, cut off, inconsistent, or beyond a limit of {@link BeamLimits}. The only exception that damage
 * in a file leads to; {@link UnsupportedBeamException} is the kind for files that are whole but made for another release.
 */
public class MalformedBeamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String chunk;
    private final int offset;

    /**
     * Names the place and the defect.
     *
     * @param chunk the chunk's four letters, or {@code "file"} for the container itself
     * @param offset where, in bytes from the start of the chunk's data (of the file for the container)
     * @param message what is wrong
     */
    public MalformedBeamException(String chunk, int offset, String message) {
        super(chunk + "+" + offset + ": " + message);
        this.chunk = chunk;
        this.offset = offset;
    }

    /** The four letters of the chunk, or {@code "file"} for the container itself. */
    public String chunk() {
        return chunk;
    }

    /** Where, in bytes from the start of the chunk's data. */
    public int offset() {
        return offset;
    }
}
