package org.jbeam.etf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.Test;

/** The code of README.md, which has to stand here word for word. */
class ReadmeTest {
    private final StringBuilder logged = new StringBuilder();

    private void log(String line) {
        logged.append(line);
    }

    @Test
    void examples() {
        Term control = Tuple.of(Atom.OK);
        Term payload = Atom.ERROR;
        Term term = Term.parse("{ok, [1, 2.5, <<\"bytes\">>], #{key => 'value'}}");
        byte[] bytes = EtfEncoder.create().encode(term);
        byte[] modern = EtfEncoder.create().minorVersion(2).encode(term);
        byte[] small = EtfEncoder.create().compressed(9).encode(term);
        long size = EtfEncoder.create().size(term);
        Term same = EtfDecoder.create().decode(bytes);
        EtfDecoder.Decoded first = EtfDecoder.create().decode(bytes, 0, bytes.length);
        int used = first.used();
        EtfDecoder careful = EtfDecoder.untrusted().maxDepth(64).maxTerms(10_000);
        try {
            careful.decode(bytes);
        } catch (EtfException e) {
            log(e.reason() + " at byte " + e.offset());
        }
        List<byte[]> packets = DistEncoder.create(64 * 1024).encode(control, payload, null);
        DistDecoder.Message message = DistDecoder.create(EtfDecoder.create()).decode(packets.get(0));
        assertEquals(term, same);
        assertEquals(term, EtfDecoder.create().decode(modern));
        assertTrue(small.length <= bytes.length);
        assertEquals(size, used);
        assertTrue(logged.isEmpty());
        assertEquals(new DistDecoder.Message(control, payload), message);
    }

    @Test
    void theReadmeShowsThisCode() throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/jbeam/etf/ReadmeTest.java"));
        String readme = Files.readString(Path.of("README.md"));
        String code = readme.substring(readme.indexOf("```java") + 7, readme.lastIndexOf("```"));
        int lines = 0;
        for (String line : code.lines().toList()) {
            String statement = line.replaceFirst("//.*", "").strip();
            assertFalse(!statement.isEmpty() && !source.contains(statement), statement);
            lines += statement.isEmpty() ? 0 : 1;
        }
        assertTrue(lines > 10);
    }
}
