%% How late a process wakes that sleeps 1 ms a thousand times, beside 16 endless loops, one process that sorts a million integers again and again, and one
%% that decodes terms of 10 MB: median, p99 and p99.9 lateness in microseconds.
%%   erlc benchmarks/jb_latency.erl; erl -noshell -s jb_latency; ./jbeam --gc=latency -noshell -s jb_latency
-module(jb_latency).
-export([start/0]).

start() ->
    Integers = [rand:uniform(1 bsl 40) || _ <- lists:seq(1, 1000000)],
    Encoded = term_to_binary([{I, integer_to_binary(I)} || I <- lists:seq(1, 450000)]),
    Busy = [spawn_link(F) || F <- [fun() -> sort(Integers) end, fun() -> decode(Encoded) end | lists:duplicate(16, fun() -> spin(0) end)]],
    timer:sleep(2000),
    Late = lists:sort(sleep(1000, [])),
    [begin unlink(P), exit(P, kill) end || P <- Busy],
    io:format("lateness in us: median ~p, p99 ~p, p99.9 ~p, greatest ~p~n",
              [lists:nth(500, Late), lists:nth(990, Late), lists:nth(999, Late), lists:last(Late)]),
    halt(0).

sleep(0, Late) -> Late;
sleep(N, Late) ->
    T0 = erlang:monotonic_time(microsecond),
    receive after 1 -> ok end,
    sleep(N - 1, [erlang:monotonic_time(microsecond) - T0 - 1000 | Late]).

spin(N) -> spin(N + 1).
sort(L) -> lists:sort(L), sort(L).
decode(B) -> binary_to_term(B), decode(B).
