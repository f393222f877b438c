%% Peers that send lengths of packets that never come, lines without end, noise, and peers that never read. Prints how many requests of an honest
%% one were answered all the same.
-module(jb_rubbish).
-export([run/1]).

run([Peers]) ->
    Count = list_to_integer(atom_to_list(Peers)),
    Noise = [noise(Type, Bytes, Count) || {Type, Bytes} <- [{4, <<16#7fffffff:32, 1:80000>>}, {cdr, <<"GIOP", 1, 2, 0, 0, 16#7ffffff0:32, 1:80000>>},
                 {line, binary:copy(<<"x">>, 20000)}, {http, binary:copy(<<"GET ">>, 5000)}, {asn1, <<16#30, 16#84, 16#7fffffff:32, 1:80000>>},
                 {ssl_tls, binary:copy(<<22, 3, 1, 255, 255>>, 2000)}]],
    Deaf = [deaf() || _ <- lists:seq(1, Count)],
    {ok, L} = gen_tcp:listen(0, [binary, {packet, 4}, {active, false}]),
    {ok, P} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, P, [binary, {packet, 4}, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    Answered = [begin ok = gen_tcp:send(C, N), {ok, N} = gen_tcp:recv(S, 0), ok end || N <- [<<I:80000>> || I <- lists:seq(1, 100)]],
    io:format("~w~n", [length(Answered)]),
    halt(case {Noise, Deaf} of {[_ | _], [_ | _]} -> 0 end).

%% Connections of a packet type whose other ends send these bytes.
noise(Type, Bytes, Count) ->
    {ok, L} = gen_tcp:listen(0, [binary, {packet, Type}, {active, true}, {exit_on_close, false}]),
    {ok, P} = inet:port(L),
    [begin
         {ok, C} = gen_tcp:connect({127, 0, 0, 1}, P, [binary]),
         {ok, S} = gen_tcp:accept(L),
         ok = gen_tcp:send(C, Bytes),
         {C, S}
     end || _ <- lists:seq(1, Count)].

%% A connection to which a process writes all the time and whose other end reads nothing.
deaf() ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}]),
    {ok, P} = inet:port(L),
    {ok, C} = gen_tcp:connect({127, 0, 0, 1}, P, [binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L),
    Pid = spawn(fun() -> receive go -> writer(S) end end),
    ok = gen_tcp:controlling_process(S, Pid),
    Pid ! go,
    C.

writer(S) ->
    ok = gen_tcp:send(S, binary:copy(<<"x">>, 10000)),
    writer(S).
