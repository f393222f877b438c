#!/usr/bin/env escript
%% Calls of built-in functions with arguments of all kinds, the same ones each time, and what OTP 25.2.3 answers:
%%   escript bif_fuzz.escript 40 > bif_fuzz.tsv
%% Most arguments are of the kind that a function wants, some are of any kind. Rows that no two machines have in common are left out.
-mode(compile).

main([N]) ->
    io:setopts([{encoding, latin1}]),
    rand:seed(exsss, {1, 2, 3}),
    lists:foreach(fun({M, F, Kinds}) -> calls(M, F, Kinds, list_to_integer(N)) end, functions()).

calls(M, F, Kinds, N) ->
    Rows = lists:usort([call(M, F, [argument(K) || K <- Kinds]) || _ <- lists:seq(1, N)]),
    [io:format("~s~n", [R]) || R <- Rows, length(R) < 1000, re:run(R, "#(Ref|Fun|Port)<|[\\[,{|]<[0-9]+\\.") =:= nomatch].

call(M, F, Args) ->
    Result = try erlang:apply(M, F, Args) of
        R -> io_lib:format("~w", [R])
    catch
        C:E -> io_lib:format("~w:~w", [C, E])
    end,
    lists:flatten(io_lib:format("~w:~w/~w\t~w\t~s", [M, F, length(Args), Args, Result])).

argument({strict, K}) ->
    kind(K);
argument(K) ->
    case rand:uniform(8) of
        1 -> pick(any());
        _ -> kind(K)
    end.

pick(L) -> lists:nth(rand:uniform(length(L)), L).

kind(any) -> pick(any());
kind(K) when is_list(K) -> kind(pick(K));
kind({pool, L}) -> pick(L);
kind(int) -> pick(ints());
kind(big) -> pick([1, -1]) * rand:uniform(1 bsl (1 + rand:uniform(200)));
kind(small) -> pick([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 16, 36, 37]);
kind(float) -> pick(floats());
kind(num) -> kind(pick([int, float, big]));
kind(atom) -> pick(atoms());
kind(bool) -> pick([true, false]);
kind(byte) -> rand:uniform(256) - 1;
kind(bin) -> pick([<<>>, <<0>>, <<255>>, <<"abc">>, <<"abcabcab">>, <<1, 2, 3, 4, 5, 6, 7, 8, 9>>, <<"a,b,,c,">>, list_to_binary(lists:seq(0, 255)), sub(<<"xabcdefgy">>),
    <<195, 169>>, <<206, 177, 97>>, <<"\x{65e5}"/utf8>>, <<255, 254>>, <<237, 160, 128>>, <<97, 195>>]);
kind(bits) -> pick([<<1:1>>, <<5:3>>, <<1, 2:4>>, <<255, 255, 1:7>>, kind(bin)]);
kind(digits) -> integer_to_binary(kind(big));
kind(string) -> pick(["", "a", "abc", "hello world", [960, 945], [233], "12", "-12", "+12", "1.5", "-1.5e10", "1e5", "1.0e400", "12abc", "1.5x", " 12", "0x1f", "ZZ", "ff", "a b", "1_0",
    integer_to_list(kind(big)), float_to_list(kind(float))]);
