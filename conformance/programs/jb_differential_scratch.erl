%% A module to load, ask about, delete and purge.
-module(jb_differential_scratch).
-export([f/0, f/1]).
-author(somebody).

f() -> fun() -> ok end.
f(X) -> {f, X, "a literal", #{a => 1}}.
