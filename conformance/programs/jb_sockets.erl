%% What sockets answer, line by line: the same on every Erlang VM. Ports, addresses and times that differ are left out.
-module(jb_sockets).
-export([run/0]).

-define(LOOP, {127, 0, 0, 1}).

run() ->
    process_flag(trap_exit, true),
    [try show(Name, Test()) catch C:R:S -> show(Name, {C, R, [{M, F} || {M, F, _, _} <- S]}) end || {Name, Test} <- tests()],
    halt(0).

show(Name, Value) ->
    io:format("~w: ~p~n", [Name, Value]).

tests() ->
    [{lengths, fun lengths/0}, {lines, fun lines/0}, {http, fun http/0}, {http_passive, fun http_passive/0}, {asn1, fun asn1/0},
     {other_packets, fun other_packets/0}, {too_long, fun too_long/0}, {header, fun header/0}, {active_n, fun active_n/0},
     {once, fun once/0}, {switching, fun switching/0}, {timeouts, fun timeouts/0}, {exact, fun exact/0}, {unrecv, fun unrecv/0},
     {half_close, fun half_close/0}, {reset, fun reset/0}, {reset_shown, fun reset_shown/0}, {reset_active, fun reset_active/0},
     {closing, fun closing/0}, {send_timeout, fun send_timeout/0}, {send_timeout_close, fun send_timeout_close/0},
     {nosuspend, fun nosuspend/0}, {pending_close, fun pending_close/0}, {errors, fun errors/0}, {accepting, fun accepting/0},
     {owners, fun owners/0}, {options, fun options/0}, {option_errors, fun option_errors/0}, {raw, fun raw/0}, {inet6, fun inet6/0},
     {local, fun local/0}, {local_datagrams, fun local_datagrams/0}, {descriptor, fun descriptor/0}, {sendfile, fun sendfile/0},
     {statistics, fun statistics/0}, {names, fun names/0}, {services, fun services/0}, {udp, fun udp/0}, {udp_active, fun udp_active/0},
     {udp_connected, fun udp_connected/0}, {udp_beside, fun udp_beside/0}, {udp_errors, fun udp_errors/0}, {multicast, fun multicast/0},
     {ports, fun ports/0}, {interfaces, fun interfaces/0}, {delay, fun delay/0}].

%% A connection: both ends.
pair(Options) -> pair(Options, Options).

pair(ClientOptions, ServerOptions) ->
    {ok, L} = gen_tcp:listen(0, [binary, {active, false}, {ip, ?LOOP} | ServerOptions]),
    {ok, P} = inet:port(L),
    {ok, C} = gen_tcp:connect(?LOOP, P, [binary, {active, false} | ClientOptions]),
    {ok, S} = gen_tcp:accept(L),
    gen_tcp:close(L),
    {C, S}.

next() -> next(2000).

next(Time) ->
    receive
        M when is_tuple(M) -> plain(M)
    after Time -> nothing
    end.

plain(M) -> list_to_tuple([if is_port(E) -> port; true -> E end || E <- tuple_to_list(M)]).

some(0) -> [];
some(N) -> [next() | some(N - 1)].

recv(S) -> gen_tcp:recv(S, 0, 2000).

lengths() ->
    [begin
         {C, S} = pair([{packet, P}]),
         R1 = gen_tcp:send(C, "one"), R2 = gen_tcp:send(C, [<<"tw">>, $o]), R3 = gen_tcp:send(C, []),
         {P, R1, R2, R3, recv(S), recv(S), gen_tcp:recv(S, 0, 100)}
     end || P <- [raw, 1, 2, 4]].

lines() ->
    {C, S} = pair([{packet, line}, {recbuf, 1024}, {buffer, 16}]),
    ok = gen_tcp:send(C, "short\nand a line that is longer than the buffer\r\n\nend"),
    A = [recv(S) || _ <- lists:seq(1, 5)],
    gen_tcp:close(C),
    B = [recv(S) || _ <- lists:seq(1, 2)],
    {C2, S2} = pair([{packet, line}, {line_delimiter, $x}]),
    ok = gen_tcp:send(C2, "abxcdx"),
    {A, B, recv(S2), recv(S2)}.

