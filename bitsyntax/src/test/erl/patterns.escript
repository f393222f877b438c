#!/usr/bin/env escript
%% Makes the golden file of patterns from a real Erlang/OTP, with its compiler:
%%   cd bitsyntax/src/test && escript erl/patterns.escript > resources/org/jbeam/bitsyntax/patterns.txt
%% Lines, separated by tabs: pattern, subject, values of the match or none, the pattern built again from the values (- without match or
%% with `_`), and the values of each round of a generator `Pattern <= Subject`, separated by `|`, or skip
%% (where OTP allows no generator, or it does not end).
%% With arguments SEED COUNT it makes so many random patterns only, with random subjects, and prints all lines: the differential test runs it so.
%% Then there are also lines that build each pattern from random values: pattern, the word build, values, what came out or the reason of the error.
%% A subject is HEX/BITS; values are separated by `,` and written i:N, f:HEX or b:HEX/BITS.
-mode(compile).

main([Seed, Count]) ->
    rand:seed(exsss, list_to_integer(Seed)),
    [begin
         put(subjects, [random_subject() || _ <- lists:seq(1, 10)] ++ [pick(subjects())]),
         Patterns = [random_pattern() || _ <- lists:seq(1, 100)],
         run(Patterns),
         [build(N, P) || {N, P} <- lists:zip(lists:seq(1, 100), Patterns), _ <- lists:seq(1, 20)]
     end || _ <- lists:seq(1, list_to_integer(Count) div 100)];
main([]) ->
    rand:seed(exsss, {4, 5, 6}),
    io:format("# Erlang/OTP ~s, ERTS ~s: erl/patterns.escript~n", [erlang:system_info(otp_release), erlang:system_info(version)]),
    put(subjects, subjects()),
    put(few, true),
    run(fixed() ++ [random_pattern() || _ <- lists:seq(1, 400)]).

run(Patterns) ->
    Named = lists:zip(lists:seq(1, length(Patterns)), Patterns),
    Forms = [form("-module(patterns_under_test).\n"), form("-compile([export_all, nowarn_export_all]).\n")
             | lists:append([functions(N, P) || {N, P} <- Named])],
    {ok, Module, Code} = compile:forms(Forms, [report_errors]),
    {module, Module} = code:load_binary(Module, "", Code),
    [line(N, P, S) || {N, P} <- Named, S <- get(subjects)].

%% Small numbers are frequent, so that sizes taken from them fit; the utf32 crash is kept away as in fixed().
random_subject() ->
    << <<(random_byte())>> || _ <- lists:seq(1, rand:uniform(40)) >>.

random_byte() ->
    case rand:uniform(4) of
        1 -> rand:uniform(8) - 1;
        2 -> pick("ab0\x{c3}\x{a4}");
        _ -> rand:uniform(256) - 1
    end.

build(N, {Text, Vars}) ->
    Values = [random_value(V) || V <- Vars],
    case built(N, Values) of
        "-" -> ok;
        Built -> io:format("~s\tbuild\t~s\t~s~n", [Text, values(Values), Built])
    end.

