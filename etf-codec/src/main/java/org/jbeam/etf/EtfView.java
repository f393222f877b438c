package org.jbeam.etf;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Term;

/**
 * A term in its external form, of which only that is decoded that is asked for: a router reads the head of a message and leaves the rest as
 * bytes. What is passed over is not checked beyond its extent; {@link #term} checks, with the decoder's limits and policies.
 *
 * <pre>{@code
 * EtfView message = EtfView.of(EtfDecoder.untrusted().share(true), bytes);      // {deliver, Queue, Payload}
 * Term queue = message.element(1).term();
 * }</pre>
 *
 * <p>Finding an element takes time in proportion to the bytes before it, once. Not thread-safe. The bytes must not change.
 */
public final class EtfView {
    private static final int FIRST_ROOM = 8;

    private final EtfDecoder decoder;
    private final byte[] bytes;
    private final int from;
    private final int end;
    private final int tag;
    /** How many elements, or pairs; -1 until it is asked for. */
    private int size = -1;
    /** Where the elements begin, as far as they were looked for, and one more: where the first that was not begins. */
    private int[] starts;
    private int known;

    /** What a term is. */
    public enum Kind {
        /** An integer. */
        INTEGER,
        /** A float. */
        FLOAT,
        /** An atom. */
        ATOM,
        /** A list, perhaps improper. */
        LIST,
        /** A tuple. */
        TUPLE,
        /** A map. */
        MAP,
        /** A bit string. */
        BITSTRING,
        /** A pid, port or reference. */
        IDENTIFIER,
        /** A fun. */
        FUN
    }

    private EtfView(EtfDecoder decoder, byte[] bytes, int from, int end) {
        if (from == end) {
            throw new EtfException(Reason.TRUNCATED, from, "the bytes end inside a term");
        }
        this.decoder = decoder;
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.tag = bytes[from] & 0xff;
    }

    /**
     * The term of these bytes, the first of which is 131. A compressed one is inflated.
     *
     * @throws EtfException another first byte, a policy or a limit that inflating passes
     */
    public static EtfView of(EtfDecoder decoder, byte[] bytes) {
        decoder.limits().checkBytes(bytes.length);
        EtfInput in = new EtfInput(bytes, 0, bytes.length);
        if (in.u8() != Tags.VERSION) {
            throw in.malformed(0, "no version byte 131");
        }
        if (in.left() > 0 && in.peek() == Tags.COMPRESSED) {
            decoder.checkCompressed(1);
            byte[] plain = in.inflate(decoder.limits(), new WorkCounter(decoder.progress()));
            return new EtfView(decoder, plain, 0, plain.length);
        }
        return new EtfView(decoder, bytes, 1, bytes.length);
    }

    /**
     * What the term is.
     *
     * @throws EtfException no tag of a term
     */
    public Kind kind() {
        return switch (tag) {
            case Tags.SMALL_INTEGER, Tags.INTEGER, Tags.SMALL_BIG, Tags.LARGE_BIG -> Kind.INTEGER;
            case Tags.NEW_FLOAT, Tags.FLOAT -> Kind.FLOAT;
            case Tags.ATOM, Tags.SMALL_ATOM, Tags.ATOM_UTF8, Tags.SMALL_ATOM_UTF8 -> Kind.ATOM;
            case Tags.NIL, Tags.STRING, Tags.LIST -> Kind.LIST;
            case Tags.SMALL_TUPLE, Tags.LARGE_TUPLE -> Kind.TUPLE;
            case Tags.MAP -> Kind.MAP;
            case Tags.BINARY, Tags.BIT_BINARY -> Kind.BITSTRING;
            case Tags.EXPORT, Tags.NEW_FUN -> Kind.FUN;
            default -> {
                if (Tags.isIdentifier(tag)) {
                    yield Kind.IDENTIFIER;
                }
                throw new EtfException(Reason.MALFORMED, from, "no tag of a term: " + tag);
            }
        };
    }