kind(chars) -> pick([kind(string), kind(bin), [kind(bin), kind(string)], [kind(string) | kind(bin)], [kind(byte), [kind(bin)], kind(bin)], [16#10ffff, 16#d800], [16#110000], [-1], [1 bsl 70],
    [[[], <<195>>], <<169>>], [<<195>>, 65]]);
kind(io) -> pick([kind(bin), [kind(byte), kind(bin)], [[kind(byte)], kind(bin), [] | kind(bin)], [], [256], [-1], [[[]]], [kind(bin) | kind(byte)], lists:seq(1, 200)]);
kind(bitio) -> pick([kind(io), [kind(bits), kind(bits)], [kind(byte) | kind(bits)], kind(bits)]);
kind(list) -> pick(lists_());
kind(tuple) -> pick(tuples());
kind(map) -> pick(maps_());
kind(flat_map) -> pick([#{}, #{a => 1}, #{1 => a, 1.0 => b}, #{a => #{b => c}}, #{[] => {}, {} => []}, #{a => a, b => a}]);
kind(small_map) -> pick([#{}, #{1 => b}, #{2.0 => 1, [] => 2}, #{1.0 => x}, maps:from_list([{X, X * 2} || X <- lists:seq(20, 60)])]);
kind(pairs) -> [{kind(simple), kind(simple)} || _ <- lists:seq(1, pick([0, 1, 2, 5, 33, 40]))];
kind(tuples) -> pick([[], [{1, a}, {2, b}, {1.0, c}], [a, {b}, {1, 2, 3}], [{a, 1} | b], [{X, X * 2} || X <- lists:seq(1, 20)], [{[1], 2}, {{}, 3}]]);
kind(simple) -> pick([1, 2, 3, 1.0, 2.0, a, b, <<"a">>, "x", {a}, {}, [], #{}, 1 bsl 65, kind(small)]);
kind(ext) ->
    B = term_to_binary(pick(any()), pick([[], [compressed], [{minor_version, 1}], [{minor_version, 2}]])),
    pick([B, B, B, binary:part(B, 0, rand:uniform(byte_size(B)) - 1), <<B/binary, 1>>, <<131, (rand:uniform(256) - 1), B/binary>>]);
kind(time) -> pick([{{2020, 1, 1}, {0, 0, 0}}, {{1970, 1, 1}, {0, 0, 0}}, {{1969, 12, 31}, {23, 59, 59}}, {{2024, 2, 29}, {12, 30, 1}}, {{2023, 2, 29}, {1, 1, 1}}, {{2000, 13, 1}, {1, 1, 1}}, {{0, 1, 1}, {0, 0, 0}},
    {{9999, 12, 31}, {23, 59, 59}}, {{2020, 1, 1}, {24, 0, 0}}, {{2020, 1, 32}, {0, 0, 0}}, {2020, 1, 1}]);
kind(floatopts) -> pick([[], [short], [{decimals, pick([0, 1, 2, 5, 10, 20, 253, 254, -1])}], [{decimals, pick([0, 3, 7])}, compact], [{scientific, pick([0, 1, 5, 20, 249, 250, -1])}], [compact], [compact, {decimals, 4}], [foo], [{decimals, a}],
    [{scientific, 3}, {decimals, 2}], [short, {decimals, 2}], [{decimals, 2}, short]]);
kind(exttopts) -> pick([[], [compressed], [{compressed, pick([0, 1, 6, 9, 10, -1])}], [{minor_version, pick([0, 1, 2, 3])}], [deterministic], [local], [{minor_version, 0}, compressed], [foo]]).

sub(B) -> <<_:4, R:(bit_size(B) - 8)/bitstring, _:4>> = B, R.

ints() -> [0, 1, -1, 2, 3, 7, 8, 9, 10, 16, 36, 127, 128, 255, 256, 65535, 65536, 16#10ffff, 1 bsl 27, -(1 bsl 27), (1 bsl 31) - 1, 1 bsl 31, 1 bsl 32, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1,
    (1 bsl 63) - 1, 1 bsl 63, -(1 bsl 63), -(1 bsl 63) - 1, (1 bsl 64) - 1, 1 bsl 64, -(1 bsl 64), 1 bsl 100, -(1 bsl 100), 123456789012345678901234567890].
floats() -> [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 0.1, 1.0e-5, 123456.789, 1.0e15, 1.0e16, 1.0e22, 1.0e23, 123456789012345680.0, 9007199254740993.0, 1.7976931348623157e308, 2.2250738585072014e-308, 5.0e-324, 3.141592653589793,
    1.0e100, -1.0e-100, 0.3, 2.0, 4503599627370497.5, 0.49999999999999994].
%% No atom is in a map of more than 32 keys: its place there depends on when the atom was made.
atoms() -> [a, b, '', ok, true, false, undefined, 'a b', '\x{e9}', '\x{3b1}', 'Abc', list_to_atom(lists:duplicate(255, $x)), latin1, utf8, unicode, big, little].
lists_() -> [[], [a], [1, 2, 3], [a | b], [1, 2 | 3], "abc", [[1], [2]], lists:seq(1, 100), [1.0, 1, a, a], [1, 1.0], [{a, 1}], [[] | []], [<<"a">>, <<"b">>], [<<"abc">>, <<"abd">>], [3, 2, 1, 2]].
tuples() -> [{}, {a}, {1, 2}, {a, b, c}, {a, {b, {c}}}, list_to_tuple(lists:seq(1, 40)), {1.0, 1}, {0, 2}, {1, -1}, {2, 1}, {b, <<"x">>}].
maps_() -> [#{}, #{a => 1}, #{1 => a, 1.0 => b}, #{a => #{b => c}}, #{[] => {}, {} => []}, maps:from_list([{X, X} || X <- lists:seq(1, 32)]), maps:from_list([{X, X} || X <- lists:seq(1, 33)]), maps:from_list([{X, a} || X <- [a, b, c]]),
    maps:from_list([{{X}, X * 1.0} || X <- lists:seq(1, 20)])].
any() -> ints() ++ floats() ++ atoms() ++ lists_() ++ tuples() ++ maps_() ++ [<<>>, <<"abc">>, <<1:3>>, <<1, 2, 3:5>>, fun lists:map/2, fun erlang:'+'/2, "string", [960], [[[[]]]], {[], #{}}].

functions() ->
    one_([is_atom, is_binary, is_bitstring, is_boolean, is_float, is_function, is_integer, is_list, is_map, is_number, is_tuple, is_pid, is_reference, is_port], any)
    ++ one_([abs, 'bnot', '+', '-', float, trunc, round, floor, ceil, float_to_list, float_to_binary], num)
    ++ one_([integer_to_list, integer_to_binary], [int, big]) ++ one_([posixtime_to_universaltime], {strict, {pool, [0, -1, 1, 1577836800, 951782400, 68169600, -86400, -62167219200, 253402300799, 1 bsl 40, -(1 bsl 38)]}})
    ++ one_([list_to_integer, list_to_float, list_to_atom, list_to_existing_atom], string)
    ++ one_([binary_to_integer, binary_to_float], [digits, bin, {pool, [<<"1.5">>, <<"-1.0e10">>, <<"1e5">>, <<"+0.5">>, <<"1.0e999">>, <<"-">>, <<"1.">>, <<"-0.0">>, <<" 1.0">>, <<"+5">>, <<"-5">>, <<"5a">>]}])
    ++ one_([atom_to_list], atom) ++ one_([hd, tl, length, list_to_tuple], list) ++ one_([tuple_size, tuple_to_list], tuple)
    ++ one_([map_size], map) ++ one_([size], [tuple, bin]) ++ one_([byte_size, bit_size, binary_to_list, bitstring_to_list], bits)
    ++ one_([list_to_binary, iolist_to_binary, iolist_size, iolist_to_iovec, md5, crc32, adler32], io) ++ one_([list_to_bitstring], bitio)
    ++ one_([phash2, external_size, term_to_binary], any) ++ one_([binary_to_term], ext)
    ++ one_([universaltime_to_posixtime, universaltime_to_localtime], time) ++ one_([list_to_pid, list_to_ref, list_to_port], string) ++ one_(['not'], bool)
    ++ two_(['+', '-', '*', '/', '==', '/=', '<', '>', '>=', '=<', '=:=', '=/='], num, num) ++ two_(['==', '=:=', '<', '=<'], any, any)
    ++ two_(['div', 'rem', 'band', 'bor', 'bxor'], [int, big], [int, big]) ++ two_(['bsl', 'bsr'], [int, big], {strict, small}) ++ two_(['and', 'or', 'xor'], bool, bool)
    ++ two_(['++', '--', append, subtract], list, list) ++ two_([element], small, tuple) ++ two_([append_element], tuple, any) ++ two_([delete_element], small, tuple)
    ++ two_([make_tuple], {strict, small}, any) ++ two_([map_get, is_map_key], simple, map) ++ two_([is_record], tuple, atom) ++ two_([is_function], any, small)
    ++ two_([integer_to_list, integer_to_binary], [int, big], small) ++ two_([list_to_integer], string, small) ++ two_([binary_to_integer], [digits, bin], small)
    ++ two_([float_to_list, float_to_binary], float, floatopts) ++ two_([atom_to_binary], atom, atom) ++ two_([binary_to_atom, binary_to_existing_atom], bin, atom)
    ++ two_([binary_part], bits, tuple) ++ two_([split_binary], bits, small) ++ two_([phash, phash2], any, int) ++ two_([crc32, adler32], [int], io)
    ++ two_([external_size, term_to_binary], any, exttopts) ++ two_([binary_to_term], ext, {pool, [[], [safe], [used], [safe, used], [foo]]})
    ++ two_([localtime_to_universaltime], time, {pool, [true, false, undefined, foo]})
    ++ three_([setelement, insert_element], small, tuple, any) ++ three_([binary_part], bits, small, small) ++ three_([binary_to_list], bin, small, small) ++ three_([is_record], tuple, atom, small)
    ++ three_([make_tuple], {strict, small}, any, {pool, [[], [{1, a}], [{2, b}, {1, c}], [{9, a}], [a], [{0, a}]]}) ++ three_([crc32_combine, adler32_combine], int, int, small)
    ++ [{lists, F, [simple, small, tuples]} || F <- [keyfind, keymember, keysearch]] ++ [{lists, member, [simple, list]}, {lists, reverse, [list, any]}]
    ++ [{maps, F, [simple, map]} || F <- [find, get, is_key, remove, take]] ++ [{maps, F, [map]} || F <- [keys, values]]
    ++ [{maps, from_list, [pairs]}, {maps, merge, [{strict, flat_map}, {strict, flat_map}]}, {maps, merge, [{strict, small_map}, {strict, small_map}]}, {maps, put, [{strict, num}, any, {strict, small_map}]}, {maps, update, [simple, any, map]}, {maps, from_keys, [list, any]}]
    ++ [{math, F, [num]} || F <- [acos, acosh, asin, asinh, atan, atanh, ceil, cos, cosh, erf, erfc, exp, floor, log, log10, log2, sin, sinh, sqrt, tan, tanh]]
    ++ [{math, F, [num, num]} || F <- [atan2, fmod, pow]] ++ [{string, F, [string]} || F <- [list_to_float, list_to_integer]]
    ++ [{unicode, F, [chars, {strict, {pool, [unicode, utf8, latin1]}}]} || F <- [characters_to_list, characters_to_binary]] ++ [{unicode, bin_is_7bit, [bits]}]
    ++ [{binary, F, [bits]} || F <- [first, last, decode_unsigned, copy]] ++ [{binary, encode_unsigned, [[int, big]]}, {binary, encode_unsigned, [[int, big], {pool, [big, little]}]}, {binary, decode_unsigned, [bits, {pool, [big, little]}]},
        {binary, at, [bits, small]}, {binary, part, [bits, tuple]}, {binary, part, [bits, small, small]}, {binary, list_to_bin, [io]}, {binary, copy, [bits, {strict, {pool, [0, 1, 2, 3, 10, -1, a]}}]},
        {binary, longest_common_prefix, [binlist()]}, {binary, longest_common_suffix, [binlist()]}]
    ++ [{binary, F, [text(), pattern()]} || F <- [match, matches, split]] ++ [{binary, F, [text(), pattern(), scope()]} || F <- [match, matches]]
    ++ [{binary, split, [text(), pattern(), {pool, [[], [global], [trim], [trim_all], [global, trim], [global, trim_all], [trim, trim_all], [{scope, {1, 3}}], [global, {scope, {5, -3}}, trim], [foo], [global | a], a]}]}]
    ++ [{erts_internal, cmp_term, [any, any]}, {erts_internal, term_type, [any]}, {erts_internal, map_to_tuple_keys, [map]},
        {erts_internal, map_next, [{pool, [0, -1, a]}, {strict, {pool, [#{}, #{a => 1}, #{1 => a, 1.0 => b}]}}, {pool, [iterator, [], a]}]}].

binlist() -> {pool, [[<<"abc">>, <<"abd">>], [<<"abc">>], [<<>>, <<"a">>], [<<"xyz">>, <<"yz">>, <<"z">>], [<<"aaaa">>, <<"aa">>], [], [a], [<<1:3>>], [<<"abc">> | a], [<<"same">>, <<"same">>]]}.
text() -> {pool, [<<"abcabcabc">>, <<>>, <<"aaaaaaaa">>, <<"a,b,,c,">>, <<",,">>, <<"mississippi">>, <<"ababcababd">>, sub(<<"xabcabcdefgy">>), <<1:3>>, binary:copy(<<"abcdefghij">>, 20), <<"x">>]}.
pattern() -> {pool, [<<"abc">>, <<"a">>, <<",">>, <<"ssi">>, <<"aa">>, <<"abab">>, <<"cab">>, [<<"ab">>, <<"abc">>], [<<"a">>, <<"b">>], [<<",">>, <<",,">>], [<<"issi">>, <<"ssip">>, <<"s">>], [<<"abcd">>, <<"bc">>], <<>>, [], [<<>>], [a], a,
    [<<"a">> | b], <<1:3>>, [<<"x">>], <<"hij">>, [<<"j">>, <<"ija">>, <<"hijabc">>], <<"notthere">>]}.
scope() -> {pool, [[], [{scope, {0, 3}}], [{scope, {3, 3}}], [{scope, {3, -3}}], [{scope, {0, 0}}], [{scope, {100, 1}}], [{scope, {-1, 1}}], [{scope, {1, 2}}, {scope, {2, 2}}], [foo], [{scope, a}], [{scope, {a, 1}}], a, [{scope, {0, 1}} | x]]}.

one_(Fs, K) -> [{erlang, F, [K]} || F <- Fs].
two_(Fs, K, L) -> [{erlang, F, [K, L]} || F <- Fs].
three_(Fs, K, L, M) -> [{erlang, F, [K, L, M]} || F <- Fs].
