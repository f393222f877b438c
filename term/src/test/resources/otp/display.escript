#!/usr/bin/env escript
%% -*- coding: utf-8 -*-
%% Displays each term of terms.txt, one expression a line:  escript display.escript <terms.txt | sed "s,\r$,," >display.latin1
main(_) ->
    io:setopts([{encoding, unicode}, {binary, false}]),
    Texts = lines(io:get_line(""), []),
    [erlang:display(eval(T)) || T <- Texts].

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
