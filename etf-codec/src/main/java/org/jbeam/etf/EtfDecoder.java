package org.jbeam.etf;

import java.nio.ByteBuffer;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;

/**
 * Decodes Erlang's external term format as {@code erlang:binary_to_term/2} does: every tag that OTP 25 to 28 write or read. Immutable: an
 * option gives another decoder. Any number of threads may share one.
 *
 * <pre>{@code
 * Term term = EtfDecoder.create().decode(bytes);
 * Term foreign = EtfDecoder.untrusted().maxDepth(64).decode(bytes);
 * }</pre>
 *
 * <p>Whatever the bytes are, decoding ends with a term or an {@link EtfException}; it is iterative, so that no depth of nesting overflows
 * the Java stack; and it never allocates for a length before it has seen that many bytes: memory is at most some tens of bytes
 * for each byte of input, and up to 1032 times that for a compressed term unless {@link #maxInflateRatio} says less.
 *
 * <p>Source: OTP documentation, "External Term Format" (erl_ext_dist) and {@code erlang:binary_to_term/2}.
 */
public final class EtfDecoder {
    static final int SAFE = 1;
    static final int NON_EXECUTABLE = 2;
    static final int NO_IDENTIFIERS = 4;
    static final int NO_COMPRESSED = 8;

    private static final EtfDecoder DEFAULT = new EtfDecoder(EtfLimits.NONE, 0, false, EtfResolver.PLAIN, null);
    private static final EtfDecoder UNTRUSTED = new EtfDecoder(EtfLimits.UNTRUSTED, SAFE, false, EtfResolver.PLAIN, null);

    private final EtfLimits limits;
    private final int policies;
    private final boolean sharing;
    private final EtfResolver resolver;
    private final EtfProgress progress;

    /** A term and how many bytes of the input it took, version byte included. */
    public record Decoded(Term term, int used) {}

    private EtfDecoder(EtfLimits limits, int policies, boolean sharing, EtfResolver resolver, EtfProgress progress) {
        this.limits = limits;
        this.policies = policies;
        this.sharing = sharing;
        this.resolver = resolver;
        this.progress = progress;
    }

    /** A decoder without limits other than OTP's own, that makes atoms as it meets them, and copies binaries. */
    public static EtfDecoder create() {
        return DEFAULT;
    }

    /**
     * A decoder for bytes from anywhere: {@link #safe}, and limits that every sane message keeps: depth 512, 2<sup>20</sup> terms,
     * 2<sup>24</sup> bytes, integers of 2<sup>16</sup> bits, inflation at most 100-fold and to 2<sup>24</sup> bytes.
     */
    public static EtfDecoder untrusted() {
        return UNTRUSTED;
    }

    private EtfDecoder with(EtfLimits changed) {
        return new EtfDecoder(changed, policies, sharing, resolver, progress);
    }

    /** How deep containers may nest; a list counts once, however long. */
    public EtfDecoder maxDepth(int containers) {
        return with(limits.maxDepth(containers));
    }

    /** How many terms there may be, inner ones and list elements included. */
    public EtfDecoder maxTerms(long terms) {
        return with(limits.maxTerms(terms));
    }

    /** How many atoms one call may add to the atom table. */
    public EtfDecoder maxNewAtoms(int atoms) {
        return with(limits.maxNewAtoms(atoms));
    }

    /** How many bytes the input may have. */
    public EtfDecoder maxBytes(int bytes) {
        return with(limits.maxBytes(bytes));
    }

    /** How many bits an integer may have. */
    public EtfDecoder maxIntegerBits(long bits) {
        return with(limits.maxIntegerBits(bits));
    }

    /** How many bytes a compressed term may inflate to. */
    public EtfDecoder maxInflatedBytes(int bytes) {
        return with(limits.maxInflatedBytes(bytes));
    }

    /** How many times the compressed bytes a compressed term may inflate to. */
    public EtfDecoder maxInflateRatio(int ratio) {
        return with(limits.maxInflateRatio(ratio));
    }

    /** Whether to refuse atoms that do not exist, and {@code fun M:F/A} that {@link EtfResolver#isExported} denies. */
    public EtfDecoder safe(boolean on) {
        return policy(SAFE, on);
    }

