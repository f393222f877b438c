%% Programs at the limits: deep bodies, endless tail calls, many processes, busy neighbours. Each returns what it computed.
-module(jb_limits).
-export([deep/1, deep12/1, deep_map/1, tail/1, hop/3, server/1, id/1, processes/1, lateness/2, run/1]).

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
