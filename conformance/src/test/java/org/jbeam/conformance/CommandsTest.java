package org.jbeam.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code bin}, and what builds on them, with this folder first on the PATH. */
class CommandsTest {
    private static final Path BIN = Vm.ROOT.resolve("bin");

    @TempDir
    private Path folder;

    private record Result(int status, String output) {}

    /** Runs a line of shell with both outputs in one. */
    private Result shell(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(folder.toFile()).redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("PATH", BIN + ":" + System.getenv("PATH"));
        builder.environment().put("JBEAM_BUILD", "never");
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CACHE_HOME", System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), line);
        return new Result(process.exitValue(), output);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static void needs(String program) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), "skipped: no " + program + " here");
    }

    @Test
    void runsScripts() throws Exception {
        write("script", """
                #!/usr/bin/env escript
                %% -*- erlang -*-
                %%! -kernel answer 42
                main(Args) ->
                    {ok, Answer} = application:get_env(kernel, answer),
                    io:format("~p ~p ~ts~n", [Args, Answer, escript:script_name()]),
                    halt(3).
                """);
        Files.setPosixFilePermissions(folder.resolve("script"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(new Result(3, "[\"a\",\"b c\",\"-x\"] 42 ./script\n"), shell("./script a 'b c' -x"));
        assertEquals(new Result(1, "escript: Failed to open file: nothing\n"), shell("escript nothing"));
        assertEquals(new Result(1, "escript: Missing filename\n\n"), shell("escript -c"));
    }

    @Test
    void compiles() throws Exception {
        write("good.erl", "-module(good).\n-export([f/0]).\nf() -> ?WHAT.\n");
        write("bad.erl", "-module(bad).\n-export([f/0]).\n");
        assertEquals(new Result(0, ""), shell("mkdir ebin; erlc -DWHAT=yes -o ebin +debug_info good.erl && test -s ebin/good.beam"));
        Result refused = shell("erlc bad.erl");
        assertEquals(1, refused.status());
        assertTrue(refused.output().contains("bad.erl:2:2: function f/0 undefined"), refused.output());
    }

    @Test
    void runsCommonTest() throws Exception {
        write("suites/a_SUITE.erl", "-module(a_SUITE).\n-compile([export_all, nowarn_export_all]).\nall() -> [one].\none(_) -> ct:pal(\"seen\").\n");
        Result run = shell("mkdir logs && ct_run -noshell -sname ct$$ -dir suites -logdir logs && cat logs/index.html logs/ct_run*/*/run*/suite.log.html");
        assertEquals(0, run.status(), run.output());
        assertTrue(run.output().contains("1 ok, 0 failed of 1 test cases") && run.output().contains("<html"), run.output());
    }

    @Test
    void runsInTheBackground() throws Exception {
        Result detached = shell("erl -detached -noshell -eval 'file:write_file(\"made\", \"in the background\"), halt().'; echo $?; "
                + "for i in $(seq 1 300); do test -s made && break; sleep 0.1; done; cat made");
        assertEquals(new Result(0, "0\nin the background"), detached);
    }

    @Test
    void leavesNoProgramBehind() throws Exception {
        String flags = "-noshell -eval 'open_port({spawn, \"sleep 7313\"}, []), open_port({spawn, \"cat\"}, []), io:format(\"started~n\"), timer:sleep(";
        Result halted = shell("erl " + flags + "100), halt(3).'; echo $?; pgrep -fx 'sleep 7313'");
        assertEquals("started\n3\n", halted.output());
        Result stopped = shell("erl " + flags + "infinity).' >out & pid=$!; until grep -q started out; do sleep 0.1; done; kill $pid; wait $pid; echo $?; "
                + "pgrep -fx 'sleep 7313'");
        assertTrue(stopped.output().contains("0\n"), stopped.output());
        assertEquals(1, stopped.status(), stopped.output());
    }

    @Test
    void meetsClosedAndFullDescriptors() throws Exception {
        String endless = "F = fun G() -> io:put_chars(\"a line of text\\n\"), G() end, F().";
        assertEquals(new Result(0, "a line of text\n"), shell("ERL_CRASH_DUMP_SECONDS=0 erl -noshell -eval '" + endless + "' 2>/dev/null | head -n 1"));
        assertEquals(new Result(0, "eof\n"), shell("erl -noshell -eval 'io:format(\"~p~n\", [io:get_line(\"\")]), halt().' <&-"));
        assertEquals(new Result(2, ""), shell("erl -noshell -eval 'io:put_chars(\"text\"), timer:sleep(100), halt(2).' >/dev/full"));
    }

    @Test
    void runsElixirAndMix() throws Exception {
        needs("/usr/bin/elixir");
        assertEquals(new Result(0, "25\n"), shell("elixir -e 'IO.puts(System.otp_release())'"));
        Result tests = shell("mix new demo && cd demo && mix test");
        assertEquals(0, tests.status(), tests.output());
        assertTrue(tests.output().contains("1 doctest, 1 test, 0 failures"), tests.output());
        assertEquals(new Result(0, ":world\n"), shell("cd demo && mix compile >/dev/null && mix run -e 'IO.inspect(Demo.hello())'"));
        write("one.ex", "defmodule One do\n  def f, do: IO.puts(\"one\")\nend\n");
        assertEquals(new Result(0, "one\n"), shell("elixirc one.ex >/dev/null && elixir -pa . -e 'One.f()'"));
        write("parts.exs", """
                require Logger
                {:ok, agent} = Agent.start_link(fn -> 1 end)
                Agent.update(agent, & &1 + 1)
                {:ok, _} = Registry.start_link(keys: :unique, name: Names)
                {:ok, _} = Registry.register(Names, :me, 7)
                tasks = Task.async_stream(1..4, & &1 * 2) |> Enum.map(fn {:ok, v} -> v end)
                squares = Stream.iterate(1, & &1 * 2) |> Stream.take_while(& &1 < 100) |> Enum.to_list
                Logger.error("logged")
                Logger.flush()
                IO.inspect({Agent.get(agent, & &1), Registry.lookup(Names, :me) |> length, tasks, squares})
                """);
        Result parts = shell("elixir parts.exs");
        assertEquals(0, parts.status(), parts.output());
        assertTrue(parts.output().contains("{2, 1, [2, 4, 6, 8], [1, 2, 4, 8, 16, 32, 64]}") && parts.output().contains("[error] logged"), parts.output());
    }

    @Test
    void runsRebar() throws Exception {
        needs("/usr/bin/rebar3");
        Result made = shell("rebar3 new app name=made && cd made && rebar3 compile && rebar3 eunit && ls _build/default/lib/made/ebin");
        assertEquals(0, made.status(), made.output());
        assertTrue(made.output().contains("made_sup.beam"), made.output());
        write("demo/rebar.config", "{erl_opts, [debug_info]}.\n");
        write("demo/src/demo.app.src", "{application, demo, [{vsn, \"1\"}, {applications, [kernel, stdlib]}]}.\n");
        write("demo/src/demo.erl", "-module(demo).\n-export([f/0]).\n-include_lib(\"eunit/include/eunit.hrl\").\nf() -> 1.\nf_test() -> 1 = f().\n");
        write("demo/test/demo_SUITE.erl", "-module(demo_SUITE).\n-compile([export_all, nowarn_export_all]).\nall() -> [one].\none(_) -> 1 = demo:f().\n");
        Result unit = shell("cd demo && rebar3 eunit");
        assertEquals(0, unit.status(), unit.output());
        assertTrue(unit.output().contains("1 tests, 0 failures"), unit.output());
        Result common = shell("cd demo && rebar3 ct && ls _build/test/logs");
        assertEquals(0, common.status(), common.output());
        assertTrue(common.output().contains("All 1 tests passed") && common.output().contains("index.html"), common.output());
    }
}
