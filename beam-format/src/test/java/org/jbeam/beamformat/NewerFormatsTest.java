package org.jbeam.beamformat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.term.Atom;
import org.junit.jupiter.api.Test;

/** What OTP 26 to 28 changed in the file, made from the sample by hand. */
class NewerFormatsTest {
    private static BeamFile with(Chunk chunk) {
        return BeamFile.of(BeamWriter.replace(Samples.sample().chunks(), chunk), EtfDecoder.create());
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    @Test
    void atomsWithTaggedLengths() {
        List<Atom> atoms = Samples.sample().atoms();
        String wide = "\u00e5".repeat(200);
        CompactWriter out = new CompactWriter();
        out.i32(-(atoms.size() + 1));
        for (Atom atom : atoms) {
            atom(out, atom.name());
        }
        atom(out, wide);
        BeamFile file = with(Chunk.of("AtU8", out.toByteArray()));
        assertEquals(atoms, file.atoms().subList(0, atoms.size()));
        assertEquals(wide, file.atoms().get(atoms.size()).name());
    }

    private static void atom(CompactWriter out, String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        out.number(CompactReader.TAG_U, utf8.length);
        out.raw(utf8, 0, utf8.length);
    }

    @Test
    void literalsThatAreNotCompressed() throws Exception {
        byte[] old = Samples.sample().chunks().find("LitT").orElseThrow().toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ints(0));
        new InflaterInputStream(new java.io.ByteArrayInputStream(old, 4, old.length - 4)).transferTo(out);
        assertEquals(Samples.sample().literals(), with(Chunk.of("LitT", out.toByteArray())).literals());
    }

    @Test
    void legacyAtomsAreLatin1() {
        byte[] data = {0, 0, 0, 1, 2, (byte) 0xe5, 'b'};
        List<Chunk> chunks = Samples.sample().chunks().list().stream().filter(c -> !c.name().equals("AtU8")).toList();
        BeamChunks legacy = BeamWriter.replace(BeamChunks.of(chunks), Chunk.of("Atom", data));
        BeamChunks noTables = BeamWriter.replace(BeamWriter.replace(legacy, Chunk.of("ImpT", ints(0))), Chunk.of("ExpT", ints(0)));
        BeamChunks bare = BeamWriter.replace(BeamWriter.replace(noTables, Chunk.of("LocT", ints(0))), Chunk.of("FunT", ints(0)));
        assertEquals("\u00e5b", BeamFile.of(bare, EtfDecoder.create()).module().name());
    }

    @Test
    void typesOfVersion2And3() {
        ByteBuffer two = ByteBuffer.allocate(4 + 4 + 2 + 2 + 16).putInt(2).putInt(2).putShort((short) 0x1fff)
                .putShort((short) (1 << 6 | 1 << 13 | 1 << 14)).putLong(-5).putLong(7);
        ValueType integer = with(Chunk.of("Type", two.array())).types().type(1);
        assertEquals(new ValueType(ValueType.INTEGER, true, -5, true, 7, 1), integer);

        ByteBuffer three = ByteBuffer.allocate(4 + 4 + 2 + 2 + 8 + 2 + 1).putInt(3).putInt(3).putShort((short) 0xfff)
                .putShort((short) (1 << 5 | 1 << 12)).putLong(1).putShort((short) (1 << 1 | 1 << 14)).put((byte) 7);
        TypeTable types = with(Chunk.of("Type", three.array())).types();
        assertEquals(3, types.version());
        assertEquals(ValueType.ANY, types.type(0).bits());
        assertEquals(new ValueType(ValueType.INTEGER, true, 1, false, 0, 1), types.type(1));
        assertEquals(8, types.type(2).unit());
        assertTrue(types.type(2).isOnly(ValueType.BITSTRING | ValueType.MATCH_CONTEXT));
    }

    @Test
    void typesOfAnUnknownVersionAreIgnored() {
        BeamFile file = with(Chunk.of("Type", ints(4, 77, 1)));
        assertTrue(file.types().isEmpty());
        assertEquals(ValueType.ANY_VALUE, file.types().type(50));
        CodeValidator.validate(file, 25);
        assertArrayEquals(Samples.sample().md5(), file.md5());
    }

    @Test
    void hugeClaimsCostNothing() {
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("AtU8", ints(Integer.MAX_VALUE, 0))));
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("AtU8", ints(Integer.MIN_VALUE, 0))));
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("LitT", ints(Integer.MAX_VALUE, 0))));
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("LitT", ints(60 << 20, 0x789c0300))));
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("Type", ints(1, 1 << 30, 0))));
        assertThrows(MalformedBeamException.class, () -> with(Chunk.of("Line", ints(0, 0, 0, 1 << 30, 1 << 30))));
    }

    @Test
    void filesForAnUnknownReleaseAreRefusedWithThatReason() {
        byte[] code = Samples.sample().chunks().find("Code").orElseThrow().toByteArray();
        code[11] = (byte) 200;
        BeamFile file = with(Chunk.of("Code", code));
        assertThrows(UnsupportedBeamException.class, () -> file.code().functions());
    }
}
