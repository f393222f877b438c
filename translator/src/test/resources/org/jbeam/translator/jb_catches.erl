%% Ways to use the value of a catch. Compiled by OTP 25's erlc: erlc +deterministic jb_catches.erl
-module(jb_catches).
-export([tested/1, told_apart/1, returned/1, reason/1, kept/1, compared/1]).

tested(F) -> case catch F() of I when is_integer(I) -> I; _ -> none end.
told_apart(F) -> case catch F() of {'EXIT', _} -> failed; V -> V end.
returned(F) -> catch F().
reason(F) -> case catch F() of {'EXIT', {Reason, _}} -> {failed, Reason}; V -> V end.
kept(F) -> V = (catch F()), F(), V.
compared(F) -> case catch F() of L when is_list(L) -> length(L); {ok, X} -> X; _ -> none end.
