#!/usr/bin/env escript
%%! +S1 +pc unicode
%% Makes golden.tsv:   escript golden.escript > golden.tsv      (OTP 25.2.3)
%%
%% encode  OPTIONS  TEXT  HEX    term_to_binary(TEXT, OPTIONS); OPTIONS: default v0 v2 det
%% bytes   HEX                   term_to_binary(binary_to_term(HEX)) is HEX again (terms that have no text)
%% size    OPTIONS  N     HEX    external_size of the term of HEX; OPTIONS: default v0
%% decode  HEX      USED  HEX    binary_to_term takes USED bytes of the first; the second encodes the result. badarg: it fails
main(_) ->
    io:setopts([{encoding, utf8}]),
    rand:seed(exsss, {25, 2, 3}),
    Terms = fixed() ++ [random(4) || _ <- lists:seq(1, 400)],
    [encode(T) || T <- Terms],
    Textless = textless(),
    [line(["bytes", hex(term_to_binary(T))]) || T <- Textless],
    [size_of(T) || T <- fixed() ++ Textless, erlang:external_size(T) < 1500],
    Odd = odd(),
    [decode(B) || B <- Odd ++ [mutated(Odd) || _ <- lists:seq(1, 1500)]].

line(Fields) -> io:put_chars([lists:join("\t", Fields), "\n"]).

hex(B) -> [io_lib:format("~2.16.0b", [X]) || <<X>> <= B].

encode(T) ->
    Text = io_lib:format("~tw", [T]),
    Default = term_to_binary(T),
    line(["encode", "default", Text, hex(Default)]),
    [line(["encode", Name, Text, hex(B)]) || {Name, Options} <- [{"v0", [{minor_version, 0}]}, {"v2", [{minor_version, 2}]}, {"det", [deterministic]}],
        B <- [term_to_binary(T, Options)], B =/= Default].

size_of(T) ->
    Hex = hex(term_to_binary(T)),
    line(["size", "default", integer_to_list(erlang:external_size(T)), Hex]),
    line(["size", "v0", integer_to_list(erlang:external_size(T, [{minor_version, 0}])), Hex]).

decode(B) ->
    {Used, Result} = try
        {T, N} = binary_to_term(B, [used]),
        {integer_to_list(N), hex(term_to_binary(T))}
    catch error:badarg -> {"-", "badarg"} end,
    line(["decode", hex(B), Used, Result]).

