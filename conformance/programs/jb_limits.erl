%% Programs at the limits: deep bodies, endless tail calls, many processes, busy neighbours. Each returns what it computed.
-module(jb_limits).
-export([deep/1, deep12/1, deep_map/1, tail/1, hop/3, server/1, id/1, processes/1, lateness/2, uncounted/1, yielding/1, yield/0, run/1]).

%% run([Function, Argument…]): calls, prints the result, halts. Words come from the command line.
run([Name | Args]) ->
    Result = try apply(?MODULE, Name, [list_to_integer(atom_to_list(A)) || A <- Args])
             catch Class:Reason -> {Class, Reason}
             end,
    io:format("~p~n", [Result]),
    halt(0).

%% N calls that are not in tail position.
deep(0) -> 0;
deep(N) -> 1 + deep(N - 1).

%% The same with twelve values alive over each call.
deep12(0) -> 0;
deep12(N) ->
    A = N rem 3, B = N rem 5, C = N rem 7, D = N rem 11, E = N rem 13, F = N rem 17,
    G = N rem 19, H = N rem 23, I = N rem 29, J = N rem 31, K = N rem 37, L = N rem 41,
    R = deep12(N - 1),
    (R + A + B + C + D + E + F + G + H + I + J + K + L) band 16#ffff.

%% Body recursion through a fun of another module.
deep_map(N) -> length(lists:map(fun(X) -> X + 1 end, lists:seq(1, N))).

%% N tail calls, every one to another module.
tail(N) -> jb_limits_hop:hop(N, 0, a).
hop(0, Acc, _) -> Acc;
hop(N, Acc, X) -> jb_limits_hop:hop(N - 1, Acc + 1, X).

%% N rounds of a loop that tail-calls through apply and does inner, not tail-called work, as gen_server does.
server(N) -> loop(N, {state, 0}).
loop(0, {state, S}) -> S;
loop(N, State) -> step(N, (fun work/1)(State)).
step(N, State) ->
    M = ?MODULE,
    case N rem 2 of
        0 -> loop(N - 1, State);
        1 -> apply(fun(A, B) -> loop(A, B) end, [N - 1, M:id(State)])
    end.
id(X) -> X.
work({state, S}) -> {state, (S + deep(3)) band 16#ffffff}.

%% N processes alive at once; each answers when asked.
processes(N) ->
    Me = self(),
    Pids = [spawn(fun() -> receive {ask, P} -> P ! {answer, self()} end end) || _ <- lists:seq(1, N)],
    [P ! {ask, Me} || P <- Pids],
    length([receive {answer, P} -> P end || P <- Pids]).

%% The greatest lateness, in microseconds, of 5 ms timers over Ms milliseconds beside Busy endless loops.
lateness(Busy, Ms) ->
    Loops = [spawn(fun() -> spin(0) end) || _ <- lists:seq(1, Busy)],
    timer:sleep(200),
    Late = late(erlang:monotonic_time(microsecond) + Ms * 1000, 0),
    [exit(P, kill) || P <- Loops],
    Late.
late(End, Max) ->
    T0 = erlang:monotonic_time(microsecond),
    receive after 5 -> ok end,
    T1 = erlang:monotonic_time(microsecond),
    Worst = max(Max, T1 - T0 - 5000),
    if T1 > End -> Worst; true -> late(End, Worst) end.
spin(N) -> spin(N + 1).

%% The built-in functions that do not count work on N elements as reductions, so that they would keep a scheduler for long when called again and again.
uncounted(N) ->
    L = lists:seq(1, N),
    Text = lists:duplicate(N, $a),
    Deep = [[X, [Y]] || {X, Y} <- lists:zip(Text, Text)],
    Bin = binary:copy(<<"a">>, N),
    Pairs = [{X, X} || X <- L],
    Map = maps:from_list(Pairs),
    Tuple = list_to_tuple(L),
    Table = ets:new(table, []),
    [persistent_term:put({?MODULE, X}, X) || X <- L],
    Calls = #{length => fun() -> length(L) end, reverse => fun() -> lists:reverse(L) end, append => fun() -> L ++ [1] end,
              list_to_tuple => fun() -> list_to_tuple(L) end, tuple_to_list => fun() -> tuple_to_list(Tuple) end,
              list_to_binary => fun() -> list_to_binary(Text) end, iolist_to_binary => fun() -> iolist_to_binary(Deep) end,
              iolist_size => fun() -> iolist_size(Deep) end, iolist_to_iovec => fun() -> erlang:iolist_to_iovec(Deep) end,
              list_to_bitstring => fun() -> list_to_bitstring(Deep) end, binary_to_list => fun() -> binary_to_list(Bin) end,
              md5 => fun() -> erlang:md5(Bin) end, crc32 => fun() -> erlang:crc32(Deep) end, phash2 => fun() -> erlang:phash2(L) end,
              from_list => fun() -> maps:from_list(Pairs) end, from_keys => fun() -> maps:from_keys(L, a) end,
              keys => fun() -> maps:keys(Map) end, values => fun() -> maps:values(Map) end, merge => fun() -> maps:merge(Map, Map) end,
              insert => fun() -> ets:insert(Table, Pairs) end, persistent_terms => fun() -> persistent_term:get() end},
    [Name || {Name, Call} <- lists:sort(maps:to_list(Calls)), reductions(Call) < N div 100].

reductions(Call) ->
    {reductions, Before} = process_info(self(), reductions),
    Call(),
    {reductions, After} = process_info(self(), reductions),
    After - Before.

%% N processes that do nothing but give way, asked, suspended and killed: what was not as it should be.
yielding(N) ->
    [Wrong || Wrong <- [yielding() || _ <- lists:seq(1, N)], Wrong =/= {running, killed}].

yielding() ->
    {Pid, Monitor} = spawn_monitor(?MODULE, yield, []),
    true = erlang:suspend_process(Pid),
    {status, suspended} = process_info(Pid, status),
    true = erlang:resume_process(Pid),
    {trap_exit, false} = process_info(Pid, trap_exit),
    exit(Pid, kill),
    receive {'DOWN', Monitor, process, Pid, Reason} -> {running, Reason} after 10000 -> {running, alive} end.

yield() -> erlang:yield(), yield().
