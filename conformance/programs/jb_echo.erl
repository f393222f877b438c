%% A TCP echo server. It prints its port, serves as many connections as it is told, and prints how many bytes it has sent back.
-module(jb_echo).
-export([run/1]).

%% run([Mode, Connections]): passive, active, once or count (active N).
run([Mode, Connections]) ->
    Count = list_to_integer(atom_to_list(Connections)),
    %% who has ended its own side still gets everything back
    {ok, Listener} = gen_tcp:listen(0, [binary, {active, false}, {exit_on_close, false}, {backlog, 1024}, {buffer, 65536}]),
    {ok, Port} = inet:port(Listener),
    io:format("~w~n", [Port]),
    Self = self(),
    Acceptors = [spawn_link(fun() -> acceptor(Listener, Mode, Self) end) || _ <- lists:seq(1, 8)],
    Sum = lists:sum([receive {echoed, Bytes} -> Bytes end || _ <- lists:seq(1, Count)]),
    [begin unlink(A), exit(A, kill) end || A <- Acceptors],
    io:format("echoed ~w bytes of ~w connections~n", [Sum, Count]),
    halt(0).

acceptor(Listener, Mode, Collector) ->
    {ok, Socket} = gen_tcp:accept(Listener),
    Pid = spawn(fun() -> receive go -> Collector ! {echoed, serve(Mode, Socket)} end end),
    ok = gen_tcp:controlling_process(Socket, Pid),
    Pid ! go,
    acceptor(Listener, Mode, Collector).

serve(passive, Socket) -> passive(Socket, 0);
serve(active, Socket) -> activate(Socket, true), active(Socket, none, 0);
serve(once, Socket) -> activate(Socket, once), active(Socket, once, 0);
serve(count, Socket) -> activate(Socket, 10), active(Socket, 10, 0).

activate(Socket, How) ->
    ok = inet:setopts(Socket, [{active, How}]).

passive(Socket, Sum) ->
    case gen_tcp:recv(Socket, 0) of
        {ok, Data} -> ok = gen_tcp:send(Socket, Data), passive(Socket, Sum + byte_size(Data));
        {error, closed} -> done(Socket, Sum)
    end.

active(Socket, Again, Sum) ->
    receive
        {tcp, Socket, Data} ->
            ok = gen_tcp:send(Socket, Data),
            Again =:= once andalso inet:setopts(Socket, [{active, once}]),
            active(Socket, Again, Sum + byte_size(Data));
        {tcp_passive, Socket} -> activate(Socket, Again), active(Socket, Again, Sum);
        {tcp_closed, Socket} -> done(Socket, Sum)
    end.

done(Socket, Sum) ->
    ok = gen_tcp:close(Socket),
    Sum.
