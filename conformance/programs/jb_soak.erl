%% Links, monitors, kills, timers and table traffic among many processes for some seconds; nothing may be lost or come twice, and nothing be left.
-module(jb_soak).
-export([run/1]).

%% run([Seconds, Processes]): prints ok with whether there were rounds, or what went wrong, and halts.
%% run([Seconds, Processes, Jcmd]): on jbeam, also {heap, Before, After} in bytes when these differ by more than a twentieth. The JDK's jcmd counts.
run([Seconds, Processes]) -> run([Seconds, Processes, none]);
run([Seconds, Processes, Jcmd]) ->
    Idle = [spawn(fun idle/0) || _ <- lists:seq(1, number(Processes))],
    ets:new(traffic, [named_table, public, {write_concurrency, true}]),
    %% code is loaded and compiled, tables have grown
    [once(100) || _ <- lists:seq(1, 50)],
    Before = erlang:system_info(process_count),
    Heap = live(Jcmd),
    End = erlang:monotonic_time(millisecond) + 1000 * number(Seconds),
    Rounds = rounds(End, 0),
    Before = settled(Before, 100),
    Now = live(Jcmd),
    abs(Now - Heap) * 20 =< Heap orelse begin io:format("~p~n", [{heap, Heap, Now}]), halt(1) end,
    [] = [P || P <- Idle, not is_process_alive(P)],
    [exit(P, kill) || P <- Idle],
    {messages, []} = process_info(self(), messages),
    io:format("ok ~p~n", [Rounds > 0]),
    halt(0).
number(A) -> list_to_integer(atom_to_list(A)).
%% The machine stands still while the histogram is written, so another program has to read it.
live(none) -> 0;
live(Jcmd) ->
    Histogram = os:cmd(atom_to_list(Jcmd) ++ " " ++ os:getpid() ++ " GC.class_histogram | tail -1"),
    {match, [Bytes]} = re:run(Histogram, "Total\\s+\\d+\\s+(\\d+)", [{capture, all_but_first, list}]),
    list_to_integer(Bytes).

idle() -> receive stop -> ok end.

rounds(End, N) ->
    case erlang:monotonic_time(millisecond) > End of
        true -> N;
        false -> once(100), rounds(End, N + 1)
    end.

%% N workers under a supervisor that traps exits; each ends in one of several ways. One DOWN and one EXIT for each, with the reason it had to have.
once(N) ->
    Me = self(),
    {Super, SuperRef} = spawn_monitor(fun() -> process_flag(trap_exit, true), super(Me, N) end),
    Workers = receive {workers, Super, W} -> W end,
    Refs = [{monitor(process, P), P, How} || {P, How} <- Workers],
    Timers = [erlang:start_timer(rand:uniform(20), self(), I) || I <- lists:seq(1, N)],
    {Cancelled, Kept} = lists:split(N div 2, Timers),
    Late = [T || T <- Cancelled, erlang:cancel_timer(T) =:= false],
    [P ! go || {P, _} <- Workers],
    [exit(P, kill) || {P, kill} <- Workers],
    [receive {'DOWN', R, process, P, Reason} -> expected(How, Reason) end || {R, P, How} <- Refs],
    [receive {timeout, T, _} -> ok end || T <- Kept ++ Late],
    receive {'DOWN', SuperRef, process, Super, normal} -> ok end,
    receive Other -> exit({twice, Other}) after 0 -> ok end.

super(Owner, N) ->
    Hows = [lists:nth(1 + I rem 5, [normal, error, exit, kill, throw]) || I <- lists:seq(1, N)],
    Workers = [{spawn_link(fun() -> worker(How) end), How} || How <- Hows],
    Owner ! {workers, self(), Workers},
    [receive {'EXIT', P, Reason} -> expected(How, Reason) end || {P, How} <- Workers],
    receive Other -> exit({twice, Other}) after 0 -> ok end.

worker(How) ->
    logger:set_process_metadata(#{}),
    receive go -> ok end,
    Key = {self(), How},
    ets:insert(traffic, {Key, lists:seq(1, rand:uniform(20))}),
    [_] = ets:lookup(traffic, Key),
    ets:delete(traffic, Key),
    case How of
        normal -> ok;
        error -> exit({error, How});
        exit -> exit(How);
        throw -> exit({thrown, How});
        kill -> receive never -> ok end
    end.

expected(normal, normal) -> ok;
expected(error, {error, error}) -> ok;
expected(exit, exit) -> ok;
expected(throw, {thrown, throw}) -> ok;
expected(kill, killed) -> ok.

settled(Count, 0) -> exit({left, erlang:system_info(process_count) - Count});
settled(Count, Tries) ->
    case erlang:system_info(process_count) of
        Count -> Count;
        _ -> timer:sleep(20), settled(Count, Tries - 1)
    end.
