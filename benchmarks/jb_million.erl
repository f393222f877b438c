%% Spawns N processes that wait, tells the resident bytes a process, and has all of them answer a message.
%%   erlc benchmarks/jb_million.erl; erl +P 2000000 -noshell -s jb_million run 1000000
%%   JBEAM_JAVA_OPTS=-Xmx2g ./jbeam +P 2000000 -noshell -s jb_million run 1000000
-module(jb_million).
-export([run/1]).
rss() -> {ok, B} = file:read_file("/proc/self/status"), {match, [K]} = re:run(B, "VmRSS:\\s+(\\d+)", [{capture, all_but_first, list}]), list_to_integer(K) * 1024.
run([A]) ->
    N = list_to_integer(atom_to_list(A)),
    R0 = rss(), T0 = erlang:monotonic_time(millisecond),
    Me = self(),
    Pids = spawn_all(N, []),
    T1 = erlang:monotonic_time(millisecond),
    timer:sleep(3000),
    R1 = rss(),
    io:format("spawned ~p in ~p ms, ~p bytes a process~n", [N, T1 - T0, (R1 - R0) div N]),
    T2 = erlang:monotonic_time(millisecond),
    [P ! {ask, Me} || P <- Pids],
    Got = gather(N, 0),
    T3 = erlang:monotonic_time(millisecond),
    io:format("~p answered in ~p ms~n", [Got, T3 - T2]),
    halt(0).
spawn_all(0, L) -> L;
spawn_all(N, L) -> spawn_all(N - 1, [spawn(fun wait/0) | L]).
wait() -> receive {ask, P} -> P ! {answer, self()} end.
gather(0, K) -> K;
gather(N, K) -> receive {answer, _} -> gather(N - 1, K + 1) after 60000 -> K end.