    /** Whether to refuse funs, {@code fun M:F/A} as well: what comes from outside is then never code. */
    public EtfDecoder nonExecutable(boolean on) {
        return policy(NON_EXECUTABLE, on);
    }

    /** Whether to refuse pids, ports and references. */
    public EtfDecoder noIdentifiers(boolean on) {
        return policy(NO_IDENTIFIERS, on);
    }

    /** Whether to refuse compressed terms. */
    public EtfDecoder noCompressed(boolean on) {
        return policy(NO_COMPRESSED, on);
    }

    private EtfDecoder policy(int policy, boolean on) {
        return new EtfDecoder(limits, on ? policies | policy : policies & ~policy, sharing, resolver, progress);
    }

    /**
     * Whether binaries above 64 bytes are slices of the input array, which then must not change any more and is kept as long as they are;
     * otherwise they are copies.
     */
    public EtfDecoder share(boolean on) {
        return new EtfDecoder(limits, policies, on, resolver, progress);
    }

    /** Who makes pids, ports, references, funs and new atoms. */
    public EtfDecoder resolver(EtfResolver maker) {
        return new EtfDecoder(limits, policies, sharing, maker, progress);
    }

    /** Who is told about the work, each 1000 units or so. */
    public EtfDecoder progress(EtfProgress listener) {
        return new EtfDecoder(limits, policies, sharing, resolver, listener);
    }

    /**
     * The term of these bytes, the first of which is 131. Bytes after the term are ignored, as OTP does.
     *
     * @throws EtfException any other bytes, or a limit passed
     */
    public Term decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length).term();
    }

    /**
     * The term at {@code offset}, where 131 stands, within {@code length} bytes.
     *
     * @throws EtfException any other bytes, or a limit passed; its offset counts from {@code offset}
     * @throws IndexOutOfBoundsException a range that is not inside the array
     */
    public Decoded decode(byte[] bytes, int offset, int length) {
        return reader(bytes, offset, length, null).versioned();
    }

    /**
     * As {@link #decode(byte[], int, int)} without the version byte: what stands inside other formats.
     *
     * @throws EtfException any other bytes, or a limit passed; its offset counts from {@code offset}
     * @throws IndexOutOfBoundsException a range that is not inside the array
     */
    public Decoded decodeBody(byte[] bytes, int offset, int length) {
        return reader(bytes, offset, length, null).body();
    }

    /**
     * As {@link #decodeBody(byte[], int, int)}, with the atoms that a {@link DistHeader} numbered.
     *
     * @throws EtfException any other bytes, or a limit passed; its offset counts from {@code offset}
     * @throws IndexOutOfBoundsException a range that is not inside the array
     */
    public Decoded decodeBody(byte[] bytes, int offset, int length, List<Atom> atoms) {
        return reader(bytes, offset, length, atoms.toArray(new Atom[0])).body();
    }

    /**
     * The term at the buffer's position, where 131 stands. The position moves behind the term; after an error it stays.
     *
     * @throws EtfException any other bytes, or a limit passed; its offset counts from the position
     */
    public Term decode(ByteBuffer buffer) {
        Decoded decoded;
        if (buffer.hasArray()) {
            decoded = decode(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else {
            limits.checkBytes(buffer.remaining());
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            decoded = decode(copy, 0, copy.length);
        }
        buffer.position(buffer.position() + decoded.used());
        return decoded.term();
    }

    private EtfReader reader(byte[] bytes, int offset, int length, Atom[] refs) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        limits.checkBytes(length);
        return new EtfReader(this, bytes, offset, offset + length, refs);
    }

    EtfLimits limits() {
        return limits;
    }

    boolean isSafe() {
        return (policies & SAFE) != 0;
    }

    int policies() {
        return policies;
    }

    void checkCompressed(int offset) {
        if ((policies & NO_COMPRESSED) != 0) {
            throw new EtfException(EtfException.Reason.UNSAFE, offset, "a compressed term");
        }
    }

    boolean isSharing() {
        return sharing;
    }

    EtfResolver resolver() {
        return resolver;
    }

    EtfProgress progress() {
        return progress;
    }
}
