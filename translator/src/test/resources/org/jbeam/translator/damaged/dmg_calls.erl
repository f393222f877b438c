-module(dmg_calls).
-export([protect/1, closures/2, order/1, away/3, catches/1]).

protect(X) ->
    try inner(X) of
        {ok, V} -> V;
        _ -> [X | {literal, "tuple", 3}]
    catch
        throw:T:S -> {T, S};
        error:{badmatch, B} -> B
    after
        put(dmg, X)
    end.

inner(X) when is_list(X) -> {ok, length(X)};
inner({A, B}) -> {A, B} = {B, A};
inner(X) -> throw({no, X}).

closures(L, N) ->
    F = fun(X) -> [X, N | L] end,
    G = fun order/1,
    [F(Y) || Y <- L] ++ [G(N)].

order(a) -> 1;
order(b) -> 2;
order(c) -> 3;
order(d) -> 4;
order(e) -> 5;
order(N) when N > 100000000000000000000 -> big;
order(N) when is_integer(N), N rem 2 =:= 0 -> order(N div 2 - 1);
order(_) -> error(none, [args]).

away(M, F, A) ->
    R = M:F(A),
    apply(M, F, [R, A]).

catches(X) ->
    case catch hd(X) of
        {'EXIT', _} -> dmg_calls:order(X);
        V when V == 1.0; V =:= self() -> erlang:exit(V);
        V -> V
    end.
