%% Arguments for natives, the same ones on every machine: `argument(Type)` draws one value of a type with the random state of the process.
%% Maps above 32 keys hold no atoms in their keys: OTP orders those by the atoms' numbers, which depend on what was loaded.
%% A type is the name of a clause of `value/1`, or one of
%%   {is, Term}   {range, Low, High}   {oneof, [Term]}   {any_of, [Type]}   {list, Type}   {tuple, [Type]}
%% Types that end in `count` are sizes: what goes wrong with them is never a number that a machine would try to allocate.
-module(jb_differential_gen).
-export([arguments/2, argument/1, hostile/0]).

%% All good three times of six, one hostile value twice, all hostile once.
arguments(Types, _Round) ->
    case rand:uniform(6) of
        R when R =< 3 -> [argument(T) || T <- Types];
        R when R =< 5, Types =/= [] ->
            Bad = rand:uniform(length(Types)),
            [case I of Bad -> wrong(T); _ -> argument(T) end || {I, T} <- lists:zip(lists:seq(1, length(Types)), Types)];
        _ -> [wrong(T) || T <- Types]
    end.

wrong({only, T}) -> argument(T);
wrong(Type) when Type =:= count; Type =:= small_count; Type =:= shift -> pick([-1, a, 1.0, <<>>, [], 1 bsl 70, -(1 bsl 70), {1}]);
wrong(_) -> hostile().

argument({only, T}) -> argument(T);
argument({is, Term}) -> Term;
argument({range, Low, High}) -> Low + rand:uniform(High - Low + 1) - 1;
argument({oneof, Terms}) -> pick(Terms);
argument({any_of, Types}) -> argument(pick(Types));
argument({list, Type}) -> [argument(Type) || _ <- lists:seq(1, pick([0, 1, 1, 2, 2, 3, 5]))];
argument({some, Type}) -> [argument(Type) || _ <- lists:seq(1, pick([1, 1, 2, 3]))];
argument({tuple, Types}) -> list_to_tuple([argument(T) || T <- Types]);
argument({args, Types}) -> [argument(T) || T <- Types];
argument(Name) -> value(Name).

pick(List) -> lists:nth(rand:uniform(length(List)), List).
bytes(N) -> << <<(rand:uniform(256) - 1)>> || _ <- lists:seq(1, N) >>.
length_of(Max) -> pick([0, 1, 2, 3, rand:uniform(8), rand:uniform(Max)]).

%% One of everything that programs rarely hand over.
hostile() ->
    case rand:uniform(5) of
        1 -> value(object);
        2 -> value(integer);
        _ -> N = rand:uniform(70), edge(N)
    end.

