package org.jbeam.ets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jbeam.ets.TableFileException.Reason;
import org.jbeam.etf.EtfDecoder;
import org.jbeam.etf.EtfEncoder;
import org.jbeam.etf.EtfException;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.ListBuilder;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/**
 * Tables in files, in the format of OTP's {@code ets:tab2file/3}, which either side reads: a {@link DiskLog} whose first item is a tuple of what
 * {@code ets:info/1} tells, then the objects, then maybe {@code ['$end_of_table', Checks]}.
 */
public final class TableFile {
    private static final Atom END = Atom.of("$end_of_table");
    private static final Atom COUNT = Atom.of("count");
    private static final Atom MD5 = Atom.of("md5");
    private static final Atom EXTENDED_INFO = Atom.of("extended_info");
    private static final Atom MAJOR = Atom.of("major_version");
    private static final Atom MINOR = Atom.of("minor_version");
    private static final long VERSION = 1;
    private static final int BATCH = 100;
    private static final List<Atom> MANDATORY = List.of(Atom.of("name"), Atom.of("type"), Atom.of("protection"), Atom.of("named_table"),
            Atom.of("keypos"), Atom.of("size"));

    private TableFile() {}

    /** What is written at the end for {@link #read} to compare: the {@code extended_info} of {@code ets:tab2file/3}. */
    public enum Check {
        /** How many objects there are. */
        OBJECT_COUNT,
        /** An MD5 of all that was written. */
        MD5SUM;

