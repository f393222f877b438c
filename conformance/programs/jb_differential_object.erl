%% Arguments that are made by natives: processes, ports, references, funs, tables, streams, files. What a call did to them is read afterwards.
-module(jb_differential_object).
-export([start/0, make/1, taken/0, observe/1, name/1]).

%% The process and the port that calls may name; made anew when a call has ended one of them.
start() ->
    case ets:info(jb_table, owner) of
        undefined -> ok;
        Owner -> exit(Owner, kill), gone(jb_table)
    end,
    case is_pid(whereis(jb_differential_peer)) of
        true -> ok;
        false -> register(jb_differential_peer, spawn(fun peer/0)), ok
    end,
    case is_port(whereis(jb_differential_port)) of
        true -> ok;
        false -> register(jb_differential_port, open_port({spawn, "ram_file_drv"}, [])), ok
    end.

gone(Table) -> case ets:info(Table, owner) of undefined -> ok; _ -> timer:sleep(1), gone(Table) end.

peer() -> receive stop -> ok; _ -> peer() end.

%% The objects made by this process since its start, as observe/1 wants them; afterwards the dictionary is empty.
taken() ->
    Objects = case get(objects) of undefined -> []; L -> L end,
    erase(),
    Objects.
note(Kind, Object) ->
    put(objects, [{Kind, Object} | case get(objects) of undefined -> []; L -> L end]),
    Object.

observe(Objects) -> [look(O) || O <- Objects].
look({table, T}) -> try {lists:sort(ets:tab2list(T)), ets:info(T, size), ets:info(T, name), ets:info(T, heir) =:= none, ets:info(T, fixed)} catch error:_ -> gone end;
look({atomics, {A, N}}) -> [atomics:get(A, I) || I <- lists:seq(1, N)];
look({counters, {C, N}}) -> [counters:get(C, I) || I <- lists:seq(1, N)];
look({buffer, B}) -> try {prim_buffer:size(B), iolist_to_binary(prim_buffer:read_iovec(B, prim_buffer:size(B)))} catch C:R -> {C, R} end;
look({file, F}) -> try {prim_file:position(F, cur), prim_file:pread(F, 0, 2000)} catch C:R -> {C, R} end;
look({timer, T}) -> erlang:cancel_timer(T) =/= false;
look({stream, Z}) -> try zlib:getBufSize(Z) catch C:R -> {C, R} end;
look({monitor, R}) -> erlang:demonitor(R, [flush, info]);
look({term, K}) -> persistent_term:get(K, none).

%% How a process, port or reference is called in what is compared; its number depends on what the machine did before.
name(P) when is_pid(P), node(P) =/= node() -> {pid, node(P)};
name(P) when P =:= self() -> self;
name(P) ->
    case P =:= whereis(jb_differential_peer) orelse P =:= whereis(jb_differential_port) of
        true -> peer;
        false when is_pid(P) -> pid;
        false when node(P) =/= node() -> {port, node(P)};
        false -> port
    end.

pick(List) -> lists:nth(rand:uniform(length(List)), List).

make(pid) -> case rand:uniform(8) of 1 -> make(remote_pid); 2 -> make(dead_pid); 3 -> self(); _ -> make(peer) end;
make(local_pid) -> pick([self(), whereis(jb_differential_peer), make(dead_pid)]);
make(peer) -> whereis(jb_differential_peer);
make(self) -> self();
make(target) -> spawn(fun peer/0);
make(dead_pid) -> {P, R} = spawn_monitor(fun() -> ok end), receive {'DOWN', R, _, _, _} -> P end;
make(never_pid) -> list_to_pid("<0.32000.1000>");
make(remote_pid) -> binary_to_term(<<131, 88, 119, 6, "x@host", 99:32, 0:32, 5:32>>);
make(remote_ref) -> binary_to_term(<<131, 90, 3:16, 119, 6, "x@host", 5:32, 1:32, 2:32, 3:32>>);
make(remote_port) -> binary_to_term(<<131, 89, 119, 6, "x@host", 7:32, 5:32>>);
make(name) -> pick([jb_differential_peer, jb_differential_port, jb_no_such_name, undefined]);
make(new_name) -> pick([jb_name_a, jb_name_b, jb_differential_peer, undefined]);
make(destination) -> pick([self(), make(peer), make(dead_pid), jb_differential_peer, jb_no_such_name, {jb_differential_peer, node()}, {jb_no_such_name, node()}, make_ref(), make(remote_ref)]);
make(monitored) -> pick([{process, make(local_pid)}, {process, make(peer)}, {process, jb_no_such_name}, {port, make(port)}, {port, jb_no_such_name}, {process, {jb_differential_peer, node()}},
                         {time_offset, clock_service}, {process, make(never_pid)}, {port, self()}, {process, make(own_port)}]);