edge(1) -> 0; edge(2) -> 1; edge(3) -> -1; edge(4) -> 255; edge(5) -> 256; edge(6) -> (1 bsl 31) - 1; edge(7) -> 1 bsl 32;
edge(8) -> (1 bsl 59) - 1; edge(9) -> 1 bsl 59; edge(10) -> -(1 bsl 59) - 1; edge(11) -> (1 bsl 63) - 1; edge(12) -> 1 bsl 63;
edge(13) -> 1 bsl 64; edge(14) -> -(1 bsl 200); edge(15) -> 1 bsl 2000; edge(16) -> 0.0; edge(17) -> -0.0; edge(18) -> 1.0;
edge(19) -> -1.5; edge(20) -> 1.0e308; edge(21) -> 5.0e-324; edge(22) -> 9007199254740993.0; edge(23) -> a; edge(24) -> ''; edge(25) -> true;
edge(26) -> undefined; edge(27) -> 'å'; edge(28) -> 'Ω x'; edge(29) -> list_to_atom(lists:duplicate(255, $q)); edge(30) -> infinity;
edge(31) -> <<>>; edge(32) -> <<"abc">>; edge(33) -> <<255, 254, 0>>; edge(34) -> <<"åΩ€"/utf8>>; edge(35) -> binary:part(bytes(40), 3, 20);
edge(36) -> <<1:1>>; edge(37) -> <<"ab", 5:3>>; edge(38) -> unaligned(); edge(39) -> bytes(70); edge(40) -> bytes(1000); edge(41) -> [];
edge(42) -> [1]; edge(43) -> "abc"; edge(44) -> [a | b]; edge(45) -> [1, 2 | 3]; edge(46) -> [$a, <<"b">>, [[$c]] | <<"d">>]; edge(47) -> [256, 16#3b1];
edge(48) -> [-1]; edge(49) -> [16#d800]; edge(50) -> [<<1:1>>]; edge(51) -> deep_list(1000); edge(52) -> lists:seq(1, 300); edge(53) -> {};
edge(54) -> {a}; edge(55) -> {a, 1, 2.0, <<"x">>}; edge(56) -> deep_tuple(500); edge(57) -> #{}; edge(58) -> #{a => 1, 1.0 => b, 1 => c};
edge(59) -> maps:from_list([{I, I} || I <- lists:seq(1, 33)]); edge(60) -> maps:from_list([{{I, "x"}, [I]} || I <- lists:seq(1, 100)]);
edge(61) -> [{a, 1}, b, {c}]; edge(62) -> [a, b | c]; edge(63) -> #{#{} => []}; edge(64) -> [[[]], [<<>>]]; edge(65) -> {1, {2, [3 | 4]}};
edge(66) -> <<0:7>>; edge(67) -> "åΩ€"; edge(68) -> [1114112]; edge(69) -> ok; edge(70) -> lists:duplicate(300, $z).

deep_list(0) -> x;
deep_list(N) -> [deep_list(N - 1)].
deep_tuple(0) -> x;
deep_tuple(N) -> {deep_tuple(N - 1), N}.
unaligned() -> <<_:3, B/bitstring>> = <<5:3, (bytes(9))/binary, 1:2>>, B.

value(any) -> case rand:uniform(2) of 1 -> edge(rand:uniform(70)); 2 -> value(pick([integer, float, atom, binary, list, tuple, map, object])) end;
value(plain) -> case rand:uniform(2) of 1 -> edge(rand:uniform(70)); 2 -> value(pick([integer, float, atom, binary, list, tuple, map])) end;
value(object) -> value(pick([pid, reference, port, function]));
value(integer) ->
    case rand:uniform(6) of
        1 -> rand:uniform(21) - 11;
        2 -> rand:uniform(2000) - 1000;
        3 -> sign() * ((1 bsl pick([7, 8, 15, 16, 27, 28, 31, 32, 58, 59, 60, 63, 64, 127, 128])) + pick([-1, 0, 1]));
        4 -> sign() * (rand:uniform(1 bsl 62) bsr (rand:uniform(62) - 1));
        5 -> sign() * big(rand:uniform(200));
        6 -> sign() * big(rand:uniform(3000))
    end;
value(small) -> rand:uniform(41) - 21;
value(byte) -> rand:uniform(256) - 1;
value(count) -> pick([0, 1, 2, 3, 5, rand:uniform(40)]);
value(small_count) -> pick([0, 1, 1, 2, 3, 4]);
value(index) -> pick([0, 1, 1, 2, 2, 3, 4, rand:uniform(12)]);
value(offset) -> pick([-3, -1, 0, 0, 1, 1, 2, 3, 5, rand:uniform(40)]);
value(shift) -> pick([0, 1, 2, 7, 31, 59, 60, 63, 64, 65, rand:uniform(300), -1, -rand:uniform(300), -(1 bsl 64), -(1 bsl 100)]);
value(base) -> pick([2, 8, 10, 16, 36, rand:uniform(35) + 1, rand:uniform(35) + 1, 1, 37, 0]);
value(word) -> pick([0, 1, rand:uniform(1 bsl 32) - 1, (1 bsl 32) - 1, 1 bsl 32, rand:uniform(100)]);
value(boolean) -> rand:uniform(2) =:= 1;
value(float) ->
    case rand:uniform(6) of
        1 -> pick([0.0, -0.0, 1.0, -1.0, 0.5, 0.1, 1.0e22, 1.0e23, 123.456, 5.0e-324, 2.2250738585072014e-308, 1.7976931348623157e308]);
        2 -> float(rand:uniform(2000) - 1000) / 8;
        3 -> rand:uniform() - 0.5;
        4 -> (rand:uniform() - 0.5) * math:pow(10, rand:uniform(40) - 20);
        5 -> float(sign() * (rand:uniform(1 bsl 62) bsr (rand:uniform(62) - 1)));
        6 -> any_float()
    end;
value(number) -> case rand:uniform(3) of 1 -> value(float); _ -> value(integer) end;
value(unit_float) -> pick([0.0, -0.0, 1.0, -1.0, 1, 0, -1, rand:uniform(), -rand:uniform(), 1.0 + rand:uniform()]);
value(atom) -> pick([a, b, c, ok, '', 'å', true, false, undefined, 'hello world', error, list_to_atom(lists:duplicate(255, $q))]);
value(key) -> pick([a, b, 1, 2, 1.0, 2.0, <<"k">>, "k", {a}, [], #{}, 1 bsl 64, -0.0, 0.0, 0]);
value(binary) -> B = bytes(length_of(80)), case rand:uniform(3) of 1 -> binary:part(<<1, B/binary, 2>>, 1, byte_size(B)); _ -> B end;
value(bits) -> case rand:uniform(3) of 1 -> value(binary); 2 -> unaligned(); 3 -> <<(value(binary))/binary, (rand:uniform(32)):(rand:uniform(7))>> end;
value(small_alphabet) -> << <<(pick("ab"))>> || _ <- lists:seq(1, rand:uniform(40)) >>;
value(needle) -> << <<(pick("ab"))>> || _ <- lists:seq(1, rand:uniform(4)) >>;
value(ascii) -> << <<(pick("abcABC 019_-.\n"))>> || _ <- lists:seq(1, length_of(30)) >>;
value(string) -> binary_to_list(value(ascii));
value(latin1_string) -> binary_to_list(value(binary));
value(unicode_string) -> [pick([$a, $b, 16#e5, 16#3a9, 16#20ac, 16#1f600, 16#fffe, 16#d7ff]) || _ <- lists:seq(1, length_of(20))];
value(utf8) -> unicode:characters_to_binary(value(unicode_string));
value(broken_utf8) ->
    A = value(utf8),
    case rand:uniform(4) of
        1 -> binary:part(A, 0, max(0, byte_size(A) - 1));
        2 -> <<A/binary, (pick([16#80, 16#c3, 16#e2, 16#f0, 16#ff, 16#c0]))>>;
        3 -> <<A/binary, 16#ed, 16#a0, 16#80, "x">>;
        4 -> <<(pick([16#f8, 16#f4])), A/binary>>
    end;
value(utf16) -> unicode:characters_to_binary(value(unicode_string), unicode, {utf16, pick([big, little])});
value(utf32) -> unicode:characters_to_binary(value(unicode_string), unicode, {utf32, pick([big, little])});
value(chardata) ->
    case rand:uniform(9) of
        1 -> value(unicode_string); 2 -> value(utf8); 3 -> [value(utf8), value(unicode_string)]; 4 -> [value(utf8), [$a, [value(broken_utf8)], "zz"]];
        5 -> value(broken_utf8); 6 -> value(utf16); 7 -> value(utf32); 8 -> [value(unicode_string) | value(utf8)]; 9 -> split_utf8()
    end;
value(encoding) -> pick([latin1, unicode, utf8, utf8, {utf16, big}, {utf16, little}, {utf32, big}, {utf32, little}, utf16, utf32]);
value(iodata) ->
    case rand:uniform(5) of
        1 -> value(binary); 2 -> value(latin1_string); 3 -> [value(binary), [value(byte), value(latin1_string)] | value(binary)];
        4 -> [[], [value(latin1_string) | value(binary)], value(byte)]; 5 -> [bytes(70), bytes(70), [bytes(3)], $x]
    end;
value(bitdata) -> case rand:uniform(2) of 1 -> value(iodata); 2 -> [value(bits), [value(byte) | value(bits)]] end;
value(list) -> [value(pick([integer, float, atom, key, small])) || _ <- lists:seq(1, length_of(12))];
value(key_list) -> [value(key) || _ <- lists:seq(1, length_of(8))];
value(tuple) -> list_to_tuple(value(list));
value(pair) -> {value(key), value(small)};
value(pairs) -> [value(pair) || _ <- lists:seq(1, length_of(12))];
value(rows) -> [pick([{value(key), value(small)}, {value(key)}, {x, value(key), y}, value(key)]) || _ <- lists:seq(1, length_of(10))];
value(map) ->
    case rand:uniform(5) of
        1 -> maps:from_list([{value(pick([integer, binary, float])), I} || I <- lists:seq(1, rand:uniform(100))]);
        2 -> maps:from_list([{I, I} || I <- lists:seq(1, rand:uniform(80))]);
        _ -> maps:from_list(value(pairs))
    end;
value(any_key) -> value(pick([key, integer, atom, binary, float]));
value(integer_text) -> [pick("+-0123456789") | [pick("0123456789") || _ <- lists:seq(1, pick([0, 1, 3, 17, 18, 19, 20, 40, 300]))]] ++ pick(["", "", "", "x", ".0", " "]);
value(based_text) -> pick(["", "-", "+"]) ++ [pick("0123456789abcdefXYZ") || _ <- lists:seq(1, pick([0, 1, 3, 12, 30, 90]))];
value(float_text) ->
    pick(["", "-", "+", " "]) ++ digits() ++ pick([".", ".", ".", "", ","]) ++ digits() ++ pick(["", "", "e", "E", "e+", "e-"]) ++ pick(["", "", "5", "10", "400", "-3"]) ++ pick(["", "", "", "x"]);
value(exact_float_text) -> float_to_list(value(float), [{scientific, rand:uniform(30)}]);
value(integer_binary) -> list_to_binary(value(integer_text));
value(based_binary) -> list_to_binary(value(based_text));
value(float_binary) -> list_to_binary(value(pick([float_text, exact_float_text])));
value(md5_start) -> <<16#0123456789abcdeffedcba9876543210:128, 0:64, (bytes(64))/binary>>;
value(hostile) -> hostile();
value(spawn_option) ->
    pick([link, monitor, {priority, low}, {priority, x}, {fullsweep_after, 5}, {min_heap_size, 500}, {min_bin_vheap_size, 500}, {max_heap_size, 0}, {message_queue_data, off_heap},
          {monitor, [{tag, t}]}, {monitor, [bad]}, {fullsweep_after, -1}, bad, {scheduler, 1}, {max_heap_size, -1}]);
value(process_item) ->
    pick([registered_name, current_function, current_location, current_stacktrace, initial_call, status, message_queue_len, messages, links, monitors, monitored_by, dictionary, trap_exit,
          error_handler, group_leader, priority, suspending, min_heap_size, min_bin_vheap_size, max_heap_size, fullsweep_after, catchlevel, last_calls, sequential_trace_token, trace,
          message_queue_data, binary, memory, heap_size, total_heap_size, stack_size, reductions, garbage_collection, garbage_collection_info, backtrace, magic_ref, internal_status, parent, bad]);
value(system_key) -> pick(system_keys());
value(identifier_text) -> pick(["<0.", "<1.", "#Port<0.", "#Ref<0.", "<", "<0.99.", "#Ref<0.1.", ""]) ++ pick(["1", "12", "123456789", "4294967296", "x", ""])
    ++ pick([">", ".0>", ".1>", ".2.3>", ".2.3.4>", "", ">x"]);
value(date) -> {pick([1969, 1970, 1971, 2000, 2023, 2024, 2038, 2100, 1600, 0]), pick([1, 2, 3, 6, 12, 0, 13]), pick([1, 15, 28, 29, 30, 31, 32, 0])};
value(time) -> {pick([0, 1, 2, 3, 12, 23, 24]), pick([0, 30, 59, 60]), pick([0, 59, 60])};
value(date_time) -> {value(date), value(time)};
value(time_unit) -> pick([second, millisecond, microsecond, nanosecond, native, perf_counter, 1, 1000, 7, seconds, milli_seconds, 0, -1]);
value(module) -> pick([lists, erlang, jb_differential_scratch, jb_no_such_module, maps, ets, init, a]);
value(scratch_module) -> pick([jb_differential_scratch, jb_no_such_module]);
value(function_name) -> pick([append, reverse, module_info, no_such, '+', f, ok, self]);
value(arity) -> pick([0, 1, 2, 3, 255, 256]);
value(packet_type) -> pick([raw, 0, 1, 2, 4, asn1, sunrm, cdr, fcgi, tpkt, line, http, httph, http_bin, httph_bin, ssl_tls]);
value(packet_option) -> pick([{packet_size, pick([0, 1, 4, 10, 100])}, {line_length, pick([0, 1, 4, 10, 100])}, {line_delimiter, pick([$\n, $\r, 0, $a])}]);
value(packet) ->
    case rand:uniform(8) of
        1 -> bytes(length_of(60));
        2 -> iolist_to_binary([pick(["GET", "POST", "get", "HTTP/1.1", "HTTP/1.0", "XYZ", "OPTIONS", "DELETE"]), pick([" ", "  ", "\t"]),
                 pick(["/", "/a/b?c=d", "*", "http://host/x", "http://host:80/x", "https://h:443/", "200", "404", "host:12", "abc"]), " ",
                 pick(["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "OK", "Not Found", "HTTP/", ""]), pick(["\r\n", "\n", "", "\r\n\r\n", "\r\n x"])]);
        3 -> iolist_to_binary([pick(["Host", "content-length", "X-Foo", "Content-Type", "ACCEPT", "a-very-long-header-name-here-really", "bad header"]),
                 pick([":", ": ", ":\t", "", " :"]), pick(["value", "1", "", "  v  ", "a\r\n b"]), pick(["\r\n", "\r\nx", "\n", "\r\n\r\n", ""])]);
        4 -> N = rand:uniform(20), <<N:(pick([8, 16, 32])), (bytes(pick([N, N + 3, 2])))/binary>>;
        5 -> iolist_to_binary([value(ascii), "\n", value(ascii)]);
        6 -> <<(pick([16#30, 16#1f, 16#bf])), (pick([3, 16#81, 16#82, 16#80])), 5, (bytes(8))/binary>>;
        7 -> <<(pick([3, 1, 128, 22])), 0, 0, 12, (bytes(10))/binary>>;
        8 -> <<(pick([22, 23, 20])), 3, (pick([0, 1, 3])), 0, 4, (bytes(pick([4, 6, 2])))/binary>>
    end;
value(external) ->
    T = value(plain),
    case rand:uniform(4) of
        1 -> term_to_binary(T);
        2 -> term_to_binary(T, [compressed]);
        3 -> B = term_to_binary(T), P = rand:uniform(byte_size(B)) - 1, <<A:P/binary, _, C/binary>> = B, mild(<<A/binary, (rand:uniform(256) - 1), C/binary>>);
        4 -> B = term_to_binary(T), <<(binary:part(B, 0, max(1, byte_size(B) - rand:uniform(3))))/binary, (pick([<<>>, <<1>>]))/binary>>
    end;
value(regex) ->
    pick(["a", "(a|b)*c", "^(\\w+)\\s+(\\d+)$", "(?<x>a)(?<y>b)?", "[a-z]+?", "a{2,3}", "(?i)ABC", "\\Ka", "(?=a)b|a", "(a)(b)?(c)?", "", ".", "$", "\\bab", "(?:ab)++", "a|", "(?>a+)b",
          "[[:alpha:]]+", "\\x{e5}", "(", "[", "a**", "\\", "(?<n", "x{99999}", "(?R)", "(a(?1)?b)", "\\p{Lu}", "(*COMMIT)a", "[^a]*", "a\\Z", "(?s).", "(?x) a b", "å", "\\1(a)", "(?(1)a|b)", "(?<x>.)\\k<x>"]);
value(regex_data) -> case rand:uniform(5) of 1 -> value(unicode_string); 2 -> [value(ascii), value(regex)]; _ -> value(regex) end;
value(regex_subject) -> case rand:uniform(4) of 1 -> "ab abc 12"; 2 -> iolist_to_binary([value(string), "aabbcc"]); 3 -> value(utf8); 4 -> ["aab", <<"bc\nABC">>] end;
value(compile_option) ->
    pick([unicode, anchored, caseless, dollar_endonly, dotall, extended, firstline, multiline, no_auto_capture, dupnames, ungreedy, {newline, crlf}, {newline, any}, {newline, lf},
          bsr_anycrlf, bsr_unicode, no_start_optimize, ucp, never_utf, bad_option, {newline, bad}]);
value(run_option) ->
    pick([global, global, notbol, noteol, notempty, notempty_atstart, report_errors, {offset, 0}, {offset, 1}, {offset, 3}, {offset, 100}, {match_limit, 10}, {match_limit_recursion, 10},
          {newline, crlf}, anchored, {capture, all}, {capture, first}, {capture, none}, {capture, all_but_first, list}, {capture, all, binary}, {capture, [1, 0], index}, {capture, [x, 'y'], binary},
          {capture, ["x", <<"y">>, 1], list}, {capture, all_names, binary}, {capture, [7]}, {capture, []}, caseless, unicode, bad, {capture, bad}, {offset, -1}, {offset, 1 bsl 64}]);
value(match_spec) ->
    pick([[{'_', [], ['$_']}], [{{'$1', '$2'}, [], ['$1']}], [{{'$1', '$2'}, [{'>', '$2', 0}], [{{'$2', '$1'}}]}], [{'$1', [], ['$$']}], [{{'$1', '_'}, [{is_atom, '$1'}], [true]}],
          [{{a, '$1'}, [], [{'+', '$1', 1}]}, {'_', [], [other]}], [], [{{'$1', '$2'}, [{'=:=', '$1', {const, 1.0}}], ['$_']}], [{{'$1', '$2'}, [{'or', true, x}], [{'hd', '$1'}]}],
          [{{'$1'}, [], [{error}]}], [{bad, x}], [{'_', [{no_such, 1}], []}], [{{'$1', '$1'}, [], [#{k => '$1'}]}], [{{'$1', '$2'}, [], [{element, 1, '$_'}]}], [{'_', [], [{self}]}],
          [{{'$1', '$2'}, [{map_size, '$1'}], [true]}], [{{'$1', '$2'}, [], [{{'$1', {'*', '$2', 2}}}]}], [{{'$1', '$2'}, [], []}], [{{'$1', '$2'}, [{'$1'}], ['$1']}]]);
value(pattern) -> pick(['_', '$1', {'$1', '$2'}, {'_', '$1'}, {a, '$1'}, {'$1', '_'}, {'$1', '$1'}, {1, '_'}, {1.0, '$1'}, {'$3', '$1'}, {}, {'$1'}, a, {#{}, '_'}, {[a | '$1'], '_'}]);
value(row) -> pick([{value(key), value(small)}, {value(key), value(small)}, {value(key), value(key), value(small)}, {value(key)}]);
value(file_name) -> pick([<<"jb_a", 0>>, <<"jb_b", 0>>, <<"jb_dir", 0>>, <<"jb_dir/x", 0>>, <<"jb_none", 0>>, <<"jb_", 195, 165, 0>>, <<"jb_\xff", 0>>, <<"jb_link", 0>>, <<"jb_a/x", 0>>]);
value(file_mode) -> pick([read, write, append, exclusive, raw, binary, directory, sync, skip_type_check, bad]);
value(Name) -> jb_differential_object:make(Name).

sign() -> pick([1, -1]).
big(Bits) -> (1 bsl Bits) bor (binary:decode_unsigned(bytes(Bits div 8 + 1)) band ((1 bsl Bits) - 1)).
digits() -> [pick("0123456789") || _ <- lists:seq(1, pick([0, 1, 1, 2, 5, 17, 25]))].
any_float() ->
    case <<(rand:uniform(1 bsl 64) - 1):64>> of
        <<F/float>> -> F;
        _ -> any_float()
    end.
%% A text in UTF-8, cut within a character: the rest follows in the next part.
split_utf8() ->
    case value(utf8) of
        <<>> -> [];
        B -> {A, C} = split_binary(B, rand:uniform(byte_size(B)) - 1), [A, [C]]
    end.
%% Damaged terms that announce more than a machine has are another program's business.
mild(<<131, 80, _:32, Rest/binary>>) -> <<131, 80, 40:32, Rest/binary>>;
mild(B) -> B.

%% Of contract and documentation; the ones whose answers are about the machine's memory, processors and names are listed with the differences.
system_keys() ->
    [alloc_util_allocators, allocated_areas, atom_limit, bejump_table, break_ignored, build_type, compat_rel, constant_pool_support, context_reductions, cpu_quota, creation, debug_compiled,
     decentralized_counter_groups_map, delayed_node_table_gc, dirty_cpu_schedulers, dirty_cpu_schedulers_online, dirty_io_schedulers, dist, dist_buf_busy_limit, dist_ctrl, driver_version,
     dynamic_trace, dynamic_trace_probes, eager_check_io, emu_flavor, emu_type, end_time, endian, ets_always_compress, ets_limit, ets_realloc_moves, fullsweep_after, garbage_collection,
     heap_sizes, heap_type, hipe_architecture, instruction_counts, io_thread, kernel_poll, literal_test, lock_checking, lock_counting, logical_processors, machine, max_heap_size,
     message_queue_data, min_bin_vheap_size, min_heap_size, modified_timing_level, multi_scheduling, multi_scheduling_blockers, nif_version, normal_multi_scheduling_blockers, os_type, os_version,
     otp_release, outstanding_system_requests_limit, port_limit, port_parallelism, port_tasks, process_limit, reader_groups_map, run_queues, scheduler_bind_type, scheduler_bindings, schedulers,
     schedulers_active, schedulers_online, schedulers_state, schedulers_total, sequential_tracer, smp_support, start_time, system_architecture, taints, thread_pool_size, thread_progress, threads,
     time_correction, time_offset, time_warp_mode, tolerant_timeofday, trace_control_word, update_cpu_info, version, wordsize, {wordsize, internal}, {wordsize, external}, {wordsize, x},
     {memory_checker, check_leaks}, {memory_checker, running}, atom_count, ets_count, port_count, process_count, snifs, system_logger, {allocator, sys_alloc}, {allocator, bad}, all_schedulers_state,
     c_compiler_used, check_io, compile_info, cpu_topology, {cpu_topology, defined}, {cpu_topology, detected}, {cpu_topology, x}, emu_args, ethread_info, ethread_used_tse, info, loaded, procs,
     logical_processors_available, logical_processors_online, os_monotonic_time_source, os_system_time_source, scheduler_id, scheduling_statistics, system_version, total_scheduling_statistics,
     async_dist, bad_key, {bad, key}].
