package org.jbeam.natives;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.FloatFormat;
import org.jbeam.term.FloatTerm;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple2;

/** Integers and floats from and to text. */
@BifModule("erlang")
public final class NumberBifs {
    private static final int DECIMAL = 10;
    private static final int PRINTF_DIGITS = 6;
    private static final int PRINTF_DEFAULT = 20;
    private static final Atom COMPACT = Atom.of("compact");
    private static final Atom SHORT = Atom.of("short");
    private static final Atom DECIMALS = Atom.of("decimals");
    private static final Atom SCIENTIFIC = Atom.of("scientific");

    private NumberBifs() {}

    // ---- integers

    static String digits(Term integer, int base) {
        if (integer instanceof SmallInt n) {
            String text = Long.toString(n.value(), base);
            return base > DECIMAL ? text.toUpperCase(java.util.Locale.ROOT) : text;
        }
        if (!(integer instanceof IntegerTerm n)) {
            throw BifException.badarg();
        }
        return IntegerText.format(n.bigValue(), base);
    }

    private static int base(Term base) {
        return (int) Args.integer(base, 2, 36);
    }

    private static Term ascii(String text) {
        return Bitstring.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code integer_to_list(Integer)}. */
    @Bif("integer_to_list")
    public static Term integerToList(Term integer) {
        return integer instanceof SmallInt n ? Decimal.list(n.value()) : Terms.charList(digits(integer, DECIMAL));
    }

    /** {@code integer_to_list(Integer, Base)}: base 2 to 36, capitals. */
    @Bif("integer_to_list")
    public static Term integerToList(Term integer, Term base) {
        return Terms.charList(digits(integer, base(base)));
    }

    /** {@code integer_to_binary(Integer)}. */
    @Bif("integer_to_binary")
    public static Term integerToBinary(Term integer) {
        return integer instanceof SmallInt n ? Decimal.binary(n.value()) : ascii(digits(integer, DECIMAL));
    }

    /** {@code integer_to_binary(Integer, Base)}. */
    @Bif("integer_to_binary")
    public static Term integerToBinary(Term integer, Term base) {
        return ascii(digits(integer, base(base)));
    }

    /** The integer of a sign and digits, or null when the text is none. */
    static IntegerTerm parse(String text, int base) {
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        if (start == text.length()) {
            return null;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) > 'z' || Character.digit(text.charAt(i), base) < 0) {
                return null;
            }
        }
        if (text.length() <= 12) {
            return SmallInt.of(Long.parseLong(text, base));
        }
        BigInteger value = IntegerText.parse(text, base);
        if (value == null) {
            throw BifException.systemLimit();
        }
        return IntegerTerm.of(value);
    }

    private static Term integer(String text, int base) {
        IntegerTerm value = text == null ? null : parse(text, base);
        if (value == null) {
            throw BifException.badarg();
        }
        return value;
    }

    /** {@code list_to_integer(String)}. */
    @Bif("list_to_integer")
    public static Term listToInteger(Term list) {
        long value = Decimal.read(list);
        return value != Decimal.OTHER ? SmallInt.of(value) : integer(Terms.text(list), DECIMAL);
    }

    /** {@code list_to_integer(String, Base)}. */
    @Bif("list_to_integer")
    public static Term listToInteger(Term list, Term base) {
        return integer(Terms.text(list), base(base));
    }

    private static String latin1(Term binary) {
        if (!(binary instanceof Bitstring b) || !b.isBinary()) {
            throw BifException.badarg();
        }
        return new String(b.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** {@code binary_to_integer(Binary)}. */
    @Bif("binary_to_integer")
    public static Term binaryToInteger(Term binary) {
        long value = binary instanceof Bitstring b ? Decimal.read(b) : Decimal.OTHER;
        return value != Decimal.OTHER ? SmallInt.of(value) : integer(latin1(binary), DECIMAL);
    }

    /** {@code binary_to_integer(Binary, Base)}. */
    @Bif("binary_to_integer")
    public static Term binaryToInteger(Term binary, Term base) {
        return integer(latin1(binary), base(base));
    }

    // ---- floats

    private static double value(Term term) {
        if (term instanceof FloatTerm f) {
            return f.value();
        }
        throw BifException.badarg();
    }

    /** What the last of the options that name a form says; only that one's number has to be one that the form allows. */
    private static String format(Term number, Term options) {
        double value = value(number);
        Atom form = SCIENTIFIC;
        long digits = PRINTF_DEFAULT;
        boolean compact = false;
        for (Term option : Args.list(options)) {
            if (option == COMPACT) {
                compact = true;
            } else if (option == SHORT) {
                form = SHORT;
            } else if (option instanceof Tuple2 t && (t.e0() == DECIMALS || t.e0() == SCIENTIFIC)) {
                form = (Atom) t.e0();
                digits = Args.small(t.e1());
            } else {
                throw BifException.badarg();
            }
        }
        String result = form == SHORT ? FloatFormat.shortest(value) : form == DECIMALS ? decimals(value, digits, compact) : scientific(value, digits);
        if (result == null) {
            throw BifException.badarg();
        }
        return result;
    }

    private static String decimals(double value, long digits, boolean compact) {
        return digits < 0 || digits > FloatFormat.MAX_DECIMALS ? null : FloatFormat.decimals(value, (int) digits, compact);
    }

    /** A negative number counts as C's printf counts it: as not given. */
    private static String scientific(double value, long digits) {
        return digits > FloatFormat.MAX_SCIENTIFIC_DIGITS ? null : FloatFormat.scientific(value, digits < 0 ? PRINTF_DIGITS : (int) digits);
    }

    /** {@code float_to_list(Float)}: twenty decimals and an exponent. */
    @Bif("float_to_list")
    public static Term floatToList(Term number) {
        return Terms.charList(FloatFormat.scientific(value(number)));
    }

    /** {@code float_to_list(Float, Options)}. */
    @Bif("float_to_list")
    public static Term floatToList(Term number, Term options) {
        return Terms.charList(format(number, options));
    }

    /** {@code float_to_binary(Float)}. */
    @Bif("float_to_binary")
    public static Term floatToBinary(Term number) {
        return ascii(FloatFormat.scientific(value(number)));
    }

    /** {@code float_to_binary(Float, Options)}. */
    @Bif("float_to_binary")
    public static Term floatToBinary(Term number, Term options) {
        return ascii(format(number, options));
    }

    private static Term toFloat(String text) {
        if (text == null) {
            throw BifException.badarg();
        }
        try {
            // a comma is as good as a point
            return FloatTerm.of(FloatFormat.parse(text.replace(',', '.')));
        } catch (IllegalArgumentException e) {
            throw BifException.badarg();
        }
    }

    /** {@code list_to_float(String)}. */
    @Bif("list_to_float")
    public static Term listToFloat(Term list) {
        return toFloat(Terms.text(list));
    }

    /** {@code binary_to_float(Binary)}. */
    @Bif("binary_to_float")
    public static Term binaryToFloat(Term binary) {
        return toFloat(latin1(binary));
    }
}
