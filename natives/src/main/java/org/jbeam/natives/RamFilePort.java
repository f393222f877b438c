package org.jbeam.natives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jbeam.runtime.ErlangPort;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;
import org.jbeam.term.Atom;
import org.jbeam.term.Bitstring;
import org.jbeam.term.Cons;
import org.jbeam.term.Nil;
import org.jbeam.term.Pid;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Terms;
import org.jbeam.term.Tuple;

/** The {@code ram_file_drv} driver: a file in memory, behind module ram_file. A command is a byte and its arguments; the answer comes as data. */
final class RamFilePort extends ErlangPort {
    private static final Atom DATA = Atom.of("data");
    private static final int OPEN = 1;
    private static final int READ = 2;
    private static final int SEEK = 3;
    private static final int WRITE = 4;
    private static final int SYNC = 9;
    private static final int TRUNCATE = 14;
    private static final int READ_AT = 17;
    private static final int WRITE_AT = 18;
    private static final int DATA_SYNC = 19;
    private static final int GET = 30;
    private static final int SIZE = 37;
    private static final int ADVISE = 38;
    private static final int ALLOCATE = 39;
    private static final int READABLE = 1;
    private static final int WRITABLE = 2;
    private static final int OK_ANSWER = 0;
    private static final int ERROR_ANSWER = 1;
    private static final int DATA_ANSWER = 2;
    private static final int NUMBER_ANSWER = 3;

    private final boolean binary;
    private byte[] content = {};
    private int end;
    private int position;
    private int mode;
    private long written;
    private long read;

    RamFilePort(VirtualMachine vm, String name, Pid owner, boolean binary) {
        super(vm, name, owner);
        this.binary = binary;
    }

    @Override
    protected void output(ErlangProcess from, Term data) {
        byte[] bytes = PortOutput.bytes(this, from, data);
        written += bytes.length;
        if (bytes.length == 0) {
            return;
        }
        try {
            execute(bytes[0], ByteBuffer.wrap(bytes, 1, bytes.length - 1));
        } catch (PosixException e) {
            byte[] reason = e.getMessage().getBytes(StandardCharsets.ISO_8859_1);
            byte[] answer = new byte[reason.length + 1];
            answer[0] = ERROR_ANSWER;
            System.arraycopy(reason, 0, answer, 1, reason.length);
            tell(answer, null);
        } catch (java.nio.BufferUnderflowException e) {
            close(Errno.atom(Errno.EINVAL), null);
        }
    }

    private void execute(int command, ByteBuffer args) throws PosixException {
        switch (command) {
            case OPEN -> open(args.getInt(), args);
            case READ -> tellData(read(args.getInt(), -1));
            case READ_AT -> {
                int offset = args.getInt();
                tellData(read(args.getInt(), offset(offset)));
            }
            case WRITE -> tellNumber(write(args, -1));
            case WRITE_AT -> tellNumber(write(args, offset(args.getInt())));
            case SEEK -> {
                int distance = args.getInt();
                tellNumber(seek(distance, args.getInt()));
            }
            case TRUNCATE -> {
                need(WRITABLE, Errno.EACCES);
                if (end > position) {
                    Arrays.fill(content, position, end, (byte) 0);
                }
                room(position);
                end = position;
                tell(new byte[] {OK_ANSWER}, null);
            }
            case GET -> tellData(Arrays.copyOf(content, end));
            case SIZE -> tellNumber(end);
            case SYNC, DATA_SYNC, ADVISE, ALLOCATE -> {
                need(READABLE | WRITABLE, Errno.EBADF);
                tell(new byte[] {OK_ANSWER}, null);
            }
            default -> {
                // OTP's driver gives no answer either
            }
        }
    }

    private void open(int newMode, ByteBuffer initial) {
        mode = newMode;
        content = new byte[initial.remaining()];
        initial.get(content);
        end = content.length;
        position = 0;
        tellNumber(0);
    }

    private void need(int anyOf, int errno) throws PosixException {
        if ((mode & anyOf) == 0) {
            throw new PosixException(errno);
        }
    }

    private static int offset(int given) throws PosixException {
        if (given < 0) {
            throw new PosixException(Errno.EINVAL);
        }
        return given;
    }

    private byte[] read(int count, int at) throws PosixException {
        need(READABLE, Errno.EBADF);
        int from = at < 0 ? position : at;
        if (count < 0) {
            throw new PosixException(Errno.EINVAL);
        }
        int length = from < end ? Math.min(count, end - from) : 0;
        if (at < 0) {
            position = from + length;
        }
        return length == 0 ? new byte[0] : Arrays.copyOfRange(content, from, from + length);
    }

    private int write(ByteBuffer data, int at) throws PosixException {
        need(WRITABLE, Errno.EBADF);
        int from = at < 0 ? position : at;
        int count = data.remaining();
        if (from > Integer.MAX_VALUE - 8 - count) {
            throw new PosixException(Errno.EINVAL);
        }
        room(from + count);
        data.get(content, from, count);
        end = Math.max(end, from + count);
        if (at < 0) {
            position = from + count;
        }
        return count;
    }

    private void room(int size) {
        if (size > content.length) {
            content = Arrays.copyOf(content, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(size, 2L * content.length)));
        }
    }

    private int seek(int distance, int origin) throws PosixException {
        need(READABLE | WRITABLE, Errno.EBADF);
        long start = switch (origin) {
            case 0 -> 0;
            case 1 -> position;
            case 2 -> end;
            default -> throw new PosixException(Errno.EINVAL);
        };
        long target = start + distance;
        if (target < 0 || target > Integer.MAX_VALUE) {
            throw new PosixException(Errno.EINVAL);
        }
        position = (int) target;
        return position;
    }

    // ---- answers

    private void tellNumber(int number) {
        tell(ByteBuffer.allocate(5).put((byte) NUMBER_ANSWER).putInt(number).array(), null);
    }

    private void tellData(byte[] data) {
        tell(ByteBuffer.allocate(5).put((byte) DATA_ANSWER).putInt(data.length).array(), data);
    }

    /** The header always comes as a list, the data as the port was opened. */
    private void tell(byte[] header, byte[] data) {
        Term list = data == null ? Nil.NIL : binary ? Bitstring.of(data) : Terms.byteList(data);
        for (int i = header.length - 1; i >= 0; i--) {
            list = new Cons(SmallInt.ofByte(header[i]), list);
        }
        read += header.length + (data == null ? 0 : data.length);
        tellOwner(Tuple.of(id(), Tuple.of(DATA, list)));
    }

    @Override
    protected void stop() {
        content = new byte[0];
        end = 0;
    }

    @Override
    public long bytesIn() {
        return read;
    }

    @Override
    public long bytesOut() {
        return written;
    }
}
