%% Random terms and their external forms.
%%   make SEED COUNT FILE    writes COUNT records: term_to_binary/2 in four dialects, then the sizes and the hash, each behind its length
%%   take FILE               reads encoded terms, each behind its length; prints for each its hash, and whether it encodes to the same bytes,
%%                         deterministic
%% 127, escript's status after an error, means to the caller that there is no erl.
main(Args) ->
    try run(Args) catch Class:Reason:Trace -> io:format(standard_error, "~p~n", [{Class, Reason, Trace}]), halt(1) end.

run(["make", Seed, Count, File]) ->
    rand:seed(exsss, list_to_integer(Seed)),
    {ok, F} = file:open(File, [write, raw, binary, delayed_write]),
    [ok = file:write(F, record(term(4))) || _ <- lists:seq(1, list_to_integer(Count))],
    ok = file:close(F);
run(["take", File]) ->
    {ok, Bytes} = file:read_file(File),
    io:put_chars([[integer_to_list(erlang:phash2(T)), $\s, atom_to_list(term_to_binary(T, [deterministic]) =:= B), $\n]
                  || <<L:32, B:L/binary>> <= Bytes, T <- [binary_to_term(B)]]).

record(T) ->
    Plain = term_to_binary(T),
    [behind(B) || B <- [Plain, term_to_binary(T, [{minor_version, 2}]), term_to_binary(T, [{minor_version, 0}]), term_to_binary(T, [deterministic]),
                        <<(erlang:external_size(T)):32, (erlang:phash2(T)):32>>]].

behind(B) -> [<<(byte_size(B)):32>>, B].

n(N) -> rand:uniform(N) - 1.

term(0) -> leaf();
term(D) ->
    case n(9) of
        0 -> terms(n(6), D);
        1 -> terms(1 + n(3), D) ++ leaf();
        2 -> list_to_tuple(terms(n(case n(20) of 0 -> 400; _ -> 9 end), D - 1));
        3 -> maps:from_list([{term(D - 1), term(D - 1)} || _ <- lists:seq(1, n(8))]);
        4 -> maps:from_list([{key(), leaf()} || _ <- lists:seq(1, n(80))]);
        5 -> [n(256) || _ <- lists:seq(1, n(case n(20) of 0 -> 2000; _ -> 20 end))];
        6 -> X = term(D - 1), fun(Y) -> {X, Y} end;
        _ -> leaf()
    end.

terms(0, _) -> [];
terms(N, D) -> [term(max(0, D - 1)) | terms(N - 1, D)].

%% Keys whose order in large maps does not depend on the history of the atom table.
key() ->
    case n(3) of
        0 -> n(1000);
        1 -> <<(n(1 bsl 30)):32>>;
        2 -> {n(100), float(n(50))}
    end.

leaf() ->
    case n(16) of
        0 -> n(300);
        1 -> n(1 bsl 33) - (1 bsl 32);
        2 -> (n(1 bsl 62) bsl n(70)) - (1 bsl 100);
        3 -> n(1 bsl 50) bsl n(4000);
        4 -> rand:normal() * math:pow(10, n(600) - 300);
        5 -> float(n(100));
        6 -> element(1 + n(5), {ok, error, 'an atom of some length', '', undefined});
        7 -> list_to_atom("a" ++ integer_to_list(n(500)));
        8 -> element(1 + n(3), {'\x{e9}t\x{e9}', '\x{20ac}uro', '\x{1f600}'});
        9 -> rand:bytes(n(200));
        10 -> <<(n(1 bsl 40)):(n(41))>>;
        11 -> [];
        12 -> element(1 + n(2), {make_ref(), self()});
        13 -> fun lists:map/2;
        14 -> binary_to_term(<<131, 88, 119, 3, "a@b", (n(1 bsl 28)):32, (n(8)):32, (1 + n(5)):32>>);
        15 -> binary_to_term(<<131, 90, 0, 3, 119, 3, "c@d", (1 + n(5)):32, (n(1 bsl 18)):32, (n(1 bsl 32)):32, (n(1 bsl 32)):32>>)
    end.
