package org.jbeam.natives;

import java.util.List;
import org.jbeam.runtime.BifException;
import org.jbeam.term.Atom;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple2;

/**
 * The options of {@code open_port/2}.
 *
 * @param packet bytes of the length before each packet, 0 for none
 * @param line the longest line, or -1 when the input is not cut into lines
 * @param args the arguments of an executable, or null
 * @param env {@code {Name, Value}} pairs, the value a string, or false for none
 * @param low how many waiting bytes free a busy port
 * @param high how many waiting bytes make it busy
 */
record PortOptions(boolean in, boolean out, boolean binary, boolean eof, boolean exitStatus, boolean stderrToStdout, boolean useStdio,
        int packet, int line, Term cd, Term arg0, List<Term> args, List<Term> env, long low, long high) {
    private static final int DEFAULT_LINE = 512;
    private static final long DEFAULT_HIGH = 8192;

    /** Reads an option list; refuses what no port knows with {@code badopt}. */
    static PortOptions parse(Term list) {
        try {
            Parser parser = new Parser();
            for (Term option : Args.list(list)) {
                if (option instanceof Tuple2 t && t.e0() instanceof Atom name) {
                    parser.pair(name.name(), t.e1());
                } else {
                    parser.flag(Args.atom(option).name());
                }
            }
            return parser.result();
        } catch (BifException e) {
            throw BifException.error(Atom.of("badopt"));
        }
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
        private long low = DEFAULT_HIGH / 2;
        private long high = DEFAULT_HIGH;

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
                case "line" -> line = DEFAULT_LINE;
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
                case "args" -> args = List.of(Args.list(value));
                case "env" -> env = pairs(value);
                case "parallelism" -> Args.bool(value);
                case "busy_limits_port" -> limits(value);
                case "busy_limits_msgq" -> checkLimits(value);
                default -> throw BifException.badarg();
            }
        }

        private static List<Term> pairs(Term value) {
            List<Term> all = List.of(Args.list(value));
            if (!all.stream().allMatch(Tuple2.class::isInstance)) {
                throw BifException.badarg();
            }
            return all;
        }

        private void limits(Term value) {
            checkLimits(value);
            if (value instanceof Tuple2 both) {
                high = ((SmallInt) both.e1()).value();
                low = Math.min(high, ((SmallInt) both.e0()).value());
            } else {
                high = Long.MAX_VALUE;
                low = Long.MAX_VALUE;
            }
        }

        private static void checkLimits(Term value) {
            if (value instanceof Tuple2 both) {
                Args.integer(both.e0(), 1, Long.MAX_VALUE);
                Args.integer(both.e1(), 1, Long.MAX_VALUE);
            } else if (value != Atom.of("disabled")) {
                throw BifException.badarg();
            }
        }

        private PortOptions result() {
            if (packet != 0 && line >= 0 || stderrToStdout && !useStdio) {
                throw BifException.badarg();
            }
            boolean both = in == out;
            return new PortOptions(in || both, out || both, binary, eof, exitStatus, stderrToStdout, useStdio, packet, line, cd, arg0,
                    args, env, low, high);
        }
    }
}
