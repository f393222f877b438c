#!/usr/bin/env escript
%%! +pc unicode
%% Makes ets_golden.tsv: operations on tables and their results on real OTP. A row is Operation and Result; {new, Options} starts a table.
%% Long results are given as {hash, phash2(Result)}.
%% Run with OTP 25:  escript ets_golden.escript > ets_golden.tsv
main(_) ->
    rand:seed(exsss, {1, 2, 3}),
    [table(Options, N, M) || {Options, N, M} <- [{[], 30, 60}, {[bag], 30, 60}, {[duplicate_bag], 20, 60}, {[ordered_set], 40, 60},
                                                 {[{keypos, 2}], 6, 50}, {[ordered_set, {keypos, 2}], 6, 50}], _ <- lists:seq(1, N)],
    [big(Options) || Options <- [[], [bag], [ordered_set], [duplicate_bag]]],
    ok.

table(Options, _, Ops) ->
    put(keypos, proplists:get_value(keypos, Options, 1)),
    put(hashed, not lists:member(ordered_set, Options)),
    row({new, Options}),
    [row(op(rand:uniform(34))) || _ <- lists:seq(1, Ops)],
    row({tab2list}), row({info, memory}), row({info, size}).

big(Options) ->
    put(keypos, 1), put(hashed, true),
    row({new, Options}),
    [begin row(O), row({tab2list}), row({info, memory}) end ||
        O <- [{insert_seq, 1, 300, 1}, {delete_seq, 1, 50, 1}, {insert_seq, 1, 3000, 7}, {insert_list, 1, 3000, 1.5}, {delete_seq, 1, 2000, 7},
              {walk_delete, 3}, {insert_seq, 1, 6000, 1099511627776}, {delete_seq, 1, 3000, 1.5}, {delete_seq, 1, 5500, 1099511627776},
              {insert_binaries, 1, 500}, {select3, [{{'$1', '_'}, [], ['$1']}], 7}, {select3, [{{'$1', '_'}, [{is_binary, '$1'}], ['$1']}], 100},
              {select_delete, [{{'$1', '_'}, [{is_integer, '$1'}], [true]}]}, {insert_seq, -100, 100, 1}, {walk_delete, 2}, {delete_all}, {insert_seq, 1, 10, 1}]],
    row({first}), row({last}), row({slots}).

