package org.jbeam.beamformat;

/** Every limit of this module in one place, with its source. */
public final class BeamLimits {
    /** The greatest arity of a function; ERTS' {@code MAX_ARG}. */
    public static final int MAX_ARITY = 255;
    /** How many registers of a kind (x, y or float) an operand can name; ERTS' {@code MAX_REG}. */
    public static final int MAX_REGISTERS = 1024;
    /** The highest generic opcode known here; see {@link Opcode}. */
    public static final int MAX_OPCODE = 193;
    /** Inflated bytes of a literal table, whatever its chunk claims. Ours: the largest of OTP 25 and Elixir 1.14 is a hundredth of it. */
    public static final int MAX_LITERAL_BYTES = 64 << 20;
    /** How many labels a code chunk may claim beyond one for each of its bytes. Ours: hand-written assembly numbers labels as it likes. */
    public static final int SPARE_LABELS = 1 << 16;
    /** Bytes of a file out of {@link BeamFile#gunzip(byte[])}. Ours. */
    public static final int MAX_FILE_BYTES = 256 << 20;
    /** Files in a {@link BeamArchive}. Ours. */
    public static final int MAX_ARCHIVE_ENTRIES = 1 << 16;
    /** How deep a multi-byte length may nest: two levels name more bytes than a file can have. */
    static final int MAX_LENGTH_NESTING = 2;

    private BeamLimits() {}
}
