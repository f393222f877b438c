%% What the mini runtime runs: lists, maps, bit syntax, funs, and two processes that talk.
-module(demo).
-export([main/1, negate/1]).

main(N) ->
    Squares = [X * X || X <- seq(1, N)],
    Sum = foldl(fun(X, Acc) -> X + Acc end, 0, Squares),
    Self = self(),
    Server = spawn(fun() -> server(#{}) end),
    Server ! {put, Self, sum, Sum},
    receive {Server, ok} -> ok end,
    Server ! {put, Self, packet, pack(7, <<"abc">>)},
    receive {Server, ok} -> ok end,
    Server ! {get, Self, packet},
    Packet = receive {Server, P} -> P end,
    Server ! {get, Self, sum},
    Total = receive {Server, T} -> T end,
    Server ! stop,
    {Total, unpack(Packet), reverse(Squares), bytes(Packet)}.

server(State) ->
    receive
        {put, From, Key, Value} -> From ! {self(), ok}, server(State#{Key => Value});
        {get, From, Key} ->
            case State of
                #{Key := Value} -> From ! {self(), Value};
                #{} -> From ! {self(), none}
            end,
            server(State);
        stop -> ok
    end.

pack(Tag, Body) -> <<Tag:4, 0:4, (byte_size(Body)):16, Body/binary>>.

unpack(<<Tag:4, _:4, Size:16, Body:Size/binary, _/bits>>) when Tag > 0 -> {Tag, Body};
unpack(_) -> error.

bytes(Bin) -> [B || <<B>> <= Bin].

seq(N, M) when N > M -> [];
seq(N, M) -> [N | seq(N + 1, M)].

foldl(_, Acc, []) -> Acc;
foldl(F, Acc, [X | Rest]) -> foldl(F, F(X, Acc), Rest).

reverse(L) -> reverse(L, []).
reverse([], Acc) -> Acc;
reverse([X | Rest], Acc) -> reverse(Rest, [X | Acc]).

negate(N) -> 0 - N.
