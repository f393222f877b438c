package org.jbeam.natives;

import java.util.ArrayList;
import java.util.List;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/**
 * The options of {@code open_port/2}.
 *
 * @param packet bytes of the length before each packet, 0 for none
 * @param line the longest line, or -1 when the input is not cut into lines
 * @param args the arguments of an executable, or null
 * @param env {@code {Name, Value}} pairs
 */
record PortOptions(boolean in, boolean out, boolean binary, boolean eof, boolean exitStatus, boolean stderrToStdout, boolean useStdio,
        int packet, int line, Term cd, Term arg0, List<Term> args, List<Term> env) {

    /** Reads an option list; refuses what no port knows. */
    static PortOptions parse(Term list) {
        Parser parser = new Parser();
        for (Term option : Args.list(list)) {
            if (option instanceof Tuple2 t && t.e0() instanceof Atom name) {
                parser.pair(name.name(), t.e1());
            } else {
                parser.flag(Args.atom(option).name());
            }
        }
        return parser.result();
    }

    private static final class Parser {
        private boolean in;
        private boolean out;
        private boolean binary;
        private boolean eof;
        private boolean exitStatus;
        private boolean stderrToStdout;
        private boolean useStdio = true;
        private int packet;
        private int line = -1;
        private Term cd;
        private Term arg0;
        private List<Term> args;
        private List<Term> env = List.of();

        private void flag(String name) {
            switch (name) {
                case "in" -> in = true;
                case "out" -> out = true;
                case "binary" -> binary = true;
                case "eof" -> eof = true;
                case "exit_status" -> exitStatus = true;
                case "stderr_to_stdout" -> stderrToStdout = true;
                case "use_stdio" -> useStdio = true;
                case "nouse_stdio" -> useStdio = false;
                case "stream" -> packet = 0;
                case "hide", "overlapped_io" -> { }
                default -> throw BifException.badarg();
            }
        }

        private void pair(String name, Term value) {
            switch (name) {
                case "packet" -> {
                    packet = (int) Args.integer(value);
                    if (packet != 1 && packet != 2 && packet != 4) {
                        throw BifException.badarg();
                    }
                }
                case "line" -> line = (int) Args.integer(value, 1, Integer.MAX_VALUE);
                case "cd" -> cd = value;
                case "arg0" -> arg0 = value;
                case "args" -> args = new ArrayList<>(List.of(Args.list(value)));
                case "env" -> env = List.of(Args.list(value));
                case "parallelism" -> Args.bool(value);
                case "busy_limits_port", "busy_limits_msgq" -> { }
                default -> throw BifException.badarg();
            }
        }

        private PortOptions result() {
            if (packet != 0 && line >= 0) {
                throw BifException.badarg();
            }
            boolean both = in == out;
            return new PortOptions(in || both, out || both, binary, eof, exitStatus, stderrToStdout, useStdio, packet, line, cd, arg0,
                    args, env);
        }
    }
}
