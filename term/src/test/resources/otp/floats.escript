#!/usr/bin/env escript
%% Writes floats in all formats:  escript floats.escript >floats.tsv
%% Columns: bits as an integer, then each of formats/0.
main(_) ->
    rand:seed(exsss, {1, 2, 3}),
    Fixed = [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.05, -0.05, 0.125, 1.005, 99.995, 999.9995, 123.456, 1.0e15, 9007199254740991.0, 9007199254740992.0,
             9007199254740994.0, 1.0e16, 1.0e21, 1.0e22, 1.0e23, 1.0e100, 1.0e240, 1.0e260, 1.7976931348623157e308, 5.0e-324, 1.0e-323, 1.5e-323,
             2.2250738585072014e-308, 0.1, 0.2, 0.3, 0.7, 1/3, 2/3, 4.35, 0.001, 0.0001, 0.00001, 0.001234, 0.0001234, 0.00001234, 10.0, 100.0, 1000.0,
             12.0, 120.0, 1200.0, 12000.0, 123456789.0, 1234567890.0, 12345678900.0, 123456789000.0, 1234567890000.0, 0.9999999999999999, 9.5, 0.95, 0.995],
    Bits = [random_float() || _ <- lists:seq(1, 150)],
    Tens = [math:pow(10, E) || E <- lists:seq(-30, 30)],
    Short = [rand:uniform(100000) / math:pow(10, rand:uniform(12)) || _ <- lists:seq(1, 150)],
    Wide = [rand:uniform(100000) * math:pow(10, rand:uniform(20)) || _ <- lists:seq(1, 100)],
    [line(F) || F <- Fixed ++ Bits ++ Tens ++ Short ++ Wide].

random_float() ->
    case <<(rand:uniform(1 bsl 64) - 1):64>> of
        <<F/float>> -> F;
        _ -> random_float()
    end.

line(F) ->
    <<I:64>> = <<F/float>>,
    io:format("~w~s~n", [I, [[$\t, format(F, O)] || O <- formats()]]).

format(F, O) ->
    try float_to_list(F, O) catch error:badarg -> "badarg" end.

formats() ->
    [[short], [{scientific, 20}], [{scientific, 0}], [{scientific, 3}], [{scientific, 17}], [{decimals, 0}], [{decimals, 1}], [{decimals, 2}], [{decimals, 4}],
     [{decimals, 10}, compact], [{decimals, 18}, compact], [{decimals, 19}], [{decimals, 19}, compact], [{decimals, 0}, compact], [{scientific, 30}],
     [{decimals, 253}], [{scientific, 249}], [{decimals, 252}]].
