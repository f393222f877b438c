#!/usr/bin/env escript
%% -*- coding: utf-8 -*-
%% Writes what OTP makes of each term of terms.txt, one expression a line:  escript terms.escript <terms.txt >terms.tsv
%% Columns: expression, ~w, ~tw, ~0p, phash2 of 32 bits, phash of 32 bits, place in lists:sort/1, place in the order of map keys.
main(_) ->
    io:setopts([{encoding, unicode}, {binary, false}]),
    Texts = lines(io:get_line(""), []),
    Terms = [eval(T) || T <- Texts],
    Order = places(lists:sort(fun(A, B) -> A =< B end, lists:zip(Terms, lists:seq(1, length(Terms))))),
    Exact = places(lists:sort(fun({A, I}, {B, J}) -> erts_internal:cmp_term({A, I}, {B, J}) =< 0 end,
                              lists:zip(Terms, lists:seq(1, length(Terms))))),
    [io:format("~ts\t~ts\t~ts\t~ts\t~w\t~w\t~w\t~w~n",
               [Text, io_lib:format("~w", [Term]), io_lib:format("~tw", [Term]), io_lib:format("~0p", [Term]),
                erlang:phash2(Term, 1 bsl 32), erlang:phash(Term, 1 bsl 32) - 1, maps:get(I, Order), maps:get(I, Exact)])
     || {I, Text, Term} <- lists:zip3(lists:seq(1, length(Terms)), Texts, Terms)].

lines(eof, Lines) -> lists:reverse(Lines);
lines(Line, Lines) -> lines(io:get_line(""), [string:trim(Line) | Lines]).

eval("<0" ++ _ = Text) -> list_to_pid(Text);
eval("#Ref" ++ _ = Text) -> list_to_ref(Text);
eval("#Port" ++ _ = Text) -> list_to_port(Text);
eval(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text ++ "."),
    {ok, Expressions} = erl_parse:parse_exprs(Tokens),
    {value, Term, _} = erl_eval:exprs(Expressions, []),
    Term.

places(Sorted) -> maps:from_list([{I, P} || {P, {_, I}} <- lists:zip(lists:seq(1, length(Sorted)), Sorted)]).
