package org.jbeam.natives;

import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;

/** Module zlib: compression and decompression in steps. Only a stream's controlling process may use it. */
@BifModule(value = "zlib", nif = true)
public final class ZlibBifs {
    /** Bytes that count as a reduction. */
    private static final int BYTES_PER_REDUCTION = 32;
    private static final int DEFLATED = 8;
    private static final int LARGEST_MEMORY_LEVEL = 9;

    private ZlibBifs() {}

    private static ZlibStream any(Term ref) {
        if (ref instanceof ZlibStream stream) {
            return stream;
        }
        throw BifException.badarg();
    }

    private static ZlibStream own(ErlangProcess p, Term ref) {
        ZlibStream stream = any(ref);
        if (!stream.controller().equals(p.pid())) {
            throw BifException.error(Atom.of("not_on_controlling_process"));
        }
        return stream;
    }

    private static int number(Term term) {
        return (int) Args.integer(term, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** {@code open_nif()}. */
    @Bif("open_nif")
    public static Term open(ErlangProcess p) {
        return new ZlibStream(p.vm().newRef(), p.pid());
    }

    /** {@code close_nif(Z)}. */
    @Bif("close_nif")
    public static Term close(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        if (stream.isClosed()) {
            throw ZlibStream.notInitialized();
        }
        stream.close();
        return Atom.OK;
    }

    /** {@code set_controller_nif(Z, Pid)}. */
    @Bif("set_controller_nif")
    public static Term setController(ErlangProcess p, Term z, Term pid) {
        any(z);
        if (!(pid instanceof Pid owner) || !owner.node().isLocal()) {
            throw BifException.badarg();
        }
        own(p, z).controller(owner);
        return Atom.OK;
    }

    // ---- compression

    /** {@code deflateInit_nif(Z, Level, Method, WindowBits, MemLevel, Strategy)}. */
    @Bif("deflateInit_nif")
    public static Term deflateInit(ErlangProcess p, Term z, Term level, Term method, Term windowBits, Term memLevel, Term strategy) {
        any(z);
        int effort = number(level);
        int how = number(method);
        int bits = number(windowBits);
        int memory = number(memLevel);
        int plan = number(strategy);
        ZlibStream stream = fresh(p, z);
        if (how != DEFLATED || memory < 1 || memory > LARGEST_MEMORY_LEVEL || effort < -1 || effort > 9 || plan < 0 || plan > 4) {
            throw ZlibCodec.streamError();
        }
        stream.start(new DeflateCodec(effort, bits, plan), 0);
        return Atom.OK;
    }

    private static ZlibStream fresh(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        if (stream.isStarted() || stream.isClosed()) {
            throw BifException.error(Atom.of("already_initialized"));
        }
        return stream;
    }

    /** {@code deflateSetDictionary_nif(Z, Dictionary)}: its checksum. */
    @Bif("deflateSetDictionary_nif")
    public static Term deflateSetDictionary(ErlangProcess p, Term z, Term dictionary) {
        any(z);
        byte[] bytes = IoData.bytes(dictionary);
        return SmallInt.of(own(p, z).deflate().setDictionary(bytes));
    }

    /** {@code deflateReset_nif(Z)}. */
    @Bif("deflateReset_nif")
    public static Term deflateReset(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        stream.deflate();
        stream.reset();
        return Atom.OK;
    }

    /** {@code deflateEnd_nif(Z)}. */
    @Bif("deflateEnd_nif")
    public static Term deflateEnd(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        stream.deflate();
        stream.end();
        return Atom.OK;
    }

    /** {@code deflateParams_nif(Z, Level, Strategy)}. */
    @Bif("deflateParams_nif")
    public static Term deflateParams(ErlangProcess p, Term z, Term level, Term strategy) {
        any(z);
        int effort = number(level);
        int plan = number(strategy);
        own(p, z).deflate().parameters(effort, plan);
        return Atom.OK;
    }

    /** {@code deflate_nif(Z, InputChunk, OutputChunk, Flush)}. */
    @Bif("deflate_nif")
    public static Term deflate(ErlangProcess p, Term z, Term inputChunk, Term outputChunk, Term flush) {
        any(z);
        int in = number(inputChunk);
        int out = number(outputChunk);
        int mode = number(flush);
        ZlibStream stream = own(p, z);
        stream.deflate();
        p.bumpReductions(in / BYTES_PER_REDUCTION);
        return stream.work(in, out, mode);
    }

    // ---- decompression

    /** {@code inflateInit_nif(Z, WindowBits, EndBehavior)}. */
    @Bif("inflateInit_nif")
    public static Term inflateInit(ErlangProcess p, Term z, Term windowBits, Term endBehavior) {
        any(z);
        int bits = number(windowBits);
        int behavior = number(endBehavior);
        fresh(p, z).start(new InflateCodec(bits), behavior);
        return Atom.OK;
    }

    /** {@code inflateSetDictionary_nif(Z, Dictionary)}. */
    @Bif("inflateSetDictionary_nif")
    public static Term inflateSetDictionary(ErlangProcess p, Term z, Term dictionary) {
        any(z);
        byte[] bytes = IoData.bytes(dictionary);
        own(p, z).inflate().setDictionary(bytes);
        return Atom.OK;
    }

    /** {@code inflateGetDictionary_nif(Z)}: the last output, at most a window of it. */
    @Bif("inflateGetDictionary_nif")
    public static Term inflateGetDictionary(ErlangProcess p, Term z) {
        return Bitstring.of(own(p, z).inflate().dictionary());
    }

    /** {@code inflateReset_nif(Z)}. */
    @Bif("inflateReset_nif")
    public static Term inflateReset(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        stream.inflate();
        stream.reset();
        return Atom.OK;
    }

    /** {@code inflateEnd_nif(Z)}. */
    @Bif("inflateEnd_nif")
    public static Term inflateEnd(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        stream.inflate();
        stream.end();
        return Atom.OK;
    }

    /** {@code inflate_nif(Z, InputChunk, OutputChunk, Flush)}. */
    @Bif("inflate_nif")
    public static Term inflate(ErlangProcess p, Term z, Term inputChunk, Term outputChunk, Term flush) {
        any(z);
        int in = number(inputChunk);
        int out = number(outputChunk);
        int mode = number(flush);
        ZlibStream stream = own(p, z);
        stream.inflate();
        stream.continueAfterEnd();
        p.bumpReductions(out / BYTES_PER_REDUCTION);
        return stream.work(in, out, mode);
    }

    // ---- the rest

    /** {@code crc32_nif(Z)}: the checksum of what raw data has been so far. */
    @Bif("crc32_nif")
    public static Term crc32(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        if (!stream.isStarted()) {
            throw ZlibStream.notInitialized();
        }
        return SmallInt.of(stream.crc());
    }

    /** {@code getStash_nif(Z)}: {@code {ok, Term}} or empty. */
    @Bif("getStash_nif")
    public static Term getStash(ErlangProcess p, Term z) {
        Term stash = own(p, z).stash();
        return stash == null ? Atom.of("empty") : Tuple.of(Atom.OK, stash);
    }

    /** {@code clearStash_nif(Z)}. */
    @Bif("clearStash_nif")
    public static Term clearStash(ErlangProcess p, Term z) {
        ZlibStream stream = own(p, z);
        if (stream.stash() == null) {
            throw BifException.error(Atom.ERROR);
        }
        stream.stash(null);
        return Atom.OK;
    }

    /** {@code setStash_nif(Z, Term)}. */
    @Bif("setStash_nif")
    public static Term setStash(ErlangProcess p, Term z, Term term) {
        ZlibStream stream = own(p, z);
        if (stream.stash() != null) {
            throw BifException.error(Atom.ERROR);
        }
        stream.stash(term);
        return Atom.OK;
    }

    /** {@code getBufSize_nif(Z)}. */
    @Bif("getBufSize_nif")
    public static Term getBufSize(ErlangProcess p, Term z) {
        return SmallInt.of(own(p, z).bufferSize());
    }

    /** {@code setBufSize_nif(Z, Size)}. */
    @Bif("setBufSize_nif")
    public static Term setBufSize(ErlangProcess p, Term z, Term size) {
        own(p, z).bufferSize(number(size));
        return Atom.OK;
    }

    /** {@code enqueue_nif(Z, Binaries)}: input for the next steps. */
    @Bif("enqueue_nif")
    public static Term enqueue(ErlangProcess p, Term z, Term binaries) {
        ZlibStream stream = own(p, z);
        if (!stream.isStarted()) {
            throw ZlibStream.notInitialized();
        }
        Term rest = binaries;
        while (rest != Nil.NIL) {
            if (!(rest instanceof Cons cell) || !(cell.head() instanceof Bitstring b) || !b.isBinary()) {
                throw BifException.badarg();
            }
            rest = cell.tail();
        }
        for (rest = binaries; rest instanceof Cons cell; rest = cell.tail()) {
            stream.enqueue((Bitstring) cell.head());
        }
        return Atom.OK;
    }
}