make(port) -> case rand:uniform(6) of 1 -> make(remote_port); 2 -> make(dead_port); _ -> whereis(jb_differential_port) end;
make(own_port) -> open_port({spawn, "ram_file_drv"}, []);
make(dead_port) -> P = make(own_port), port_close(P), P;
make(reference) -> case rand:uniform(5) of 1 -> make(remote_ref); 2 -> element(2, atomics_and_name()); _ -> make_ref() end;
make(monitor) -> note(monitor, erlang:monitor(process, make(peer)));
make(alias) -> erlang:alias();
make(timer) -> note(timer, erlang:start_timer(100000, self(), x));
make(function) ->
    X = rand:uniform(10),
    case rand:uniform(7) of
        1 -> fun lists:append/1; 2 -> fun() -> X end; 3 -> fun(A) -> {A, X} end; 4 -> fun(A, B) -> A + B end; 5 -> fun jb_no_such_module:f/1; 6 -> fun erlang:'+'/2;
        7 -> binary_to_term(<<131, 112, 59:32, 1, 7:128, 0:32, 0:32, 119, 3, "jbx", 97, 0, 97, 9, 88, 119, 6, "x@host", 99:32, 0:32, 5:32>>)
    end;
make(local_function) -> X = rand:uniform(10), pick([fun() -> X end, fun(A) -> {A, X} end, fun(A, B) -> A + B end]);
make(thunk) -> pick([fun() -> ok end, fun() -> erlang:error(oops) end, fun() -> receive never -> ok end end]);
make(atomics) ->
    N = rand:uniform(4), A = atomics:new(N, [{signed, rand:uniform(2) =:= 1}]), [atomics:put(A, I, I) || I <- lists:seq(1, N)], note(atomics, {A, N}), A;
make(counters) -> N = rand:uniform(4), C = counters:new(N, []), [counters:put(C, I, I) || I <- lists:seq(1, N)], note(counters, {C, N}), element(2, C);
make(shared_counters) -> N = rand:uniform(4), {write_concurrency, R} = counters:new(N, [write_concurrency]), note(counters, {{write_concurrency, R}, N}), R;
make(table) ->
    Type = pick([set, ordered_set, bag, duplicate_bag]),
    T = ets:new(jb_table, [Type, public, {keypos, pick([1, 1, 1, 2])} | pick([[], [], [named_table]])]),
    catch ets:insert(T, [case rand:uniform(4) of 1 -> {K, V, x}; _ -> {K, V} end || {K, V} <- jb_differential_gen:argument(pairs)]),
    note(table, T);
make(set_table) ->
    T = ets:new(jb_table, [pick([set, ordered_set]), public]),
    ets:insert(T, [{a, 1}, {b, 2, 3}, {1, 10}, {<<"k">>, -5}, {2.0, 1 bsl 64}, {"k", x}]),
    note(table, T);
make(private_table) ->
    Self = self(), Access = pick([private, protected]),
    Owner = spawn(fun() -> Self ! {table, ets:new(jb_table, [Access])}, receive stop -> ok end end),
    erlang:monitor(process, Owner), receive {table, T} -> T end;
make(dead_table) -> T = ets:new(jb_table, []), ets:delete(T), T;
make(any_table) -> case rand:uniform(12) of 1 -> make(private_table); 2 -> make(dead_table); 3 -> jb_no_such_name; _ -> make(table) end;
make(continuation) ->
    T = ets:new(jb_table, [pick([set, ordered_set])]), ets:insert(T, [{I, I} || I <- lists:seq(1, 20)]), note(table, T),
    {_, C} = ets:select(T, [{{'$1', '_'}, [], ['$1']}], pick([1, 3, 19])), C;
make(match_continuation) ->
    T = ets:new(jb_table, [ordered_set]), ets:insert(T, [{I, I} || I <- lists:seq(1, 20)]), note(table, T), {_, C} = ets:match(T, {'$1', '_'}, 3), C;
make(object_continuation) ->
    T = ets:new(jb_table, [ordered_set]), ets:insert(T, [{I, I} || I <- lists:seq(1, 20)]), note(table, T), {_, C} = ets:match_object(T, {'$1', '_'}, 3), C;
make(reverse_continuation) ->
    T = ets:new(jb_table, [ordered_set]), ets:insert(T, [{I, I} || I <- lists:seq(1, 20)]), note(table, T), {_, C} = ets:select_reverse(T, [{'_', [], ['$_']}], 3), C;
