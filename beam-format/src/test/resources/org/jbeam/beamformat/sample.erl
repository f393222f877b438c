-module(sample).
-export([f/2,g/1,h/3]).
f(X,Y) when X > 1.5 -> try <<X:8,Y/binary,"abc",(g(Y))/float>> catch E:R:S -> {E,R,S} end;
f([A|B],Y) -> [fun(Z) -> {Z,A,Y} end|B].
g(#{a := V}) -> V + 1;
g(<<A:4,B:12,R/bits>>) -> receive {A,B} -> R after 10 -> timeout end;
g(X) when is_float(X) -> X*2.0+1.
h(A,B,C) -> case A of a -> B; b -> C; 1 -> 3; 12345678901234567890123 -> erlang:error(foo,[A]); _ -> F = fun lists:map/2, F(fun g/1, [A,B,C]) end.
