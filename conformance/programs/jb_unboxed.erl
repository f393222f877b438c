%% Functions that a compiler may run on unboxed integers, while they are traced, and while their module is loaded again.
-module(jb_unboxed).
-export([main/0]).

main() ->
    told(), switched(), reloaded(),
    halt(0).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
mul(0, A) -> A;
mul(N, A) -> N * mul(N - 1, A).
count([_ | T]) -> 1 + count(T);
count([]) -> 0.

%% all that a tracer is told of a short run, warm and cold
told() ->
    [832040 = fib(30) || _ <- lists:seq(1, 5)],
    lists:foreach(fun({F, Args}) ->
        Me = self(),
        Pid = spawn(fun() -> receive go -> Me ! {result, erlang:apply(fun() -> run(F, Args) end, [])} end end),
        1 = erlang:trace_pattern({?MODULE, F, length(Args)}, [{'_', [], [{return_trace}]}], [local]),
        erlang:trace(Pid, true, [call, return_to]),
        Pid ! go,
        receive {result, R} -> io:format("~w~p: ~w~n", [F, Args, R]) end,
        erlang:trace_delivered(Pid),
        events(Pid),
        erlang:trace_pattern({?MODULE, F, length(Args)}, false, [local])
    end, [{fib, [4]}, {fib, [2.5]}, {mul, [4, 1 bsl 61]}, {mul, [2, -(1 bsl 63)]}, {mul, [1, a]}, {count, [[a, b]]}, {count, [[a | b]]}]).
run(fib, [N]) -> try [fib(N)] catch C:R -> {C, R} end;
run(mul, [N, A]) -> try [mul(N, A)] catch C:R -> {C, R} end;
run(count, [L]) -> try [count(L)] catch C:R -> {C, R} end.
events(Pid) ->
    receive
        {trace_delivered, Pid, _} -> ok;
        Event -> io:format("  ~w~n", [setelement(2, Event, pid)]), events(Pid)
    end.

%% tracing is switched on and off while the function runs
switched() ->
    Me = self(),
    Pid = spawn(fun() -> Me ! {sums, [fib(22) || _ <- lists:seq(1, 40)]} end),
    Seen = toggle(Pid, 0),
    receive {sums, Sums} -> io:format("sums ~w, seen ~w~n", [lists:usort(Sums), Seen > 0]) end,
    erlang:trace_pattern({?MODULE, fib, 1}, false, [local]).
toggle(_, 5) -> 5;
toggle(Pid, N) ->
    erlang:trace_pattern({?MODULE, fib, 1}, true, [local]),
    try erlang:trace(Pid, true, [call]) of
        1 ->
            Valid = receive {trace, Pid, call, {?MODULE, fib, [K]}} -> is_integer(K) andalso K >= 0 andalso K =< 22 after 200 -> none end,
            try erlang:trace(Pid, false, [call]) catch error:badarg -> gone end,
            drain(Pid),
            [io:format("bad event~n") || Valid =:= false],
            toggle(Pid, N + 1)
    catch error:badarg -> max(N, 1)
    end.
drain(Pid) -> receive {trace, Pid, call, _} -> drain(Pid) after 0 -> ok end.

%% the module is loaded again while one of its functions runs: local calls stay in the old version, others go to the new one
reloaded() ->
    load(1),
    Me = self(),
    Pid = spawn(fun() -> Me ! {done, jb_unboxed_hot:start(Me)} end),
    receive in_old -> ok end,
    load(2),
    Pid ! go,
    receive {done, R} -> io:format("~w, old code ~w~n", [R, erlang:check_process_code(self(), jb_unboxed_hot)]) end,
    true = code:soft_purge(jb_unboxed_hot),
    io:format("~w~n", [jb_unboxed_hot:start(none)]).
load(V) ->
    Lines = ["-module(jb_unboxed_hot).", "-export([start/1, far/2]).",
             "start(none) -> {deep(5, 0), far(3, 1)};",
             "start(To) -> A = [deep(18, 1) || _ <- lists:seq(1, 50)], To ! in_old, receive go -> ok end, {hd(A), deep(18, 1), jb_unboxed_hot:far(3, 1), far(3, 1)}.",
             "deep(0, A) -> A + " ++ integer_to_list(V) ++ ";",
             "deep(N, A) -> (deep(N - 1, A + 1) + deep(N - 1, A - 1)) band 16#ffffff.",
             "far(0, A) -> A * " ++ integer_to_list(V) ++ ";",
             "far(N, A) -> 1 + jb_unboxed_hot:far(N - 1, A + far(0, N))."],
    Forms = [begin {ok, T, _} = erl_scan:string(L), {ok, F} = erl_parse:parse_form(T), F end || L <- join(Lines)],
    {ok, jb_unboxed_hot, Code} = compile:forms(Forms),
    {module, _} = code:load_binary(jb_unboxed_hot, "jb_unboxed_hot.erl", Code).
%% a line that ends in a semicolon goes on in the next
join([A, B | T]) -> case lists:last(A) of $; -> join([A ++ " " ++ B | T]); _ -> [A | join([B | T])] end;
join(L) -> L.
