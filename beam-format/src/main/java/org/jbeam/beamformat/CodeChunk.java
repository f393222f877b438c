package org.jbeam.beamformat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jbeam.term.Atom;

/**
 * The code of a module ({@code Code}): five numbers and the instructions, which are decoded when first asked for.
 */
public final class CodeChunk {
    private static final int HEADER_SIZE = 16;
    /** What OTP calls the instruction set; it has been 0 since the format began. */
    private static final int FORMAT = 0;

    private final Chunk chunk;
    private final BeamFile file;
    private final int maxOpcode;
    private final int labelCount;
    private final int functionCount;
    private final int codeStart;
    private List<FunctionCode> functions;
    private Map<Integer, FunctionCode> byEntry;

    CodeChunk(Chunk chunk, BeamFile file) {
        this.chunk = chunk;
        this.file = file;
        ByteReader in = header(chunk);
        this.maxOpcode = in.i32();
        this.labelCount = in.i32();
        this.functionCount = in.i32();
        this.codeStart = chunk.start() + 4 + new ByteReader(chunk).i32();
    }

    /** The header behind its size and format; checked but for the opcode and the function count, which are claims. */
    private static ByteReader header(Chunk chunk) {
        ByteReader in = new ByteReader(chunk);
        int size = in.i32();
        if (size < HEADER_SIZE || size > in.remaining()) {
            throw in.malformed("a header of " + (size & 0xffff_ffffL) + " bytes");
        }
        int format = in.i32();
        if (format != FORMAT) {
            throw in.malformed("instruction set " + (format & 0xffff_ffffL));
        }
        return in;
    }

    static int labelCount(Chunk chunk) {
        ByteReader in = header(chunk);
        in.i32();
        int labels = in.i32();
        if (labels < 1 || labels > BeamLimits.SPARE_LABELS + chunk.size()) {
            throw in.malformed((labels & 0xffff_ffffL) + " labels in " + chunk.size() + " bytes");
        }
        return labels;
    }

    /** The highest opcode, as the compiler says; it also raises it to keep older releases from loading the file. */
    public int maxOpcode() {
        return maxOpcode;
    }

    /** One more than the highest label that there may be. */
    public int labelCount() {
        return labelCount;
    }

    /** How many functions the compiler says there are. */
    public int functionCount() {
        return functionCount;
    }

    /**
     * The functions in the order of the file; not to be modified. Decoded by the first call.
     *
     * @throws MalformedBeamException damaged code: an index out of its table, an unknown operand, code that is cut off or not made of functions
     * @throws UnsupportedBeamException an opcode that is not known here
     */
    public List<FunctionCode> functions() {
        if (functions == null) {
            functions = new CodeDecoder(file, chunk, codeStart, this).functions();
        }
        return functions;
    }

    /**
     * The function of this name and arity, the first if there are several.
     *
     * @throws MalformedBeamException as {@link #functions()}
     */
    public Optional<FunctionCode> function(Atom name, int arity) {
        return functions().stream().filter(f -> f.name() == name && f.arity() == arity).findFirst();
    }

    /**
     * The function that a call to this label enters.
     *
     * @throws MalformedBeamException as {@link #functions()}
     */
    public Optional<FunctionCode> functionAt(int entryLabel) {
        if (byEntry == null) {
            Map<Integer, FunctionCode> map = new HashMap<>();
            functions().forEach(f -> map.put(f.entryLabel(), f));
            byEntry = map;
        }
        return Optional.ofNullable(byEntry.get(entryLabel));
    }
}
