package org.jbeam.beamformat;

import java.util.List;
import java.util.Optional;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.term.Atom;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * A compiled module, with its tables read. Instructions are decoded when first asked for, by {@link CodeChunk#functions()}; {@link CodeValidator}
 * then checks what they do.
 *
 * <pre>{@code
 * BeamFile file = BeamFile.parse(Files.readAllBytes(path));
 * for (FunctionCode function : file.code().functions()) {
 *     System.out.println(file.module() + ":" + function + " " + function.instructions().size());
 * }
 * }</pre>
 *
 * <p>Source: OTP's {@code erts/emulator/beam/beam_file.c} and {@code lib/compiler/src/beam_asm.erl}, releases 25 to 28.
 */
public final class BeamFile {
    private static final Atom ENABLED_FEATURES = Atom.of("enabled_features");

    private final BeamChunks chunks;
    private final EtfTerms terms;
    private final List<Atom> atoms;
    private final List<Import> imports;
    private final List<Export> exports;
    private final List<Export> locals;
    private final List<Lambda> lambdas;
    private final List<Term> literals;
    private final LineTable lines;
    private final TypeTable types;
    private final CodeChunk code;
    private final byte[] strings;
    private byte[] md5;

    private BeamFile(BeamChunks chunks, EtfDecoder decoder) {
        this.chunks = chunks;
        this.terms = new EtfTerms(decoder);
        int labels = CodeChunk.labelCount(required("Code"));
        this.atoms = TableParser.atoms(chunks);
        this.imports = TableParser.imports(required("ImpT"), atoms);
        this.exports = TableParser.functions(required("ExpT"), atoms, labels);
        Chunk local = chunks.last("LocT");
        this.locals = isEmpty(local) ? List.of() : TableParser.functions(local, atoms, labels);
        Chunk funs = chunks.last("FunT");
        this.lambdas = isEmpty(funs) ? List.of() : TableParser.lambdas(funs, atoms, labels);
        Chunk constants = chunks.last("LitT");
        this.literals = isEmpty(constants) ? List.of() : List.copyOf(LiteralParser.parse(constants, terms));
        Chunk line = chunks.last("Line");
        this.lines = isEmpty(line) ? LineTable.empty(module().name()) : LineTable.parse(line, module().name());
        Chunk type = chunks.last("Type");
        this.types = isEmpty(type) ? TypeTable.NONE : TypeParser.parse(type);
        Chunk pool = chunks.last("StrT");
        this.strings = pool == null ? new byte[0] : pool.toByteArray();
        this.code = new CodeChunk(required("Code"), this);
    }

    private Chunk required(String name) {
        Chunk chunk = chunks.last(name);
        if (isEmpty(chunk)) {
            throw new MalformedBeamException("file", 0, "no chunk " + name);
        }
        return chunk;
    }

    private static boolean isEmpty(Chunk chunk) {
        return chunk == null || chunk.size() == 0;
    }

    /**
     * Reads a file. The array is kept and must not change any more; a compressed file goes through {@link #gunzip(byte[])} first. The atoms of
     * the module come to exist.
     *
     * @throws MalformedBeamException a damaged file
     * @throws org.jbeam.term.AtomTableFullException no room for the module's atoms
     */
    public static BeamFile parse(byte[] file) {
        return of(BeamChunks.parse(file), EtfDecoder.create());
    }

    /**
     * As {@link #parse(byte[])}, with a decoder of external terms: its resolver makes the funs (and the like) among the literals.
     *
     * @throws MalformedBeamException a damaged file
     * @throws org.jbeam.term.AtomTableFullException no room for the module's atoms
     */
    public static BeamFile parse(byte[] file, EtfDecoder decoder) {
        return of(BeamChunks.parse(file), decoder);
    }

    /**
     * Reads the tables of a file that is taken apart already.
     *
     * @throws MalformedBeamException damaged or missing chunks
     */
    public static BeamFile of(BeamChunks chunks, EtfDecoder decoder) {
        return new BeamFile(chunks, decoder);
    }

    /**
     * The content of a file compressed with gzip; any other array is returned as it is.
     *
     * @throws MalformedBeamException damaged, or above {@link BeamLimits#MAX_FILE_BYTES} bytes when inflated
     */
    public static byte[] gunzip(byte[] file) {
        return Gzip.inflate(file);
    }

    /** The module's name. */
    public Atom module() {
        return atoms.get(0);
    }

    /** The container with all chunks, known or not. */
    public BeamChunks chunks() {
        return chunks;
    }

    /** The atoms in the order of the file; an operand's atom 1 is element 0, the module's name. */
    public List<Atom> atoms() {
        return atoms;
    }

    /** The code. */
    public CodeChunk code() {
        return code;
    }

    /** The string pool ({@code StrT}), to be indexed by {@code bs_put_string} and others; not to be modified. */
    public byte[] strings() {
        return strings;
    }

    /** What the code calls in other modules, indexed by operands. */
    public List<Import> imports() {
        return imports;
    }

    /** The exported functions. */
    public List<Export> exports() {
        return exports;
    }

    /** The functions that are not exported; empty when that information was stripped. */
    public List<Export> locals() {
        return locals;
    }

    /** The funs, indexed by operands. */
    public List<Lambda> lambdas() {
        return lambdas;
    }

    /** The literals, indexed by operands. */
    public List<Term> literals() {
        return literals;
    }

    /** Source locations. */
    public LineTable lines() {
        return lines;
    }

    /** Types of registers. */
    public TypeTable types() {
        return types;
    }

    /**
     * The attributes ({@code Attr}), a property list; {@code []} when they are missing.
     *
     * @throws MalformedBeamException not an external term
     */
    public Term attributes() {
        return term("Attr");
    }

    /**
     * Facts about the compilation ({@code CInf}), a property list; {@code []} when they are missing.
     *
     * @throws MalformedBeamException not an external term
     */
    public Term compileInfo() {
        return term("CInf");
    }

    /**
     * What the compiler says about the language ({@code Meta}), a property list in which {@code enabled_features} has a list; {@code []} when it
     * is missing. OTP's Erlang code trusts in that before it loads a module.
     *
     * @throws MalformedBeamException anything else
     */
    public static Term metadata(BeamChunks chunks) {
        Term metadata = term(chunks, "Meta", new EtfTerms(EtfDecoder.create()));
        Term[] properties = Terms.elements(metadata);
        boolean damaged = properties == null;
        for (int i = 0; !damaged && i < properties.length; i++) {
            boolean isFeatures = properties[i] instanceof Tuple t && t.arity() == 2 && t.element(0) == ENABLED_FEATURES;
            damaged = properties[i] == ENABLED_FEATURES || isFeatures && Terms.elements(((Tuple) properties[i]).element(1)) == null;
        }
        if (damaged) {
            throw new MalformedBeamException("Meta", 0, "no list of properties");
        }
        return metadata;
    }

    private Term term(String name) {
        return term(chunks, name, terms);
    }

    private static Term term(BeamChunks chunks, String name, EtfTerms terms) {
        Optional<Chunk> found = chunks.find(name);
        if (found.isEmpty() || found.get().size() == 0) {
            return Nil.NIL;
        }
        Chunk chunk = found.get();
        return terms.decode(name, 0, chunk.array(), chunk.start(), chunk.end());
    }

    /** The module's MD5, 16 bytes; see {@link BeamChunks#md5()}. Not to be modified. */
    public byte[] md5() {
        if (md5 == null) {
            md5 = chunks.md5();
        }
        return md5;
    }
}
