%% Tells the bytes of Java heap that an idle process takes, all told: the difference that so many waiting processes make to what a full collection leaves.
-module(jb_weight).
-export([run/1]).

%% run([Jcmd, Processes]): the JDK's jcmd counts. Prints the bytes a process and halts.
run([Jcmd, Processes]) ->
    N = list_to_integer(atom_to_list(Processes)),
    %% what every process has on its stack is compiled at some time in the first rounds, as it soon is in any machine with many processes
    io:format("~p~n", [lists:min([begin warm(10000), timer:sleep(300), once(Jcmd, N) end || _ <- lists:seq(1, 4)])]),
    halt(0).

once(Jcmd, N) ->
    Before = live(Jcmd),
    Idle = [spawn(fun wait/0) || _ <- lists:seq(1, N)],
    timer:sleep(200),
    After = live(Jcmd),
    N = length([P || P <- Idle, is_process_alive(P)]),
    [P ! stop || P <- Idle],
    (After - Before) div N.

wait() -> receive stop -> ok end.

warm(N) ->
    Started = [spawn_monitor(fun wait/0) || _ <- lists:seq(1, N)],
    [P ! stop || {P, _} <- Started],
    [receive {'DOWN', R, process, P, normal} -> ok end || {P, R} <- Started].

%% The machine stands still while the histogram is written, so another program has to read it.
live(Jcmd) ->
    Histogram = os:cmd(atom_to_list(Jcmd) ++ " " ++ os:getpid() ++ " GC.class_histogram | tail -1"),
    {match, [Bytes]} = re:run(Histogram, "Total\\s+\\d+\\s+(\\d+)", [{capture, all_but_first, list}]),
    list_to_integer(Bytes).