%% Mostly what a segment takes; integers are small enough for a size, or too large for any.
random_value("R") -> random_bits();
random_value(_) ->
    case rand:uniform(12) of
        1 -> rand:uniform(1 bsl 100) - (1 bsl 99);
        2 -> random_bits();
        3 -> rand:normal() * pick([1.0, 1.0e30]);
        4 -> pick([16#d7ff, 16#d800, 16#dfff, 16#ffff, 16#10000, 16#10ffff, 16#110000]);
        5 -> rand:uniform(1 bsl 16) - (1 bsl 15);
        6 -> rand:uniform(256) - 128;
        _ -> rand:uniform(20) - 3
    end.

random_bits() ->
    Bytes = random_subject(),
    Size = rand:uniform(bit_size(Bytes) + 1) - 1,
    <<Bits:Size/bits, _/bits>> = Bytes,
    pick([Bits, Bytes, <<>>]).

form(Text) ->
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Form} = erl_parse:parse_form(Tokens),
    Form.

functions(N, {Text, Vars}) ->
    List = "[" ++ lists:join(",", Vars) ++ "]",
    F = fun(Format, Args) -> form(lists:flatten(io_lib:format(Format, Args))) end,
    [F("m~w(Subject) -> case Subject of ~s -> ~s; _ -> none end.\n", [N, Text, List]),
     case re:run(Text, "[A-Z_]/(bits|bytes|binary|bitstring)") of
         nomatch -> F("w~w(Subject) -> [~s || ~s <= Subject].\n", [N, List, Text]);
         _ -> F("w~w(_) -> skip.\n", [N])
     end
     | case re:run(Text, "<<_|, _") of
           nomatch -> [F("b~w(~s) -> ~s.\n", [N, List, Text])];
           _ -> [F("b~w(_) -> skip.\n", [N])]
       end].

%% No utf32: OTP 25.2.3 dies of a segmentation fault on <<"abab">> for <<A/utf32, _/bits>>.
fixed() ->
    [{"<<>>", []}, {"<<A>>", ["A"]}, {"<<A, B/bits>>", ["A", "B"]}, {"<<A:4, _:4, B/binary>>", ["A", "B"]},
     {"<<N, A:N/binary, B/bits>>", ["N", "A", "B"]}, {"<<N:4, A:N/signed-little, _/bits>>", ["N", "A"]},
     {"<<A, A, B/bits>>", ["A", "B"]}, {"<<\"ab\", B/bits>>", ["B"]},
     {"<<\"ab\"/utf16, B/bits>>", ["B"]}, {"<<A/utf8, B/bits>>", ["A", "B"]}, {"<<A/utf16, B/bits>>", ["A", "B"]},
     {"<<A/utf16-little, _/bits>>", ["A"]},
     {"<<A/float, B/bits>>", ["A", "B"]}, {"<<A:32/float-little, B/bits>>", ["A", "B"]}, {"<<A:16/float, B/bits>>", ["A", "B"]},
     {"<<A:8/float-unit:4, B/bits>>", ["A", "B"]}, {"<<1.0/float, B/bits>>", ["B"]}, {"<<1:32/float, B/bits>>", ["B"]},
     {"<<A/binary-unit:3>>", ["A"]}, {"<<A/binary-unit:16>>", ["A"]}, {"<<A:2/binary-unit:4, B/bits>>", ["A", "B"]},
     {"<<300:8, B/bits>>", ["B"]}, {"<<-1:8, B/bits>>", ["B"]}, {"<<-1:1/signed, B/bits>>", ["B"]}, {"<<255:8/signed, B/bits>>", ["B"]},
     {"<<N:8, A:(N-60)/bits, B/bits>>", ["N", "A", "B"]}, {"<<N:4, A:(N*3 div 2), B/bits>>", ["N", "A", "B"]},
     {"<<N:4, M:4, A:(N rem M)/bits, B/bits>>", ["N", "M", "A", "B"]}, {"<<A:64, B/bits>>", ["A", "B"]},
     {"<<A:64/little, B:3/signed, _/bits>>", ["A", "B"]}, {"<<A:100/signed-little, B/bits>>", ["A", "B"]},
     {"<<A:67, B/bits>>", ["A", "B"]}, {"<<N:3, 2:N, B/bits>>", ["N", "B"]}, {"<<N:4, A:N/float, B/bits>>", ["N", "A", "B"]},
     {"<<A:1, $a:7, B/bits>>", ["A", "B"]}, {"<<16#61, 2#1100010, B/bits>>", ["B"]}, {"<<A:0, B/bits>>", ["A", "B"]},
     {"<<A:0/binary, A/binary>>", ["A"]}, {"<<A:2/binary, A:16/bits, B/bits>>", ["A", "B"]}, {"<<\"\\x{61}\\142\\s\", B/bits>>", ["B"]},
     {"<<A:16/native, B/bits>>", ["A", "B"]}, {"<<A:4>>", ["A"]}, {"<<A, $a>>", ["A"]}, {"<<A/utf8>>", ["A"]}, {"<<A, A>>", ["A"]},
     {"<<A/utf8, $b/utf8>>", ["A"]}, {"<<N:4, A:N/bits>>", ["N", "A"]}, {"<<A:16/float>>", ["A"]}, {"<<A:16/float-little>>", ["A"]},
     {"<<A:11/signed-little>>", ["A"]}, {"<<0:1, A:7>>", ["A"]}, {"<<300:8, A>>", ["A"]}, {"<<1.0:32/float, A:8>>", ["A"]},
     {"<<A/utf16>>", ["A"]}, {"<<A/utf16-little>>", ["A"]}, {"<<N:3, A:N/float>>", ["N", "A"]},
     {"<<N, A:(N-1)/binary>>", ["N", "A"]}].

subjects() ->
    [<<>>, <<"a">>, <<"ab">>, <<"abab">>, <<$a, 0, $b, 0, 1, 2, 3>>, <<0, $a, 0, $b, 7:3>>, <<5:3, 255, 0, 77>>, <<1, 1, 2, 3, 5, 8, 13, 21>>,
     <<1.0/float, 2.5/float>>, <<1.0:32/float, -0.5:32/float>>, <<64:16/float, 16#7c00:16, 16#3c00:16>>, <<"fünf Stück"/utf8>>,
     <<"z\x{1f600}a"/utf16>>, <<16#f0, 16#9f, 16#98, 16#80, 16#c3>>, <<16#ff, 16#fe, 16#ff, 16#ff, 16#ff, 16#ff, 16#ff, 16#ff, 16#ff, 16#80:7>>,
     <<16#81, 16#d8, 16#00, 16#dc, 16#00, 9:5>>, <<$a:32, $b:32/little>>, <<"aaaaaaaabbbbbbbb0123456789ABCDEFGHIJ">>,
     <<16#123456789ABCDEF0FEDCBA9876543210:128, 5:5>>].

%% Variables V0, V1, ...; those bound to a few unsigned bits can be sizes.
random_pattern() ->
    Count = rand:uniform(5),
    {Segments, Vars, _} = lists:foldl(fun(_, Acc) -> random_segment(Acc) end, {[], [], []}, lists:seq(1, Count)),
    {Last, Vars1} = case rand:uniform(2) of
                        1 -> {[], Vars};
                        _ -> {["R/bits"], ["R" | Vars]}
                    end,
    {lists:flatten(["<<", lists:join(", ", lists:reverse(Last ++ Segments)), ">>"]), lists:reverse(Vars1)}.

random_segment({Segments, Vars, Sizes}) ->
    Fresh = "V" ++ integer_to_list(length(Vars)),
    {Value, Vars1} = case {rand:uniform(8), Vars} of
                         {1, _} -> {"_", Vars};
                         {2, [_ | _]} -> {pick(Vars), Vars};
                         _ -> {Fresh, [Fresh | Vars]}
                     end,
    Endian = pick(["", "-little", "-big"]),
    case rand:uniform(10) of
        1 -> {[io_lib:format("~w:~w", [rand:uniform(4) - 1, rand:uniform(4)]) | Segments], Vars, Sizes};
        2 -> {[[Value, "/", pick(["utf8", "utf16"]), Endian] | Segments], Vars1, Sizes};
        3 -> {[[Value, ":", pick(["16", "32", "64"]), "/float", Endian] | Segments], Vars1, Sizes};
        4 -> {[[Value, ":", size_of(Sizes), "/", pick(["bits", "bytes", "binary-unit:4"])] | Segments], Vars1, Sizes};
        N when N < 7, Value =:= Fresh -> {[[Value, ":", integer_to_list(rand:uniform(5))] | Segments], Vars1, [Fresh | Sizes]};
        _ -> {[[Value, ":", size_of(Sizes), "/", pick(["signed", "unsigned"]), Endian] | Segments], Vars1, Sizes}
    end.

size_of([]) -> integer_to_list(rand:uniform(40) - 1);
size_of(Sizes) ->
    case rand:uniform(4) of
        1 -> integer_to_list(rand:uniform(80) - 1);
        2 -> pick(Sizes);
        3 -> ["(", pick(Sizes), "*", integer_to_list(rand:uniform(5)), "+1)"];
        4 -> ["(", pick(Sizes), "-2)"]
    end.

pick(List) -> lists:nth(rand:uniform(length(List)), List).

line(N, {Text, _}, Subject) ->
    {Match, Built} = case call($m, N, Subject) of
                         none -> {"none", "-"};
                         Values -> {values(Values), built(N, Values)}
                     end,
    Walk = case walk(N, Subject) of
               skip -> "skip";
               Rounds -> lists:join("|", [values(V) || V <- Rounds])
           end,
    %% of those that say nothing but no, a few are enough
    case {Match, Walk} of
        {"none", W} when W =:= []; W =:= "skip" ->
            (get(few) =/= true orelse erlang:phash2({N, Subject}, 5) =:= 0) andalso io:format("~s\t~s\tnone\t-\t~s~n", [Text, bits(Subject), W]);
        _ ->
            io:format("~s\t~s\t~s\t~s\t~s~n", [Text, bits(Subject), Match, Built, Walk])
    end.

call(Letter, N, Arg) -> patterns_under_test:(list_to_atom([Letter | integer_to_list(N)]))(Arg).

%% a pattern that takes no bits is found for ever
walk(N, Subject) ->
    {Pid, Ref} = spawn_opt(fun() -> exit({rounds, call($w, N, Subject)}) end,
                           [monitor, {max_heap_size, #{size => 1000000, kill => true, error_logger => false}}]),
    receive
        {'DOWN', Ref, process, Pid, {rounds, Rounds}} -> Rounds;
        {'DOWN', Ref, process, Pid, killed} -> skip
    after 300 ->
        exit(Pid, kill),
        receive {'DOWN', Ref, process, Pid, _} -> skip end
    end.

built(N, Values) ->
    try call($b, N, Values) of
        skip -> "-";
        Bits -> bits(Bits)
    catch error:Reason -> atom_to_list(Reason)
    end.

values(Values) -> lists:join(",", [value(V) || V <- Values]).

value(V) when is_integer(V) -> ["i:", integer_to_list(V)];
value(V) when is_float(V) -> ["f:", hex(<<V/float>>)];
value(V) when is_bitstring(V) -> ["b:", bits(V)].

bits(V) -> [hex(V), "/", integer_to_list(bit_size(V))].

hex(<<>>) -> "-";
hex(Bits) ->
    Pad = -bit_size(Bits) band 7,
    [io_lib:format("~2.16.0b", [B]) || <<B>> <= <<Bits/bits, 0:Pad>>].
