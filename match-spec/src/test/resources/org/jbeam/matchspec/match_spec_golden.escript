#!/usr/bin/env escript
%%! +pc unicode
%% Makes match_spec_golden.tsv: rows of Type, Object, Spec, Result of erlang:match_spec_test/3, results of real OTP.
%% Run with OTP 25:  escript match_spec_golden.escript > match_spec_golden.tsv
%% With arguments SEED COUNT it makes so many random rows only: the differential test runs it so.
main([Seed, Count]) ->
    io:setopts([{encoding, latin1}]),
    rand:seed(exsss, list_to_integer(Seed)),
    [random() || _ <- lists:seq(1, list_to_integer(Count))],
    ok;
main(_) ->
    io:setopts([{encoding, latin1}]),
    [row(table, O, S) || {O, S} <- written()],
    [row(trace, O, S) || {O, S} <- traced()],
    rand:seed(exsss, {1, 2, 3}),
    [row(table, object(), [clause(1 + rand:uniform(3))]) || _ <- lists:seq(1, 400)],
    [row(table, {data(2), data(1)}, [{{'$1', '$2'}, pick([[], [], [guard(2)]]), [good(1 + rand:uniform(2))]}]) || _ <- lists:seq(1, 800)],
    [row(table, {x, D}, [{{x, mask(D)}, [], ['$$']}, {'_', [], [no]}]) || _ <- lists:seq(1, 300), D <- [data(4)]],
    [row(table, object(), [clause(1), clause(2), clause(2)]) || _ <- lists:seq(1, 100)],
    [row(trace, [data(2), data(1)], [setelement(1, clause(2), pick(['_', '$1', [pat(2), pat(1)], ['$1', '$2'], [pat(1)], pat(1)]))])
     || _ <- lists:seq(1, 250)],
    ok.

random() ->
    case rand:uniform(10) of
        1 -> row(table, object(), [clause(1 + rand:uniform(3))]);
        2 -> row(table, object(), [clause(1), clause(2), clause(2)]);
        3 -> row(trace, [data(2), data(1)], [setelement(1, clause(2), pick(['_', '$1', [pat(2), pat(1)], ['$1', '$2'], [pat(1)], pat(1)]))]);
        N when N < 6 -> D = data(4), row(table, {x, D}, [{{x, mask(D)}, [], ['$$']}, {'_', [], [no]}]);
        _ -> row(table, {data(2), data(1)}, [{{'$1', '$2'}, pick([[], [], [guard(2)]]), [good(1 + rand:uniform(3))]}])
    end.

row(Type, Object, Spec) ->
    R = case erlang:match_spec_test(Object, Spec, Type) of
            {error, L} -> {error, L};
            Ok -> Ok
        end,
    io:format("~w\t~w\t~w\t~w~n", [Type, Object, Spec, R]).

%% an expression that is legal
good(0) -> pick([leafx(), '$1', '$1', '$2', '$_', '$$', {const, data(1)}, {node}]);
good(N) ->
    E = fun() -> good(N - 1) end,
    case rand:uniform(8) of
        1 -> {{E(), E()}};
        2 -> [E(), E()];
        3 -> #{E() => E(), E() => E()};
        4 -> {pick(['and', 'or', 'andalso', 'orelse']), guard(N - 1), guard(N - 1), E()};
        5 -> guard(N);
        6 -> {pick(['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', '<', '=<', '==', element, map_get, is_map_key, binary_part]), E(), E()};
        7 -> {pick([hd, tl, length, size, bit_size, byte_size, map_size, abs, round, trunc, float, '+', '-', 'bnot', 'not', node]), E()};
        8 -> good(0)
    end.
leafx() -> case leaf() of {} -> 7; L -> L end.

%% a pattern that matches the term, mostly
mask(T) ->
    case rand:uniform(9) of
        1 -> '_';
        2 -> '$1';
        3 -> pick(['$2', '$3']);
        4 -> leaf();
        _ when is_tuple(T) -> list_to_tuple([mask(E) || E <- tuple_to_list(T)]);
        _ when is_map(T) -> maps:map(fun(_, V) -> mask(V) end, case rand:uniform(2) of 1 -> T; 2 -> maps:remove(a, T) end);
        _ when is_list(T), T =/= [] -> [mask(hd(T)) | mask(tl(T))];
        _ -> T
    end.

