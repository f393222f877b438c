package org.jbeam.natives.regex;

import java.util.ArrayList;
import java.util.List;

/** The names of groups: sorted by bytes, a repeated name's numbers in the order of definition. */
final class NameTable {
    private final List<PatternSource.Name> sorted;

    NameTable(List<PatternSource.Name> definitions) {
        sorted = new ArrayList<>(definitions);
        sorted.sort((a, b) -> a.name().compareTo(b.name()));
    }

    /** The numbers of the groups called {@code name}; empty if there is none. */
    int[] numbers(String name) {
        return sorted.stream().filter(n -> n.name().equals(name)).mapToInt(PatternSource.Name::number).toArray();
    }

    List<PatternSource.Name> entries() {
        return sorted;
    }
}
