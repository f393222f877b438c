package org.jbeam.ets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jbeam.term.Atom;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A table of pairs {@code {Key, Value}} with Java's types. It is a face only: {@link #table} is the table behind it, and others may use that as they
 * like. Safe for use by several threads.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class TypedTable<K, V> {
    private static final int VALUE = 2;

    private final Table table;
    private final TermCodec<K> keys;
    private final TermCodec<V> values;

    private TypedTable(Table table, TermCodec<K> keys, TermCodec<V> values) {
        this.table = table;
        this.keys = keys;
        this.values = values;
    }

    /**
     * A face of a table whose key position is 1.
     *
     * @throws IllegalArgumentException it has another key position
     */
    public static <K, V> TypedTable<K, V> of(Table table, TermCodec<K> keys, TermCodec<V> values) {
        if (table.keyPosition() != 1) {
            throw new IllegalArgumentException("keys at position " + table.keyPosition());
        }
        return new TypedTable<>(table, keys, values);
    }

    /** A new public table without a name. */
    public static <K, V> TypedTable<K, V> create(EtsTables tables, TableType type, Pid owner, TermCodec<K> keys, TermCodec<V> values) {
        ListBuilder options = new ListBuilder();
        options.add(type.atom());
        options.add(Protection.PUBLIC.atom());
        return of(tables.create(Atom.of("typed"), options.finish(), owner), keys, values);
    }

    /** The table behind. */
    public Table table() {
        return table;
    }

    private Tuple object(K key, V value) {
        return Tuple.of(keys.encode(key), values.encode(value));
    }

    private Map.Entry<K, V> entry(Term object) {
        Tuple pair = (Tuple) object;
        return Map.entry(keys.decode(pair.element(0)), values.decode(pair.element(1)));
    }

    /** Sets the value of a key, or adds one in a bag. */
    public void put(K key, V value) {
        table.insert(object(key, value));
    }

    /** Sets the value of a key that has none; false when it has one. */
    public boolean putNew(K key, V value) {
        return table.insertNew(object(key, value));
    }

    /** Sets all, at once for who reads them. */
    public void putAll(Map<K, V> entries) {
        ListBuilder objects = new ListBuilder();
        entries.forEach((key, value) -> objects.add(object(key, value)));
        table.insert(objects.finish());
    }

    /** The value of a key; in a bag the oldest. */
    public Optional<V> get(K key) {
        return table.lookup(keys.encode(key)) instanceof Cons cell ? Optional.of(values.decode(((Tuple) cell.head()).element(1))) : Optional.empty();
    }

    /** All values of a key, the oldest first. */
    public List<V> getAll(K key) {
        List<V> all = new ArrayList<>();
        for (Term rest = table.lookup(keys.encode(key)); rest instanceof Cons cell; rest = cell.tail()) {
            all.add(values.decode(((Tuple) cell.head()).element(1)));
        }
        return all;
    }

    /** Has the key a value? */
    public boolean contains(K key) {
        return table.member(keys.encode(key));
    }

    /** Deletes a key with all its values. */
    public void remove(K key) {
        table.delete(keys.encode(key));
    }

    /**
     * Adds to the integer of a key, in one step for all others; a key without one begins with 0.
     *
     * @return the new value
     * @throws EtsException the value is no integer, the table is a bag, or the value is beyond 64 bits
     */
    public long increment(K key, long by) {
        Term encoded = keys.encode(key);
        Term counted = table.updateCounter(encoded, Tuple.of(SmallInt.of(VALUE), SmallInt.of(by)), Tuple.of(encoded, SmallInt.ZERO));
        if (counted instanceof SmallInt n) {
            return n.value();
        }
        throw new EtsException(EtsException.Cause.SYSTEM_LIMIT);
    }

    /** How many pairs there are. */
    public int size() {
        return table.size();
    }

    /** All pairs of one moment, in the order of the table. */
    public List<Map.Entry<K, V>> snapshot() {
        List<Map.Entry<K, V>> entries = new ArrayList<>();
        table.snapshot().forEach(object -> entries.add(entry(object)));
        return entries;
    }

    /**
     * A view of the pairs with keys from one on and before another, as {@link TableRange} tells.
     *
     * @throws EtsException the table is no {@code ordered_set}
     */
    public Iterable<Map.Entry<K, V>> range(K from, K before) {
        TableRange range = table.range().atLeast(keys.encode(from)).below(keys.encode(before));
        return () -> {
            Iterator<Tuple> objects = range.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return objects.hasNext();
                }

                @Override
                public Map.Entry<K, V> next() {
                    return entry(objects.next());
                }
            };
        };
    }
}
