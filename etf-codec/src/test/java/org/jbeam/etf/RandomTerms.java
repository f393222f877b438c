package org.jbeam.etf;

import java.math.BigInteger;
import java.util.Random;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.DetachedFun;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.Node;
import org.jbeam.term.Pid;
import org.jbeam.term.PlainRef;
import org.jbeam.term.Port;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Terms of all kinds, the same for the same seed. */
final class RandomTerms {
    private static final Node[] NODES = {Node.LOCAL, Node.of(Atom.of("a@b"), 3), Node.of(Atom.of("\u00e9@b"), -1), Node.of(Atom.of("\u20ac@b"), 0)};
    private final Random random;
    /** The first of the nodes that identifiers may be of. */
    private final int firstNode;

    private RandomTerms(long seed) {
        this(seed, 0);
    }

    private RandomTerms(long seed, int firstNode) {
        random = new Random(seed);
        this.firstNode = firstNode;
    }

    /** A term without identifiers of this node, of which a running node takes only those that it could have made. */
    static Term foreign(long seed) {
        return new RandomTerms(seed, 1).term(4);
    }

    static Term term(long seed) {
        return new RandomTerms(seed).term(4);
    }

    static MapTerm map(long seed) {
        RandomTerms terms = new RandomTerms(seed);
        return terms.map(terms.random.nextInt(80), 1);
    }

    private Term term(int depth) {
        if (depth <= 0) {
            return leaf();
        }
        return switch (random.nextInt(9)) {
            case 0 -> Terms.list(terms(random.nextInt(6), depth), Nil.NIL);
            case 1 -> Terms.list(terms(1 + random.nextInt(3), depth), leaf());
            case 2 -> Tuple.of(terms(random.nextInt(random.nextInt(10) == 0 ? 300 : 11), depth - 1));
            case 3 -> map(random.nextInt(6), depth);
            case 4 -> map(random.nextInt(50), 1);
            case 5 -> Samples.fun(terms(random.nextInt(4), depth));
            case 6 -> Terms.byteList(bytes(random.nextInt(random.nextInt(10) == 0 ? 1000 : 10)));
            default -> leaf();
        };
    }

    private Term[] terms(int count, int depth) {
        Term[] terms = new Term[count];
        for (int i = 0; i < count; i++) {
            terms[i] = term(depth - 1);
        }
        return terms;
    }

    private MapTerm map(int pairs, int depth) {
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = 0; i < pairs; i++) {
            builder.put(term(depth - 1), term(depth - 1));
        }
        return builder.build();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Term leaf() {
        Node node = NODES[random.nextInt(firstNode, NODES.length)];
        return switch (random.nextInt(16)) {
            case 0 -> SmallInt.of(random.nextInt(-2, 258));
            case 1 -> SmallInt.of(random.nextInt());
            case 2 -> SmallInt.of(random.nextLong() >> random.nextInt(64));
            case 3 -> integer(random.nextInt(200));
            case 4 -> integer(random.nextInt(3000));
            case 5 -> FloatTerm.of(finite(random.nextLong()));
            case 6 -> Atom.of(text("abc", 3));
            case 7 -> Atom.of(text("a\u0000\u00e9\u00ff", 4));
            case 8 -> Atom.of(text("a\u00e9\u20ac", 4));
            case 9 -> Bitstring.of(bytes(random.nextInt(100)));
            case 10 -> bits();
            case 11 -> new Pid(node, random.nextInt(), random.nextInt());
            case 12 -> new Port(node, random.nextLong() >>> random.nextInt(64));
            case 13 -> new PlainRef(node, random.ints(random.nextInt(3, 6)).toArray());
            case 14 -> DetachedFun.external(Atom.of(text("mn", 2)), Atom.of("f"), random.nextInt(256));
            default -> Nil.NIL;
        };
    }

    private IntegerTerm integer(int bits) {
        BigInteger value = new BigInteger(bits, random);
        return IntegerTerm.of(random.nextBoolean() ? value : value.negate());
    }

    private Bitstring bits() {
        byte[] bytes = bytes(1 + random.nextInt(100));
        int from = random.nextInt(8 * bytes.length);
        return Bitstring.ofBits(bytes, from, random.nextInt(8 * bytes.length - from));
    }

    private static double finite(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Double.isFinite(value) ? value : 0.5;
    }

    private String text(String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(maxLength + 1); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
