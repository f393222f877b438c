#!/usr/bin/env escript
%% Writes what OTP's re module compiles the patterns of golden files into, each pair of pattern and compile options once:
%%   escript regex_bytecode.escript regex_bytecode.tsv.gz regex_cases.tsv regex_fuzz.tsv
%% A line is the pattern and the options as they stand in the golden file, and the code in base 64.
main([Out | Ins]) ->
    Keys = lists:usort([list_to_tuple(lists:sublist(binary:split(L, <<"\t">>, [global]), 2)) || In <- Ins, L <- lines(In)]),
    Lines = [[P, $\t, O, $\t, base64:encode(Code), $\n] || {P, O} <- Keys, {ok, {re_pattern, _, _, _, Code}} <- [compile(P, O)]],
    ok = file:write_file(Out, zlib:gzip(Lines)).

lines(In) ->
    {ok, Bin} = file:read_file(In),
    [L || L <- binary:split(Bin, <<"\n">>, [global]), L =/= <<>>, binary:part(L, 0, 2) =/= <<"# ">>].

compile(P, O) ->
    try re:compile(bytes(P), options(O)) catch error:badarg -> badarg end.

bytes(<<$%, H:2/binary, T/binary>>) -> <<(binary_to_integer(H, 16)), (bytes(T))/binary>>;
bytes(<<C, T/binary>>) -> <<C, (bytes(T))/binary>>;
bytes(<<>>) -> <<>>.

options(O) -> [option(T) || T <- binary:split(O, <<" ">>, [global]), T =/= <<>>].

option(T) ->
    case binary:split(T, <<"=">>) of
        [<<"newline">>, V] -> {newline, binary_to_atom(V)};
        [K] -> binary_to_atom(K)
    end.
