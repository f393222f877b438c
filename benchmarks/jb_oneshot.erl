-module(jb_oneshot).
-export([main/0]).
%% 1000 modules, each loaded, run once and purged, three times over: what one costs, and what the machine holds afterwards.
%% erlc jb_oneshot.erl, then erl (or ./jbeam) -noshell -eval "jb_oneshot:main()."
main() ->
    Bins = [begin
        M = list_to_atom("jb_once_" ++ integer_to_list(I)),
        Forms = [{attribute,1,module,M},{attribute,1,export,[{run,1}]},
          {function,2,run,1,[{clause,2,[{var,2,'N'}],[],[{call,2,{remote,2,{atom,2,lists},{atom,2,sum}},[{call,2,{remote,2,{atom,2,lists},{atom,2,seq}},[{integer,2,1},{op,2,'+',{var,2,'N'},{integer,2,I}}]}]}]}]}],
        {ok, M, B} = compile:forms(Forms, []), {M, B} end || I <- lists:seq(1, 1000)],
    [round(Bins, K) || K <- [1,2,3]],
    halt().
round(Bins, K) ->
    {T, _} = timer:tc(fun() -> [begin
        {module, M} = code:load_binary(M, "x", B), _ = M:run(10), true = code:delete(M), false = code:purge(M) end || {M, B} <- Bins] end),
    erlang:garbage_collect(), erlang:garbage_collect(),
    io:format("round ~p: ~p us a module, rss ~s", [K, T div 1000, os:cmd("grep VmRSS /proc/" ++ os:getpid() ++ "/status")]).