row(Op) ->
    R = try run(Op, get(table)) of Res -> {ok, Res}
        catch error:Reason:Stack ->
                {_, _, _, Info} = hd(Stack),
                {error, Reason, maps:get(cause, proplists:get_value(error_info, Info, #{}), none)}
        end,
    S = lists:flatten(io_lib:format("~w", [R])),
    S2 = if length(S) > 1000 -> lists:flatten(io_lib:format("~w", [{hash, erlang:phash2(R)}])); true -> S end,
    io:format("~w\t~s~n", [Op, S2]).

run({new, Options}, _) -> put(table, ets:new(t, Options)), new;
run({insert, X}, T) -> ets:insert(T, X);
run({insert_new, X}, T) -> ets:insert_new(T, X);
run({lookup, K}, T) -> ets:lookup(T, K);
run({member, K}, T) -> ets:member(T, K);
run({lookup_element, K, P}, T) -> ets:lookup_element(T, K, P);
run({delete, K}, T) -> ets:delete(T, K);
run({delete_object, O}, T) -> ets:delete_object(T, O);
run({take, K}, T) -> ets:take(T, K);
run({update_element, K, S}, T) -> ets:update_element(T, K, S);
run({update_counter, K, S}, T) -> ets:update_counter(T, K, S);
run({update_counter, K, S, D}, T) -> ets:update_counter(T, K, S, D);
run({first}, T) -> ets:first(T);
run({last}, T) -> ets:last(T);
run({next, K}, T) -> ets:next(T, K);
run({prev, K}, T) -> ets:prev(T, K);
run({slot, I}, T) -> ets:slot(T, I);
run({slots}, T) -> [ets:slot(T, I) || I <- lists:seq(0, 10)];
run({select, S}, T) -> ets:select(T, S);
run({select_reverse, S}, T) -> ets:select_reverse(T, S);
run({select3, S, N}, T) -> chunks(ets:select(T, S, N));
run({select_reverse3, S, N}, T) -> chunks(ets:select_reverse(T, S, N));
run({match3, S, N}, T) -> chunks(ets:match(T, S, N));
run({match_object3, S, N}, T) -> chunks(ets:match_object(T, S, N));
run({select_count, S}, T) -> ets:select_count(T, S);
run({select_delete, S}, T) -> ets:select_delete(T, S);
run({select_replace, S}, T) -> ets:select_replace(T, S);
run({match, P}, T) -> ets:match(T, P);
run({match_object, P}, T) -> ets:match_object(T, P);
run({tab2list}, T) -> ets:tab2list(T);
run({info, I}, T) -> ets:info(T, I);
run({delete_all}, T) -> ets:delete_all_objects(T);
run({insert_seq, A, B, M}, T) -> [ets:insert(T, {I * M, I}) || I <- lists:seq(A, B)], ok;
run({insert_list, A, B, M}, T) -> ets:insert(T, [{I * M, I} || I <- lists:seq(A, B)]);
run({insert_binaries, A, B}, T) -> [ets:insert(T, {plain(<<I:32>>), I}) || I <- lists:seq(A, B)], ok;
run({delete_seq, A, B, M}, T) -> [ets:delete(T, I * M) || I <- lists:seq(A, B)], ok;
run({walk_delete, N}, T) ->
    ets:safe_fixtable(T, true),
    Keys = walk(T, ets:first(T), N, 1),
    Before = ets:tab2list(T),
    ets:safe_fixtable(T, false),
    {Keys, Before, ets:tab2list(T)};
run({fixed_ops, Keys}, T) ->
    ets:safe_fixtable(T, true),
    [ets:delete(T, K) || K <- Keys],
    A = [catch_next(T, K) || K <- Keys],
    [ets:insert(T, obj(K, again)) || K <- Keys],
    B = ets:tab2list(T),
    [ets:delete(T, K) || K <- Keys],
    ets:insert(T, [obj(K, 3) || K <- Keys]),
    C = ets:tab2list(T),
    ets:safe_fixtable(T, false),
    {A, B, C, ets:tab2list(T), ets:info(T, size)};
run({walk}, T) -> walk(T, ets:first(T), 0, 1);
run({walk_back}, T) -> back(T, ets:last(T)).

obj(K, V) -> case ets:info(get(table), keypos) of 1 -> {K, V}; 2 -> {V, K} end.

catch_next(T, K) -> try ets:next(T, K) catch error:badarg -> badarg end.

walk(_, '$end_of_table', _, _) -> [];
walk(T, K, N, I) ->
    case N > 0 andalso I rem N =:= 0 of true -> ets:delete(T, K); false -> ok end,
    [K | walk(T, ets:next(T, K), N, I + 1)].
back(_, '$end_of_table') -> [];
back(T, K) -> [K | back(T, ets:prev(T, K))].

chunks({L, C}) -> [L | chunks(ets:select(C))];
chunks(End) -> [End].

pick(L) -> lists:nth(rand:uniform(length(L)), L).
%% no atoms inside keys of hash tables: their place depends on the numbers of the atoms
key() ->
    case rand:uniform(7) of
        1 -> pick([a, b, c, k, z]);
        2 -> pick([1.0, 2.0, 2.5, -1.0, 0.0, 1.0e10]);
        3 -> pick([{1, 2}, {1, 3}, {2, {1}}, {}, [], [1, 2], "key", plain(<<"bin">>), plain(<<3:4>>), 1 bsl 70, -(1 bsl 65), {1, 2.0}, [1.0, 2], {1}]);
        4 -> pick([1, 2, 3]);
        5 -> case get(hashed) of true -> rand:uniform(1000); false -> pick([{a, 1}, {a, 2}, {b, 1}, {a, b, c}, #{a => 1}, #{a => 1, b => 2}, #{1 => 1}, #{1.0 => 1}, [a, b], [a | b]]) end;
        _ -> rand:uniform(12) - 3
    end.
value() -> pick([a, b, 1, 2, 3, 1.5, {x, 1}, [1, 2], plain(<<"v">>), #{a => 1}, 1 bsl 60]).
object() ->
    case {get(keypos), rand:uniform(5)} of
        {1, 1} -> {key()};
        {1, 2} -> {key(), value(), value()};
        {1, _} -> {key(), value()};
        {2, 1} -> {value(), key(), value()};
        {2, _} -> {value(), key()}
    end.
odd() -> pick([{}, a, [], [{}], [{1, 2} | x], [object(), b], [object(), object()], [object(), object(), object()], {1}]).
pattern() ->
    K = pick([key(), '$1', '_', '$1', {'$1', '_'}, {'$2', 2}, {1, '$1'}, ['$1' | '_'], {a, '$1'}, [a | '$2'], #{a => '$1'}, {1, '_'}]),
    case {get(keypos), rand:uniform(6)} of
        {_, 1} -> pick(['_', '$1', '$7', {'_'}, a, {'_', '_', '_'}]);
        {1, 2} -> {K};
        {1, 3} -> {K, '$3', '_'};
        {1, _} -> {K, pick(['$2', '_', '$1', 1, a])};
        {2, _} -> {pick(['$2', '_', '$1', 1, a]), K}
    end.
spec() -> [spec1() || _ <- lists:seq(1, pick([1, 1, 1, 2, 3]))].
spec1() ->
    P = pattern(),
    {P, pick([[], [], [], [{is_integer, {element, 1, '$_'}}], [{'>', {size, '$_'}, 1}], [{'<', {element, 1, '$_'}, 5}]]), [pick(['$_', '$$', true, {{{element, 1, '$_'}}}, {const, x}])]}.
del_spec() -> [setelement(3, spec1(), [pick([true, true, false, '$_'])])].
rep_spec() ->
    case get(keypos) of
        1 -> pick([[{{'$1', '$2'}, [], [{{'$1', {{'$2'}}}}]}], [{{'$1', '_'}, [{is_integer, '$1'}], [{{'$1', {'+', '$1', 1}}}]}], [{'_', [], ['$_']}], [{{'$1', '$2'}, [], ['$2']}],
                   [{{'$1', '$2'}, [], [{{'$2', '$1'}}]}], [{{1, '_'}, [], [{{1, one}}]}], [{{'$1', '_', '_'}, [], [{{'$1'}}]}], [{'$1', [], [{{{element, 1, '$1'}, new}}]}],
                   [{{{'$1', '$2'}, '_'}, [], [{{{{'$1', '$2'}}, t}}]}], [{{[], '_'}, [], [{{[], nil}}]}], [{{{1, 2}, '_'}, [], [{{{const, {1, 2}}, c}}]}], [{{a, '_'}, [], [{{a}}]}, {{b, '_'}, [], [{{b, 1, 2}}]}],
                   [{{2.5, '_'}, [], [{{2.5, f}}]}], [{{2, '_'}, [], [{{2.0, f}}]}]]);
        2 -> pick([[{{'$1', '$2'}, [], [{{x, '$2'}}]}], [{{'$1', '$2'}, [], [{{'$1', '$1'}}]}]])
    end.
counter_op() -> pick([1, -3, {2, 1}, {3, 2}, {2, 10, 100, 0}, {2, 5, 3, 7}, {2, -5, 0, 9}, {1, 1}, {9, 1}, [{2, 1}, {2, 2}], [{2, 1}, {3, 1}], [], {2, 1 bsl 70}, a, {2, a}, [1], {2, 1, 2}]).
elem_op() -> pick([{2, x}, {3, y}, {1, z}, [{2, 1}, {3, 2}], [], [{2, 1}, {2, 2}], {9, a}, a, {0, a}, [{2, 1} | x], [{2, q}, {1, 1}]]).
default() -> case get(keypos) of 1 -> pick([{d, 1}, {d, 1, 2}, {d}, {d, 5}]); 2 -> pick([{1, d}, {1, d, 3}]) end.

op(N) when N =< 9 -> {insert, object()};
op(10) -> {insert, odd()};
op(11) -> {insert_new, object()};
op(12) -> {insert_new, odd()};
op(13) -> {lookup, key()};
op(14) -> {member, key()};
op(15) -> {lookup_element, key(), pick([1, 2, 3, 4])};
op(16) -> {delete, key()};
op(17) -> {delete_object, object()};
op(18) -> {take, key()};
op(19) -> {update_element, key(), elem_op()};
op(20) -> {update_counter, key(), counter_op()};
op(21) -> {update_counter, key(), counter_op(), default()};
op(22) -> pick([{next, key()}, {prev, key()}, {first}, {last}]);
op(23) -> pick([{walk}, {walk_back}, {walk_delete, 3}, {fixed_ops, [key(), key(), key()]}]);
op(24) -> {select, spec()};
op(25) -> {select_reverse, spec()};
op(26) -> {select3, spec(), pick([1, 2, 3, 10])};
op(27) -> {select_reverse3, spec(), pick([1, 2, 3])};
op(28) -> {match3, pattern(), pick([1, 2, 5])};
op(29) -> {select_count, del_spec()};
op(30) -> pick([{select_delete, del_spec()}, {select_count, del_spec()}]);
op(31) -> {select_replace, rep_spec()};
op(32) -> {match, pattern()};
op(33) -> {match_object, pattern()};
op(34) -> pick([{slot, pick([0, 1, 2, 97, 255, 256])}, {tab2list}, {match_object3, pattern(), 2}, {info, size}, {slot, 300}]).

%% a binary without room to grow, so that it takes the words that its size says
plain(B) -> binary_to_term(term_to_binary(B)).
