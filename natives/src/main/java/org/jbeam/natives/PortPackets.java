package org.jbeam.natives;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Port;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** Cuts the input of a byte stream into the messages that a port's options ask for, and puts lengths before its output. */
final class PortPackets {
    private static final Atom DATA = Atom.of("data");
    private static final Atom EOL = Atom.of("eol");
    private static final Atom NOEOL = Atom.of("noeol");

    private final Port port;
    private final PortOptions options;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    /** One that belongs to the end of the line if a line feed follows. */
    private boolean carriageReturn;

    PortPackets(Port port, PortOptions options) {
        this.port = port;
        this.options = options;
    }

    /** Takes {@code count} bytes of input and passes the messages that are complete. */
    void feed(byte[] input, int count, Consumer<Term> owner) {
        if (options.packet() > 0) {
            pending.write(input, 0, count);
            packets(owner);
        } else if (options.line() >= 0) {
            lines(input, count, owner);
        } else {
            owner.accept(message(data(Arrays.copyOf(input, count))));
        }
    }

    /** The input is over: passes an unfinished line. */
    void end(Consumer<Term> owner) {
        takeCarriageReturn(owner);
        if (options.line() >= 0 && pending.size() > 0) {
            owner.accept(line(NOEOL));
        }
    }

    private void packets(Consumer<Term> owner) {
        byte[] all = pending.toByteArray();
        int at = 0;
        int head = options.packet();
        while (all.length - at >= head) {
            long length = 0;
            for (int i = 0; i < head; i++) {
                length = length << 8 | all[at + i] & 0xff;
            }
            if (all.length - at - head < length) {
                break;
            }
            owner.accept(message(data(Arrays.copyOfRange(all, at + head, at + head + (int) length))));
            at += head + (int) length;
        }
        pending.reset();
        pending.write(all, at, all.length - at);
    }

    private void lines(byte[] input, int count, Consumer<Term> owner) {
        for (int i = 0; i < count; i++) {
            if (input[i] == '\n') {
                carriageReturn = false;
                owner.accept(line(EOL));
                continue;
            }
            takeCarriageReturn(owner);
            if (input[i] == '\r') {
                carriageReturn = true;
            } else {
                add(input[i], owner);
            }
        }
    }

    private void takeCarriageReturn(Consumer<Term> owner) {
        if (carriageReturn) {
            carriageReturn = false;
            add('\r', owner);
        }
    }

    private void add(int b, Consumer<Term> owner) {
        // a full line waits for what follows: only then is it known to be too long
        if (pending.size() >= options.line()) {
            owner.accept(line(NOEOL));
        }
        pending.write(b);
    }

    private Term line(Atom end) {
        Term line = data(pending.toByteArray());
        pending.reset();
        return message(Tuple.of(end, line));
    }

    private Term data(byte[] bytes) {
        return options.binary() ? Bitstring.of(bytes) : Terms.byteList(bytes);
    }

    private Term message(Term data) {
        return Tuple.of(port, Tuple.of(DATA, data));
    }

    /** Output with its length before it; null when it is longer than that can tell. */
    byte[] frame(byte[] bytes) {
        int head = options.packet();
        if (head == 0) {
            return bytes;
        }
        if (head < 4 && bytes.length >>> (8 * head) != 0) {
            return null;
        }
        byte[] framed = new byte[head + bytes.length];
        for (int i = 0; i < head; i++) {
            framed[i] = (byte) (bytes.length >>> (8 * (head - 1 - i)));
        }
        System.arraycopy(bytes, 0, framed, head, bytes.length);
        return framed;
    }
}
