package org.jbeam.etf;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jbeam.etf.EtfException.Reason;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * One decoding under way. Containers that are not complete stand on a stack of frames, and the elements read so far on a stack of values, so
 * that memory grows with what was read and never with what a header claims.
 */
final class EtfReader {
    private static final Term[] NO_TERMS = {};
    private static final int[] NO_INTS = {};
    private static final Object[] NO_OBJECTS = {};
    /** Above this many bytes OTP lets a binary share the bytes that it is decoded from. */
    private static final int COPIED_BYTES = 64;
    private static final int MAX_ARITY = 255;
    private static final int MAX_REF_WORDS = 5;
    private static final int LOCAL_REF_WORDS = 3;
    private static final int MAX_OLD_CREATION = 3;
    private static final int OLD_REF_WORD0_BITS = 18;

    private static final int IN_TUPLE = 0;
    private static final int IN_LIST = 1;
    private static final int IN_TAIL = 2;
    private static final int IN_MAP = 3;
    private static final int IN_FUN = 4;

    private final EtfDecoder options;
    private final EtfLimits limits;
    private final EtfResolver resolver;
    private final boolean sharing;
    private final WorkCounter work;
    private final EtfInput in;
    private final AtomReader atoms;
    private long termsLeft;

    private Term[] values = NO_TERMS;
    private int valueCount;

    /** For each open container: its kind, how many elements it lacks, how many it has in all, and what else is to know. */
    private int[] kinds = NO_INTS;
    private int[] lacking = NO_INTS;
    private int[] sizes = NO_INTS;
    private Object[] extras = NO_OBJECTS;
    private int depth;

    private Node lastNode = Node.LOCAL;

    /** What was read of a fun before its environment. */
    private record FunHead(DetachedFun.Place place, Pid creator, int at) {}

    EtfReader(EtfDecoder options, byte[] bytes, int from, int to, Atom[] refs) {
        this(options, new EtfInput(bytes, from, to), refs);
    }

    private EtfReader(EtfDecoder options, EtfInput in, Atom[] refs) {
        this.options = options;
        this.limits = options.limits();
        this.resolver = options.resolver();
        this.sharing = options.isSharing();
        this.work = new WorkCounter(options.progress());
        this.in = in;
        this.atoms = new AtomReader(options, in, refs);
        this.termsLeft = limits.maxTerms();
    }

    /** A term with the version byte before it, perhaps compressed. */
    EtfDecoder.Decoded versioned() {
        if (in.u8() != Tags.VERSION) {
            throw in.malformed(0, "no version byte 131");
        }
        if (in.left() > 0 && in.peek() == Tags.COMPRESSED) {
            byte[] inflated = in.inflate(limits, work);
            EtfReader inner = new EtfReader(options, new EtfInput(inflated, 0, inflated.length), null);
            Term term = inner.body().term();
            work.finish();
            return new EtfDecoder.Decoded(term, in.offset());
        }
        return body();
    }

    /** A term without the version byte. */
    EtfDecoder.Decoded body() {
        Term term = term();
        work.finish();
        return new EtfDecoder.Decoded(term, in.offset());
    }

    private Term term() {
        while (true) {
            Term value = next();
            while (value != null) {
                if (depth == 0) {
                    return value;
                }
                value = deliver(value);
            }
        }
    }

    /** Gives a complete term to the innermost open container; the container when that completes it, else null. */
    private Term deliver(Term value) {
        int top = depth - 1;
        switch (kinds[top]) {
            case IN_LIST -> {
                ((ListBuilder) extras[top]).add(value);
                if (--lacking[top] == 0) {
                    kinds[top] = IN_TAIL;
                }
                return null;
            }
            case IN_TAIL -> {
                return ((ListBuilder) leave()).finish(value);
            }
            default -> {
                if (valueCount == values.length) {
                    values = Arrays.copyOf(values, Math.max(16, valueCount * 2));
                }
                values[valueCount++] = value;
                return --lacking[top] == 0 ? complete(top) : null;
            }
        }
    }

