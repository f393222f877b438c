%% A small module with a bit of everything, whose bytes jb_damaged changes.
-module(jb_small).
-export([sum/1, area/1, tag/1]).

sum(L) -> sum(L, 0).
sum([H | T], A) when is_integer(H) -> sum(T, A + H);
sum([], A) -> A.

area({square, S}) -> S * S;
area({circle, R}) -> 3.14 * R * R;
area(Other) -> error({unknown, Other}).

tag(<<A:4, B:12/little, Rest/binary>>) ->
    F = fun(X) -> X + A end,
    try #{a => F(B), rest => <<Rest/binary, 1>>} catch _:_ -> [] end.
