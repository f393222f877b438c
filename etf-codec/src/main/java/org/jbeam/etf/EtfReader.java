package org.jbeam.etf;

import java.util.Arrays;
import org.jbeam.etf.EtfException.Place;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.MapShape;
import org.jbeam.term.MapTerm;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * One decoding under way, of bytes that are all there. The first levels of nesting are method calls, whose variables the JIT keeps in
 * registers; what is nested deeper goes to a {@link DeepReader}. Maps that have the keys of one before them share those.
 */
final class EtfReader extends ScalarReader {
    /** Levels that are method calls: few enough for the smallest Java stack. */
    private static final int CALLS = 48;
    private static final int SHAPES = 8;
    /** How many elements get room before one of them was read. */
    private static final int FIRST_ROOM = 32;
    private static final int PORTION = 1024;

    private MapShape[] shapes;

    EtfReader(EtfDecoder options, byte[] bytes, int from, int to, Atom[] refs) {
        super(options, bytes, from, to, false, refs);
    }

    /** A term with the version byte before it, perhaps compressed. */
    EtfDecoder.Decoded versioned() {
        if (u8() != Tags.VERSION) {
            throw malformed(0, "no version byte 131");
        }
        if (left() > 0 && peek() == Tags.COMPRESSED) {
            options.checkCompressed(offset());
            byte[] inflated = inflate(limits, work);
            EtfReader inner = new EtfReader(options, inflated, 0, inflated.length, null);
            Term term = inner.body().term();
            work.finish();
            return new EtfDecoder.Decoded(term, offset());
        }
        return body();
    }

    /** A term without the version byte. */
    EtfDecoder.Decoded body() {
        charge(1);
        Term term = read(0);
        work.add(1);
        work.finish();
        return new EtfDecoder.Decoded(term, offset());
    }

    private Term read(int level) {
        int at = offset();
        int tag = u8();
        return switch (tag) {
            case Tags.SMALL_INTEGER -> SmallInt.ofByte(u8());
            case Tags.INTEGER -> SmallInt.of(s32());
            case Tags.ATOM -> text(u16(), false, at);
            case Tags.NIL -> Nil.NIL;
            case Tags.SMALL_ATOM_UTF8 -> text(u8(), true, at);
            case Tags.SMALL_TUPLE, Tags.LIST, Tags.MAP, Tags.LARGE_TUPLE, Tags.NEW_FUN -> container(tag, at, level);
            default -> scalar(tag, at);
        };
    }

    /** As {@link #read}, without a call for the commonest scalars. */
    private Term element(int level) {
        int left = end - pos;
        if (left >= 5) {
            int tag = bytes[pos];
            if (tag == Tags.INTEGER) {
                int value = (int) Tags.INT.get(bytes, pos + 1);
                pos += 5;
                return SmallInt.of(value);
            }
            if (tag == Tags.SMALL_INTEGER) {
                pos += 2;
                return SmallInt.ofByte(bytes[pos - 1]);
            }
        }
        return read(level);
    }

    private Term container(int tag, int at, int level) {
        if (level == CALLS) {
            rewind(at);
            return new DeepReader(this, CALLS).term();
        }
        return switch (tag) {
            case Tags.SMALL_TUPLE -> tuple(claim(u8(), 1), level);
            case Tags.LARGE_TUPLE -> tuple(largeArity(), level);
            case Tags.LIST -> list(length(1), level);
            case Tags.MAP -> map(length(2), level);
            default -> fun(at, level);
        };
    }

    private void enter(int level, long elements) {
        if (level >= limits.maxDepth()) {
            throw tooDeep();
        }
        charge(elements);
    }

    private Term list(int size, int level) {
        int elements = size;
        while (elements == 0) {
            charge(1);
            if (left() == 0 || peek() != Tags.LIST) {
                return read(level);
            }
            pos++;
            elements = length(1);
        }
        enter(level, elements + 1L);
        ListBuilder list = new ListBuilder();
        int done = 0;
        try {
            while (done < elements) {
                int stop = Math.min(elements, done + PORTION);
                work.add(stop - done);
                for (; done < stop; done++) {
                    list.add(element(level + 1));
                }
            }
            return list.finish(element(level + 1));
        } catch (EtfException e) {
            throw e.inside(done < elements ? Place.LIST : Place.TAIL, done);
        }
    }