make(compiled_match_spec) -> try ets:match_spec_compile(jb_differential_gen:argument(match_spec)) catch _:_ -> ets:match_spec_compile([{'$1', [], ['$1']}]) end;
make(compiled_regex) -> {ok, P} = re:compile(pick(["a", "(a|b)*c", "(?<x>a)(?<y>b)?", "^b", "\\w+"]), pick([[], [caseless], [unicode], [multiline]])), P;
make(compiled_pattern) -> binary:compile_pattern(pick([<<"a">>, [<<"a">>, <<"ab">>], <<"ba">>, [<<"b">>, <<"aab">>, <<"bb">>]]));
make(buffer) ->
    B = prim_buffer:new(), [prim_buffer:write(B, [binary:copy(<<(rand:uniform(255))>>, rand:uniform(100))]) || _ <- lists:seq(1, rand:uniform(4) - 1)], note(buffer, B);
make(file) -> file(pick([[read], [write, read], [read, write, append]]));
make(read_file) -> file([read, write]);
make(closed_file) -> {file_descriptor, _, #{handle := H}} = F = open([read]), prim_file:close(F), H;
make(any_file) -> case rand:uniform(8) of 1 -> make(closed_file); _ -> make(file) end;
make(regular) -> jb_differential_gen:argument(file_name);
make(deflating) -> Z = stream(), zlib:deflateInit(Z, pick([default, 0, 1, 9]), deflated, pick([15, -15, 31, 9]), pick([8, 1, 9]), pick([default, filtered, huffman_only, rle])), Z;
make(inflating) -> Z = stream(), zlib:inflateInit(Z, 15, pick([error, reset, cut])), Z;
make(fed) -> Z = make(deflating), zlib:deflate(Z, binary:copy(<<"hello">>, rand:uniform(50))), Z;
make(half_inflated) -> Z = make(inflating), zlib:inflate(Z, binary:part(zlib:compress(binary:copy(<<"abc">>, 500)), 0, 8)), Z;
make(deflated) -> pick([zlib:compress(<<"hello hello hello">>), <<1, 2, 3>>, binary:part(zlib:compress(binary:copy(<<"abc">>, 500)), 0, 8), zlib:gzip(<<"x">>), zlib:zip(<<"yy">>), <<>>]);
make(descriptor) -> D = open(pick([[read], [write, read], [read, write, append], [read, raw, binary]])), note(file, D);
make(text_name) -> pick(["jb_a", "jb_b", <<"jb_dir">>, "jb_dir/x", "jb_none", [$j, 229], <<"jb_\xff">>, "jb_link", "jb_a/x", 'jb_c', ["jb", [$_ | "d"]], "a\0b", ""]);
make(idle_stream) -> stream();
make(stream) -> make(pick([deflating, inflating, fed, half_inflated, idle_stream, closed_stream]));
make(closed_stream) -> Z = stream(), zlib:close(Z), Z;
make(stored_term) -> K = {jb_differential, rand:uniform(3)}, persistent_term:put(K, {stored, 1.0}), note(term, K), K;
make(beam) -> {ok, B} = file:read_file(os:getenv("JB_DIFFERENTIAL_BEAM")), B;
make(damaged_beam) -> B = make(beam), P = pick([0, 4, 8, 12, 20, rand:uniform(100)]), <<A:P/binary, _, C/binary>> = B, <<A/binary, 255, C/binary>>;
make(prepared) -> erts_internal:prepare_loading(jb_differential_scratch, make(beam));
make(node_name) -> pick([node(), 'x@host', nonode, a, 'y@no.such.host']);
make(environment) -> pick(["JB_DIFFERENTIAL_A", "JB_DIFFERENTIAL_B", "", "A=B", "JB_å"]);
make(terms_map) -> maps:from_list([{I, {I}} || I <- lists:seq(1, pick([0, 5, 32, 33, 100]))]);
make(iterator) -> element(2, {x, maps:iterator(make(terms_map))});
make(stack) -> pick([[], [{m, f, 1, []}], [{m, f, [a], [{file, "x"}, {line, 3}]}], [{fun() -> ok end, [1]}], [{m, f}], bad, [{m, f, -1, []}], [{m, f, 1}], [{m, f, 1, [{line, x}]}], [{1, 2, 3, []}]]).

atomics_and_name() -> {x, atomics:new(1, [])}.
stream() -> note(stream, zlib:open()).
file(Modes) -> {file_descriptor, _, #{handle := H}} = F = open(Modes), note(file, F), H.
open(Modes) ->
    ok = prim_file:write_file("jb_handle", << <<I>> || I <- lists:seq(1, 200) >>),
    {ok, F} = prim_file:open("jb_handle", Modes), F.
