package org.jbeam.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jbeam.term.Atom;

/**
 * The content of {@link BifTable} as bytes: with them a later run of the same build need not look at the classes, which then are loaded when they are
 * first called.
 */
public final class BifIndex {
    private BifIndex() {}

    /** All that {@link BifTable} holds now: the texts, each once, then the functions. */
    public static byte[] write() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(rows); DataOutputStream head = new DataOutputStream(all)) {
            for (BifTable.Entry e : BifTable.all()) {
                for (String text : List.of(e.module().name(), e.function().name(), e.ownerName(), e.methodName(), e.returnTypeName())) {
                    int next = texts.size();
                    Integer known = texts.putIfAbsent(text, next);
                    out.writeShort(known == null ? next : known);
                }
                out.writeByte(e.arity());
                out.writeByte(e.flags());
            }
            head.writeShort(texts.size());
            for (String text : texts.keySet()) {
                head.writeUTF(text);
            }
            head.writeShort(BifTable.all().size());
            rows.writeTo(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    /**
     * Adds what {@link #write} wrote to {@link BifTable}, all or nothing.
     *
     * @throws IllegalArgumentException other bytes, or functions that are there already
     */
    public static void read(byte[] index) {
        List<BifTable.Entry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(index))) {
            String[] texts = new String[in.readUnsignedShort()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = in.readUTF();
            }
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                Atom module = Atom.of(texts[in.readUnsignedShort()]);
                Atom function = Atom.of(texts[in.readUnsignedShort()]);
                String owner = texts[in.readUnsignedShort()];
                String method = texts[in.readUnsignedShort()];
                String result = texts[in.readUnsignedShort()];
                entries.add(new BifTable.Entry(module, function, in.readUnsignedByte(), owner, method, result, in.readUnsignedByte()));
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not an index of built-in functions", e);
        }
        entries.forEach(BifTable::add);
    }
}
