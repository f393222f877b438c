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
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Reads the terms that contain no others, and what stands before the environment of a fun. Counts terms, and holds to the policies. */
class ScalarReader extends AtomReader {
    /** Above this many bytes OTP lets a binary share the bytes that it is decoded from. */
    private static final int COPIED_BYTES = 64;
    private static final int MAX_ARITY = 255;
    private static final int MAX_REF_WORDS = 5;
    private static final int LOCAL_REF_WORDS = 3;
    private static final int MAX_OLD_CREATION = 3;
    private static final int OLD_REF_WORD0_BITS = 18;

    final EtfLimits limits;
    final EtfResolver resolver;
    final WorkCounter work;
    private final boolean sharing;
    private final int policies;
    private long termsLeft;
    private Node lastNode = Node.LOCAL;

    /** What was read of a fun before its environment. */
    record FunHead(DetachedFun.Place place, Pid creator, int envSize, int at) {}

    /** @param open whether the bytes that are there may not be all: they are then never shared */
    ScalarReader(EtfDecoder options, byte[] bytes, int from, int to, boolean open, Atom[] refs) {
        super(options, bytes, from, to, open, refs);
        this.limits = options.limits();
        this.resolver = options.resolver();
        this.work = new WorkCounter(options.progress());
        this.sharing = options.isSharing() && !open;
        this.policies = options.policies();
        this.termsLeft = limits.maxTerms();
    }

    /** Counts terms of which a header told. */
    final void charge(long terms) {
        termsLeft -= terms;
        if (termsLeft < 0) {
            throw new EtfException(Reason.LIMIT, offset(), "more than " + limits.maxTerms() + " terms");
        }
    }

    /** Begins a new term here: what was counted for the one before is forgotten. */
    final void restartTerm() {
        restart();
        resetNewAtoms();
        termsLeft = limits.maxTerms();
        charge(1);
    }

    final EtfException tooDeep() {
        return new EtfException(Reason.LIMIT, offset(), "nested deeper than " + limits.maxDepth());
    }

    /** The term after a tag that is no container's. */
    final Term scalar(int tag, int at) {
        return switch (tag) {
            case Tags.SMALL_INTEGER -> SmallInt.ofByte(u8());
            case Tags.INTEGER -> SmallInt.of(s32());
            case Tags.ATOM, Tags.SMALL_ATOM, Tags.ATOM_UTF8, Tags.SMALL_ATOM_UTF8, Tags.ATOM_CACHE_REF -> atom(tag, at);
            case Tags.NIL -> Nil.NIL;
            case Tags.BINARY -> binary();
            case Tags.STRING -> string();
            case Tags.NEW_FLOAT -> floating(at, Double.longBitsToDouble(s64()));
            case Tags.FLOAT -> floating(at, floatText());
            case Tags.SMALL_BIG -> integer(at, u8());
            case Tags.LARGE_BIG -> integer(at, length(1));
            case Tags.BIT_BINARY -> bitBinary(at);
            case Tags.EXPORT -> export(at);
            default -> identifier(tag, at);
        };
    }

    private Term identifier(int tag, int at) {
        if ((policies & EtfDecoder.NO_IDENTIFIERS) != 0 && Tags.isIdentifier(tag)) {
            throw new EtfException(Reason.UNSAFE, at, "a pid, port or reference");
        }
        return switch (tag) {
            case Tags.PID, Tags.NEW_PID -> pid(tag, at);
            case Tags.PORT, Tags.NEW_PORT, Tags.V4_PORT -> port(tag, at);
            case Tags.REFERENCE, Tags.NEW_REFERENCE, Tags.NEWER_REFERENCE -> ref(tag, at);
            default -> throw malformed(at, "no tag of a term: " + tag);
        };
    }

    private void refuseFuns(int at) {
        if ((policies & EtfDecoder.NON_EXECUTABLE) != 0) {
            throw new EtfException(Reason.UNSAFE, at, "a fun");
        }
    }

    /** The arity of a large tuple. */
    final int largeArity() {
        int arity = length(1);
        if (arity > Tuple.MAX_ARITY) {
            throw new EtfException(Reason.LIMIT, offset(), "a tuple of " + arity + " elements");
        }
        return arity;
    }

    private Term string() {
        int length = u16();
        int from = take(length);
        charge(length);
        Term list = Nil.NIL;
        for (int i = from + length - 1; i >= from; i--) {
            list = new Cons(SmallInt.ofByte(bytes[i]), list);
        }
        work.add(length);
        return list;
    }

    private Term floating(int at, double value) {
        if (!Double.isFinite(value)) {
            throw malformed(at, "no finite float");
        }
        return FloatTerm.of(value);
    }

    private Term integer(int at, int length) {
        boolean negative = u8() != 0;
        int from = take(length);
        if (8L * length > limits.maxIntegerBits()) {
            throw new EtfException(Reason.LIMIT, at, "an integer of " + 8L * length + " bits, " + limits.maxIntegerBits() + " allowed");
        }
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
        int length = length(1);
        return bytes(take(length), length);
    }

