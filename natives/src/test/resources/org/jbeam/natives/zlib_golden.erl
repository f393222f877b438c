%% Writes zlib_golden.txt: escript zlib_golden.erl > zlib_golden.txt, with OTP 25.2.3.
%% A line: level, window bits, strategy, flush, length of the pieces, name of the input, MD5 and size of the output; inputs are made as in ZlibTest.
main(_) ->
    [line(L, W, S, F, P, I) || I <- [empty, short, repeated, noise, numbers],
        {L, W, S, F, P} <- [{-1, 15, 0, 0, 100000}, {-1, -15, 0, 0, 100000}, {-1, 31, 0, 0, 100000}, {0, 15, 0, 0, 5000}, {1, 15, 0, 0, 5000},
            {6, 15, 0, 2, 777}, {9, 31, 0, 3, 777}, {4, -15, 1, 0, 100}, {6, 15, 2, 0, 20000}]].

line(Level, Bits, Strategy, Flush, Piece, Name) ->
    Z = zlib:open(),
    zlib:deflateInit(Z, level(Level), deflated, Bits, 8, element(Strategy + 1, {default, filtered, huffman_only, rle})),
    Mode = element(Flush + 1, {none, partial, sync, full, finish}),
    Out = iolist_to_binary([[zlib:deflate(Z, P, Mode) || P <- pieces(input(Name), Piece)], zlib:deflate(Z, [], finish)]),
    Md5 = [io_lib:format("~2.16.0b", [B]) || <<B>> <= erlang:md5(Out)],
    io:format("~p ~p ~p ~p ~p ~p ~s ~p~n", [Level, Bits, Strategy, Flush, Piece, Name, Md5, byte_size(Out)]).

level(-1) -> default;
level(N) -> N.

pieces(<<>>, _) -> [];
pieces(B, N) when byte_size(B) =< N -> [B];
pieces(B, N) -> <<A:N/binary, R/binary>> = B, [A | pieces(R, N)].

input(empty) -> <<>>;
input(short) -> <<"hello hello hello">>;
input(repeated) -> binary:copy(<<"abcdefghij">>, 10000);
input(noise) -> noise(1, 50000, []);
input(numbers) -> list_to_binary([integer_to_list(X * X rem 997) || X <- lists:seq(1, 30000)]).

noise(_, 0, Acc) -> list_to_binary(lists:reverse(Acc));
noise(S, N, Acc) -> T = (S * 1103515245 + 12345) band 16#7fffffff, noise(T, N - 1, [(T bsr 16) band 255 | Acc]).