        Atom atom() {
            return Atom.of(name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /**
     * {@code ets:tab2file/3}: writes a table as it is at one moment. Writers wait while its objects are collected, not while they are written. A file
     * that was there is replaced.
     *
     * @throws IOException the file cannot be written; what there is of it is deleted
     */
    public static void write(Table table, Path file, Set<Check> checks) throws IOException {
        // the order of ets:select/2, which keeps that of the objects of a key when they are inserted again
        List<Tuple> objects = table.type() == TableType.ORDERED_SET ? table.snapshot() : table.snapshot().reversed();
        EtfEncoder encoder = EtfEncoder.create();
        MessageDigest digest = DiskLog.md5();
        Files.deleteIfExists(file);
        try (DiskLog.Writer log = new DiskLog.Writer(file)) {
            item(log, digest, encoder, header(table, objects.size(), checks));
            for (Tuple object : objects) {
                item(log, digest, encoder, object);
            }
            ListBuilder end = new ListBuilder();
            if (checks.contains(Check.OBJECT_COUNT)) {
                end.add(Tuple.of(COUNT, SmallInt.of(objects.size())));
            }
            if (checks.contains(Check.MD5SUM)) {
                end.add(Tuple.of(MD5, Bitstring.of(digest.digest())));
            }
            if (!checks.isEmpty()) {
                log.item(encoder.encode(Terms.list(END, end.finish())));
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void item(DiskLog.Writer log, MessageDigest digest, EtfEncoder encoder, Term term) throws IOException {
        byte[] bytes = encoder.encode(term);
        digest.update(bytes);
        log.item(bytes);
    }

    private static Tuple header(Table table, int size, Set<Check> checks) {
        List<Term> info = new ArrayList<>();
        for (Term rest = TableInfo.all(table); rest instanceof Cons cell; rest = cell.tail()) {
            Tuple pair = (Tuple) cell.head();
            info.add(pair.element(0) == Atom.of("size") ? Tuple.of(pair.element(0), SmallInt.of(size)) : pair);
        }
        ListBuilder extended = new ListBuilder();
        checks.stream().sorted().forEach(check -> extended.add(check.atom()));
        info.add(Tuple.of(MAJOR, SmallInt.of(VERSION)));
        info.add(Tuple.of(MINOR, SmallInt.ZERO));
        info.add(Tuple.of(EXTENDED_INFO, extended.finish()));
        return Tuple.of(info.toArray(Term[]::new));
    }

    /**
     * {@code ets:file2tab/2}: makes a table of a file, with the name, type, protection and key position of the one that was written.
     *
     * @param verify compare counts and check sums, as {@code {verify, true}}
     * @throws TableFileException it is no such file; then there is no new table
     * @throws IOException the file cannot be read
     */
    public static Table read(Path file, EtsTables tables, Pid owner, boolean verify) throws IOException {
        try (DiskLog.Reader log = new DiskLog.Reader(file)) {
            Loader loader = new Loader(log, verify);
            Table table;
            try {
                table = tables.create(loader.item("name"), loader.options(), owner);
            } catch (EtsException e) {
                throw new TableFileException(Reason.CANNOT_CREATE_TABLE, "no table can be made: " + e.reason(), e);
            }
            try {
                loader.load(table);
                return table;
            } catch (IOException | RuntimeException e) {
                tables.delete(table.reference(), owner);
                throw e;
            }
        }
    }

    /**
     * {@code ets:tabfile_info/1}, all that the file tells of its table: pairs as of {@code ets:info/1}, and {@code major_version},
     * {@code minor_version}, {@code extended_info}.
     *
     * @throws IOException as {@link #read}
     */
    public static Term info(Path file) throws IOException {
        try (DiskLog.Reader log = new DiskLog.Reader(file)) {
            return Terms.list(new Loader(log, false).header.toArray());
        }
    }

    /** Reads one file. */
    private static final class Loader {
        private final DiskLog.Reader log;
        private final boolean verify;
        private final EtfDecoder decoder = EtfDecoder.create();
        private final MessageDigest digest = DiskLog.md5();
        private final Tuple header;

        Loader(DiskLog.Reader log, boolean verify) throws IOException {
            this.log = log;
            this.verify = verify;
            byte[] bytes = log.item();
            if (bytes == null || !(decoded(bytes) instanceof Tuple tuple)) {
                throw bad("there is no header");
            }
            digest.update(bytes);
            header = tuple;
            for (Atom item : MANDATORY) {
                item(item.name());
            }
            if (find(MAJOR) instanceof SmallInt major && major.value() > VERSION) {
                throw new TableFileException(Reason.UNSUPPORTED_FILE_VERSION, "version " + major);
            }
        }

        private static TableFileException bad(String what) {
            return new TableFileException(Reason.BADFILE, what);
        }

        private Term decoded(byte[] bytes) throws TableFileException {
            try {
                return decoder.decode(bytes);
            } catch (EtfException e) {
                throw new TableFileException(Reason.BADFILE, "an item is no term", e);
            }
        }

        private Term find(Atom name) {
            for (int i = 0; i < header.arity(); i++) {
                if (header.element(i) instanceof Tuple pair && pair.arity() == 2 && pair.element(0) == name) {
                    return pair.element(1);
                }
            }
            return null;
        }

        Term item(String name) throws TableFileException {
            Term value = find(Atom.of(name));
            if (value == null) {
                throw bad("the header has no " + name);
            }
            return value;
        }

        Term options() throws TableFileException {
            ListBuilder options = new ListBuilder();
            options.add(item("type"));
            options.add(item("protection"));
            options.add(Tuple.of(Atom.of("keypos"), item("keypos")));
            if (item("named_table") == Atom.TRUE) {
                options.add(Atom.of("named_table"));
            }
            if (find(Atom.of("compressed")) == Atom.TRUE) {
                options.add(Atom.of("compressed"));
            }
            return options.finish();
        }

        private boolean wanted(Check check) {
            Term list = find(EXTENDED_INFO);
            while (list instanceof Cons cell) {
                if (cell.head() == check.atom()) {
                    return true;
                }
                list = cell.tail();
            }
            return false;
        }

        void load(Table table) throws IOException {
            long count = 0;
            Term end = null;
            List<Term> batch = new ArrayList<>();
            for (byte[] bytes = log.item(); bytes != null; bytes = log.item()) {
                Term term = decoded(bytes);
                if (end != null) {
                    throw bad("something stands behind the end");
                }
                if (term instanceof Cons cell && cell.head() == END && cell.tail() instanceof Cons checks && checks.tail() == Nil.NIL) {
                    end = checks.head();
                } else if (term instanceof Tuple object && object.arity() >= table.keyPosition()) {
                    digest.update(bytes);
                    batch.add(object);
                    count++;
                    if (batch.size() == BATCH) {
                        flush(table, batch);
                    }
                } else {
                    throw bad("an item is no object");
                }
            }
            flush(table, batch);
            if (verify) {
                verify(count, end);
            }
        }

        /** Inserts a list at once, as OTP does: in a bag the order of the objects of a key depends on it. */
        private static void flush(Table table, List<Term> batch) {
            table.insert(Terms.list(batch));
            batch.clear();
        }

        private void verify(long count, Term end) throws IOException {
            boolean counted = wanted(Check.OBJECT_COUNT);
            boolean summed = wanted(Check.MD5SUM);
            if (end == null && (counted || summed)) {
                throw bad("the end is missing");
            }
            if (summed && !(find(end, MD5) instanceof Bitstring sum && Arrays.equals(sum.toByteArray(), digest.digest()))) {
                throw new TableFileException(Reason.CHECKSUM_ERROR, "the check sum is another");
            }
            Term expected = counted ? find(end, COUNT) : summed ? SmallInt.of(count) : item("size");
            if (!(expected instanceof IntegerTerm n) || !n.equals(SmallInt.of(count))) {
                throw new TableFileException(Reason.INVALID_OBJECT_COUNT, count + " objects, not " + expected);
            }
        }

        private static Term find(Term pairs, Atom name) {
            for (Term rest = pairs; rest instanceof Cons cell; rest = cell.tail()) {
                if (cell.head() instanceof Tuple pair && pair.arity() == 2 && pair.element(0) == name) {
                    return pair.element(1);
                }
            }
            return null;
        }
    }
}
