%% Two nodes that talk to each other, whichever machines they run on. run(File, Count): this node starts nothing; it connects to the node whose name is
%% in File, tries everything with Count messages, kills it, and prints "ok", or what went wrong.
-module(jb_nodes).
-export([run/1, serve/1, refused/1, echo/1, numbers/3, watch/2, hold/1]).

%% Names the node in a file and waits to be told to stop.
serve([File]) ->
    register(jb_server, self()),
    ok = file:write_file(File, atom_to_list(node())),
    receive stop -> halt(0) after 240000 -> halt(1) end.

peer(File) -> peer(File, 600).
peer(_, 0) -> exit(no_peer);
peer(File, N) ->
    case file:read_file(File) of
        {ok, <<Name/binary>>} when Name =/= <<>> -> binary_to_atom(Name);
        _ -> timer:sleep(100), peer(File, N - 1)
    end.

%% A node with another cookie is not let in.
refused([File]) ->
    Node = peer(File),
    R = {net_adm:ping(Node), nodes(), rpc:call(Node, erlang, node, [])},
    io:format("~w~n", [R =:= {pang, [], {badrpc, nodedown}}]),
    halt(0).

run([File, Count]) ->
    Node = peer(File),
    process_flag(trap_exit, true),
    Tests = [{T, fun() -> test(T, Node, list_to_integer(Count)) end} || T <-
        [ping, rpc, terms, ordered, links, monitors, nodes, spawning, names, big, leaders, kill]],
    Wrong = [{T, R} || {T, F} <- Tests, (R = outcome(F)) =/= ok],
    case Wrong of
        [] -> io:format("ok~n"), halt(0);
        _ -> io:format("~p~n", [Wrong]), halt(1)
    end.

outcome(F) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() -> process_flag(trap_exit, true), Self ! {self(), (catch F())} end),
    receive
        {Pid, R} -> erlang:demonitor(Ref, [flush]), R;
        {'DOWN', Ref, _, _, R} -> R
    after 120000 -> timeout
    end.

next() -> receive M -> M after 30000 -> nothing end.

test(ping, Node, _) ->
    pong = net_adm:ping(Node),
    [Node] = nodes(),
    true = lists:member(node(), rpc:call(Node, erlang, nodes, [])),
    pang = net_adm:ping(nobody()),
    ok;
test(rpc, Node, _) ->
    Node = rpc:call(Node, erlang, node, []),
    {badrpc, {'EXIT', {badarith, _}}} = rpc:call(Node, erlang, 'div', [1, 0]),
    6 = erpc:call(Node, lists, sum, [[1, 2, 3]]),
    {'EXIT', {{exception, undef, _}, _}} = (catch erpc:call(Node, no_such_module, f, [])),
    Here = node(),
    Here = rpc:call(Node, rpc, call, [Here, erlang, node, []]),
    [{ok, Node}] = erpc:multicall([Node], erlang, node, []),
    ok;
test(terms, Node, _) ->
    Terms = [1, -1, 1 bsl 100, 1.5, 'å', <<1, 2, 3:5>>, "text", {a, [b | c]}, #{k => v, 1 => 2}, self(), make_ref(), fun lists:map/2,
             binary:copy(<<7>>, 100000), lists:seq(1, 10000), maps:from_list([{N, N} || N <- lists:seq(1, 100)])],
    Pid = spawn(Node, ?MODULE, echo, [self()]),
    [begin Pid ! {self(), T}, {Pid, T} = next() end || T <- Terms],
    exit(Pid, kill),
    ok;
test(ordered, Node, Count) ->
    Ref = make_ref(),
    Self = self(),
    %% there, and back from there
    Counter = spawn(Node, ?MODULE, numbers, [Self, Ref, Count]),
    [Counter ! {number, N} || N <- lists:seq(1, Count)],
    receive {Ref, R} -> {in_order, Count} = R after 100000 -> exit(lost_there) end,
    lists:foreach(fun(N) -> receive {Ref, back, X} -> N = X after 30000 -> exit({lost_back, N}) end end, lists:seq(1, Count)),
    ok;
test(links, Node, _) ->
    P1 = spawn_link(Node, erlang, exit, [reason]),
    {'EXIT', P1, reason} = next(),
    P2 = spawn(Node, ?MODULE, hold, [self()]),
    P2 = next(),
    link(P2),
    exit(P2, {some, reason}),
    {'EXIT', P2, {some, reason}} = next(),
    link(P2),
    {'EXIT', P2, noproc} = next(),
    P3 = spawn_link(Node, ?MODULE, hold, [self()]),
    P3 = next(),
    unlink(P3),
    exit(P3, kill),
    %% the other way round: the end of a process here is seen there
    Victim = spawn(fun() -> receive stop -> exit(stopped) end end),
    Watcher = spawn(Node, ?MODULE, watch, [self(), {link, Victim}]),
    {Watcher, ready} = next(),
    Victim ! stop,
    {Watcher, {'EXIT', Victim, stopped}} = next(),
    ok;
