package com.example;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.bitsyntax.BitField;
import org.jbeam.bitsyntax.BitMatcher;
import org.jbeam.bitsyntax.BitPattern;
import org.jbeam.bitsyntax.BitSize;
import org.jbeam.bitsyntax.Bits;

/** The code of the library's README. */
final class Example {
    static final BitPattern HEADER =
            BitPattern.compile("<<4:4, Words:4, Tos, Length:16, _:16/bytes, Options:(4*Words-20)/bytes, Payload/bytes>>");
    static final BitField LENGTH = HEADER.field("Length");

    private Example() {}

    static List<Object> header(byte[] packet) {
        List<Object> found = new ArrayList<>();
        BitMatcher matcher = HEADER.matcher();                      // made once, used again and again
        if (matcher.matches(Bits.of(packet))) {
            long length = LENGTH.integer(matcher);                  // or matcher.integer("Length")
            Bits payload = matcher.bits("Payload");                 // a slice, nothing is copied
            found.addAll(List.of(length, payload));
        }
        return found;
    }

    static List<Object> entries() {
        BitPattern entry = BitPattern.compile("<<Key, Size, Value:Size/bytes>>");
        Bits made = entry.builder().set("Key", 1).set("Size", 2).set("Value", Bits.utf8("ab")).build();
        BitPattern same = BitPattern.define().integer("Key", 8).integer("Size", 8).bytes("Value", BitSize.of("Size")).compile();

        BitMatcher each = same.matcher().over(made.append(made));   // a generator: <<Key, Size, Value:Size/bytes>> <= Bits
        long sum = 0;
        while (each.next()) {
            sum += each.integer("Key");
        }
        BitMatcher several = BitPattern.firstOf(HEADER, entry);     // what they begin with in common is matched once
        int which = several.matches(made) ? several.which() : -1;
        return List.of(made, sum, which);
    }
}
