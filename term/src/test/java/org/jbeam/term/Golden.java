package org.jbeam.term;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What OTP 25.2.3 answered, from src/test/resources/otp; the scripts that asked stand beside the answers. */
final class Golden {
    private Golden() {}

    static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/otp/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String file, Charset charset) {
        return List.of(new String(bytes(file), charset).split("\n"));
    }

    static List<String[]> rows(String file) {
        return lines(file, StandardCharsets.UTF_8).stream().map(line -> line.split("\t", -1)).toList();
    }

    /** The terms of terms.tsv; where the expression is more than a literal, that of its {@code ~w}. */
    static List<Term> terms() {
        return rows("terms.tsv").stream().map(row -> Term.parse(row[0].contains("lists:seq") ? row[1] : row[0])).toList();
    }
}