pick(L) -> lists:nth(rand:uniform(length(L)), L).

leaf() -> pick([a, b, 1, 2, -1, 0, 1.0, 2.5, true, false, [], {}, <<"bin">>, <<5:3>>, "str", 1 bsl 70, 'A b', -(1 bsl 64), 1152921504606846976]).
data(0) -> leaf();
data(N) -> case rand:uniform(8) of
               1 -> [data(N - 1) || _ <- lists:seq(1, rand:uniform(3))];
               2 -> [data(N - 1) | data(N - 1)];
               3 -> #{data(0) => data(N - 1), a => data(N - 1)};
               4 -> list_to_tuple([data(N - 1) || _ <- lists:seq(1, rand:uniform(3))]);
               _ -> leaf()
           end.
object() -> pick([{data(2), data(1)}, {a, data(3)}, {data(2)}, {data(1), data(1), data(1)}, {1, 1}, {a, #{a => data(1)}}]).

pat(0) -> pick([leaf(), '_', '$1', '$2', '$3', '_', '$1', '$2', '$77', '$99999999']);
pat(N) -> case rand:uniform(8) of
              1 -> [pat(N - 1) || _ <- lists:seq(1, rand:uniform(3))];
              2 -> [pat(N - 1) | pat(N - 1)];
              3 -> #{leaf() => pat(N - 1)};
              4 -> list_to_tuple([pat(N - 1) || _ <- lists:seq(1, rand:uniform(3))]);
              5 -> #{pick([a, '$1', '_', {'$1'}]) => pat(N - 1)};
              _ -> pat(0)
          end.
head(N) -> pick(['_', '$1', {pat(N), pat(N)}, {pat(N)}, {pat(N), pat(N)}, {'$1', '$2'}, {'$1', '$2'}, {'$2', '_'}, {'$1', '$2', '$3'}, {'_', '$1'}]).

expr(0) -> pick([leafx(), '$1', '$1', '$2', '$_', '$$', '_', {const, data(1)}, {node}]);
expr(N) ->
    E = fun() -> expr(N - 1) end,
    case rand:uniform(12) of
        1 -> {{E(), E()}};
        2 -> [E(), E()];
        3 -> [E() | E()];
        4 -> #{E() => E(), E() => E()};
        5 -> {pick(['and', 'or', 'andalso', 'orelse', 'xor', andthen]), guard(N - 1), guard(N - 1)};
        6 -> {pick(['and', 'or', 'andalso', 'orelse']), guard(N - 1), guard(N - 1), guard(N - 1)};
        7 -> {pick([foo, hd, bar, '$1', 17, "x"]), E()};
        8 -> {E(), E(), E()};
        9 -> guard(N);
        10 -> {pick(['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl', 'bsr', element, map_get, is_map_key, binary_part, min]), E(), E()};
        11 -> {pick([hd, tl, length, size, bit_size, byte_size, map_size, abs, round, trunc, float, '+', '-', 'bnot', 'not', node]), E()};
        12 -> expr(0)
    end.
guard(0) -> pick([true, false, {'==', '$1', '$2'}, {is_atom, '$1'}, '$1', {is_integer, '$2'}]);
guard(N) ->
    case rand:uniform(5) of
        1 -> {pick(['==', '/=', '=:=', '=/=', '<', '>', '>=', '=<']), expr(N - 1), expr(N - 1)};
        2 -> {pick([is_atom, is_float, is_integer, is_list, is_number, is_pid, is_port, is_reference, is_tuple, is_map, is_binary, is_function]), expr(N - 1)};
        3 -> {pick(['and', 'or', 'andalso', 'orelse']), guard(N - 1), guard(N - 1)};
        4 -> {is_record, expr(N - 1), a, pick([1, 2, 3, a])};
        5 -> guard(0)
    end.
clause(N) -> {head(N - 1), pick([[], [], [], [guard(N)], [guard(N), guard(1)], [guard(1) | x], x]),
              pick([[expr(N)], [expr(N)], [expr(N)], [expr(1), expr(N)], ['$_'], ['$$'], [], x])}.

calls() ->
    [list_to_tuple([N | lists:duplicate(A, 1)]) ||
        A <- [0, 1, 2, 3],
        N <- [is_atom, is_float, is_integer, is_list, is_number, is_pid, is_port, is_reference, is_tuple, is_map, is_binary, is_function, is_record,
              is_bitstring, is_boolean, is_map_key, map_get, map_size, tuple_size, byte_size, bit_size, size, abs, element, hd, tl, length, node, round,
              trunc, float, ceil, floor, '+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bnot', 'bsl', 'bsr', '>', '>=', '<', '=<', '==', '=:=',
              '=/=', '/=', 'not', 'xor', binary_part, min, max, get_tcw, set_tcw, set_tcw_fake, 'and', 'or', 'andalso', 'orelse', andthen,
              const, setelement, atom, '++', '--', is_seq_trace, get_seq_token, error, exit, apply, message, return_trace, exception_trace,
              display, caller, caller_line, silent, trace, enable_trace, disable_trace, set_seq_token, process_dump],
        {N, A} =/= {self, 0}].

known({display, _}) -> false;
known(C) ->
    case erlang:match_spec_test([], [{'_', [], [{const, x}, C]}], trace) of
        {error, [{error, T}]} -> string:find(T, "does_not_exist") =:= nomatch;
        _ -> true
    end.

written() ->
    [{{a, 1}, [{'_', [], [C]}]} || C <- calls()] ++ [{{a, 1}, [{'_', [C], [true]}]} || C <- calls(), known(C)] ++
    [{{a, 1}, S} || S <-
        [foo, [a | b], [foo], [{a, b}], [], [{a, [], []}], [{{'$1', '_'}, x, [true]}], [{{'$1', '_'}, [true | x], [true]}], [{{'$1', '_'}, [], [true | x]}],
         [{{'$1', '_'}, [{foo}], []}], [{{'$1', '_'}, [{foo} | x], [{bar} | y]}], [{{'$1', '_'}, foo, bar}], [{{'$1', '_'}, [{foo}], foo}, {a, [], [{bar}]}],
         [{{'$1', '_'}, [{foo, {bar}}], [{{{bar}}}]}], [{a, b, c}, foo, []], [{{'$01', '$1'}, [], ['$$']}], [{{'$1000000000000', '$1'}, [], ['$$']}],
         [{{'$4294967295', '$1'}, [], ['$$']}], [{{'$4294967296', '$1'}, [], ['$$']}], [{{'$2147483647', '$2147483648'}, [], ['$$']}]]] ++
    [{{a, 1}, [{{'$1', '_'}, [], [E]}]} || E <-
        [['$3', '$4'], {{'$3', '$4'}}, #{'$3' => '$4', '$5' => '$6'}, {'and', '$3', '$4'}, {'andalso', '$3', '$4'}, ['$3' | '$4'], {const, '$3'},
         {hd, '$3', '$4'}, {element, '$3', '$4'}, {{{{'$3'}}, {{'$4'}}}}, #{{{'$3'}} => {{'$4'}}}, {binary_part, '$3', '$4', '$5'},
         {'bsl', 1, 100000000000}, {'bsr', 1, -100000000000}, {'bsl', 0, 100000000000}, {'bsl', 1, 1 bsl 80}, {'bsr', 1, 1 bsl 80}, {'bsr', -1, 100},
         {'bsl', 1, -1}, {'*', 1.0e200, 1.0e200}, {'+', 1 bsl 2000, 1.0}, {float, 1 bsl 2000}, {trunc, 1.0e20}, {round, -2.5}, {round, 0.49999999999999994},
         {binary_part, <<1, 2, 3>>, 3, -2}, {binary_part, <<1, 2, 3>>, {{3, -2}}}, {binary_part, <<1, 2, 3>>, 2, 5}, {binary_part, <<1, 2, 3:3>>, 0, 1},
         {'-', {'-', -9223372036854775807, 1}}, {'div', {'-', -9223372036854775807, 1}, -1}, {'rem', -7, -1}, {abs, {'-', -9223372036854775807, 1}},
         {'*', 4294967296, 4294967296}, {'*', -4294967296, 2147483648}, {'/', 9007199254740993, 1}, {'/', 1 bsl 70, 3}]] ++
    [{{a, 1}, [{{'$1', '_'}, [], [{1, X}]}]} || X <-
        [lists:duplicate(100, $a), lists:seq(1, 100), 1.5, {"a\tb"}, [127, 128], [160], [0], <<"a\n">>, <<255>>, #{a => 1, b => #{}}, [a | b], [1.0e10, -0.0],
         1 bsl 64, <<1:3>>, <<1, 2, 7:3>>, <<>>, {'', ' ', 'a b', 'A', a@, 'a-b', [], "", '[]', '$1', 'it\'s', '9a'}, [[]], ["ab", c], [97, b],
         [$a | b], {const}, [300], "\n", "\t", "\v", "\b", "\e", "\r", "\f", [159], "q\"\\", #{1 => 2, 1.0 => 3}, lists:duplicate(70, a)]] ++
    [{O, S} || {O, S} <-
        [{{a, #{x => 1, y => 2}}, [{{a, #{}}, [], ['$_']}]}, {{a, #{x => 1.0, y => 2}}, [{{a, #{x => 1, y => '_'}}, [], ['$_']}]},
         {{a, #{{1} => 2}}, [{{a, #{{'_'} => 2}}, [], ['$_']}]}, {{1, 1.0}, [{{'$1', '$1'}, [], ['$$']}]}, {{1, [1, 2 | 3]}, [{{1, ['$1', '$2' | '$3']}, [], ['$$']}]},
         {{1, []}, [{{1, ['$1' | '_']}, [], ['$$']}]}, {{a, a}, [{{'$1', '$2'}, [], [#{'$1' => x, '$2' => y}]}]},
         {{a, b}, [{{'$1', '$2'}, [], [maps:from_list([{X, X} || X <- lists:seq(1, 40)] ++ [{a, '$1'}])]}]},
         {{a, b}, [{{'$1', '$2'}, [], [{{}}]}]}, {{a, b}, [{{'$1', '$2'}, [], [{{{}}}]}]}, {{a, b}, [{{'$1', '$2'}, [{'orelse', {hd, 1}, true}], [1]}, {'_', [], [second]}]},
         {a, [{a, [], [1]}]}, {[a], [{[a], [], [1]}]}, {{}, [{'$1', [], ['$1']}]}, {b, [{'$1', [], ['$$']}]},
         {{1.0, 1}, [{{'$1', '$2'}, [{'==', '$1', '$2'}], [{{{'=:=', '$1', '$2'}, {'<', '$1', '$2'}, {'=<', '$1', '$2'}}}]}]}]].

traced() ->
    [{[a, 1], [{'_', [], [{message, C}]}]} || C <- calls(), known(C), element(1, C) =/= process_dump, element(1, C) =/= caller, element(1, C) =/= display] ++
    [{[a, 1], [{'_', [C], []}]} || C <- calls(), known(C)] ++
    [{[a, 1], S} || S <-
        [foo, [], [{a, [], []}], [{'_', [], []}], [{'$1', [], ['$1']}], [{['$1', '$2'], [], [{message, '$1'}]}], [{['$1', '$2'], [], ['$1']}],
         [{['$1' | '$2'], [], []}], [{[], [], []}], [{{'$1', '$2'}, [], []}], [{['$1', '$2'], [], [{message, '$_'}]}], [{'$1', [], [{message, '$1'}]}],
         [{['$1', '$2'], [], [{message, '$$'}]}], [{'$1', [], [{message, '$$'}]}], [{'_', [], [{message, 1}, {message, 2}]}], [{'_', [], foo}], [{'_', foo, []}],
         [{'_', [], [true | foo]}], [{#{}, [], []}], [{<<1>>, [], []}], [{'_', [], [{exception_trace}, {return_trace}]}], [{'_', [], [{return_trace}]}],
         [{'$1', [], [{message, 1}, {silent, false}, {hd, 1}]}], [{['$1'], [], [{message, 1}]}]]].
