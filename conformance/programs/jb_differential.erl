%% Calls natives with generated arguments and writes what came of each call as one line, so that two machines can be compared line by line.
%%   run      calls what the list names, into the file of JB_DIFFERENTIAL_OUT; begins after the lines that the file already has
%%   compare  reads the lines of both machines and prints where they differ
%% Each call has a process of its own and a time limit. See conformance/differential for the command.
-module(jb_differential).
-export([run/0, compare/0]).
-define(LIMIT_MS, 1500).
-define(TEXT_LIMIT, 700).

run() ->
    Calls = natives(),
    Tuples = list_to_integer(os:getenv("JB_DIFFERENTIAL_TUPLES")),
    Out = os:getenv("JB_DIFFERENTIAL_OUT"),
    Done = case file:read_file(Out) of {ok, B} -> length(binary:matches(B, <<"\n">>)); _ -> 0 end,
    {ok, File} = file:open(Out, [append, raw]),
    code:ensure_loaded(erl_erts_errors), code:ensure_loaded(erl_stdlib_errors), code:ensure_loaded(erl_kernel_errors),
    [code:ensure_loaded(M) || M <- [maps, zlib, re, ets, prim_file, prim_buffer, lists, unicode, rand, counters, atomics, prim_socket, prim_net]],
    _ = spawn(fun() -> receive never -> ok end end),
    lists:foldl(fun({Native, Types}, I) -> native(File, Native, Types, Tuples, I, Done) end, 0, Calls),
    ok = file:write(File, <<"done\n">>),
    erlang:halt(0).

%% The list of JB_DIFFERENTIAL_LIST: `{{M, F, A}, Types}.` a line.
natives() -> {ok, L} = file:consult(os:getenv("JB_DIFFERENTIAL_LIST")), L.

native(File, Native, [], _, I, Done) -> rounds(File, Native, [], 1, 2, I, Done);
native(File, Native, Types, Tuples, I, Done) -> rounds(File, Native, Types, 1, Tuples, I, Done).

rounds(_, _, _, Round, Tuples, I, _) when Round > Tuples -> I;
rounds(File, Native, Types, Round, Tuples, I, Done) when I < Done -> rounds(File, Native, Types, Round + 1, Tuples, I + 1, Done);
rounds(File, {M, F, A} = Native, Types, Round, Tuples, I, Done) ->
    jb_differential_object:start(),
    {Arguments, Outcome} = call(Native, Types, Round),
    ok = file:write(File, unicode:characters_to_binary([io_lib:format("~w:~w/~w ~w\t", [M, F, A, Round]), Arguments, "\t", Outcome, "\n"])),
    rounds(File, Native, Types, Round + 1, Tuples, I + 1, Done).

call(Native, Types, Round) ->
    Me = self(), Tag = make_ref(),
    {Pid, Monitor} = spawn_monitor(fun() -> one(Me, Tag, Native, Types, Round) end),
    receive
        {Tag, arguments, Arguments} -> {Arguments, outcome(Pid, Monitor, Tag)};
        {'DOWN', Monitor, _, _, Reason} -> {["none: ", text(plain(Reason))], "was not called"}
    after 10000 -> erlang:halt(3)
    end.

outcome(Pid, Monitor, Tag) ->
    receive
        {Tag, outcome, Outcome} -> erlang:demonitor(Monitor, [flush]), exit(Pid, kill), Outcome;
        {'DOWN', Monitor, _, _, Reason} -> text({died, plain(Reason)})
    after ?LIMIT_MS ->
        exit(Pid, kill),
        receive {'DOWN', Monitor, _, _, _} -> ok after 10000 -> ok end,
        "did not return"
    end.

one(Parent, Tag, {M, F, A} = Native, Types, Round) ->
    rand:seed(exsss, {erlang:phash2(Native), Round, 25}),
    Arguments = jb_differential_gen:arguments(Types, Round),
    A = length(Arguments),
    Objects = jb_differential_object:taken(),
    Parent ! {Tag, arguments, text(plain(Arguments))},
    put(a, 1), put(k, "value"),
    Result = try {ok, ordered(M, F, Arguments, apply(M, F, Arguments), Objects)}
             catch Class:Reason:Stack -> {Class, Reason, frames(Stack), formatted(Reason, Stack)} end,
    Outcome = {plain(Result), plain(jb_differential_object:observe(Objects)), plain(messages())},
    Parent ! {Tag, outcome, text(Outcome)}.

%% Lists whose order in OTP depends on the numbers of atoms or on what was loaded first, sorted: dictionaries, rows of hash tables with atoms in
%% their keys, exported functions.
ordered(erlang, F, _, L, _) when is_list(L), F =:= get orelse F =:= erase orelse F =:= get_keys -> lists:sort(L);
ordered(ets, _, _, L, Objects) when is_list(L), L =/= [] ->
    case [T || {table, T} <- Objects, ets:info(T, type) =/= ordered_set, lists:any(fun has_atom/1, keys(T))] of
        [] -> L;
        _ -> lists:sort(L)
    end;
ordered(_, _, Arguments, [{F, A} | _] = L, _) when is_atom(F), is_integer(A) ->
    case [X || X <- lists:flatten(Arguments), X =:= exports orelse X =:= functions] of
        [] -> L;
        _ -> lists:sort(L)
    end;
ordered(_, _, _, Result, _) -> Result.

keys(T) -> Position = ets:info(T, keypos), [element(Position, Row) || Row <- ets:tab2list(T)].
has_atom(T) when is_atom(T) -> true;
has_atom([H | T]) -> has_atom(H) orelse has_atom(T);
has_atom(T) when is_tuple(T) -> has_atom(tuple_to_list(T));
has_atom(T) when is_map(T) -> has_atom(maps:to_list(T));
has_atom(_) -> false.

