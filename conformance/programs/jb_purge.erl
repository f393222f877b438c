%% Which processes run old code: prints what loading, deleting and purging answer, and who is left.
-module(jb_purge).
-export([run/0]).

run() ->
    process_flag(trap_exit, true),
    Tests = [begun, left, returns, failed_on_load, deleted, traced],
    [io:format("~p ~p~n", [T, catch test(T)]) || T <- Tests],
    halt(0).

%% A module jb_p of this version, with forms of its own.
load(Version, Text) ->
    Forms = "-module(jb_p). -compile([export_all, nowarn_export_all]). " ++ Text ++ " version() -> " ++ integer_to_list(Version) ++ ".",
    {ok, Tokens, _} = erl_scan:string(Forms),
    {ok, jb_p, Code} = compile:forms([begin {ok, F} = erl_parse:parse_form(T), F end || T <- split(Tokens, [])], []),
    code:load_binary(jb_p, "jb_p.beam", Code).

split([], []) -> [];
split([{dot, _} = D | Rest], Form) -> [lists:reverse(Form, [D]) | split(Rest, [])];
split([T | Rest], Form) -> split(Rest, [T | Form]).

clear() -> code:purge(jb_p), code:delete(jb_p), code:purge(jb_p).

gone(Pid) -> receive {'EXIT', Pid, Why} -> Why after 2000 -> none end.

%% A process that has only just been spawned belongs to the version of then.
test(begun) ->
    [begin
         {module, jb_p} = load(1, "loop() -> receive stop -> ok end."),
         Pid = spawn_link(jb_p, loop, []),
         true = code:delete(jb_p),
         R = [erlang:check_process_code(Pid, jb_p), code:soft_purge(jb_p), erlang:check_old_code(jb_p), is_process_alive(Pid), code:purge(jb_p)],
         R ++ [gone(Pid), erlang:check_old_code(jb_p)]
     end || _ <- lists:seq(1, 10)];
%% Who has left a version by a tail call does not run it any more.
test(left) ->
    Text = "loop() -> receive {upgrade, P} -> P ! going, jb_p:loop(); {P, version} -> P ! version(), loop() end.",
    load(1, Text),
    Pid = spawn_link(fun() -> jb_p:loop() end),
    load(2, Text),
    Pid ! {self(), version},
    A = receive M1 -> M1 end,
    B = code:soft_purge(jb_p),
    Pid ! {upgrade, self()},
    receive going -> ok end,
    Pid ! {self(), version},
    C = receive M2 -> M2 end,
    D = {erlang:check_process_code(Pid, jb_p), code:soft_purge(jb_p), is_process_alive(Pid)},
    exit(Pid, kill),
    {A, B, C, D, gone(Pid), clear()};
%% Who is going to return to it does.
test(returns) ->
    Self = self(),
    load(1, "apply(F) -> {version(), F()}."),
    Pid = spawn_link(fun() -> Self ! jb_p:apply(fun() -> receive stop -> stopped end end) end),
    load(2, ""),
    A = code:soft_purge(jb_p),
    Pid ! stop,
    {A, receive M -> M end, gone(Pid), code:soft_purge(jb_p), clear()};
test(failed_on_load) ->
    register(jb_purge, self()),
    load(1, ""),
    R = load(2, "-on_load(init/0). init() -> jb_purge ! spawn_link(fun loop/0), fail. loop() -> receive stop -> ok end."),
    Pid = receive P -> P end,
    wait(Pid),
    {R, is_process_alive(Pid), jb_p:version(), erlang:check_old_code(jb_p), clear()};
test(deleted) ->
    load(1, ""),
    {code:delete(jb_p), element(1, catch erlang:delete_module(jb_p)), code:purge(jb_p), code:delete(jb_p), code:purge(jb_p), erlang:delete_module(jb_p), erlang:delete_module(jb_no_such),
     erlang:module_loaded(jb_p), lists:member(jb_p, erlang:loaded())};
%% Loading takes breakpoints away, even when the new version refuses.
test(traced) ->
    load(1, ""),
    erlang:trace(self(), true, [call]),
    N = erlang:trace_pattern({jb_p, version, '_'}, true),
    jb_p:version(),
    load(2, "-on_load(init/0). init() -> fail."),
    jb_p:version(),
    erlang:trace(self(), false, [call]),
    {N, erlang:trace_info({jb_p, version, 0}, traced), clear()}.

wait(Pid) -> wait(Pid, 200).
wait(_, 0) -> ok;
wait(Pid, N) -> is_process_alive(Pid) andalso begin timer:sleep(10), wait(Pid, N - 1) end.