http() ->
    [begin
         {C, S} = pair([], [{packet, P}]),
         ok = gen_tcp:send(C, "GET /path?x=1 HTTP/1.1\r\nHost: a.b\r\nX-Long: one\r\n two\r\nbad header\r\n\r\nPOST http://h:80/p HTTP/1.0\r\n"),
         ok = inet:setopts(S, [{active, true}]),
         R = some(6),
         gen_tcp:close(C),
         {P, R, next(), next(100)}
     end || P <- [http, http_bin, httph]].

http_passive() ->
    {C, S} = pair([], [{packet, http_bin}]),
    ok = gen_tcp:send(C, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"),
    R = [recv(S) || _ <- [1, 2, 3]],
    ok = inet:setopts(S, [{packet, raw}]),
    {R, gen_tcp:recv(S, 4, 2000)}.

asn1() ->
    {C, S} = pair([], [{packet, asn1}]),
    ok = gen_tcp:send(C, [<<16#30, 3, 1, 2, 3>>, <<16#30, 16#81, 2, 7, 8>>, <<16#3f, 16#81, 1, 1, 9>>]),
    [recv(S) || _ <- [1, 2, 3]].

other_packets() ->
    [begin
         {C, S} = pair([], [{packet, P}]),
         ok = gen_tcp:send(C, Data),
         R = recv(S),
         ok = inet:setopts(S, [{active, once}]),
         ok = gen_tcp:send(C, Data),
         R2 = next(),
         {P, case R of {ok, T} when is_tuple(T) -> {ok, plain(T)}; _ -> R end, R2}
     end || {P, Data} <- [{sunrm, <<16#80000003:32, "abc">>}, {cdr, <<"GIOP", 1, 2, 1, 0, 3:32/little, "abc">>},
                          {fcgi, <<1, 2, 0, 1, 0, 3, 2, 0, "abc", 0, 0>>}, {tpkt, <<3, 0, 7:16, "abc">>}, {ssl_tls, <<22, 3, 1, 3:16, "abc">>}]].

too_long() ->
    R = [begin
         {C, S} = pair([], [{packet, P}, {packet_size, 10}]),
         ok = gen_tcp:send(C, Data),
         {P, recv(S), recv(S)}
     end || {P, Data} <- [{4, <<11:32, "abcdefghijk">>}, {4, <<10:32, "abcdefghij">>}, {line, "abcdefghijklmnop\n"}, {cdr, "rubbishrubbish"}, {http, "GET / HTTP/1.1\r\n"}]],
    {C, S} = pair([], [{packet, 4}, {packet_size, 10}, {active, true}]),
    ok = gen_tcp:send(C, <<100:32>>),
    {R, some(2), next(100), erlang:port_info(S)}.

header() ->
    {C, S} = pair([{header, 2}]),
    ok = gen_tcp:send(C, "abcd"),
    A = recv(S),
    ok = gen_tcp:send(C, "a"),
    B = recv(S),
    ok = inet:setopts(S, [list]),
    ok = gen_tcp:send(C, "xyz"),
    {A, B, recv(S)}.

active_n() ->
    {C, S} = pair([{packet, 1}], [{packet, 1}, {active, 2}]),
    A = inet:getopts(S, [active]),
    [ok = gen_tcp:send(C, [N]) || N <- "abcd"],
    B = some(3),
    D = next(100),
    ok = inet:setopts(S, [{active, 1}]),
    E = some(2),
    F = inet:setopts(S, [{active, 32767}]),
    G = [next() | case inet:setopts(S, [{active, 32767}]) of {error, _} = X -> [X]; ok -> [] end],
    H = inet:setopts(S, [{active, -32768}]),
    {A, B, D, E, F, G, H, next(), inet:getopts(S, [active])}.

once() ->
    {C, S} = pair([{packet, 1}]),
    [ok = gen_tcp:send(C, [N]) || N <- "ab"],
    [begin inet:setopts(S, [{active, once}]), {next(), next(50), inet:getopts(S, [active])} end || _ <- [1, 2]].

switching() ->
    {C, S} = pair([], [{packet, line}]),
    ok = gen_tcp:send(C, <<"first\n", 2:16, "ab", 0, 0, 0, 1, "xrest">>),
    A = recv(S),
    ok = inet:setopts(S, [{packet, 2}]), B = recv(S),
    ok = inet:setopts(S, [{packet, 4}]), D = recv(S),
    ok = inet:setopts(S, [{packet, raw}]),
    {A, B, D, recv(S)}.

timeouts() ->
    {C, S} = pair([]),
    A = {gen_tcp:recv(S, 0, 0), gen_tcp:recv(S, 3, 50)},
    ok = gen_tcp:send(C, "ab"),
    B = gen_tcp:recv(S, 3, 100),
    ok = gen_tcp:send(C, "cd"),
    Self = self(),
    spawn_link(fun() -> Self ! {second, gen_tcp:recv(S, 0, 50)} end),
    {A, B, gen_tcp:recv(S, 3, 2000), gen_tcp:recv(S, 1, 2000), receive {second, R} -> element(1, R) end}.

exact() ->
    {C, S} = pair([]),
    Data = binary:copy(<<"0123456789">>, 100000),
    spawn_link(fun() -> ok = gen_tcp:send(C, Data), receive never -> ok end end),
    {ok, A} = gen_tcp:recv(S, 700001, 5000),
    {ok, B} = gen_tcp:recv(S, 299999, 5000),
    {<<A/binary, B/binary>> =:= Data, gen_tcp:recv(S, 16#4000001, 10), catch gen_tcp:recv(S, -1, 10)}.

unrecv() ->
    {C, S} = pair([]),
    ok = gen_tcp:send(C, "world"),
    A = gen_tcp:recv(S, 2),
    ok = gen_tcp:unrecv(S, "hello "),
    {A, gen_tcp:recv(S, 9, 2000), begin gen_tcp:unrecv(S, <<"x">>), inet:setopts(S, [{active, true}]), next() end}.

half_close() ->
    {C, S} = pair([{exit_on_close, false}]),
    ok = gen_tcp:send(C, "last"),
    ok = gen_tcp:shutdown(C, write),
    A = {recv(S), recv(S), gen_tcp:send(S, "answer"), recv(C), gen_tcp:send(C, "x")},
    {C2, S2} = pair([], [{exit_on_close, false}, {active, true}]),
    ok = gen_tcp:shutdown(C2, write),
    B = {next(), gen_tcp:send(S2, "still"), recv(C2), next(50), gen_tcp:shutdown(S2, read), gen_tcp:shutdown(S2, read_write)},
    {C3, _} = pair([]),
    gen_tcp:close(C3),
    {A, B, gen_tcp:shutdown(C3, write)}.

reset_pair(Options) ->
    {C, S} = pair([{linger, {true, 0}}], Options),
    ok = gen_tcp:close(C),
    timer:sleep(50),
    S.

reset() ->
    S = reset_pair([]),
    S2 = reset_pair([]),
    {gen_tcp:send(S2, "x"), gen_tcp:send(S2, "x"), recv(S2), recv(S2), recv(S), recv(S), gen_tcp:send(S, "x"), gen_tcp:send(S, "x")}.

reset_shown() ->
    S = reset_pair([{show_econnreset, true}]),
    S2 = reset_pair([{show_econnreset, true}]),
    {recv(S), gen_tcp:send(S, "x"), gen_tcp:send(S2, "x"), gen_tcp:send(S2, "x"), recv(S2), recv(S2)}.

reset_active() ->
    [begin
         {C, _} = pair([{linger, {true, 0}}], [{show_econnreset, Show}, {active, true}]),
         ok = gen_tcp:close(C),
         [next() | case Show of true -> [next()]; false -> [] end] ++ [next(100)]
     end || Show <- [false, true]].

closing() ->
    {C, S} = pair([]),
    Self = self(),
    spawn(fun() -> Self ! {got, recv(S)} end),
    timer:sleep(30),
    ok = gen_tcp:close(S),
    A = receive {got, G} -> G end,
    B = {recv(C), recv(C), gen_tcp:send(S, "x"), recv(S), inet:setopts(S, [{active, true}]), inet:peername(S), inet:port(S), gen_tcp:close(S)},
    {C2, S2} = pair([], [{active, true}]),
    gen_tcp:close(C2),
    {A, B, [next(), next(100)], erlang:port_info(S2), inet:getopts(S2, [active])}.

%% A connection whose other end reads nothing.
stuck(Options) ->
    {_, S} = Pair = pair([{sndbuf, 4096} | Options], [{recbuf, 4096} | Options]),
    fill(S, 200),
    Pair.

fill(_, 0) -> full;
fill(S, N) ->
    case erlang:port_command(S, binary:copy(<<"x">>, 50000), [nosuspend]) of
        true -> fill(S, N - 1);
        false -> ok
    end.

send_timeout() ->
    {_, S} = stuck([{send_timeout, 60}]),
    {gen_tcp:send(S, "more"), inet:getopts(S, [send_timeout]), element(1, gen_tcp:send(S, "more"))}.

send_timeout_close() ->
    {_, S} = stuck([{send_timeout, 60}, {send_timeout_close, true}]),
    {gen_tcp:send(S, "more"), gen_tcp:send(S, "more"), recv(S)}.

nosuspend() ->
    {C, S} = stuck([{high_watermark, 20000}, {low_watermark, 10000}]),
    A = {prim_inet:send(S, "x", [nosuspend]), inet:getopts(S, [high_watermark, low_watermark]), prim_inet:getstatus(S)},
    {ok, [{send_pend, Pending}]} = inet:getstat(S, [send_pend]),
    gen_tcp:recv(C, 1000000, 100),
    drain(C),
    timer:sleep(50),
    {A, Pending > 20000, inet:getstat(S, [send_pend]), gen_tcp:send(S, "y"), recv(C)}.

drain(C) ->
    case gen_tcp:recv(C, 0, 100) of
        {ok, _} -> drain(C);
        {error, timeout} -> ok
    end.

pending_close() ->
    {C, S} = pair([{sndbuf, 4096}], [{recbuf, 4096}]),
    Data = binary:copy(<<"y">>, 3000000),
    spawn_link(fun() -> gen_tcp:controlling_process(C, self()), ok = gen_tcp:send(C, Data), ok = gen_tcp:close(C) end),
    {count(S, 0), prim_inet:subscribe(S, [subs_empty_out_q])}.

count(S, N) ->
    case gen_tcp:recv(S, 0, 5000) of
        {ok, B} -> count(S, N + byte_size(B));
        E -> {N, E}
    end.

errors() ->
    {ok, L} = gen_tcp:listen(0, [{ip, ?LOOP}]),
    {ok, P} = inet:port(L),
    {ok, Free} = gen_tcp:listen(0, [{ip, ?LOOP}]),
    {ok, Unused} = inet:port(Free),
    gen_tcp:close(Free),
    [gen_tcp:connect(?LOOP, Unused, []), gen_tcp:connect(?LOOP, Unused, [], 1000), gen_tcp:listen(P, [{ip, ?LOOP}]),
     gen_tcp:listen(0, [{ip, {192, 0, 2, 77}}]), gen_tcp:connect({255, 255, 255, 255}, 80, []),
     catch gen_tcp:connect(?LOOP, 80, [{bad, option}]), gen_tcp:connect("no.such.host.invalid", 80, []),
     gen_tcp:recv(L, 0, 10), gen_tcp:send(L, "x"), inet:peername(L), prim_inet:accept(element(1, pair([])), 10),
     gen_udp:open(P, [{ip, {192, 0, 2, 77}}]), prim_inet:open(sctp, inet, stream), prim_inet:open(tcp, inet, dgram),
     gen_tcp:shutdown(L, write), gen_tcp:accept(L, 10), gen_tcp:close(L), gen_tcp:accept(L, 10), gen_tcp:accept(L)].

accepting() ->
    {ok, L} = gen_tcp:listen(0, [{ip, ?LOOP}, {active, false}, binary, {backlog, 5}]),
    {ok, P} = inet:port(L),
    Self = self(),
    Dead = spawn(fun() -> gen_tcp:accept(L) end),
    Waiters = [spawn(fun() ->
                         R = gen_tcp:accept(L, T),
                         Self ! {N, element(1, R), if is_port(element(2, R)) -> port; true -> element(2, R) end},
                         receive stop -> ok end
                     end) || {N, T} <- [{1, 50}, {2, infinity}, {3, 5000}, {4, infinity}]],
    timer:sleep(20),
    exit(Dead, kill),
    A = receive {1, _, _} = M -> M end,
    Conns = [element(2, gen_tcp:connect(?LOOP, P, [])) || _ <- [1, 2]],
    B = lists:sort([receive {N, ok, port} when N =:= 2; N =:= 3; N =:= 4 -> ok end || _ <- [1, 2]]),
    gen_tcp:close(L),
    D = receive {_, error, _} = E -> setelement(1, E, x) end,
    [exit(W, kill) || W <- Waiters],
    [gen_tcp:close(C) || C <- Conns],
    {A, B, D}.

owners() ->
    {C, S} = pair([]),
    Self = self(),
    Pid = spawn(fun() -> receive go -> ok end, inet:setopts(S, [{active, once}]), Self ! {there, next()}, receive stop -> ok end end),
    A = gen_tcp:controlling_process(S, Pid),
    B = gen_tcp:controlling_process(S, Self),
    Pid ! go,
    ok = gen_tcp:send(C, "to the new owner"),
    D = receive {there, X} -> X end,
    exit(Pid, kill),
    E = recv(C),
    {A, B, D, E, erlang:port_info(S)}.

options() ->
    {C, S} = pair([{nodelay, true}, {keepalive, true}], [{nodelay, true}, {packet, 2}, {tos, 16}, {priority, 2}, {linger, {true, 3}}]),
    Names = [active, buffer, delay_send, deliver, dontroute, exit_on_close, header, high_msgq_watermark, high_watermark, keepalive, linger,
             low_msgq_watermark, low_watermark, mode, nodelay, packet, packet_size, priority, reuseaddr, send_timeout,
             send_timeout_close, show_econnreset, tos, ttl, nopush],
    {ok, U} = gen_udp:open(0, [{recbuf, 100000}, {broadcast, true}]),
    ok = inet:setopts(C, [{recbuf, 20000}, {sndbuf, 30000}]),
    {inet:getopts(C, Names), inet:getopts(S, Names),
     inet:getopts(U, [active, broadcast, buffer, mode, read_packets, reuseaddr, header, low_watermark, packet, multicast_ttl, multicast_loop, tos]),
     inet:getopts(C, [buffer]), inet:getopts(C, [recbuf, sndbuf, sndbuf])}.

option_errors() ->
    {C, _} = pair([]),
    [catch inet:setopts(C, [O]) || O <- [{active, 40000}, {packet, 3}, {buffer, 0}, {high_msgq_watermark, 0}, {ipv6_v6only, true}, {multicast_loop, true},
                                        {nosuch, 1}, {linger, {true, -1}}, {read_packets, 0}, {tos, 256}, {priority, 100}, {bind_to_device, <<"nosuchdev">>}]]
        ++ [inet:getopts(C, [buffer, active]), inet:getopts(C, [nosuch])].

raw() ->
    {C, _} = pair([]),
    ok = inet:setopts(C, [{raw, 6, 4, <<77:32/native>>}]),
    {inet:getopts(C, [{raw, 6, 4, 4}]), inet:getopts(C, [{raw, 1, 3, <<0:32>>}]), inet:getopts(C, [{raw, 77, 77, 4}]),
     inet:setopts(C, [{raw, 77, 77, <<1>>}])}.

inet6() ->
    case gen_tcp:listen(0, [inet6, binary, {active, false}, {ip, {0, 0, 0, 0, 0, 0, 0, 1}}]) of
        {ok, L} ->
            {ok, {IP, P}} = inet:sockname(L),
            {ok, C} = gen_tcp:connect({0, 0, 0, 0, 0, 0, 0, 1}, P, [inet6, binary]),
            {ok, S} = gen_tcp:accept(L),
            ok = gen_tcp:send(S, "six"),
            {ok, {Peer, _}} = inet:peername(S),
            {ok, L6} = gen_tcp:listen(0, [inet6, {ipv6_v6only, true}]),
            {IP, Peer, next(), inet:getopts(L6, [ipv6_v6only]), gen_tcp:connect({0, 0, 0, 0, 0, 0, 0, 1}, P, [inet]), catch gen_tcp:connect(?LOOP, P, [inet6]),
             gen_tcp:close(C)};
        Error -> Error
    end.

local() ->
    File = "jb_sockets.sock",
    file:delete(File),
    {ok, L} = gen_tcp:listen(0, [{ifaddr, {local, File}}, binary, {active, false}]),
    {ok, C} = gen_tcp:connect({local, File}, 0, [local, binary, {active, false}, {packet, 4}]),
    {ok, S} = gen_tcp:accept(L),
    ok = gen_tcp:send(C, "local"),
    R = {inet:sockname(L), inet:peername(C), inet:sockname(C), inet:peername(S), inet:port(L), recv(S),
         gen_tcp:listen(0, [{ifaddr, {local, File}}]), gen_tcp:connect({local, "no/such"}, 0, [local]),
         gen_tcp:connect({local, lists:duplicate(200, $a)}, 0, [local])},
    file:delete(File),
    {ok, A} = gen_tcp:listen(0, [{ifaddr, {local, <<0, "jb_sockets_", (integer_to_binary(erlang:unique_integer([positive])))/binary, (list_to_binary(os:getpid()))/binary>>}}]),
    {R, element(1, element(2, inet:sockname(A)))}.

local_datagrams() ->
    [file:delete(F) || F <- ["jb_a.sock", "jb_b.sock"]],
    {ok, A} = gen_udp:open(0, [local, {ifaddr, {local, "jb_a.sock"}}, binary, {active, false}]),
    {ok, B} = gen_udp:open(0, [local, {ifaddr, {local, "jb_b.sock"}}, binary]),
    ok = gen_udp:send(A, {local, "jb_b.sock"}, 0, "to b"),
    ok = gen_udp:send(B, {local, "jb_a.sock"}, 0, "to a"),
    R = {next(), gen_udp:recv(A, 0, 2000), gen_udp:send(A, {local, "jb_none.sock"}, 0, "x")},
    [file:delete(F) || F <- ["jb_a.sock", "jb_b.sock"]],
    R.

descriptor() ->
    {ok, L} = gen_tcp:listen(0, [{ip, ?LOOP}, binary, {active, false}]),
    {ok, Fd} = prim_inet:getfd(L),
    {ok, P} = inet:port(L),
    {ok, L2} = gen_tcp:listen(0, [{fd, Fd}, binary, {active, false}]),
    {ok, C} = gen_tcp:connect(?LOOP, P, [binary, {active, false}]),
    {ok, S} = gen_tcp:accept(L2, 2000),
    ok = gen_tcp:send(S, "by number"),
    R = recv(C),
    gen_tcp:close(L2),
    {R, gen_tcp:accept(L, 20), gen_tcp:listen(0, [{fd, 99999}])}.

sendfile() ->
    Data = binary:copy(<<"sendfile ">>, 50000),
    ok = file:write_file("jb_sockets.data", Data),
    {C, S} = pair([], [{packet, raw}]),
    Self = self(),
    spawn_link(fun() -> Self ! {all, count_data(C, [])} end),
    A = file:sendfile("jb_sockets.data", S),
    {ok, F} = file:open("jb_sockets.data", [read, raw, binary]),
    B = [file:sendfile(F, S, O, N, []) || {O, N} <- [{9, 18}, {449990, 100}, {500000, 10}, {0, 0}, {-1, 5}]],
    ok = gen_tcp:close(S),
    {ok, All} = receive {all, X} -> X end,
    D = file:sendfile(F, S, 0, 10, []),
    file:close(F),
    file:delete("jb_sockets.data"),
    {A, B, byte_size(All), All =:= <<Data/binary, "sendfile sendfile ", (binary:part(Data, 449990, 10))/binary, Data/binary>>, D}.

count_data(C, Acc) ->
    case gen_tcp:recv(C, 0, 5000) of
        {ok, B} -> count_data(C, [Acc | B]);
        {error, closed} -> {ok, iolist_to_binary(Acc)};
        E -> E
    end.

statistics() ->
    {C, S} = pair([{packet, 2}]),
    [ok = gen_tcp:send(C, binary:copy(<<"x">>, N)) || N <- [10, 20, 30]],
    [recv(S) || _ <- [1, 2, 3]],
    {inet:getstat(C), [erlang:port_info(S, K) || K <- [input, output, queue_size]], inet:getstat(S, [recv_oct, recv_cnt, recv_max]), catch inet:getstat(S, [nosuch])}.

names() ->
    {C, S} = pair([]),
    A = inet:peername(C) =:= inet:sockname(S),
    ok = inet:setpeername(C, {{1, 2, 3, 4}, 5}),
    ok = inet:setsockname(C, {{5, 4, 3, 2}, 1}),
    B = {inet:peername(C), inet:sockname(C), inet:peernames(S) =:= {ok, [element(2, inet:peername(S))]}},
    ok = inet:setpeername(C, undefined),
    {A, B, inet:peername(C) =:= inet:sockname(S), prim_inet:gettype(C), prim_inet:getstatus(C), inet:info(C) =/= #{}}.

services() ->
    [inet:getservbyname(http, tcp), inet:getservbyname("domain", udp), inet:getservbyname(nosuchservice, tcp), inet:gethostname() =/= {ok, ""},
     inet:getaddr("localhost", inet), inet:getaddr(?LOOP, inet), inet:gethostbyname("no.such.host.invalid")].

udp_pair(A, B) ->
    {ok, U} = gen_udp:open(0, [binary, {ip, ?LOOP} | A]),
    {ok, V} = gen_udp:open(0, [binary, {ip, ?LOOP} | B]),
    {ok, P} = inet:port(V),
    {U, V, P}.

udp() ->
    {U, V, P} = udp_pair([], [{active, false}]),
    {ok, UP} = inet:port(U),
    ok = gen_udp:send(U, ?LOOP, P, [<<"da">>, "ta"]),
    ok = gen_udp:send(U, "localhost", P, []),
    {ok, {IP, From, Data}} = gen_udp:recv(V, 0, 2000),
    ok = inet:setopts(V, [list, {header, 1}]),
    {IP, From =:= UP, Data, element(3, element(2, gen_udp:recv(V, 0, 2000))), gen_udp:recv(V, 0, 30), gen_udp:recv(V, 0, 0)}.

udp_active() ->
    {U, V, P} = udp_pair([], [{active, 2}, {header, 1}]),
    [ok = gen_udp:send(U, ?LOOP, P, [N, "x"]) || N <- "abcd"],
    A = [case next() of {udp, port, IP, _, D} -> {IP, D}; M -> M end || _ <- [1, 2, 3]],
    B = next(30),
    ok = inet:setopts(V, [{active, once}]),
    {A, B, element(5, next()), inet:getopts(V, [active]), element(3, element(2, gen_udp:recv(V, 0)))}.

udp_connected() ->
    {U, V, P} = udp_pair([{active, false}], [{active, false}]),
    {ok, UP} = inet:port(U),
    ok = gen_udp:connect(U, ?LOOP, P),
    ok = gen_udp:send(U, "connected"),
    A = element(3, element(2, gen_udp:recv(V, 0, 2000))),
    {ok, Peer} = inet:peername(U),
    ok = gen_udp:send(V, {?LOOP, UP}, "back"),
    B = gen_udp:recv(U, 0, 2000) =:= {ok, {?LOOP, P, <<"back">>}},
    gen_udp:close(V),
    ok = gen_udp:send(U, "nobody"),
    timer:sleep(30),
    {A, Peer =:= {?LOOP, P}, B, gen_udp:recv(U, 0, 100), inet:peername(V), gen_udp:send(V, "x")}.

udp_beside() ->
    {U, V, P} = udp_pair([], [{active, false}, {recvtos, true}, {recvttl, true}]),
    ok = gen_udp:send(U, {?LOOP, P}, [{tos, 32}, {ttl, 42}], "beside"),
    A = case gen_udp:recv(V, 0, 2000) of {ok, {_, _, Beside, Data}} -> {lists:sort(Beside), Data}; E -> E end,
    ok = inet:setopts(V, [{active, true}]),
    ok = gen_udp:send(U, ?LOOP, P, "more"),
    {udp, _, _, _, B, D} = next(),
    {A, lists:sort(B), D, inet:getopts(V, [recvtos, recvttl]), gen_udp:send(U, {?LOOP, P}, [{nosuch, 1}], "x")}.

udp_errors() ->
    {U, _, P} = udp_pair([], []),
    [gen_udp:send(U, ?LOOP, P, binary:copy(<<"x">>, 65508)), gen_udp:send(U, ?LOOP, P, binary:copy(<<"x">>, 70000)),
     gen_udp:send(U, {255, 255, 255, 255}, P, "x"), gen_udp:open(P, [{ip, ?LOOP}]), element(1, catch gen_udp:send(U, ?LOOP, 70000, "x")),
     gen_udp:send(U, {0, 0, 0, 0, 0, 0, 0, 1}, P, "x"), gen_udp:close(U), gen_udp:send(U, ?LOOP, P, "x"), gen_udp:recv(U, 0)].

multicast() ->
    Group = {224, 0, 0, 251},
    {ok, U} = gen_udp:open(0, [binary, {active, false}, {reuseaddr, true}, {ip, {0, 0, 0, 0}}, {multicast_if, ?LOOP}, {multicast_loop, true}, {multicast_ttl, 3}]),
    {ok, P} = inet:port(U),
    A = inet:setopts(U, [{add_membership, {Group, ?LOOP}}]),
    B = gen_udp:send(U, Group, P, "to all"),
    D = case gen_udp:recv(U, 0, 500) of {ok, {_, _, Data}} -> Data; E -> E end,
    {A, B, D, inet:getopts(U, [multicast_ttl, multicast_loop]), inet:setopts(U, [{drop_membership, {Group, ?LOOP}}])}.

ports() ->
    {C, S} = pair([], [{packet, 1}]),
    Info = erlang:port_info(S),
    A = {[K || {K, _} <- Info], proplists:get_value(name, Info), proplists:get_value(connected, Info) =:= self()},
    Ref = erlang:monitor(port, S),
    S ! {self(), {command, "by message"}},
    B = {gen_tcp:recv(C, 0, 2000), next()},
    Pid = spawn(fun() -> S ! {self(), {command, "not mine"}} end),
    D = next(),
    E = case D of {'EXIT', port, badsig} -> still; _ -> Pid end,
    S ! {self(), close},
    {A, B, D, E, lists:sort([case M of {'DOWN', R, port, _, Why} when R =:= Ref -> Why; _ -> M end || M <- some(2)]), catch erlang:port_control(C, 1, "")}.

interfaces() ->
    {ok, All} = inet:getifaddrs(),
    {ok, Lo} = inet:ifget("lo", [addr, netmask, flags, mtu]),
    {ok, If} = inet:getif(),
    {ok, List} = inet:getiflist(),
    {[{N, lists:usort([K || {K, _} <- O])} || {N, O} <- All], Lo, [A || {A, _, _} <- If], lists:sort(List), inet:ifget("nosuch", [addr])}.

delay() ->
    {C, S} = pair([{delay_send, true}]),
    [ok = gen_tcp:send(C, [N]) || N <- "abc"],
    {inet:getopts(C, [delay_send]), gen_tcp:recv(S, 3, 2000)}.
