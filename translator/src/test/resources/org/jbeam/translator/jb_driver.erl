%% Calls a function for the test machine. erlc jb_driver.erl
-module(jb_driver).
-export([run/4]).

run(Id, M, F, A) ->
    jb_test:done(Id, try {ok, apply(M, F, A)} catch C:R -> {C, R} end).