fixed() ->
    [0, 1, 255, 256, -1, 2147483647, 2147483648, -2147483648, -2147483649, 1 bsl 40, -(1 bsl 40), 1 bsl 59, 1 bsl 60, 1 bsl 63 - 1, 1 bsl 63, -(1 bsl 63), -(1 bsl 63) - 1,
     1 bsl 64 - 1, 1 bsl 64, 1 bsl 2040 - 1, 1 bsl 2040, -(1 bsl 2040), -(1 bsl 4000) - 12345,
     0.0, 1.0, -1.5, 0.1, 1.0e300, 1.0e-300, 5.0e-324, 1.7976931348623157e308, 123456789.125, -3.141592653589793, 1.0e22, 1.0e23, 9007199254740993.0,
     a, '', ok, 'hello world', 'é', '\x{3a9}', '\x{1f600}', list_to_atom(lists:duplicate(255, $a)), list_to_atom(lists:duplicate(255, 16#e9)), list_to_atom(lists:duplicate(255, 16#3a9)),
     list_to_atom(lists:duplicate(100, 16#1f600)),
     [], [a], "abc", [1, 2, 256], [1, -1], [0], [255, 0], [1 | 2], [a, b | c], [[]], [[], []], ["ab", "cd"], [1, 2, 3 | "x"], lists:seq(1, 300), lists:duplicate(300, 7),
     {}, {a}, {1, 2, 3}, {{}, {{}}}, list_to_tuple(lists:seq(1, 255)), list_to_tuple(lists:seq(1, 256)), list_to_tuple(lists:duplicate(9, a)),
     <<>>, <<1>>, <<"hello">>, <<0:800>>, <<1:1>>, <<5:3>>, <<1, 2, 3:5>>, <<255, 127:7>>,
     #{}, #{a => 1}, #{b => 1, a => 2, "c" => 3, 1 => 4, 1.0 => 5, {} => 6, <<>> => 7}, #{#{} => #{a => #{}}}, #{[1] => [2], [] => {}},
     maps:from_list([{X, X} || X <- lists:seq(1, 32)]), maps:from_list([{X, X} || X <- lists:seq(1, 33)]), maps:from_list([{X, -X} || X <- lists:seq(1, 200)]),
     maps:from_list([{integer_to_binary(X), X} || X <- lists:seq(1, 70)]), maps:from_list([{float(X), X} || X <- lists:seq(1, 40)]),
     maps:from_list([{{X, [X]}, X} || X <- lists:seq(1, 40)])].

-define(REMOTE, 100, 0, 3, "a@b").
-define(LOCAL, 100, 0, 13, "nonode@nohost").

textless() ->
    [binary_to_term(B) || B <- [<<131, 88, ?REMOTE, 1:32, 2:32, 3:32>>, <<131, 88, ?REMOTE, -1:32, -1:32, -1:32>>, <<131, 88, ?LOCAL, 77:32, 1:32, 0:32>>,
        <<131, 89, ?REMOTE, 16#fffffff:32, 3:32>>, <<131, 120, ?REMOTE, 16#10000000:64, 3:32>>, <<131, 120, ?REMOTE, -1:64, -1:32>>, <<131, 89, ?LOCAL, 5:32, 0:32>>,
        <<131, 90, 1:16, ?REMOTE, 3:32, 9:32>>, <<131, 90, 3:16, ?REMOTE, 3:32, -1:32, -2:32, -3:32>>, <<131, 90, 5:16, ?REMOTE, 3:32, 1:32, 2:32, 3:32, 4:32, 5:32>>,
        <<131, 90, 3:16, ?LOCAL, 0:32, 7:32, -2:32, -3:32>>]]
    ++ [fun erlang:self/0, fun lists:map/2, fun 'é':'\x{3a9}'/255, [self(), {make_ref()}, hd(erlang:ports())]]
    ++ [remote_fun(0, <<>>), remote_fun(1, <<97, 1>>), remote_fun(3, <<106, 104, 1, 106, 98, 300:32>>), {remote_fun(0, <<>>), [remote_fun(1, <<108, 1:32, 106, 106>>)]}]
    ++ [rand:seed_s(exsss, 1)].

remote_fun(N, Env) ->
    Body = <<2, 1:128, 7:32, N:32, 100, 0, 1, "m", 97, 3, 98, 123456:32, 88, ?REMOTE, 1:32, 2:32, 3:32, Env/binary>>,
    binary_to_term(<<131, 112, (byte_size(Body) + 4):32, Body/binary>>).

random(0) -> random_leaf(rand:uniform(12));
random(Depth) ->
    case rand:uniform(9) of
        1 -> [random(Depth - 1) || _ <- lists:seq(1, rand:uniform(5) - 1)];
        2 -> [random(Depth - 1) | random(Depth - 1)];
        3 -> list_to_tuple([random(Depth - 1) || _ <- lists:seq(1, rand:uniform(6) - 1)]);
        4 -> maps:from_list([{random(Depth - 2), random(Depth - 1)} || Depth > 1, _ <- lists:seq(1, rand:uniform(5) - 1)]);
        5 -> [rand:uniform(256) - 1 || _ <- lists:seq(1, rand:uniform(10))];
        _ -> random(0)
    end.

random_leaf(1) -> rand:uniform(256) - 1;
random_leaf(2) -> rand:uniform(1 bsl 16) - (1 bsl 15);
random_leaf(3) -> rand:uniform(1 bsl 64) - (1 bsl 63);
random_leaf(4) -> rand:uniform(1 bsl 200) - (1 bsl 199);
random_leaf(5) -> rand:normal();
random_leaf(6) -> rand:normal() * math:pow(10, rand:uniform(600) - 300);
random_leaf(7) -> list_to_atom([$a + rand:uniform(26) - 1 || _ <- lists:seq(1, rand:uniform(6))]);
random_leaf(8) -> list_to_atom([lists:nth(rand:uniform(5), [$z, 16#7f, 16#e9, 16#3a9, 16#1f600]) || _ <- lists:seq(1, rand:uniform(4))]);
random_leaf(9) -> rand:bytes(rand:uniform(20) - 1);
random_leaf(10) -> N = rand:uniform(40), <<(rand:uniform(1 bsl N) - 1):N>>;
random_leaf(11) -> [];
random_leaf(12) -> {}.

%% Bytes that term_to_binary does not make, right and wrong. None with this node's name, or a local fun: OTP 25 crashes on some of the latter.
odd() ->
    Floats = ["1.5", "1.5e3", "1.5e+03", "-1.5E-3", " 1.5", "1", "1e5", ".5", "5.", "1.5e", "1.5x", "+1.5", "inf", "nan", "1.0e400", "1.0e-400", "-0.0", "0x1p3", "1.5e3 ",
        "1,5", "", "-", "1.5.5", "\n1.5"],
    [<<131, 99, (list_to_binary(F))/binary, 0:((31 - length(F)) * 8)>> || F <- Floats] ++
    [<<131, 99, "1.5", 0, "abc", 0:(24 * 8)>>, <<131, 70, 16#7ff8000000000000:64>>, <<131, 70, 16#7ff0000000000000:64>>, <<131, 70, 16#fff0000000000000:64>>,
     <<131, 70, 16#8000000000000000:64>>] ++
    [<<131, 113, ?REMOTE, 100, 0, 1, "b", 98, 3:32>>, <<131, 113, ?REMOTE, 119, 1, "b", 97, 255>>, <<131, 113, ?REMOTE, 100, 0, 1, "b", 98, -1:32>>,
     <<131, 113, 97, 1, 100, 0, 1, "b", 97, 1>>] ++
    [<<131, 110, 0, 0>>, <<131, 110, 0, 1>>, <<131, 110, 3, 1, 0, 0, 0>>, <<131, 110, 9, 5, 1, 0:64>>, <<131, 110, 1, 7, 9>>, <<131, 111, 0:32, 0>>, <<131, 111, 2:32, 1, 0, 1>>,
     <<131, 110, 8, 0, -1:64>>, <<131, 110, 8, 1, -1:64>>, <<131, 110, 8, 1, 0:56, 128>>, <<131, 110, 8, 0, 0:56, 128>>, <<131, 98, 7:32>>, <<131, 98, -7:32>>] ++
    [<<131, 77, 0:32, 0>>, <<131, 77, 0:32, 3>>, <<131, 77, 1:32, 0, 255>>, <<131, 77, 1:32, 8, 255>>, <<131, 77, 1:32, 9, 255>>, <<131, 77, 1:32, 3, 255>>,
     <<131, 77, 2:32, 8, 1, 255>>, <<131, 77, 2:32, 1, 1, 255>>] ++
    [<<131, 108, 0:32, 106>>, <<131, 108, 0:32, 97, 1>>, <<131, 108, 1:32, 97, 1, 107, 1:16, 1>>, <<131, 107, 0:16>>, <<131, 108, -1:32, 106>>, <<131, 108, 3:32, 106, 106, 106>>,
     <<131, 105, 1:32, 97, 1>>, <<131, 105, 0:32>>, <<131, 105, -1:32>>, <<131, 104, 255, 97>>] ++
    [<<131, 100, 256:16, (binary:copy(<<"a">>, 256))/binary>>, <<131, 100, 255:16, (binary:copy(<<"a">>, 255))/binary>>, <<131, 115, 3, "abc">>, <<131, 115, 1, 233>>,
     <<131, 118, 3:16, "abc">>, <<131, 118, 1020:16, (binary:copy(<<240, 159, 152, 128>>, 255))/binary>>, <<131, 118, 1024:16, (binary:copy(<<240, 159, 152, 128>>, 256))/binary>>,
     <<131, 119, 2, 192, 128>>, <<131, 119, 3, 16#ed, 16#a0, 16#80>>, <<131, 119, 1, 195>>, <<131, 119, 2, 195, 169>>, <<131, 119, 4, 16#f4, 16#8f, 16#bf, 16#bf>>,
     <<131, 119, 4, 16#f4, 16#90, 16#80, 16#80>>, <<131, 119, 3, 16#ef, 16#bf, 16#be>>, <<131, 119, 1, 0>>, <<131, 119, 1, 128>>] ++
    [<<131, 103, ?REMOTE, 1:32, 2:32, C>> || C <- [0, 3, 4]] ++ [<<131, 102, ?REMOTE, -1:32, C>> || C <- [0, 3, 4]] ++
    [<<131, 101, ?REMOTE, W:32, 3>> || W <- [1, 262143, 262144, -1]] ++
    [<<131, 114, N:16, ?REMOTE, 3, (binary:copy(<<0, 0, 0, 9>>, N))/binary>> || N <- [0, 1, 2, 3, 4, 5, 6]] ++
    [<<131, 90, N:16, ?REMOTE, 3:32, (binary:copy(<<255, 0, 0, 9>>, N))/binary>> || N <- [1, 2, 3, 4, 5, 6]] ++
    [<<131, 114, 1:16, ?REMOTE, 3, 262144:32>>, <<131, 120, ?REMOTE, 7:64, 9:32>>, <<131, 89, ?REMOTE, -1:32, 9:32>>, <<131, 88, ?REMOTE, 7:32, 9:32, 0:32>>] ++
    [<<131, 116, 0:32>>, <<131, 116, 2:32, 97, 1, 97, 2, 97, 1, 97, 3>>, <<131, 116, 2:32, 97, 1, 97, 2, 70, 1.0:64/float, 97, 3>>, <<131, 116, 2:32, 97, 2, 97, 2, 97, 1, 97, 3>>,
     <<131, 116, 2:32, 97, 1, 97, 2, 110, 1, 0, 1, 97, 3>>, <<131, 116, 40:32, (<< <<97, X, 97, X>> || X <- lists:seq(1, 40) >>)/binary>>,
     <<131, 116, 40:32, (<< <<97, (X div 2), 97, X>> || X <- lists:seq(1, 40) >>)/binary>>, <<131, 116, -1:32, 97>>] ++
    [<<131, 117, 0:32>>, <<131, 104, 1, 131, 97, 1>>, <<131, 80, 0:32>>, <<131, 82, 0>>, <<131, 68, 0, 97, 1>>, <<131, 97, 1, 9, 9>>, <<131>>, <<130, 97, 1>>, <<>>, <<131, 255>>] ++
    [compressed(2, <<97, 1>>, <<>>), compressed(2, <<97, 1>>, <<1, 2, 3>>), compressed(1, <<97, 1>>, <<>>), compressed(3, <<97, 1>>, <<>>), compressed(4, <<97, 1, 9, 9>>, <<>>),
     compressed(3, <<131, 97, 1>>, <<>>), compressed(1005, <<109, 1000:32, 0:8000>>, <<>>), <<131, 104, 1, 80, 2:32, (zlib:compress(<<97, 1>>))/binary>>] ++
    [begin B = compressed(2, <<97, 1>>, <<>>), binary:part(B, 0, byte_size(B) - N) end || N <- [1, 2, 3, 4, 5, 6, 8, 10]].

compressed(Size, Bytes, Rest) -> <<131, 80, Size:32, (zlib:compress(Bytes))/binary, Rest/binary>>.

mutated(Odd) ->
    B0 = case rand:uniform(4) of
        1 -> term_to_binary(random(4));
        2 -> term_to_binary({a, "bc", [1, 2.5 | <<3:3>>], #{k => v, 7 => 1 bsl 70}, 'é'}, [{minor_version, rand:uniform(3) - 1}]);
        _ -> lists:nth(rand:uniform(length(Odd)), Odd)
    end,
    case B0 of
        <<131, 80, _/binary>> -> mutated(Odd);
        _ when byte_size(B0) < 2; byte_size(B0) > 200 -> mutated(Odd);
        _ ->
            B = lists:foldl(fun(_, Acc) -> mutate(Acc) end, B0, lists:seq(1, rand:uniform(2))),
            case excluded(B) of true -> mutated(Odd); false -> B end
    end.

%% Where this module differs on purpose: references of no words, arities above 255, tags that ets uses inside OTP (73 to 78); and what would crash OTP: funs.
excluded(<<_, 80, _/binary>>) -> true;
excluded(B) -> binary:match(B, [<<112>>, <<113>>, <<90, 0, 0>>, <<73>>, <<74>>, <<75>>, <<76>>, <<78>>]) =/= nomatch.

mutate(B) when byte_size(B) < 2 -> B;
mutate(B) ->
    At = rand:uniform(byte_size(B) - 1),
    <<Before:At/binary, Old, After/binary>> = B,
    New = case rand:uniform(4) of
        1 -> <<(rand:uniform(256) - 1)>>;
        2 -> <<(lists:nth(rand:uniform(6), [0, 1, 2, 3, 255, 128]))>>;
        3 -> <<(lists:nth(rand:uniform(26), [70, 77, 88, 89, 90, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 114, 115, 116, 118, 119, 120]))>>;
        4 -> case rand:uniform(3) of 1 -> <<>>; 2 -> <<Old, Old>>; 3 -> <<(Old bxor 1)>> end
    end,
    <<Before/binary, New/binary, After/binary>>.