    private Term tuple(int arity, int level) {
        if (arity == 0) {
            return Tuple.EMPTY;
        }
        enter(level, arity);
        int inner = level + 1;
        int done = 0;
        try {
            switch (arity) {
                case 1 -> {
                    work.add(1);
                    return Tuple.of(read(inner));
                }
                case 2 -> {
                    work.add(2);
                    Term first = read(inner);
                    done = 1;
                    return Tuple.of(first, read(inner));
                }
                case 3 -> {
                    work.add(3);
                    Term first = read(inner);
                    done = 1;
                    Term second = read(inner);
                    done = 2;
                    return Tuple.of(first, second, read(inner));
                }
                default -> { }
            }
        } catch (EtfException e) {
            throw e.inside(Place.TUPLE, done);
        }
        return Tuple.of(elements(arity, inner, Place.TUPLE));
    }

    /** So many elements; room for them grows as they come. */
    private Term[] elements(int count, int level, Place place) {
        Term[] elements = new Term[Math.min(count, FIRST_ROOM)];
        int done = 0;
        try {
            while (true) {
                work.add(elements.length - done);
                for (; done < elements.length; done++) {
                    elements[done] = read(level);
                }
                if (done == count) {
                    return elements;
                }
                elements = Arrays.copyOf(elements, (int) Math.min(count, 2L * done));
            }
        } catch (EtfException e) {
            throw e.inside(place, done);
        }
    }

    private Term map(int pairs, int level) {
        if (pairs == 0) {
            return MapTerm.EMPTY;
        }
        enter(level, 2L * pairs);
        if (pairs > MapTerm.MAX_FLAT) {
            return pairs(MapTerm.builder(), 0, pairs, level + 1);
        }
        work.add(2 * pairs);
        Term first = pairPart(level + 1, Place.KEY, 0);
        int slot = (first.hashCode() >>> 16) + pairs & SHAPES - 1;
        if (shapes == null) {
            shapes = new MapShape[SHAPES];
        }
        MapShape shape = shapes[slot];
        if (shape != null && shape.size() == pairs && same(first, shape.key(0))) {
            return shaped(shape, level + 1);
        }
        MapTerm.Builder builder = MapTerm.builder().put(first, pairPart(level + 1, Place.VALUE, 0));
        MapTerm map = pairs(builder, 1, pairs, level + 1);
        shapes[slot] = MapShape.of(map);
        return map;
    }

    /** Are the keys the same in every bit? Equal is not enough: {@code 0.0} and {@code -0.0}. */
    private static boolean same(Term key, Term known) {
        return key == known || !(key instanceof Atom) && (key instanceof SmallInt || key instanceof Bitstring) && key.equals(known);
    }

    private Term pairPart(int level, Place place, int pair) {
        try {
            return read(level);
        } catch (EtfException e) {
            throw e.inside(place, pair);
        }
    }

    /** A map that may have these keys, of which the first was read. */
    private MapTerm shaped(MapShape shape, int level) {
        int pairs = shape.size();
        Term[] values = new Term[pairs];
        Term key = shape.key(0);
        Place place = Place.VALUE;
        int done = 0;
        try {
            while (true) {
                values[done] = read(level);
                if (++done == pairs) {
                    return shape.map(values);
                }
                place = Place.KEY;
                key = read(level);
                place = Place.VALUE;
                if (!same(key, shape.key(done))) {
                    break;
                }
            }
        } catch (EtfException e) {
            throw e.inside(place, done);
        }
        MapTerm.Builder builder = MapTerm.builder();
        for (int i = 0; i < done; i++) {
            builder.put(shape.key(i), values[i]);
        }
        builder.put(key, pairPart(level, Place.VALUE, done));
        return pairs(builder, done + 1, pairs, level);
    }

    private MapTerm pairs(MapTerm.Builder builder, int from, int pairs, int level) {
        int done = from;
        Place place = Place.KEY;
        try {
            for (; done < pairs; done++) {
                if (pairs > MapTerm.MAX_FLAT) {
                    work.add(2);
                }
                place = Place.KEY;
                Term key = read(level);
                place = Place.VALUE;
                builder.put(key, read(level));
            }
        } catch (EtfException e) {
            throw e.inside(place, done);
        }
        return complete(builder, pairs);
    }

    private Term fun(int at, int level) {
        FunHead head = funHead(at);
        if (head.envSize() == 0) {
            return funOf(head, new Term[0]);
        }
        enter(level, head.envSize());
        return funOf(head, elements(head.envSize(), level + 1, Place.FUN));
    }
}