    /**
     * How many elements a tuple has, a list without its tail, or pairs a map; 0 for any other term.
     *
     * @throws EtfException a count of more than there are bytes
     */
    public int size() {
        if (size < 0) {
            EtfInput in = input(from + 1);
            size = switch (tag) {
                case Tags.LIST, Tags.LARGE_TUPLE -> in.length(1);
                case Tags.MAP -> in.length(2);
                case Tags.SMALL_TUPLE -> in.u8();
                case Tags.STRING -> in.u16();
                default -> 0;
            };
            starts = new int[Math.min(FIRST_ROOM, parts() + 1)];
            starts[0] = in.pos;
        }
        return size;
    }

    /** How many terms there are inside: a map has two for each pair, a list a tail. */
    private int parts() {
        return tag == Tags.MAP ? 2 * size : tag == Tags.LIST ? size + 1 : size;
    }

    /** Reads up to the end of the bytes, with offsets from their start. */
    private EtfInput input(int at) {
        EtfInput in = new EtfInput(bytes, 0, end);
        in.pos = at;
        return in;
    }

    private EtfView part(int index) {
        if (tag == Tags.STRING) {
            EtfInput in = input(starts[0]);
            int at = in.take(size) + index;
            return new EtfView(decoder, new byte[] {Tags.SMALL_INTEGER, bytes[at]}, 0, 2);
        }
        if (index > known) {
            EtfInput in = input(starts[known]);
            while (known < index) {
                EtfSkipper.skip(in);
                if (known + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, (int) Math.min(2L * starts.length, parts() + 1L));
                }
                starts[++known] = in.pos;
            }
        }
        return new EtfView(decoder, bytes, starts[index], end);
    }

    /**
     * An element of a tuple or list, from 0.
     *
     * @throws IndexOutOfBoundsException no such element
     * @throws EtfException bytes before it that are no term
     */
    public EtfView element(int index) {
        java.util.Objects.checkIndex(index, tag == Tags.MAP ? 0 : size());
        return part(index);
    }

    /**
     * What follows the last element of a list: {@code []} for a proper one.
     *
     * @throws NoSuchElementException no list
     * @throws EtfException bytes before it that are no term
     */
    public EtfView tail() {
        if (kind() != Kind.LIST) {
            throw new NoSuchElementException("no list");
        }
        int elements = size();
        return tag == Tags.LIST ? part(elements) : new EtfView(decoder, new byte[] {Tags.NIL}, 0, 1);
    }

    /** Key {@code index} of a map, from 0, in the order of the bytes; throws as {@link #element}. */
    public EtfView key(int index) {
        java.util.Objects.checkIndex(index, tag == Tags.MAP ? size() : 0);
        return part(2 * index);
    }

    /** The value of {@link #key(int)}; throws as {@link #element}. */
    public EtfView value(int index) {
        java.util.Objects.checkIndex(index, tag == Tags.MAP ? size() : 0);
        return part(2 * index + 1);
    }

    /**
     * The value of a map's key, or null when the key is not there or the term is no map. Keys are decoded up to the one that is asked for.
     *
     * @throws EtfException bytes before it that are no term, or keys that the decoder refuses
     */
    public EtfView get(Term key) {
        int pairs = tag == Tags.MAP ? size() : 0;
        for (int i = 0; i < pairs; i++) {
            if (part(2 * i).term().equals(key)) {
                return part(2 * i + 1);
            }
        }
        return null;
    }

    /** The elements of a tuple, or of a list without its tail; none for any other term. Looking for them throws as {@link #element}. */
    public Iterable<EtfView> elements() {
        int count = tag == Tags.MAP ? 0 : size();
        return () -> new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public EtfView next() {
                if (next == count) {
                    throw new NoSuchElementException();
                }
                return part(next++);
            }
        };
    }

    /**
     * The term, decoded.
     *
     * @throws EtfException as {@link EtfDecoder#decode(byte[])}; its offset counts from this term
     */
    public Term term() {
        return decoder.decodeBody(bytes, from, end - from).term();
    }

    /**
     * The bytes of the term without a version byte, in a new array.
     *
     * @throws EtfException bytes that are no term
     */
    public byte[] toByteArray() {
        EtfInput in = input(from);
        EtfSkipper.skip(in);
        return Arrays.copyOfRange(bytes, from, in.pos);
    }
}
