-module(older).
-export([build/3, tail/2, comp/1, utf/1, loop/1]).
build(A, B, C) -> <<A:16/little, B/binary, "xyz", C/float, (byte_size(B)):8>>.
tail(Acc, X) -> <<Acc/binary, X:8>>.
comp(L) -> << <<(X + 1):8>> || X <- L >>.
utf(C) -> <<C/utf8, C/utf16, C/utf32>>.
loop(N) when N > 0 -> case catch (N div 2) of 0 -> ok; M -> loop(M) end;
loop(_) -> exit(done).
