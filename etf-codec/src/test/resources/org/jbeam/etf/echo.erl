%% The peer of DistProbe, which makes dist.etf:
%%   erlc echo.erl && erl -noshell -sname echo@localhost -start_epmd false -erl_epmd_port 9123 -setcookie cook -s echo
-module(echo).
-export([start/0]).

start() ->
    register(echo, spawn(fun loop/0)),
    timer:sleep(60000),
    halt().

loop() ->
    receive {From, Message} -> From ! Message, loop() end.
