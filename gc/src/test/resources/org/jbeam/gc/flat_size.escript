#!/usr/bin/env escript
%% Makes flat_size.tsv (OTP 25): escript flat_size.escript > flat_size.tsv

main(_) ->
    rand:seed(exsss, {1, 2, 3}),
    Fixed = [1 bsl 59 - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, 1 bsl 63 - 1, 1 bsl 63, -(1 bsl 63), 1 bsl 64 - 1, 1 bsl 64,
             1 - (1 bsl 64), -(1 bsl 64), 1 bsl 128 - 1, 1 bsl 128, 1 bsl 1000, {}, [], #{}, a, "", <<>>, [a | b], {{}}, #{a => #{}}]
        ++ [binary:copy(<<7>>, N) || N <- lists:seq(0, 80)]
        ++ [<<(binary:copy(<<7>>, N))/binary, 5:S>> || N <- [0, 1, 7, 8, 62, 63, 64, 65, 80], S <- [1, 7]]
        ++ [maps:from_list([{I, a} || I <- lists:seq(1, N)]) || N <- [1, 2, 31, 32, 33, 34, 48, 64, 100, 257, 1000]]
        ++ [maps:from_list([{{I, atom_to_list(b)}, float(I)} || I <- lists:seq(1, N)]) || N <- [5, 40, 300]],
    Random = [term(3) || _ <- lists:seq(1, 150)],
    %% through the external format, so that no binary is one that was appended to
    [io:format("~w\t~w~n", [erts_debug:flat_size(binary_to_term(term_to_binary(T))), T]) || T <- Fixed ++ Random].

term(0) -> leaf();
term(D) ->
    case rand:uniform(7) of
        1 -> [term(D - 1) || _ <- lists:seq(1, rand:uniform(5))];
        2 -> list_to_tuple([term(D - 1) || _ <- lists:seq(0, rand:uniform(10) - 1)]);
        3 -> maps:from_list([{term(D - 2 + rand:uniform(1)), term(D - 1)} || _ <- lists:seq(1, rand:uniform(6))]);
        4 when D =:= 2 -> maps:from_list([{I * I, leaf()} || I <- lists:seq(1, 25 + rand:uniform(20))]);
        5 -> [term(D - 1) | leaf()];
        _ -> leaf()
    end.

leaf() ->
    case rand:uniform(7) of
        1 -> rand:uniform(1000) - 500;
        2 -> (rand:uniform(3) - 2) * (rand:uniform(1 bsl 60) bsl rand:uniform(200));
        3 -> rand:normal();
        4 -> lists:nth(rand:uniform(4), [a, true, [], 'Abc d']);
        5 -> rand:bytes(rand:uniform(100));
        6 -> <<(rand:bytes(rand:uniform(100)))/binary, 1:3>>;
        7 -> lists:seq(1, rand:uniform(6))
    end.
