package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.term.Nil;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeamFileTest {
    private static List<String> facts(String module, String kind) {
        String prefix = module + "\t" + kind + "\t";
        return Samples.lines("facts.tsv").stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()))
                .sorted(kind.equals("import") ? Comparator.naturalOrder() : (a, b) -> 0).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample", "older"})
    void tablesAreThoseOfBeamLib(String module) throws Exception {
        BeamFile file = BeamFile.parse(Samples.bytes(module + ".beam"));
        HexFormat hex = HexFormat.of().withUpperCase();
        assertEquals(module, file.module().name());
        assertEquals(facts(module, "md5"), List.of(hex.formatHex(file.md5())));
        assertEquals(facts(module, "chunk"), file.chunks().list().stream().map(c -> c.name() + "\t" + c.size()).toList());
        assertEquals(facts(module, "export"), file.exports().stream().map(e -> e.function() + "/" + e.arity()).sorted().toList());
        assertEquals(facts(module, "import"), file.imports().stream().map(i -> i.module() + ":" + i.function() + "/" + i.arity()).sorted().toList());
        assertEquals(facts(module, "atom"), atoms(file));
        byte[] stripped = BeamWriter.write(BeamWriter.strip(file.chunks(), Set.of()));
        assertEquals(facts(module, "stripped"), List.of(hex.formatHex(MessageDigest.getInstance("MD5").digest(stripped))));
    }

    private static List<String> atoms(BeamFile file) {
        return Stream.iterate(0, i -> i + 1).limit(file.atoms().size()).map(i -> (i + 1) + "\t" + file.atoms().get(i).name()).toList();
    }

    @Test
    void everyFileIsWrittenAsItWasRead() {
        assertArrayEquals(Samples.SAMPLE, BeamWriter.write(Samples.sample().chunks()));
        assertArrayEquals(Samples.OLDER, BeamWriter.write(BeamFile.parse(Samples.OLDER).chunks()));
    }

    @Test
    void lambdasLiteralsAndLines() {
        BeamFile file = Samples.sample();
        assertEquals(2, file.lambdas().size());
        Lambda lambda = file.lambdas().get(0);
        assertEquals("'-f/2-fun-0-'/3 free 2", lambda.function() + "/" + lambda.arity() + " free " + lambda.numFree());
        assertTrue(file.literals().contains(Term.parse("[12345678901234567890123]")), file.literals().toString());
        assertTrue(file.literals().contains(Term.parse("1.5")));
        assertEquals(List.of("sample.erl"), file.lines().files());
        assertEquals(0, file.lines().line(0));
        assertEquals(3, file.lines().line(1));
        assertEquals("sample.erl", file.lines().file(1));
        assertEquals(1, file.types().version());
        assertEquals(ValueType.ANY, file.types().type(0).bits());
        assertEquals("abc", new String(file.strings(), java.nio.charset.StandardCharsets.ISO_8859_1));
        assertTrue(Terms.length(file.attributes()) == 1);
    }

    @Test
    void boundedIntegersHaveTheirBounds() {
        TypeTable types = Samples.sample().types();
        boolean nibble = Stream.iterate(0, i -> i + 1).limit(types.size()).map(types::type)
                .anyMatch(t -> t.isBoundedInteger() && t.min() == 0 && t.max() == 15);
        assertTrue(nibble);
    }

    @Test
    void functionsAreFoundByNameAndLabel() {
        CodeChunk code = Samples.sample().code();
        FunctionCode h = code.function(org.jbeam.term.Atom.of("h"), 3).orElseThrow();
        assertSame(h, code.functionAt(h.entryLabel()).orElseThrow());
        assertTrue(code.functionAt(h.infoLabel()).isEmpty());
        assertEquals(code.functionCount(), code.functions().size());
        assertEquals(Opcode.FUNC_INFO, h.instructions().get(h.entryIndex() - 1).op());
    }

    @Test
    void strippedFilesStillParse() {
        BeamChunks stripped = BeamWriter.strip(Samples.sample().chunks(), Set.of("Attr"));
        BeamFile file = BeamFile.parse(BeamWriter.write(stripped));
        assertArrayEquals(Samples.sample().md5(), file.md5());
        assertEquals(List.of(), file.locals());
        assertEquals(Nil.NIL, file.compileInfo());
        assertEquals(Samples.sample().attributes(), file.attributes());
        assertEquals(List.of(), BeamWriter.differences(stripped, Samples.sample().chunks()));
        CodeValidator.validate(file, 25);
    }

    @Test
    void differencesAreNamed() {
        BeamChunks changed = BeamWriter.replace(Samples.sample().chunks(), Chunk.of("StrT", new byte[] {1, 2, 3}));
        assertEquals(List.of("StrT"), BeamWriter.differences(changed, Samples.sample().chunks()));
        BeamChunks added = BeamWriter.replace(changed, Chunk.of("abcd", new byte[] {1}));
        assertEquals(1, added.find("abcd").orElseThrow().size());
        assertFalse(java.util.Arrays.equals(added.md5(), Samples.sample().md5()));
    }

    @Test
    void compressedFilesInflateUpToALimit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(Samples.SAMPLE);
        }
        assertArrayEquals(Samples.SAMPLE, BeamFile.gunzip(out.toByteArray()));
        assertSame(Samples.SAMPLE, BeamFile.gunzip(Samples.SAMPLE));
        byte[] cut = java.util.Arrays.copyOf(out.toByteArray(), 200);
        assertThrows(MalformedBeamException.class, () -> BeamFile.gunzip(cut));
    }

    @Test
    void missingChunksAreNamed() {
        for (String name : List.of("AtU8", "Code", "ImpT", "ExpT")) {
            BeamChunks without = BeamChunks.of(Samples.sample().chunks().list().stream().filter(c -> !c.name().equals(name)).toList());
            MalformedBeamException e = assertThrows(MalformedBeamException.class, () -> BeamFile.of(without, EtfDecoder.create()));
            assertTrue(e.getMessage().contains(name), e.getMessage());
        }
    }

    @Test
    void damagedMetadataIsSeen() {
        BeamChunks chunks = Samples.sample().chunks();
        assertEquals(Term.parse("[{enabled_features, []}]"), BeamFile.metadata(chunks));
        for (String bad : new String[] {"a", "[a | b]", "[enabled_features]", "[{enabled_features, a}]"}) {
            byte[] term = EtfEncoder.create().encode(Term.parse(bad));
            assertThrows(MalformedBeamException.class, () -> BeamFile.metadata(BeamWriter.replace(chunks, Chunk.of("Meta", term))), bad);
        }
        assertThrows(MalformedBeamException.class, () -> BeamFile.metadata(BeamWriter.replace(chunks, Chunk.of("Meta", new byte[] {1}))));
        assertEquals(Nil.NIL, BeamFile.metadata(BeamWriter.replace(chunks, Chunk.of("Meta", new byte[0]))));
    }
}