messages() -> receive M -> [M | messages()] after 0 -> [] end.

%% The frames above this module.
frames([{?MODULE, _, _, _} | _]) -> [];
frames([Frame | Rest]) -> [Frame | frames(Rest)];
frames([]) -> [].

formatted(Reason, [{M, _, _, Info} | _] = Stack) when is_list(Info) ->
    case lists:keyfind(error_info, 1, Info) of
        {_, Map} ->
            Module = maps:get(module, Map, M), Function = maps:get(function, Map, format_error),
            try Module:Function(Reason, Stack) catch C:R -> {format_error, C, R} end;
        false -> none
    end;
formatted(_, _) -> none.

%% Without what is another one in every run: identifiers, where a fun stands in its module, and the order of large maps,
%% which in OTP depends on the numbers of atoms.
plain(T) when is_pid(T); is_port(T) -> {'$', jb_differential_object:name(T)};
plain(T) when is_reference(T) -> {'$', ref, node(T) =:= node()};
plain(T) when is_function(T) -> {'$', function, [element(2, erlang:fun_info(T, I)) || I <- [module, arity, type]]};
plain({re_pattern, Groups, Unicode, Crlf, Code}) when is_binary(Code) -> {re_pattern, Groups, Unicode, Crlf, {'$', code}};
plain({exports, [_ | _] = L}) -> try {exports, lists:sort(plain_list(L))} catch error:_ -> {exports, plain_list(L)} end;
plain(T) when is_tuple(T) -> list_to_tuple(plain_list(tuple_to_list(T)));
plain(T) when is_map(T), map_size(T) > 32 -> {'$', map, lists:sort([{plain(K), plain(V)} || {K, V} <- maps:to_list(T)])};
plain(T) when is_map(T) -> maps:from_list([{plain(K), plain(V)} || {K, V} <- maps:to_list(T)]);
plain([_ | _] = T) -> plain_list(T);
plain(T) -> T.
plain_list([H | T]) -> [plain(H) | plain_list(T)];
plain_list([]) -> [];
plain_list(T) -> plain(T).

text(Term) ->
    Text = lists:flatten(io_lib:format("~tw", [Term])),
    case length(Text) > ?TEXT_LIMIT of
        true -> [lists:sublist(Text, ?TEXT_LIMIT), io_lib:format("... ~w characters, md5 ~w", [length(Text), binary:decode_unsigned(erlang:md5(unicode:characters_to_binary(Text)))])];
        false -> Text
    end.

%% Compares FILE_A with FILE_B of the command line; a third file lists what may differ.
compare() ->
    [A, B, Known] = init:get_plain_arguments(),
    Differences = allowed(Known),
    {Same, Explained, Found} = lines(read(A), read(B), Differences, {0, 0, []}),
    [io:put_chars([L, $\n]) || L <- lists:reverse(Found)],
    io:format("~w calls alike, ~w differ as known, ~w differ~n", [Same, Explained, length(Found)]),
    erlang:halt(case Found of [] -> 0; _ -> 1 end).

read(Name) ->
    {ok, B} = file:read_file(Name),
    [L || L <- binary:split(B, <<"\n">>, [global]), L =/= <<>>, L =/= <<"done">>].

lines([L | As], [L | Bs], D, {S, E, F}) -> lines(As, Bs, D, {S + 1, E, F});
lines([A | As], [B | Bs], D, {S, E, F}) ->
    case known(A, B, D) of
        true -> lines(As, Bs, D, {S, E + 1, F});
        false -> lines(As, Bs, D, {S, E, [difference(A, B) | F]})
    end;
lines([], [], _, R) -> R;
lines(As, Bs, _, {S, E, F}) -> {S, E, [io_lib:format("one machine has more lines: ~p", [hd(As ++ Bs)]) | F]}.

difference(A, B) ->
    [CallA, ArgumentsA, OutcomeA] = binary:split(A, <<"\t">>, [global]),
    [CallB, ArgumentsB, OutcomeB] = binary:split(B, <<"\t">>, [global]),
    case {CallA, ArgumentsA} of
        {CallB, ArgumentsB} -> [CallA, " ", ArgumentsA, "\n   OTP   ", OutcomeA, "\n   jbeam ", OutcomeB];
        _ -> [CallA, " called with other arguments\n   OTP   ", ArgumentsA, "\n   jbeam ", CallB, " ", ArgumentsB]
    end.

%% {Native, [{Arguments, Outcome of OTP, Outcome of jbeam, as regular expressions}]}, from lines of native, arguments, OTP, jbeam, reason.
allowed(File) ->
    {ok, B} = file:read_file(File),
    [{N, [expression(X) || X <- [A, O, J]]} || L <- tl(binary:split(B, <<"\n">>, [global])), L =/= <<>>, [N, A, O, J, _Reason] <- [binary:split(L, <<"\t">>, [global])]].
expression(Text) -> {ok, P} = re:compile([Text], [unicode, dotall]), P.

known(A, B, Differences) ->
    [Call, Arguments, OutcomeA] = binary:split(A, <<"\t">>, [global]),
    [Call2, Arguments2, OutcomeB] = binary:split(B, <<"\t">>, [global]),
    [Native, _] = binary:split(Call, <<" ">>),
    Call =:= Call2 andalso lists:any(
        fun({N, [E, O, J]}) -> (N =:= Native orelse N =:= <<"*">>) andalso fits(Arguments, E) andalso fits(Arguments2, E) andalso fits(OutcomeA, O) andalso fits(OutcomeB, J) end,
        Differences).
fits(Text, Expression) -> re:run(Text, Expression, [{capture, none}]) =:= match.
