package org.jbeam.term;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Terms from values of Java's own types and back. Both ways are one walk with a stack of its own. */
final class JavaValues {
    private JavaValues() {}

    /** A container that is being converted: where its elements come from, and where they go. */
    private abstract static class Open {
        final Iterator<?> from;

        Open(Iterator<?> from) {
            this.from = from;
        }

        abstract void add(Object converted);

        abstract Object finish();
    }

    static Term toTerm(Object value) {
        return (Term) convert(value, JavaValues::termOrOpen);
    }

    static Object toJava(Term term) {
        return convert(term, JavaValues::javaOrOpen);
    }

    /** @param step gives the converted value, or an {@link Open} where there are elements to convert first */
    private static Object convert(Object root, Function<Object, Object> step) {
        Deque<Open> stack = new ArrayDeque<>();
        Object done = step.apply(root);
        while (true) {
            if (done instanceof Open open) {
                stack.push(open);
            } else if (stack.isEmpty()) {
                return done;
            } else {
                stack.peek().add(done);
            }
            Open top = stack.peek();
            done = top.from.hasNext() ? step.apply(top.from.next()) : stack.pop().finish();
        }
    }

    private static Object termOrOpen(Object value) {
        return switch (value) {
            case Term term -> term;
            case Byte n -> SmallInt.of(n);
            case Short n -> SmallInt.of(n);
            case Integer n -> SmallInt.of(n);
            case Long n -> SmallInt.of(n);
            case BigInteger n -> IntegerTerm.of(n);
            case Float x -> floating(x);
            case Double x -> floating(x);
            case Boolean b -> Atom.of(b);
            case CharSequence text -> Terms.utf8(text.toString());
            case byte[] bytes -> Bitstring.of(bytes.clone());
            case Object[] array -> new ListOfTerms(Arrays.asList(array).iterator());
            case Map<?, ?> map -> new MapOfTerms(map);
            case Iterable<?> elements -> new ListOfTerms(elements.iterator());
            case null -> throw new IllegalArgumentException("null is no term");
            default -> throw new IllegalArgumentException("no term stands for a " + value.getClass().getName());
        };
    }

    private static Term floating(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("no float of Erlang's: " + value);
        }
        return FloatTerm.of(value);
    }

    private static Object javaOrOpen(Object value) {
        return switch ((Term) value) {
            case SmallInt n -> n.value();
            case BigInt n -> n.bigValue();
            case FloatTerm x -> x.value();
            case Atom a -> a == Atom.TRUE ? Boolean.TRUE : a == Atom.FALSE ? Boolean.FALSE : a;
            case ListTerm list -> Terms.length(list) < 0 ? list : new JavaList(list);
            case MapTerm map -> new JavaMap(map);
            case Tuple other -> other;
            case Bitstring other -> other;
            case Pid other -> other;
            case Port other -> other;
            case Ref other -> other;
            case Fun other -> other;
            case Opaque other -> other;
        };
    }

    private static final class ListOfTerms extends Open {
        private final ListBuilder list = new ListBuilder();

        ListOfTerms(Iterator<?> from) {
            super(from);
        }

        @Override
        void add(Object converted) {
            list.add((Term) converted);
        }

        @Override
        Object finish() {
            return list.finish();
        }
    }

    private static final class MapOfTerms extends Open {
        private final MapTerm.Builder map = MapTerm.builder();
        private final int size;
        private Term key;

        MapOfTerms(Map<?, ?> pairs) {
            super(flat(pairs).iterator());
            size = pairs.size();
        }

        private static List<Object> flat(Map<?, ?> pairs) {
            List<Object> flat = new ArrayList<>(2 * pairs.size());
            pairs.forEach((k, v) -> Collections.addAll(flat, k, v));
            return flat;
        }

        @Override
        void add(Object converted) {
            Term term = (Term) converted;
            if (key == null) {
                key = term;
            } else {
                map.put(key, term);
                key = null;
            }
        }

        @Override
        Object finish() {
            MapTerm built = map.build();
            if (built.size() != size) {
                throw new IllegalArgumentException("two keys are the same term");
            }
            return built;
        }
    }

    private static final class JavaList extends Open {
        private final List<Object> list = new ArrayList<>();

        JavaList(ListTerm term) {
            super(term.toList().iterator());
        }

        @Override
        void add(Object converted) {
            list.add(converted);
        }

        @Override
        Object finish() {
            return Collections.unmodifiableList(list);
        }
    }

    private static final class JavaMap extends Open {
        private final Map<Object, Object> map = new LinkedHashMap<>();
        private Object key;

        JavaMap(MapTerm term) {
            super(flat(term).iterator());
        }

        private static List<Term> flat(MapTerm term) {
            List<Term> flat = new ArrayList<>(2 * term.size());
            for (MapTerm.Iterator pairs = term.iterator(); pairs.next();) {
                Collections.addAll(flat, pairs.key(), pairs.value());
            }
            return flat;
        }

        @Override
        void add(Object converted) {
            if (key == null) {
                key = converted;
            } else {
                map.put(key, converted);
                key = null;
            }
        }

        @Override
        Object finish() {
            return Collections.unmodifiableMap(map);
        }
    }
}
