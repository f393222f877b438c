#!/usr/bin/env escript
%% Answers cases by OTP's re module. The first four columns of the first file are cases, a fifth is ignored; the second file gets the answer as fifth:
%%   escript regex_golden.escript regex_cases.tsv new.tsv
%%   (for k in "31 1500 mix" "32 800 err" "33 800 uni"; do python3 regex_fuzz.py $k; done) > f; escript regex_golden.escript f regex_fuzz.tsv
%% A case is a pattern, compile options, a subject, run options, separated by tabs; bytes outside 33..126 and % are written %XX.
%% Answers: "E offset message", "M start,length ...", "nomatch", "match_limit", "match_limit_recursion", "badarg", "crash".
%% "global" is a run option too: then the answer has all matches, with ";" between them. Lines that start with "# " are comments.
main([In, Out]) ->
    {ok, Bin} = file:read_file(In),
    Lines = [L || L <- binary:split(Bin, <<"\n">>, [global]), L =/= <<>>],
    {ok, F} = file:open(Out, [write, raw, delayed_write]),
    lists:foreach(fun(L) -> file:write(F, [line(L), $\n]) end, Lines),
    file:close(F).

line(<<"# ", _/binary>> = Comment) -> Comment;
line(L) ->
    Case = lists:sublist(binary:split(L, <<"\t">>, [global]), 4),
    lists:join($\t, Case ++ [answer(Case)]).

answer([P, CO, S, RO]) ->
    try re:compile(bytes(P), options(CO)) of
        {error, {Msg, Off}} -> io_lib:format("E ~w ~ts", [Off, Msg]);
        {ok, Re} ->
            Run = [report_errors, {capture, all, index} | options(RO)],
            Self = self(),
            {Pid, Ref} = spawn_monitor(fun() -> Self ! {self(), run(bytes(S), Re, Run)} end),
            receive
                {Pid, R} -> erlang:demonitor(Ref, [flush]), R;
                {'DOWN', Ref, _, _, _} -> "crash"
            after 5000 -> exit(Pid, kill), erlang:demonitor(Ref, [flush]), "timeout"
            end
    catch error:badarg -> "badarg"
    end.

run(S, Re, Opts) ->
    try re:run(S, Re, Opts) of
        nomatch -> "nomatch";
        {error, E} -> atom_to_list(E);
        {match, [[_ | _] | _] = Ls} -> ["M", lists:join(";", [[io_lib:format(" ~w,~w", [A, B]) || {A, B} <- L] || L <- Ls])];
        {match, L} -> ["M", [io_lib:format(" ~w,~w", [A, B]) || {A, B} <- L]]
    catch error:badarg -> "badarg"
    end.

bytes(<<$%, H:2/binary, T/binary>>) -> <<(binary_to_integer(H, 16)), (bytes(T))/binary>>;
bytes(<<C, T/binary>>) -> <<C, (bytes(T))/binary>>;
bytes(<<>>) -> <<>>.

options(O) -> [option(T) || T <- binary:split(O, <<" ">>, [global]), T =/= <<>>].

option(T) ->
    case binary:split(T, <<"=">>) of
        [<<"newline">>, V] -> {newline, binary_to_atom(V)};
        [K, V] -> {binary_to_atom(K), binary_to_integer(V)};
        [K] -> binary_to_atom(K)
    end.
