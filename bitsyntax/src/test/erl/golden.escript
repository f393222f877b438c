#!/usr/bin/env escript
%% Makes the golden files of this module from a real Erlang/OTP:
%%   cd bitsyntax/src/test && escript erl/golden.escript resources/org/jbeam/bitsyntax
%% Every result is made at all bit offsets 0..7; the script stops if OTP gives different ones, so a line stands for all offsets.
-mode(compile).

main([Dir]) ->
    write(Dir, "integers.txt", fun integers/1),
    write(Dir, "floats.txt", fun floats/1),
    write(Dir, "utf.txt", fun utf/1).

write(Dir, Name, Fun) ->
    {ok, F} = file:open(filename:join(Dir, Name), [write]),
    io:format(F, "# Erlang/OTP ~s, ERTS ~s: erl/golden.escript~n",
              [erlang:system_info(otp_release), erlang:system_info(version)]),
    Fun(F),
    ok = file:close(F).

same(Fun) ->
    [R] = lists:usort([Fun(O) || O <- lists:seq(0, 7)]),
    R.

%% ---- integers ----
%% source H                        the bits that are matched, from their start
%% value N V                       the values that are built
%% get SIZE big|little U S         unsigned and signed value of the first SIZE bits of source
%% put SIZE big|little H0 H1 ...   the field made of each value, as bytes (unused low bits 0)
integers(F) ->
    Source = <<16#B7, 16#5C, 16#93, 16#E1, 16#08, 16#FD, 16#6A, 16#2B, 16#C4, 16#9F, 16#80, 16#37, 16#D2, 16#EE, 16#51, 16#A9, 16#7E>>,
    Values = [0, 1, -1, 5, -300, 16#0123456789ABCDEF, -16#0123456789ABCDEF, 1 bsl 63, -(1 bsl 63), (1 bsl 64) - 3,
              -(1 bsl 64), 16#A1B2C3D4E5F60718293A4B5C6D7E8F9013, -16#A1B2C3D4E5F60718293A4B5C6D7E8F9013, -(1 bsl 120)],
    io:format(F, "source ~s~n", [hex(Source)]),
    [io:format(F, "value ~w~n", [V]) || V <- Values],
    [begin
         {U, S} = same(fun(O) -> get_int(E, Size, O, Source) end),
         io:format(F, "get ~w ~w ~w ~w~n", [Size, E, U, S])
     end || Size <- lists:seq(0, 130), E <- [big, little]],
    [begin
         Hs = [hex(same(fun(O) -> put_int(E, Size, O, V) end)) || V <- Values],
         io:format(F, "put ~w ~w ~s~n", [Size, E, lists:join(" ", Hs)])
     end || Size <- lists:seq(0, 130), E <- [big, little]].

get_int(big, Size, O, Source) ->
    B = <<16#55:O, Source/bits>>,
    <<_:O, U:Size/unsigned-big, _/bits>> = B,
    <<_:O, S:Size/signed-big, _/bits>> = B,
    {U, S};
get_int(little, Size, O, Source) ->
    B = <<16#55:O, Source/bits>>,
    <<_:O, U:Size/unsigned-little, _/bits>> = B,
    <<_:O, S:Size/signed-little, _/bits>> = B,
    {U, S}.

put_int(E, Size, O, V) ->
    B = case E of
            big -> <<16#55:O, V:Size/big, 16#AA>>;
            little -> <<16#55:O, V:Size/little, 16#AA>>
        end,
    Prefix = 16#55 band ((1 bsl O) - 1),
    <<Prefix:O, Field:Size/bits, 16#AA>> = B,
    Field.

tail(O, B) -> <<_:O, T/bits>> = B, T.

%% ---- floats ----
%% put D16 F16 F32 L16 L32         a double (its 64 bits) as float of 16 and 32 bits, big and little
%% int N F16 F32 F64               an integer as float
%% get16 H D / get32 H D           a float read: the 64 bits of its value, or none
floats(F) ->
    rand:seed(exsss, {1, 2, 3}),
    Halves = [half_neighbours(E, M) || E <- lists:seq(0, 30), M <- [0, 1, 2, 511, 512, 1022, 1023]],
    Fixed = [0.0, -0.0, 1.0, -1.5, 65503.99, 65504.0, 65519.99, 65520.0, 65536.0, 1.0e39, -1.0e39, 1.0e-45, 1.0e-50, 5.0e-324,
             3.4028235677973366e38, 3.4028235677973362e38, 1.7976931348623157e308, 0.1, 3.14159, 1.000488281250001, 2.9e-8, 2.99e-8],
    Random = [random_double() || _ <- lists:seq(1, 300)],
    [float_line(F, D) || D <- Fixed ++ lists:append(Halves) ++ Random],
    [int_line(F, N) || N <- [0, 1, -1, 65519, 65520, -70000, 16777217, 16777219, 9007199791611905, -9007199791611905,
                             18014399583223809, (1 bsl 59) - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, (1 bsl 59) + (1 bsl 35) + 1,
                             (1 bsl 60) + (1 bsl 36) + 1, -((1 bsl 60) + (1 bsl 36) + 1), (1 bsl 62) + (1 bsl 38) + 1,
                             (1 bsl 58) + (1 bsl 34) + 1, -((1 bsl 58) + (1 bsl 34) + 1), (1 bsl 63) - 1]],
    [get_line(F, 16, H) || H <- [0, 1, 16#3ff, 16#400, 16#3c00, 16#7bff, 16#7c00, 16#7c01, 16#7e00, 16#8000, 16#8001, 16#fbff, 16#fc00,
                                 16#ffff, 16#5555, 16#3555]],
    [get_line(F, 32, H) || H <- [0, 1, 16#7fffff, 16#800000, 16#3f800000, 16#7f7fffff, 16#7f800000, 16#7f800001, 16#7fc00000, 16#80000000,
                                 16#ff7fffff, 16#ff800000, 16#ffffffff, 16#40490fdb]],
    [get_line(F, 64, H) || H <- [0, 1, 16#7fefffffffffffff, 16#7ff0000000000000, 16#7ff0000000000001, 16#7ff8000000000000,
                                 16#8000000000000000, 16#fff0000000000000, 16#ffffffffffffffff, 16#400921fb54442d18]].

%% doubles at and beside the middle between a half-precision number and the next one
half_neighbours(E, M) ->
    <<A:16/float>> = <<0:1, E:5, M:10>>,
    B = case <<((E bsl 10 bor M) + 1):16>> of
            <<X:16/float>> -> X;
            _ -> 65536.0
        end,
    Middle = (A + B) / 2,
    <<Bits:64>> = <<Middle:64/float>>,
    [from_bits(Bits - 1), Middle, -from_bits(Bits + 1), A].

from_bits(Bits) -> <<D:64/float>> = <<Bits:64>>, D.

random_double() ->
    case <<(rand:uniform(1 bsl 64) - 1):64>> of
        <<D:64/float>> -> case rand:uniform(2) of 1 -> D; 2 -> scale(D) end;
        _ -> random_double()
    end.

%% into the range of halves
scale(D) -> <<_:12, M:52>> = <<D/float>>, from_bits((rand:uniform(60) + 990) bsl 52 bor M).

float_line(F, D) ->
    Hs = [hex(same(fun(O) -> put_float(S, E, O, D) end)) || E <- [big, little], S <- [16, 32]],
    64 = bit_size(same(fun(O) -> put_float(64, big, O, D) end)),
    io:format(F, "put ~s ~s~n", [hex(<<D:64/float>>), lists:join(" ", Hs)]).

int_line(F, N) ->
    Hs = [hex(same(fun(O) -> put_float(S, big, O, N) end)) || S <- [16, 32, 64]],
    io:format(F, "int ~w ~s~n", [N, lists:join(" ", Hs)]).

put_float(S, big, O, V) -> tail(O, <<0:O, V:S/float>>);
put_float(S, little, O, V) -> tail(O, <<0:O, V:S/float-little>>).

get_line(F, S, H) ->
    R = same(fun(O) -> case <<0:O, H:S>> of
                           <<_:O, D:S/float>> -> hex(<<D:64/float>>);
                           _ -> "none"
                       end end),
    R = same(fun(O) -> case <<0:O, H:S/little>> of
                           <<_:O, D:S/float-little>> -> hex(<<D:64/float>>);
                           _ -> "none"
                       end end),
    io:format(F, "get~w ~s ~s~n", [S, hex(<<H:S>>), R]).

%% ---- utf ----
%% put CP H8 H16 L16 H32 L32       the encodings of a code point, or none
%% utf8 HEX RANGES                 all bytes X for which HEX with its `??` replaced by X decodes: LO-HI=FIRSTCP+STEP/BITS,...
%% utf16 HEX RANGES                the same for `????`, big-endian units
%% utf32 HEX CP|none
utf(F) ->
    Edges = [0, 16#7f, 16#80, 16#7ff, 16#800, 16#d7ff, 16#d800, 16#dbff, 16#dc00, 16#dfff, 16#e000, 16#fffd, 16#fffe, 16#ffff, 16#10000,
             16#1f600, 16#ffffe, 16#fffff, 16#100000, 16#10fffe, 16#10ffff, 16#110000, 16#1fffff, 16#200000, 16#7fffffff, 1 bsl 32,
             (1 bsl 32) + 65, -1, -65],
    [io:format(F, "put ~w ~s~n", [C, lists:join(" ", [put_utf(T, C) || T <- [u8, u16, l16, u32, l32]])]) || C <- Edges],
    [range_line(F, [B, x]) || B <- lists:seq(0, 255)],
    [range_line(F, [B, x, C]) || B <- lists:seq(16#df, 16#f0), C <- [16#7f, 16#80, 16#a5, 16#bf, 16#c0]],
    [range_line(F, [B, C, x]) || B <- lists:seq(16#df, 16#f0), C <- [16#80, 16#9f, 16#a0, 16#bf]],
    [range_line(F, [B, x, C, D]) || B <- lists:seq(16#ef, 16#ff), C <- [16#7f, 16#80, 16#bf], D <- [16#80, 16#bf, 16#c0]],
    [range_line(F, [B, C, x, D]) || B <- lists:seq(16#ef, 16#f6), C <- [16#80, 16#8f, 16#90], D <- [16#80, 16#bf]],
    [range_line(F, [B, C, D, x]) || B <- lists:seq(16#ef, 16#f6), C <- [16#80, 16#8f, 16#90], D <- [16#80, 16#bf]],
    range_line(F, [x]),
    [range16_line(F, L) || L <- [[x], [x, 16#41], [x, 16#d800], [x, 16#dbff], [x, 16#dc00], [x, 16#dfff], [x, 16#e000], [16#d7ff, x],
                                 [16#d800, x], [16#d801, x], [16#dbff, x], [16#dc00, x], [16#e000, x]]],
    [utf32_line(F, C) || C <- [0, 16#7f, 16#d7ff, 16#d800, 16#dfff, 16#e000, 16#fffe, 16#ffff, 16#10ffff, 16#110000, 16#7fffffff,
                               16#80000000, 16#ffffffff]].

put_utf(T, C) ->
    try hex(same(fun(O) -> tail(O, put_utf(T, C, O)) end)) catch error:badarg -> "none" end.

put_utf(u8, C, O) -> <<0:O, C/utf8>>;
put_utf(u16, C, O) -> <<0:O, C/utf16>>;
put_utf(l16, C, O) -> <<0:O, C/utf16-little>>;
put_utf(u32, C, O) -> <<0:O, C/utf32>>;
put_utf(l32, C, O) -> <<0:O, C/utf32-little>>.

range_line(F, Template) ->
    Results = [{X, get_utf8(<< <<(subst(T, X))>> || T <- Template >>)} || X <- lists:seq(0, 255)],
    Pattern = [case T of x -> "??"; _ -> hex(<<T>>) end || T <- Template],
    io:format(F, "utf8 ~s ~s~n", [Pattern, ranges(Results)]).

range16_line(F, Template) ->
    Results = [{X, get_utf16([subst(T, X) || T <- Template])} || X <- lists:seq(0, 65535)],
    Pattern = [case T of x -> "????"; _ -> hex(<<T:16>>) end || T <- Template],
    io:format(F, "utf16 ~s ~s~n", [Pattern, ranges(Results)]).

utf32_line(F, C) ->
    R = same(fun(O) -> case <<0:O, C:32>> of <<_:O, X/utf32>> -> integer_to_list(X); _ -> "none" end end),
    R = same(fun(O) -> case <<0:O, C:32/little>> of <<_:O, X/utf32-little>> -> integer_to_list(X); _ -> "none" end end),
    io:format(F, "utf32 ~s ~s~n", [hex(<<C:32>>), R]).

subst(x, X) -> X;
subst(T, _) -> T.

get_utf8(B) ->
    same(fun(O) -> case <<0:O, B/bits>> of
                       <<_:O, C/utf8, R/bits>> -> {C, bit_size(B) - bit_size(R)};
                       _ -> none
                   end end).

get_utf16(Units) ->
    Big = << <<U:16>> || U <- Units >>,
    Little = << <<U:16/little>> || U <- Units >>,
    R = same(fun(O) -> case <<0:O, Big/bits>> of
                           <<_:O, C/utf16, R/bits>> -> {C, bit_size(Big) - bit_size(R)};
                           _ -> none
                       end end),
    R = case Little of <<C/utf16-little, L/bits>> -> {C, bit_size(Big) - bit_size(L)}; _ -> none end,
    R.

%% runs where the code point grows evenly
ranges(Results) ->
    case [run_text(R) || {_, _, {_, _}, _} = R <- runs(Results)] of
        [] -> "-";
        Texts -> lists:join(",", Texts)
    end.

runs([{X, R} | Rest]) -> runs(Rest, X, X, R, undefined).
runs([{X, none} | T], Lo, _, none, Step) -> runs(T, Lo, X, none, Step);
runs([{X, {C, B}} | T], Lo, _, {C0, B} = R, undefined) -> runs(T, Lo, X, R, C - C0);
runs([{X, {C, B}} | T], Lo, _, {C0, B} = R, Step) when C =:= C0 + Step * (X - Lo) -> runs(T, Lo, X, R, Step);
runs([{X, R2} | T], Lo, Hi, R, Step) -> [{Lo, Hi, R, Step} | runs(T, X, X, R2, undefined)];
runs([], Lo, Hi, R, Step) -> [{Lo, Hi, R, Step}].

run_text({Lo, Hi, {C, B}, Step}) ->
    io_lib:format("~.16b-~.16b=~.16b+~w/~w", [Lo, Hi, C, case Step of undefined -> 0; _ -> Step end, B]).

hex(<<>>) -> "-";
hex(Bits) ->
    Pad = -bit_size(Bits) band 7,
    [io_lib:format("~2.16.0b", [B]) || <<B>> <= <<Bits/bits, 0:Pad>>].
