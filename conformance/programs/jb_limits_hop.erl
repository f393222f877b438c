%% The other module that jb_limits tail-calls.
-module(jb_limits_hop).
-export([hop/3]).

hop(0, Acc, _) -> Acc;
hop(N, Acc, X) -> jb_limits:hop(N - 1, Acc + 1, X).