    private Term complete(int top) {
        int size = sizes[top];
        Object extra = leave();
        return switch (kinds[top]) {
            case IN_TUPLE -> tupleOf(size);
            case IN_MAP -> mapOf(size);
            default -> {
                valueCount -= size;
                yield funOf((FunHead) extra, Arrays.copyOfRange(values, valueCount, valueCount + size));
            }
        };
    }

    private void enter(int kind, int elements, Object extra) {
        if (depth == limits.maxDepth()) {
            throw new EtfException(Reason.LIMIT, in.offset(), "nested deeper than " + limits.maxDepth());
        }
        if (depth == kinds.length) {
            int size = Math.max(16, depth * 2);
            kinds = Arrays.copyOf(kinds, size);
            lacking = Arrays.copyOf(lacking, size);
            sizes = Arrays.copyOf(sizes, size);
            extras = Arrays.copyOf(extras, size);
        }
        kinds[depth] = kind;
        lacking[depth] = elements;
        sizes[depth] = elements;
        extras[depth++] = extra;
    }

    private Object leave() {
        Object extra = extras[--depth];
        extras[depth] = null;
        return extra;
    }

    /** Reads one tag: a whole term, or null when it opened a container. */
    private Term next() {
        if (--termsLeft < 0) {
            throw tooManyTerms();
        }
        work.one();
        int at = in.offset();
        int tag = in.u8();
        return switch (tag) {
            case Tags.SMALL_INTEGER -> SmallInt.ofByte(in.u8());
            case Tags.INTEGER -> SmallInt.of(in.s32());
            case Tags.ATOM, Tags.SMALL_ATOM, Tags.ATOM_UTF8, Tags.SMALL_ATOM_UTF8, Tags.ATOM_CACHE_REF -> atoms.read(tag, at);
            case Tags.NIL -> Nil.NIL;
            case Tags.LIST -> list();
            case Tags.SMALL_TUPLE -> tuple(in.u8());
            case Tags.LARGE_TUPLE -> tuple(in.length(1));
            case Tags.BINARY -> binary();
            case Tags.STRING -> string();
            case Tags.MAP -> map();
            case Tags.NEW_FLOAT -> floating(at, Double.longBitsToDouble(in.s64()));
            case Tags.FLOAT -> floating(at, in.floatText());
            case Tags.SMALL_BIG -> integer(at, in.u8());
            case Tags.LARGE_BIG -> integer(at, in.length(1));
            case Tags.BIT_BINARY -> bitBinary(at);
            case Tags.PID, Tags.NEW_PID -> pid(tag, at);
            case Tags.PORT, Tags.NEW_PORT, Tags.V4_PORT -> port(tag, at);
            case Tags.REFERENCE, Tags.NEW_REFERENCE, Tags.NEWER_REFERENCE -> ref(tag, at);
            case Tags.EXPORT -> export(at);
            case Tags.NEW_FUN -> fun(at);
            default -> throw in.malformed(at, "no tag of a term: " + tag);
        };
    }

    private EtfException tooManyTerms() {
        return new EtfException(Reason.LIMIT, in.offset(), "more than " + limits.maxTerms() + " terms");
    }

    private Term list() {
        int elements = in.length(1);
        if (elements > 0) {
            enter(IN_LIST, elements, new ListBuilder());
        }
        return null;
    }

    private Term string() {
        int length = in.u16();
        int from = in.take(length);
        termsLeft -= length;
        if (termsLeft < 0) {
            throw tooManyTerms();
        }
        byte[] bytes = in.bytes();
        Term list = Nil.NIL;
        for (int i = from + length - 1; i >= from; i--) {
            list = new Cons(SmallInt.ofByte(bytes[i]), list);
        }
        work.add(length);
        return list;
    }

    private Term tuple(int arity) {
        if (arity == 0) {
            return Tuple.EMPTY;
        }
        if (arity > in.left()) {
            throw in.truncated();
        }
        if (arity > Tuple.MAX_ARITY) {
            throw new EtfException(Reason.LIMIT, in.offset(), "a tuple of " + arity + " elements");
        }
        enter(IN_TUPLE, arity, null);
        return null;
    }

