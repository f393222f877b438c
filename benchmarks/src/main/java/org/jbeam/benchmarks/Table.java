package org.jbeam.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks with JMH's own command line, counts what they allocate, and prints one line of a Markdown table for each benchmark and set
 * of parameters. Where a benchmark has a parameter {@code peer}, peers stand side by side, and the ratio to {@code jbeam} with them.
 */
public final class Table {
    private static final String PEER = "peer";
    private static final String JBEAM = "jbeam";
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Table() {}

    /**
     * @param args as JMH takes them: {@code [-f forks] [-p param=value] regex}
     * @throws RunnerException a benchmark that failed
     * @throws CommandLineOptionException arguments that JMH does not know
     */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        CommandLineOptions line = new CommandLineOptions(args);
        if (line.shouldHelp()) {
            try {
                line.showHelp();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return;
        }
        Options options = new OptionsBuilder().parent(line).addProfiler(GCProfiler.class).shouldFailOnError(true).build();
        System.out.println(of(new Runner(options).run()));
    }

    /** The table: time and allocated bytes for each operation, and how many times jbeam's time a peer takes. */
    static String of(Collection<RunResult> results) {
        Map<String, Map<String, RunResult>> rows = new TreeMap<>();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            String peer = params.getParamsKeys().contains(PEER) ? params.getParam(PEER) : JBEAM;
            rows.computeIfAbsent(name(params), key -> new TreeMap<>()).put(peer, result);
        }
        StringBuilder out = new StringBuilder("\n| benchmark | peer | time | bytes allocated | times jbeam |\n|---|---|---|---|---|\n");
        rows.forEach((name, peers) -> peers.forEach((peer, result) -> line(out, name, peer, result, peers.get(JBEAM))));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String peer, RunResult result, RunResult own) {
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        String ratio = own == null || own == result ? "" : "%.1f".formatted(time.getScore() / own.getPrimaryResult().getScore());
        double error = Double.isNaN(time.getScoreError()) ? 0 : time.getScoreError();
        out.append("| %s | %s | %.4g ±%.2g %s | %s | %s |%n".formatted(name, peer, time.getScore(), error, time.getScoreUnit(),
                bytes == null ? "" : "%.0f".formatted(bytes.getScore()), ratio));
    }

    private static String name(BenchmarkParams params) {
        String full = params.getBenchmark();
        int method = full.lastIndexOf('.');
        StringBuilder name = new StringBuilder(full.substring(full.lastIndexOf('.', method - 1) + 1));
        for (String key : params.getParamsKeys()) {
            if (!key.equals(PEER)) {
                name.append(' ').append(params.getParam(key));
            }
        }
        return name.toString();
    }
}
