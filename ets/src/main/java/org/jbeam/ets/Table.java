package org.jbeam.ets;

import org.jbeam.matchspec.MatchContext;
import org.jbeam.term.Atom;
import org.jbeam.term.Pid;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * A table. Any number of threads may use it at once; each method is atomic and isolated but for walks over the table ({@code select} and
 * its kin without a bound key), which see every object that stays in the table throughout. Methods do not check who calls:
 * {@link EtsTables#readable} and {@link EtsTables#writable} do. Keys and objects are any terms; a failing operation throws
 * {@link EtsException}.
 */
public abstract class Table {
    Table() {}

    /** The identifier or, for a named table, the name: what {@code ets:new} returns. */
    public abstract Term reference();

    /** The identifier. */
    public abstract TableId id();

    /** The name given to {@code ets:new}, whether the table is registered by it or not. */
    public abstract Atom name();

    /** Can the table be found by its name? */
    public abstract boolean named();

    /** The type. */
    public abstract TableType type();

    /** The protection. */
    public abstract Protection protection();

    /** Where the key stands in objects, from 1. */
    public abstract int keyPosition();

    /** The owner. */
    public abstract Pid owner();

    /** Is the table still there? */
    public abstract boolean alive();

    /** How many objects there are. */
    public abstract int size();

    /** What the table and its objects would take in OTP, in words of 8 bytes. Walks the whole table. */
    public abstract long memoryWords();

    /** {@code insert(Object | [Object])}. */
    public abstract void insert(Term objects);

    /** {@code insert_new(Object | [Object])}: false, and nothing inserted, when any key is there. */
    public abstract boolean insertNew(Term objects);

    /** {@code lookup(Key)}: the list of objects. */
    public abstract Term lookup(Term key);

    /** {@code member(Key)}. */
    public abstract boolean member(Term key);

    /** {@code lookup_element(Key, Pos)}: the element, in bags the list of elements. */
    public abstract Term lookupElement(Term key, Term position);

    /** {@code delete(Key)}. */
    public abstract void delete(Term key);

    /** {@code delete_object(Object)}. */
    public abstract void deleteObject(Term object);

    /** {@code take(Key)}: the objects, which are gone from the table. */
    public abstract Term take(Term key);

    /** {@code update_element(Key, Spec | [Spec])}: false when the key is not there. */
    public abstract boolean updateElement(Term key, Term specs);

    /** {@code update_counter(Key, Op | [Op])}: the new value or list of values. */
    public abstract Term updateCounter(Term key, Term ops);

    /** {@code update_counter(Key, Op | [Op], Default)}. */
    public abstract Term updateCounter(Term key, Term ops, Term defaultObject);

    /** {@code first()}: a key or {@code '$end_of_table'}. */
    public abstract Term first();

    /** {@code last()}: as {@code first()} but for ordered_set. */
    public abstract Term last();

    /** {@code next(Key)}. */
    public abstract Term next(Term key);

    /** {@code prev(Key)}. */
    public abstract Term prev(Term key);

    /** {@code slot(I)}: the objects of a slot or {@code '$end_of_table'}. */
    public abstract Term slot(Term index);

    /** {@code delete_all_objects}: how many there were. */
    public abstract int deleteAll();

    /** {@code select(Spec)}. The spec of this and of the following methods is a list or a compiled specification. */
    public abstract Term select(Term spec, MatchContext context);

    /** {@code select(Spec, Limit)}: {@code {Matches, Continuation}} or {@code '$end_of_table'}. */
    public abstract Term select(Term spec, Term limit, MatchContext context);

    /** {@code select_reverse(Spec)}. */
    public abstract Term selectReverse(Term spec, MatchContext context);

    /** {@code select_reverse(Spec, Limit)}. */
    public abstract Term selectReverse(Term spec, Term limit, MatchContext context);

    /** {@code select_count(Spec)}. */
    public abstract long selectCount(Term spec, MatchContext context);

    /** {@code select_delete(Spec)}: how many objects were deleted. */
    public abstract long selectDelete(Term spec, MatchContext context);

    /** {@code select_replace(Spec)}: how many objects were replaced. */
    public abstract long selectReplace(Term spec, MatchContext context);

    /** {@code match(Pattern)}: lists of bindings. */
    public abstract Term match(Term pattern, MatchContext context);

    /** {@code match(Pattern, Limit)}. */
    public abstract Term match(Term pattern, Term limit, MatchContext context);

    /** {@code match_object(Pattern)}, and with {@code '_'} {@code tab2list}. */
    public abstract Term matchObject(Term pattern, MatchContext context);

    /** {@code match_object(Pattern, Limit)}. */
    public abstract Term matchObject(Term pattern, Term limit, MatchContext context);
}