    private Term tupleOf(int arity) {
        int base = valueCount - arity;
        valueCount = base;
        return switch (arity) {
            case 1 -> Tuple.of(values[base]);
            case 2 -> Tuple.of(values[base], values[base + 1]);
            case 3 -> Tuple.of(values[base], values[base + 1], values[base + 2]);
            case 4 -> Tuple.of(values[base], values[base + 1], values[base + 2], values[base + 3]);
            default -> Tuple.of(Arrays.copyOfRange(values, base, base + arity));
        };
    }

    private Term map() {
        int pairs = in.length(2);
        if (pairs == 0) {
            return MapTerm.EMPTY;
        }
        enter(IN_MAP, 2 * pairs, null);
        return null;
    }

    private Term mapOf(int terms) {
        int base = valueCount - terms;
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = base; i < valueCount; i += 2) {
            builder.put(values[i], values[i + 1]);
        }
        valueCount = base;
        MapTerm map = builder.build();
        if (2 * map.size() != terms) {
            throw in.malformed(in.offset(), "a map with a key twice");
        }
        return map;
    }

    private Term floating(int at, double value) {
        if (!Double.isFinite(value)) {
            throw in.malformed(at, "no finite float");
        }
        return FloatTerm.of(value);
    }

    private Term integer(int at, int length) {
        boolean negative = in.u8() != 0;
        int from = in.take(length);
        if (8L * length > limits.maxIntegerBits()) {
            throw new EtfException(Reason.LIMIT, at, "an integer of " + 8L * length + " bits, " + limits.maxIntegerBits() + " allowed");
        }
        byte[] bytes = in.bytes();
        int size = length;
        while (size > 0 && bytes[from + size - 1] == 0) {
            size--;
        }
        if (size <= 8) {
            long magnitude = 0;
            for (int i = size - 1; i >= 0; i--) {
                magnitude = magnitude << 8 | (bytes[from + i] & 0xff);
            }
            if (magnitude >= 0) {
                return SmallInt.of(negative ? -magnitude : magnitude);
            }
        }
        work.bytes(size);
        byte[] magnitude = new byte[size];
        for (int i = 0; i < size; i++) {
            magnitude[i] = bytes[from + size - 1 - i];
        }
        return IntegerTerm.of(new BigInteger(negative ? -1 : 1, magnitude));
    }

    private Term binary() {
        int length = in.length(1);
        return bytes(in.take(length), length);
    }

    private Bitstring bytes(int from, int length) {
        if (length == 0) {
            return Bitstring.EMPTY;
        }
        if (sharing && length > COPIED_BYTES) {
            return Bitstring.of(in.bytes(), from, length);
        }
        work.bytes(length);
        return Bitstring.of(Arrays.copyOfRange(in.bytes(), from, from + length));
    }

    private Term bitBinary(int at) {
        int length = in.length(1);
        int lastBits = in.u8();
        if (lastBits > 8 || (lastBits == 0) != (length == 0)) {
            throw in.malformed(at, "a bit string of " + length + " bytes with " + lastBits + " bits in the last");
        }
        Bitstring whole = bytes(in.take(length), length);
        return lastBits == 8 || length == 0 ? whole : whole.slice(0, 8L * length - 8 + lastBits);
    }

    /** The creation field, which is a byte in the older tags. */
    private int creation(boolean old, int at) {
        if (!old) {
            return in.s32();
        }
        int creation = in.u8();
        if (creation > MAX_OLD_CREATION) {
            throw in.malformed(at, "a creation of " + creation + " in an old tag");
        }
        return creation;
    }

    /** The node; creation 0 stands for any incarnation of this node. */
    private Node node(Atom name, int creation) {
        Node node = lastNode;
        if (node.name() != name || node.creation() != creation) {
            node = creation == 0 && name == Node.LOCAL.name() ? Node.LOCAL : Node.of(name, creation);
            lastNode = node;
        }
        return node;
    }

    private Pid pid(int tag, int at) {
        Atom name = atoms.read();
        int number = in.s32();
        int serial = in.s32();
        Node node = node(name, creation(tag == Tags.PID, at));
        return known(resolver.pid(node, number, serial), at);
    }

    private Term port(int tag, int at) {
        Atom name = atoms.read();
        long number = tag == Tags.V4_PORT ? in.s64() : in.s32() & 0xffffffffL;
        Node node = node(name, creation(tag == Tags.PORT, at));
        return known(resolver.port(node, number), at);
    }

    private Term ref(int tag, int at) {
        int words = tag == Tags.REFERENCE ? 1 : in.u16();
        if (words < 1 || words > MAX_REF_WORDS) {
            throw in.malformed(at, "a reference of " + words + " words");
        }
        Atom name = atoms.read();
        boolean old = tag != Tags.NEWER_REFERENCE;
        int first = tag == Tags.REFERENCE ? in.s32() : 0;
        Node node = node(name, creation(old, at));
        int[] all = new int[node.isLocal() ? Math.max(words, LOCAL_REF_WORDS) : words];
        if (tag == Tags.REFERENCE) {
            all[0] = first;
        } else {
            for (int i = 0; i < words; i++) {
                all[i] = in.s32();
            }
        }
        if (old && all[0] >>> OLD_REF_WORD0_BITS != 0) {
            throw in.malformed(at, "a first word of more than 18 bits in an old reference");
        }
        return known(resolver.ref(node, all), at);
    }

    private <T extends Term> T known(T term, int at) {
        if (term == null) {
            throw in.malformed(at, "an identifier that this node cannot have");
        }
        return term;
    }

    private Term export(int at) {
        Atom module = atoms.read();
        Atom function = atoms.read();
        long arity = smallInteger();
        if (arity < 0 || arity > MAX_ARITY) {
            throw in.malformed(at, "a function of " + arity + " arguments");
        }
        if (options.isSafe() && !resolver.isExported(module, function, (int) arity)) {
            throw new EtfException(Reason.UNSAFE, at, "no such function: " + module.name() + ":" + function.name() + "/" + arity);
        }
        return known(resolver.export(module, function, (int) arity), at);
    }

    /** An integer where the format has it as a term of its own. */
    private long smallInteger() {
        int at = in.offset();
        int tag = in.u8();
        return switch (tag) {
            case Tags.SMALL_INTEGER -> in.u8();
            case Tags.INTEGER -> in.s32();
            case Tags.SMALL_BIG -> {
                if (integer(at, in.u8()) instanceof SmallInt i) {
                    yield i.value();
                }
                throw in.malformed(at, "a number of more than 64 bits in a fun");
            }
            default -> throw in.malformed(at, "no integer where a fun has one: tag " + tag);
        };
    }

    /** A local fun. Like OTP, it does not look at the size field. */
    private Term fun(int at) {
        in.take(4);
        int arity = in.u8();
        int uniqAt = in.take(Tags.UNIQ_BYTES);
        byte[] uniq = Arrays.copyOfRange(in.bytes(), uniqAt, uniqAt + Tags.UNIQ_BYTES);
        int index = in.s32();
        int envSize = in.length(1);
        Atom module = atoms.read();
        int oldIndex = (int) smallInteger();
        int oldUniq = (int) smallInteger();
        int creatorAt = in.offset();
        int creatorTag = in.u8();
        if (creatorTag != Tags.NEW_PID && creatorTag != Tags.PID) {
            throw in.malformed(creatorAt, "no pid where a fun has its creator: tag " + creatorTag);
        }
        Pid creator = pid(creatorTag, creatorAt);
        FunHead head = new FunHead(new DetachedFun.Place(module, arity, index, oldIndex, oldUniq, uniq), creator, at);
        if (envSize == 0) {
            return funOf(head, NO_TERMS);
        }
        enter(IN_FUN, envSize, head);
        return null;
    }

    private Term funOf(FunHead head, Term[] env) {
        return known(resolver.fun(head.place, head.creator, List.of(env)), head.at);
    }
}
