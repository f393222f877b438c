%% Cases of the bit syntax; see jb_core.erl.
%%   erlc jb_bits.erl && erl -noshell -eval 'jb_bits:golden("jb_bits"), halt().'
-module(jb_bits).
-compile([export_all, nowarn_export_all]).

cases() -> [N || {N, 0} <- ?MODULE:module_info(exports), lists:prefix("c_", atom_to_list(N))].
golden(File) ->
    {ok, F} = file:open(File ++ ".golden", [write]),
    [io:format(F, "~s\t~w~n", [N, run(N)]) || N <- cases()],
    file:close(F).
run(N) ->
    try {ok, ?MODULE:N()}
    catch C:R:S -> {C, R, cut(S)}
    end.
cut([{?MODULE, run, 1, _} | _]) -> [];
cut([E | T]) -> [E | cut(T)];
cut([]) -> [].
id(X) -> X.

c_match() -> <<A:8, B:16/little, C:4, D/bits>> = id(<<1, 2, 3, 16#45, 6, 7>>), {A, B, C, D}.
c_match_signed() -> <<A:8/signed, B:12/signed-little, C:3/signed, _/bits>> = id(<<255, 16#f0, 16#ff, 7, 9>>), {A, B, C}.
c_match_big() -> <<A:72, B:100/signed, _/bits>> = id(<<255, 254, 253, 252, 251, 250, 1, 2, 3, 200, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15>>), {A, B}.
c_match_64() -> <<A:64, B:64/signed, C:64/little>> = id(<<-1:64, -2:64, 255, 0:48, 128>>), {A, B, C}.
c_match_var() -> N = id(12), <<A:N, B:(N - 8)/bits, R/binary>> = id(<<1, 2, 3, 4>>), {A, B, R}.
c_match_sized_bin() -> [szd(X) || X <- [<<>>, <<0>>, <<2, 1, 2>>, <<2, 1>>, <<1, 9, 8>>]].
szd(<<N, B:N/binary, R/binary>>) -> {N, B, R};
szd(X) -> {no, X}.
c_match_float() -> <<A/float, B:32/float, C:16/float, D:64/float-little>> = id(<<1.5/float, -2.25:32/float, 0.5:16/float, 3.25/float-little>>), {A, B, C, D}.
c_match_nan() -> case id(<<-1:64>>) of <<F/float>> -> F; _ -> none end.
c_match_string() -> [str(X) || X <- [<<"abc">>, <<"abd">>, <<"ab">>, <<"abcd">>, <<>>]].
str(<<"abc", R/binary>>) -> {abc, R};
str(<<"ab", X>>) -> {ab, X};
str(_) -> none.
c_match_utf() -> [utf(X) || X <- [<<"a">>, <<"é"/utf8>>, <<"€"/utf8>>, <<16#10ffff/utf8>>, <<255>>, <<16#c0, 16#80>>, <<>>]].
utf(<<C/utf8, R/binary>>) -> {C, R};
utf(_) -> bad.
c_match_utf16() -> <<A/utf16, B/utf16-little, C/utf32, D/utf32-little, R/binary>> = id(<<16#10000/utf16, $x/utf16-little, 16#20ac/utf32, $y/utf32-little, 1>>), {A, B, C, D, R}.
c_skip_utf() -> <<_/utf8, _/utf16, _/utf32, R/binary>> = id(<<"€"/utf8, "€"/utf16, "€"/utf32, 5>>), R.
c_match_unit() -> [unit(X) || X <- [<<1, 2>>, <<1, 2, 3>>, <<1:4>>]].
unit(<<X/binary-unit:16>>) -> {two, X};
unit(<<X/binary>>) -> {one, X};
unit(X) -> {bits, X}.
c_match_tail() -> [tail(X) || X <- [<<>>, <<1>>, <<1:1>>, <<1, 2>>]].
tail(<<_>>) -> one;
tail(<<_, _>>) -> two;
tail(<<_:1>>) -> bit;
tail(<<>>) -> zero.
c_loop() -> sum(id(<<1, 2, 3, 250>>), 0).
sum(<<X, R/binary>>, A) -> sum(R, A + X);
sum(<<>>, A) -> A.
c_loop_bits() -> ones(id(<<16#a5, 16#5a, 7:3>>), 0).
ones(<<1:1, R/bits>>, A) -> ones(R, A + 1);
ones(<<0:1, R/bits>>, A) -> ones(R, A);
ones(<<>>, A) -> A.
c_backtrack() -> [bt(X) || X <- [<<1, 2, 3>>, <<1, 5>>, <<9>>, <<2, 2, 2, 2>>]].
bt(<<1, X:16>>) -> {a, X};
bt(<<1, R/binary>>) -> {b, R};
bt(<<X, Y, R/binary>>) when X =:= Y -> {c, R};
bt(B) -> {d, B}.
c_build() -> A = id(5), B = id(<<1, 2>>), <<A, B/binary, A:4, A:16/little, 1:1, A:3/signed>>.
c_build_big() -> A = id(1 bsl 100), <<A:128, A:104/little, (-A):112/signed, A:7>>.
c_build_float() -> X = id(1.5), Y = id(3), <<X/float, Y:32/float, X:16/float-little, Y/float>>.
c_build_utf() -> C = id(16#20ac), <<C/utf8, C/utf16, C/utf16-little, C/utf32, "text"/utf8, 16#10000/utf16>>.
c_build_sized() -> N = id(12), B = id(<<1, 2, 3, 4>>), <<7:N, B:2/binary, B:N/bits, 3:(N + 1)/unit:2>>.
c_build_unaligned() -> B = id(<<1, 2, 3>>), C = <<1:3, B/binary, 2:5>>, {C, <<C/bits, C/bits>>}.
c_append() -> app(1000, <<>>).
app(0, B) -> {byte_size(B), B};
app(N, B) -> app(N - 1, <<B/binary, N:8>>).
c_append_shared() -> A = <<(id(<<>>))/binary, 1>>, B = <<A/binary, 2>>, C = <<A/binary, 3>>, D = <<B/binary, 4>>, {A, B, C, D}.
c_append_bits() -> appb(20, <<>>).
appb(0, B) -> B;
appb(N, B) -> appb(N - 1, <<B/bits, N:5>>).
c_comprehension() -> << <<(X bxor 1)>> || <<X>> <= id(<<"0123456789">>) >>.
c_comprehension_list() -> {<< <<X:4>> || X <- id([1, 2, 3]) >>, [X || <<X:4>> <= id(<<16#123:12>>)]}.
c_err_type() -> <<(id(a)):8>>.
c_err_second() -> <<1, (id(a)):8>>.
c_err_size() -> <<1:(id(-1))>>.
c_err_size_type() -> <<1:(id(a))>>.
c_err_binary() -> <<(id(a))/binary>>.
c_err_short() -> <<(id(<<1, 2>>)):5/binary>>.
c_err_unit() -> <<(id(<<1:3>>))/binary>>.
c_err_float() -> <<(id(a))/float>>.
c_err_float_size() -> <<(id(1.0)):(id(17))/float>>.
c_err_utf8() -> <<(id(-1))/utf8>>.
c_err_utf16() -> <<(id(16#d800))/utf16>>.
c_err_append() -> <<(id(a))/binary, 1>>.
c_err_limit() -> <<(id(1)):(1 bsl 100)>>.
c_err_order() -> <<(id(a)):8, (id(b)):(id(-1))>>.
c_err_comprehension() -> << <<X>> || X <- id([1, a]) >>.
c_guard_sizes() -> [gs(X) || X <- [<<>>, <<1>>, <<1:1>>, x]].
gs(B) when byte_size(B) =:= 1, bit_size(B) =:= 8 -> byte;
gs(B) when is_binary(B) -> binary;
gs(B) when is_bitstring(B) -> bits;
gs(_) -> none.
