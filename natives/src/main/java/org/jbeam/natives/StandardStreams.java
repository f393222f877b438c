package org.jbeam.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.runtime.VirtualMachine;

/** Where a machine's standard output and standard error go: the descriptors 1 and 2, or streams of the program that the machine is a part of. */
public final class StandardStreams {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private volatile OutputStream output;
    private volatile OutputStream error;

    private StandardStreams() {}

    /** Those of a machine. */
    public static StandardStreams of(VirtualMachine vm) {
        return vm.service(StandardStreams.class, StandardStreams::new);
    }

    /** Replaces them, before the machine starts; null leaves the descriptor. Streams are written to by one thread each, flushed, and never closed. */
    public void replace(OutputStream standardOutput, OutputStream standardError) {
        output = standardOutput;
        error = standardError;
    }

    /** What is written to a descriptor. */
    OutputStream output(int fd) {
        OutputStream own = fd == OUTPUT ? output : fd == ERROR ? error : null;
        return own == null ? DescriptorStreams.output(fd) : own;
    }

    /** Prints what the machine itself has to say on standard output. */
    static void print(byte[] text) {
        StandardStreams own = ErlangProcess.running() == null ? null : of(ErlangProcess.running().vm());
        write(own == null || own.output == null ? System.out : own.output, text);
    }

    /** Prints what the machine itself has to say on standard error. */
    static void printError(byte[] text) {
        StandardStreams own = ErlangProcess.running() == null ? null : of(ErlangProcess.running().vm());
        write(own == null || own.error == null ? System.err : own.error, text);
    }

    private static void write(OutputStream to, byte[] text) {
        try {
            to.write(text);
            to.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
