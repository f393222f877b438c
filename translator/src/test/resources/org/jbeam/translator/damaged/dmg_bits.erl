-module(dmg_bits).
-export([parse/1, build/3, comp/1, utf/1]).

parse(<<A:4, B:12/little-signed, C/float, Rest/binary>>) when A < B -> {A, B, C, Rest};
parse(<<"abc", X:16/bits, _:3, R/bits>>) -> [X | parse(R)];
parse(<<N, S:N/binary-unit:4, C/utf8, _/binary>>) -> {N, S, C};
parse(<<_, R/binary>>) -> parse(R);
parse(_) -> [].

build(A, B, C) -> <<A:16/little, B/binary, "xyz", C/float, (byte_size(B)):8>>.

comp(L) -> << <<(X + 1):8>> || X <- L >>.

utf(C) -> <<C/utf8, C/utf16, C/utf32>>.
