package org.jbeam.natives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jbeam.natives.regex.Regex;
import org.jbeam.natives.regex.RegexMatcher;
import org.jbeam.natives.regex.RegexOption;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/**
 * Which groups of a match are wanted, and in which form. A negative number -N below -1 stands for one of the N groups that follow it, the
 * first that is
 * set: a name that several groups have.
 */
final class ReCapture {
    private static final Atom MATCH = Atom.of("match");
    private static final ReCapture DEFAULT = new ReCapture(Form.INDEX);
    private static final int NO_GROUP = -1;

    private enum Form { INDEX, LIST, BINARY, NONE }

    private final Form form;
    /** The groups wanted; null for all from {@link #first} to the highest that matched. */
    private int[] groups;
    private int count;
    private int first;

    private ReCapture(Form form) {
        this.form = form;
    }

    static ReCapture of(ReOptions options, Regex program) {
        if (options.captured == null) {
            return DEFAULT;
        }
        Form form = switch (options.captureType instanceof Atom type ? type.name() : "") {
            case "index" -> Form.INDEX;
            case "list" -> Form.LIST;
            case "binary" -> Form.BINARY;
            default -> throw BifException.badarg();
        };
        Term values = options.captured;
        if (values == Nil.NIL) {
            return new ReCapture(Form.NONE);
        }
        ReCapture capture = new ReCapture(form);
        if (values instanceof Cons) {
            capture.listed(Args.list(values), program);
            return capture;
        }
        return switch (values instanceof Atom name ? name.name() : "") {
            case "all" -> capture;
            case "none" -> new ReCapture(Form.NONE);
            case "all_but_first" -> {
                capture.first = 1;
                yield capture;
            }
            case "first" -> {
                capture.add(0);
                yield capture;
            }
            case "all_names" -> named(capture, program);
            default -> throw BifException.badarg();
        };
    }

    private static ReCapture named(ReCapture capture, Regex program) {
        List<byte[]> names = program.names();
        if (names.isEmpty()) {
            return new ReCapture(Form.NONE);
        }
        boolean shared = (program.options() & RegexOption.DUPNAMES) != 0;
        for (byte[] name : names) {
            if (shared) {
                capture.name(name, program);
            } else {
                Arrays.stream(program.groupNumbers(name)).forEach(capture::add);
            }
        }
        return capture;
    }

    private void add(int group) {
        if (groups == null) {
            groups = new int[4];
        } else if (count == groups.length) {
            groups = Arrays.copyOf(groups, 2 * count);
        }
        groups[count++] = group;
    }

    private void listed(Term[] values, Regex program) {
        for (Term value : values) {
            if (value instanceof SmallInt) {
                add((int) Args.integer(value, 0, Integer.MAX_VALUE));
            } else if (value instanceof Atom name) {
                name(name.name().getBytes(StandardCharsets.UTF_8), program);
            } else {
                name(IoData.bytes(value), program);
            }
        }
    }

    private void name(byte[] name, Regex program) {
        int[] numbers = program.groupNumbers(name);
        if (numbers.length > 1 && (program.options() & RegexOption.DUPNAMES) != 0) {
            add(-numbers.length);
            for (int number : numbers) {
                add(number);
            }
        } else {
            add(numbers.length == 0 ? NO_GROUP : numbers[0]);
        }
    }

    /** {@code match} or {@code {match, Captured}}; {@code top} is the number of groups up to the highest that matched. */
    Term result(RegexMatcher matcher, int top, Bitstring subject) {
        if (form == Form.NONE) {
            return MATCH;
        }
        ListBuilder list = new ListBuilder();
        if (groups == null) {
            for (int i = first; i < top; i++) {
                list.add(group(matcher, i, subject));
            }
        } else {
            wanted(matcher, top, subject, list);
        }
        return Tuple.of(MATCH, list.finish());
    }

    private void wanted(RegexMatcher matcher, int top, Bitstring subject, ListBuilder list) {
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            if (group < NO_GROUP) {
                long end = (long) i - group + 1;
                group = firstSet(matcher, i + 1, (int) Math.min(end, count), group);
                i = (int) Math.min(end - 1, count);
            }
            list.add(group >= 0 && group < top ? group(matcher, group, subject) : nothing());
        }
    }

    private int firstSet(RegexMatcher matcher, int from, int to, int otherwise) {
        int most = matcher.regex().groupCount();
        for (int i = from; i < to; i++) {
            if (groups[i] >= 0 && groups[i] <= most && matcher.groupStart(groups[i]) >= 0) {
                return groups[i];
            }
        }
        return otherwise;
    }

    private Term nothing() {
        return switch (form) {
            case LIST, NONE -> Nil.NIL;
            case BINARY -> Bitstring.EMPTY;
            case INDEX -> index(-1, 0);
        };
    }

    private Term group(RegexMatcher matcher, int n, Bitstring subject) {
        int start = matcher.groupStart(n);
        if (form == Form.INDEX) {
            return index(start, matcher.groupEnd(n) - start);
        }
        int length = start < 0 ? 0 : Math.max(matcher.groupEnd(n) - start, 0);
        if (length == 0) {
            return nothing();
        }
        if (form == Form.LIST) {
            return IoListBifs.byteList(subject, start, start + length, Nil.NIL);
        }
        return BinarySearch.part(subject, start, length);
    }

    private static Term index(int start, int length) {
        return Tuple.of(integer(start), integer(length));
    }

    private static SmallInt integer(int n) {
        return n >= 0 && n < 256 ? SmallInt.ofByte(n) : SmallInt.of(n);
    }
}
