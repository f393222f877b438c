package org.jbeam.term;

/**
 * The shortest decimal digits, without zeros at either end, that read back as a positive finite float, and of those the nearest to it; times
 * ten to the exponent.
 */
record ShortestDigits(String digits, int exponent) {
    static ShortestDigits of(double value) {
        String text = Double.toString(value);
        int mantissaEnd = text.indexOf('E');
        int exponent = mantissaEnd < 0 ? 0 : Integer.parseInt(text, mantissaEnd + 1, text.length(), 10);
        String mantissa = mantissaEnd < 0 ? text : text.substring(0, mantissaEnd);
        int point = mantissa.indexOf('.');
        exponent -= mantissa.length() - point - 1;
        String all = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int start = 0;
        while (all.charAt(start) == '0') {
            start++;
        }
        int end = all.length();
        while (all.charAt(end - 1) == '0') {
            end--;
        }
        exponent += all.length() - end;
        ShortestDigits digits = new ShortestDigits(all.substring(start, end), exponent);
        return end - start == 2 ? digits.shortened(value) : digits;
    }

    /** {@link Double#toString} never writes less than two digits, not even where one would do. */
    private ShortestDigits shortened(double value) {
        int tens = digits.charAt(0) - '0';
        int nearer = digits.charAt(1) >= '5' ? tens + 1 : tens;
        int place = exponent + 1;
        if (Double.parseDouble(nearer + "e" + place) != value) {
            return this;
        }
        return nearer == 10 ? new ShortestDigits("1", place + 1) : new ShortestDigits(Integer.toString(nearer), place);
    }
}
