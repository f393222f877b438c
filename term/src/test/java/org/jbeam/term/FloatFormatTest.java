package org.jbeam.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FloatFormatTest {
    /** As in floats.escript, formats/0. */
    private static final List<DoubleFunction<String>> FORMATS = List.of(
            FloatFormat::shortest, FloatFormat::scientific, x -> FloatFormat.scientific(x, 0), x -> FloatFormat.scientific(x, 3),
            x -> FloatFormat.scientific(x, 17), x -> FloatFormat.decimals(x, 0, false), x -> FloatFormat.decimals(x, 1, false),
            x -> FloatFormat.decimals(x, 2, false), x -> FloatFormat.decimals(x, 4, false), x -> FloatFormat.decimals(x, 10, true),
            x -> FloatFormat.decimals(x, 18, true), x -> FloatFormat.decimals(x, 19, false), x -> FloatFormat.decimals(x, 19, true),
            x -> FloatFormat.decimals(x, 0, true), x -> FloatFormat.scientific(x, 30), x -> FloatFormat.decimals(x, 253, false),
            x -> FloatFormat.scientific(x, 249), x -> FloatFormat.decimals(x, 252, false));

    @Test
    void formatsAsOtp() {
        for (String[] row : Golden.rows("floats.tsv")) {
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(row[0]));
            for (int i = 0; i < FORMATS.size(); i++) {
                int format = i;
                assertEquals(row[i + 1], Objects.requireNonNullElse(FORMATS.get(i).apply(value), "badarg"), () -> value + " in format " + format);
            }
        }
    }

    @Property(tries = 500)
    void shortestReadsBack(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertEquals(value, FloatFormat.parse(FloatFormat.shortest(value)));
        }
    }

    @Test
    void takesOnlyErlangFloats() {
        assertEquals(1.5, FloatFormat.parse("+1.5"));
        assertEquals(-1.5e10, FloatFormat.parse("-1.5E+10"));
        assertEquals(0.0, FloatFormat.parse("1.0e-400"));
        for (String text : List.of("", "1", "1.", ".5", "1.5e", "1.5e+", "1e5", "1.5f",
                "0x1.0p3", " 1.5", "1.5 ", "NaN", "1.0e400", "1.5.5", "--1.5", "1_0.0")) {
            assertThrows(NumberFormatException.class, () -> FloatFormat.parse(text), text);
        }
    }
}
