#!/usr/bin/env escript
%% Makes heap_size.tsv (OTP 25), words asked for and given: escript heap_size.escript > heap_size.tsv

main(_) ->
    Sizes = [0, 1, 233, 234, 376, 377, 610, 1000, 1598, 1599, 2586, 2587, 5000, 10958, 10959, 46422, 46423, 100000, 318187, 318188, 500000,
             514838, 514839, 833026, 833027, 999631, 999632, 1439468, 1439469, 2000000, 10000000, 100000000, 1000000000, 10000000000],
    [begin
         process_flag(min_heap_size, N),
         {min_heap_size, Given} = process_info(self(), min_heap_size),
         io:format("~w\t~w~n", [N, Given])
     end || N <- Sizes].
