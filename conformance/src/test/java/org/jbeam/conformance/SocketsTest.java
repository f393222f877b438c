package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An echo server in Erlang, and its clients in this process, which is another one of the operating system. {@code conformance/run-long sockets} sends more.
 */
class SocketsTest {
    /** Bytes of all connections of the big test. */
    private static final long TOTAL = Long.getLong("jbeam.echo", 20_000_000);
    private static final int CHUNK = 20_000;

    @TempDir
    static Path beams;

    @BeforeAll
    static void compilePrograms() {
        String folder = Vm.ROOT.resolve("conformance/programs").toString();
        Vm.Result result = Vm.jbeam().in(beams).run("-noshell", "-eval",
                "[{ok, _} = compile:file(filename:join(\"" + folder + "\", F)) || F <- [jb_echo, jb_rubbish, jb_sockets]], halt(0).");
        assertEquals(0, result.status(), result.out() + result.err());
    }

    @Test
    void echoesToAThousandConnections() throws Exception {
        int connections = 1000;
        echo("once", connections, TOTAL / connections, 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"passive", "active", "once", "count"})
    void echoesInEveryMode(String mode) throws Exception {
        echo(mode, 8, 500_000, 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"passive", "once"})
    void waitsForWhoDoesNotRead(String mode) throws Exception {
        echo(mode, 2, 8_000_000, 300);
    }

    @Test
    void answersAsOtpDoes() {
        String[] words = {"-noshell", "-s", "jb_sockets", "run"};
        Vm.Result expected = Vm.oracle().in(beams).run(words);
        assertEquals(expected.out(), Vm.jbeam().in(beams).run(words).out());
    }

    @Test
    void isNotExhaustedByPeersThatSendRubbishOrNeverRead() {
        Vm.Result result = Vm.jbeam().with("JBEAM_JAVA_OPTS", "-Xmx128m").in(beams).run("-noshell", "-s", "jb_rubbish", "run", "50");
        assertEquals(new Vm.Result(0, "100\n", ""), result);
    }

    /** Sends so many bytes over each connection and reads them back; reading begins after {@code pause} ms. */
    private static void echo(String mode, int connections, long each, long pause) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Vm.ROOT.resolve("jbeam").toString(), "-noshell", "-s", "jb_echo", "run", mode,
                Integer.toString(connections)).directory(beams.toFile()).redirectErrorStream(true);
        builder.environment().putAll(java.util.Map.of("JBEAM_BUILD", "never", "JBEAM_JAVA_OPTS", "-Xmx256m"));
        Process server = builder.start();
        try (BufferedReader out = server.inputReader(); ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(out.readLine()));
            List<Future<Long>> clients = IntStream.range(0, connections).mapToObj(n -> threads.submit(() -> client(threads, address, n, each, pause)))
                    .toList();
            for (Future<Long> client : clients) {
                assertEquals(each, client.get(2, TimeUnit.MINUTES));
            }
            assertEquals("echoed " + connections * each + " bytes of " + connections + " connections", out.readLine());
            assertNull(out.readLine());
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static long client(ExecutorService threads, InetSocketAddress address, int number, long each, long pause) throws Exception {
        try (SocketChannel channel = SocketChannel.open(address)) {
            Future<?> writer = threads.submit(() -> {
                SplittableRandom data = new SplittableRandom(number);
                byte[] bytes = new byte[CHUNK];
                for (long left = each; left > 0; left -= CHUNK) {
                    data.nextBytes(bytes);
                    ByteBuffer next = ByteBuffer.wrap(bytes, 0, (int) Math.min(left, CHUNK));
                    while (next.hasRemaining()) {
                        channel.write(next);
                    }
                }
                channel.shutdownOutput();
                return null;
            });
            Thread.sleep(pause);
            long read = read(channel, new SplittableRandom(number), each);
            writer.get();
            return read;
        }
    }

    /** Reads to the end: how many bytes, as long as they are those that were sent. */
    private static long read(SocketChannel channel, SplittableRandom data, long each) throws IOException {
        byte[] expected = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long read = 0;
        while (true) {
            buffer.clear().limit(Math.clamp(each - read, 1, CHUNK));
            int goal = buffer.limit();
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // the rest of the chunk
            }
            if (buffer.position() == 0) {
                return read;
            }
            data.nextBytes(expected);
            int mismatch = ByteBuffer.wrap(expected, 0, buffer.position()).mismatch(ByteBuffer.wrap(buffer.array(), 0, buffer.position()));
            if (mismatch >= 0 || buffer.position() < goal) {
                return read + Math.max(mismatch, 0);
            }
            read += goal;
        }
    }
}