test(monitors, Node, _) ->
    {P1, R1} = spawn_monitor(Node, erlang, exit, [reason]),
    {'DOWN', R1, process, P1, reason} = next(),
    R2 = monitor(process, {no_such_name, Node}),
    {'DOWN', R2, process, {no_such_name, Node}, noproc} = next(),
    R3 = monitor(process, {jb_server, Node}),
    true = demonitor(R3, [flush, info]),
    P4 = spawn(Node, ?MODULE, hold, [self()]),
    P4 = next(),
    R4 = monitor(process, P4, [{tag, mine}, {alias, demonitor}]),
    exit(P4, kill),
    {mine, R4, process, P4, killed} = next(),
    Victim = spawn(fun() -> receive stop -> exit(stopped) end end),
    Watcher = spawn(Node, ?MODULE, watch, [self(), {monitor, Victim}]),
    {Watcher, ready} = next(),
    Victim ! stop,
    {Watcher, {'DOWN', _, process, Victim, stopped}} = next(),
    ok;
test(nodes, Node, _) ->
    ok = net_kernel:monitor_nodes(true),
    true = monitor_node(Node, true),
    true = erlang:disconnect_node(Node),
    [{nodedown, Node}, {nodedown, Node}] = [next(), next()],
    pong = net_adm:ping(Node),
    {nodeup, Node} = next(),
    P = spawn(Node, ?MODULE, hold, [self()]),
    P = next(),
    R = monitor(process, P),
    link(P),
    true = erlang:disconnect_node(Node),
    Got = lists:sort([next(), next(), next()]),
    Got = lists:sort([{'EXIT', P, noconnection}, {'DOWN', R, process, P, noconnection}, {nodedown, Node}]),
    ok = net_kernel:monitor_nodes(false),
    %% connected again by sending
    {jb_server, Node} ! hello,
    wait(fun() -> nodes() =:= [Node] end),
    ok;
test(spawning, Node, _) ->
    R = spawn_request(Node, ?MODULE, hold, [self()], [link, monitor, {reply_tag, tag}]),
    [A, B] = [next(), next()],
    [P] = [X || X <- [A, B], is_pid(X)],
    true = lists:member({tag, R, ok, P}, [A, B]),
    exit(P, bye),
    Got = lists:sort([next(), next()]),
    Got = lists:sort([{'EXIT', P, bye}, {'DOWN', R, process, P, bye}]),
    R2 = spawn_request(Node, ?MODULE, hold, [self()], [nonsense]),
    {spawn_reply, R2, error, badopt} = next(),
    R3 = spawn_request(nobody(), ?MODULE, hold, [self()], []),
    {spawn_reply, R3, error, noconnection} = next(),
    ok;
test(names, Node, _) ->
    ok = global:sync(),
    yes = global:register_name(jb_global, self()),
    Self = self(),
    Self = rpc:call(Node, global, whereis_name, [jb_global]),
    rpc:call(Node, global, send, [jb_global, hello]),
    hello = next(),
    global:unregister_name(jb_global),
    undefined = rpc:call(Node, global, whereis_name, [jb_global]),
    ok;
test(big, Node, _) ->
    %% several messages of many fragments, at once, past what a sender may have waiting
    Pid = spawn(Node, ?MODULE, echo, [self()]),
    Bin = binary:copy(<<"0123456789abcdef">>, 1 bsl 16),
    [Pid ! {self(), {N, Bin}} || N <- lists:seq(1, 8)],
    [{Pid, {N, Bin}} = next() || N <- lists:seq(1, 8)],
    exit(Pid, kill),
    ok;
test(leaders, Node, _) ->
    Pid = spawn(Node, ?MODULE, echo, [self()]),
    true = group_leader(self(), Pid),
    Pid ! {self(), x},
    {Pid, x} = next(),
    Self = self(),
    {group_leader, Self} = rpc:call(Node, erlang, process_info, [Pid, group_leader]),
    A = alias([reply]),
    Pid ! {A, y},
    {Pid, y} = next(),
    Pid ! {A, z},
    exit(Pid, kill),
    receive M -> exit({unexpected, M}) after 200 -> ok end;
test(kill, Node, _) ->
    P = spawn_link(Node, ?MODULE, hold, [self()]),
    P = next(),
    R = monitor(process, {jb_server, Node}),
    monitor_node(Node, true),
    OsPid = rpc:call(Node, os, getpid, []),
    os:cmd("kill -9 " ++ OsPid),
    Got = lists:sort([next(), next(), next()]),
    [{nodedown, Node}, {'EXIT', P, _}, {'DOWN', R, process, {jb_server, Node}, noconnection}] = Got,
    [] = nodes(),
    ok.

%% A node on this host that nobody has started.
nobody() -> list_to_atom("jb_nobody" ++ lists:dropwhile(fun(C) -> C =/= $@ end, atom_to_list(node()))).

wait(F) -> wait(F, 100).
wait(_, 0) -> exit(never);
wait(F, N) -> case F() of true -> ok; false -> timer:sleep(100), wait(F, N - 1) end.

echo(_) ->
    receive {To, T} -> To ! {self(), T}, echo(To) end.

numbers(To, Ref, Count) ->
    [To ! {Ref, back, N} || N <- lists:seq(1, Count)],
    To ! {Ref, count(1, Count)}.

count(N, Count) when N > Count -> {in_order, Count};
count(N, Count) ->
    receive {number, N} -> count(N + 1, Count); {number, X} -> {expected, N, got, X} after 30000 -> {lost, N} end.

hold(To) ->
    To ! self(),
    receive stop -> ok end.

watch(To, {Kind, Pid}) ->
    process_flag(trap_exit, true),
    case Kind of link -> link(Pid); monitor -> monitor(process, Pid) end,
    To ! {self(), ready},
    receive M -> To ! {self(), M} end.
