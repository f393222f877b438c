#!/usr/bin/env escript
%% Makes the golden file of built-in functions: one expression a line in, one call a line out, with what OTP 25.2.3 answers:
%%   escript bif_calls.escript bif_calls.txt > bif_calls.tsv
%% An expression is a call M:F(Args...), F(Args...) or an operator; the arguments are evaluated here, so that the test only has to read terms.
-mode(compile).

main(Files) ->
    io:setopts([{encoding, latin1}]),
    lists:foreach(fun file/1, Files).

file(Name) ->
    {ok, Text} = file:read_file(Name),
    [line(binary_to_list(L)) || L <- binary:split(Text, <<"\n">>, [global]), L =/= <<>>, binary:first(L) =/= $%].

line(Text) ->
    case erl_scan:string(Text ++ " .") of
        {ok, Tokens, _} ->
            case erl_parse:parse_exprs(Tokens) of
                {ok, [Expr]} -> call(Expr);
                {error, _} -> io:format(standard_error, "cannot parse ~s~n", [Text])
            end;
        _ -> io:format(standard_error, "cannot scan ~s~n", [Text])
    end.

call({lc, _, {call, _, _, _} = Call, [{generate, _, {var, _, V}, List}]}) ->
    {value, Values, _} = erl_eval:expr(List, []),
    [call(Call, [{V, X}]) || X <- Values];
call(Call) ->
    call(Call, []).

call({call, _, {remote, _, {atom, _, M}, {atom, _, F}}, Args}, B) -> apply_it(M, F, Args, B);
call({call, _, {atom, _, F}, Args}, B) -> apply_it(erlang, F, Args, B);
call({op, _, Op, A}, B) -> apply_it(erlang, Op, [A], B);
call({op, _, Op, L, R}, B) -> apply_it(erlang, Op, [L, R], B);
call(_, _) -> ok.

apply_it(M, F, Args, B) ->
    case erlang:is_builtin(M, F, length(Args)) orelse nif(M, F, length(Args)) of
        true ->
            Values = [begin {value, V, _} = erl_eval:expr(A, B), V end || A <- Args],
            Result = try erlang:apply(M, F, Values) of
                R -> io_lib:format("~w", [R])
            catch
                C:E -> io_lib:format("~w:~w", [C, E])
            end,
            All = lists:flatten(io_lib:format("~w:~w/~w\t~w\t~s", [M, F, length(Args), Values, Result])),
            case re:run(All, "#(Ref|Fun|Port)<|\\[<[0-9]|[,{]<[0-9]+\\.") of
                nomatch -> io:format("~s~n", [All]);
                _ -> ok
            end;
        false -> ok
    end.

nif(M, F, A) -> lists:member({M, F, A}, [{prim_file, x, 0}]).
