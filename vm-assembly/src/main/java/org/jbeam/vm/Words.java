package org.jbeam.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into the words of a command line, as OTP's launcher does: blanks divide, quotes of either kind group and take everything
 * between them as
 * it is, a backslash outside of quotes takes the next character as it is.
 *
 * @see <a href="https://www.erlang.org/docs/25/man/erl">erl, arguments files and environment variables</a>
 */
final class Words {
    private Words() {}

    /** The words of an environment variable such as {@code ERL_FLAGS}; null has none. */
    static List<String> of(String text) {
        return text == null ? List.of() : split(text, false);
    }

    /**
     * The words of an {@code -args_file}: as {@link #of}, and {@code #} outside of quotes starts a comment that ends with the line.
     *
     * @throws UsageException the file cannot be read
     */
    static List<String> ofFile(String name) {
        try {
            return split(Files.readString(Path.of(name)), true);
        } catch (IOException e) {
            throw new UsageException("Failed to open arguments file \"" + name + "\": " + e.getMessage());
        }
    }

    private static List<String> split(String text, boolean comments) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean comment = comments && quote == 0 && c == '#';
            if (quote == 0 && Character.isWhitespace(c) || comment) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                i = comment ? lineEnd(text, i) : i;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '\\' && quote == 0 && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
