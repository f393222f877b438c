%% Programs that take memory without end, or as much as a limit allows.
-module(jb_memory).
-export([run/1, limit/1, runaway/0, list/1, binaries/1, map/1, deep/1, mailbox/1, id/1]).

%% run([Function, Argument…]): calls, prints the result, halts.
run([Name | Args]) ->
    io:format("~p~n", [apply(?MODULE, Name, [list_to_integer(atom_to_list(A)) || A <- Args])]),
    halt(0).

%% How far a process gets that keeps a list, in tenths of its limit of so many words, and why it ends.
limit(Words) ->
    Counter = counters:new(1, []),
    {_, M} = spawn_opt(fun() -> keep(Counter, [], 0) end,
                       [monitor, {max_heap_size, #{size => Words, kill => true, error_logger => false}}]),
    receive {'DOWN', M, process, _, Reason} -> {Reason, 20 * counters:get(Counter, 1) div Words} end.
keep(Counter, List, N) ->
    N rem 100 =:= 0 andalso counters:put(Counter, 1, N),
    keep(Counter, [N | List], N + 1).

%% Processes that allocate without end, one after the other: all die, and the rest lives.
runaway() ->
    logger:set_primary_config(level, none),
    Ask = spawn(fun asked/0),
    Ends = [begin {_, M} = spawn_monitor(?MODULE, Name, [[]]), receive {'DOWN', M, process, _, Reason} -> Reason end end
            || Name <- [list, binaries, map]],
    Flooded = spawn(?MODULE, mailbox, [[]]),
    M = monitor(process, Flooded),
    Flood = spawn(fun() -> flood(Flooded) end),
    Reason = receive {'DOWN', M, process, _, R} -> R end,
    exit(Flood, kill),
    Ask ! {ask, self()},
    receive {answer, Ask} -> {lists:usort([kind(E) || E <- Ends]), kind(Reason), is_pid(whereis(logger)), is_pid(whereis(kernel_sup))} end.
kind({Reason, _Trace}) -> Reason;
kind(Reason) -> Reason.
asked() -> receive {ask, P} -> P ! {answer, self()} end.
list(L) -> list([{a, b, c} | L]).
binaries(L) -> binaries([binary:copy(<<"0123456789">>, 100) | L]).
mailbox(X) -> receive never -> id(X) end.
map(M) when is_list(M) -> map(#{});
map(M) -> map(M#{map_size(M) => [M]}).
deep(_) -> body(0).
body(-1) -> 0;
body(N) -> 1 + body(N + 1).
id(X) -> X.
flood(P) -> P ! {message, lists:seq(1, 20)}, flood(P).
