#!/usr/bin/env escript
%% Writes what OTP makes of random terms:  escript random.escript >random.tsv
%% Columns: ~w, phash2 of 32 bits, phash of 32 bits, place in lists:sort/1, place in the order of map keys, keys in the order of maps:keys/1 when it is a map.
main(_) ->
    rand:seed(exsss, {7, 8, 9}),
    Terms = [term(5) || _ <- lists:seq(1, 500)] ++ [big_map(3) || _ <- lists:seq(1, 40)],
    Numbered = lists:zip(Terms, lists:seq(1, length(Terms))),
    Order = places(lists:sort(Numbered)),
    Exact = places(lists:sort(fun(A, B) -> erts_internal:cmp_term(A, B) =< 0 end, Numbered)),
    [io:format("~w\t~w\t~w\t~w\t~w\t~w~n", [Term, erlang:phash2(Term, 1 bsl 32), erlang:phash(Term, 1 bsl 32) - 1, maps:get(I, Order), maps:get(I, Exact), keys(Term)])
     || {Term, I} <- Numbered].

keys(Map) when is_map(Map) -> maps:keys(Map);
keys(_) -> [].

places(Sorted) -> maps:from_list([{I, P} || {P, {_, I}} <- lists:zip(lists:seq(1, length(Sorted)), Sorted)]).

pick(List) -> lists:nth(rand:uniform(length(List)), List).

list(Max, Make) -> [Make() || _ <- lists:seq(1, rand:uniform(Max + 1) - 1)].

term(0) -> leaf();
term(Depth) ->
    case rand:uniform(8) of
        1 -> list(4, fun() -> term(Depth - 1) end);
        2 -> list(3, fun() -> term(Depth - 1) end) ++ leaf();
        3 -> list_to_tuple(list(4, fun() -> term(Depth - 1) end));
        4 -> maps:from_list(list(4, fun() -> {term(Depth - 2 + rand:uniform(1)), term(Depth - 1)} end));
        5 -> list(9, fun() -> rand:uniform(300) end);
        _ -> leaf()
    end.

leaf() ->
    case rand:uniform(10) of
        1 -> pick([a, b, ab, 'A', '', 'x y', abcdefghij, abcdefghik]);
        2 -> rand:uniform(5) - 3;
        3 -> float(rand:uniform(5) - 3);
        4 -> (rand:uniform(3) - 2) * pick([1 bsl 27, 1 bsl 32, 1 bsl 53, (1 bsl 53) + 1, 1 bsl 59, 1 bsl 60, 1 bsl 63, 1 bsl 64, (1 bsl 64) + 1]);
        5 -> (rand:uniform(3) - 2) * pick([float(1 bsl 53), float(1 bsl 63), float(1 bsl 64), 1.0e300, 0.5]);
        6 -> list_to_binary(list(4, fun() -> rand:uniform(3) - 1 end));
        7 -> <<(rand:uniform(1 bsl 20)):(rand:uniform(20))>>;
        8 -> pick([[], {}, #{}, <<>>]);
        9 -> list_to_bitstring(list(20, fun() -> rand:uniform(256) - 1 end));
        10 -> rand:uniform(1 bsl 100)
    end.

big_map(0) -> leaf();
big_map(Depth) ->
    Keys = pick([fun(X) -> X end, fun(X) -> float(X) end, fun(X) -> {X} end, fun(X) -> [X] end, fun(X) -> <<X>> end, fun(X) -> [X, {X}] end]),
    Wanted = lists:seq(1, 36) -- [rand:uniform(36)],
    maps:from_list([{Keys(X), case rand:uniform(20) of 1 -> big_map(Depth - 1); _ -> rand:uniform(2) end} || X <- Wanted]).