    private Bitstring bytes(int from, int length) {
        if (length == 0) {
            return Bitstring.EMPTY;
        }
        if (sharing && length > COPIED_BYTES) {
            return Bitstring.of(bytes, from, length);
        }
        work.bytes(length);
        return Bitstring.of(Arrays.copyOfRange(bytes, from, from + length));
    }

    private Term bitBinary(int at) {
        int length = length(1);
        int lastBits = u8();
        if (lastBits > 8 || (lastBits == 0) != (length == 0)) {
            throw malformed(at, "a bit string of " + length + " bytes with " + lastBits + " bits in the last");
        }
        Bitstring whole = bytes(take(length), length);
        return lastBits == 8 || length == 0 ? whole : whole.slice(0, 8L * length - 8 + lastBits);
    }

    /** The creation field, which is a byte in the older tags. */
    private int creation(boolean old, int at) {
        if (!old) {
            return s32();
        }
        int creation = u8();
        if (creation > MAX_OLD_CREATION) {
            throw malformed(at, "a creation of " + creation + " in an old tag");
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
        Atom name = atom();
        int number = s32();
        int serial = s32();
        Node node = node(name, creation(tag == Tags.PID, at));
        return known(resolver.pid(node, number, serial), at);
    }

    private Term port(int tag, int at) {
        Atom name = atom();
        long number = tag == Tags.V4_PORT ? s64() : s32() & 0xffffffffL;
        Node node = node(name, creation(tag == Tags.PORT, at));
        return known(resolver.port(node, number), at);
    }

    private Term ref(int tag, int at) {
        int words = tag == Tags.REFERENCE ? 1 : u16();
        if (words < 1 || words > MAX_REF_WORDS) {
            throw malformed(at, "a reference of " + words + " words");
        }
        Atom name = atom();
        boolean old = tag != Tags.NEWER_REFERENCE;
        int first = tag == Tags.REFERENCE ? s32() : 0;
        Node node = node(name, creation(old, at));
        int[] all = new int[node.isLocal() ? Math.max(words, LOCAL_REF_WORDS) : words];
        if (tag == Tags.REFERENCE) {
            all[0] = first;
        } else {
            for (int i = 0; i < words; i++) {
                all[i] = s32();
            }
        }
        if (old && all[0] >>> OLD_REF_WORD0_BITS != 0) {
            throw malformed(at, "a first word of more than 18 bits in an old reference");
        }
        return known(resolver.ref(node, all), at);
    }

    private <T extends Term> T known(T term, int at) {
        if (term == null) {
            throw malformed(at, "an identifier that this node cannot have");
        }
        return term;
    }

    private Term export(int at) {
        refuseFuns(at);
        Atom module = atom();
        Atom function = atom();
        long arity = smallInteger();
        if (arity < 0 || arity > MAX_ARITY) {
            throw malformed(at, "a function of " + arity + " arguments");
        }
        if (options.isSafe() && !resolver.isExported(module, function, (int) arity)) {
            throw new EtfException(Reason.UNSAFE, at, "no such function: " + module.name() + ":" + function.name() + "/" + arity);
        }
        return known(resolver.export(module, function, (int) arity), at);
    }

    /** An integer where the format has it as a term of its own. */
    private long smallInteger() {
        int at = offset();
        int tag = u8();
        return switch (tag) {
            case Tags.SMALL_INTEGER -> u8();
            case Tags.INTEGER -> s32();
            case Tags.SMALL_BIG -> {
                if (integer(at, u8()) instanceof SmallInt i) {
                    yield i.value();
                }
                throw malformed(at, "a number of more than 64 bits in a fun");
            }
            default -> throw malformed(at, "no integer where a fun has one: tag " + tag);
        };
    }

    /** A local fun. Like OTP, it does not look at the size field. */
    final FunHead funHead(int at) {
        refuseFuns(at);
        take(4);
        int arity = u8();
        int uniqAt = take(Tags.UNIQ_BYTES);
        byte[] uniq = Arrays.copyOfRange(bytes, uniqAt, uniqAt + Tags.UNIQ_BYTES);
        int index = s32();
        int envSize = length(1);
        Atom module = atom();
        int oldIndex = (int) smallInteger();
        int oldUniq = (int) smallInteger();
        int creatorAt = offset();
        int creatorTag = u8();
        if (creatorTag != Tags.NEW_PID && creatorTag != Tags.PID) {
            throw malformed(creatorAt, "no pid where a fun has its creator: tag " + creatorTag);
        }
        Pid creator = pid(creatorTag, creatorAt);
        return new FunHead(new DetachedFun.Place(module, arity, index, oldIndex, oldUniq, uniq), creator, envSize, at);
    }

    final Term funOf(FunHead head, Term[] env) {
        return known(resolver.fun(head.place, head.creator, List.of(env)), head.at);
    }

    /** The map of so many pairs, none of which may have the key of another. */
    final MapTerm complete(MapTerm.Builder builder, int pairs) {
        MapTerm map = builder.build();
        if (map.size() != pairs) {
            throw malformed(offset(), "a map with a key twice");
        }
        return map;
    }
}
