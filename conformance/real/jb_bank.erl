-module(jb_bank).
-export([run/0]).
-record(account, {id, balance}).
-record(entry, {account, what}).

%% Ten processes move money between a hundred accounts in a database on disk: nothing is lost, also after the database was started again.
run() ->
    mnesia:create_schema([node()]),
    ok = mnesia:start(),
    {atomic, ok} = mnesia:create_table(account, [{attributes, record_info(fields, account)}, {disc_copies, [node()]}, {index, [balance]}]),
    {atomic, ok} = mnesia:create_table(entry, [{attributes, record_info(fields, entry)}, {disc_only_copies, [node()]}, {type, bag}]),
    [mnesia:dirty_write(#account{id = I, balance = 100}) || I <- lists:seq(1, 100)],
    Movers = [spawn_monitor(fun() -> [move() || _ <- lists:seq(1, 200)] end) || _ <- lists:seq(1, 10)],
    Ends = [receive {'DOWN', M, process, P, Why} -> Why end || {P, M} <- Movers],
    Before = total(),
    stopped = mnesia:stop(),
    ok = mnesia:start(),
    ok = mnesia:wait_for_tables([account, entry], 10000),
    io:format("~w ~w ~w ~w", [lists:usort(Ends), Before, total(), mnesia:table_info(entry, size)]),
    halt().

move() ->
    From = rand:uniform(100),
    To = rand:uniform(100),
    {atomic, ok} = mnesia:transaction(fun() -> add(From, -1), add(To, 1), mnesia:write(#entry{account = From, what = make_ref()}) end).

add(Id, Amount) ->
    [A] = mnesia:wread({account, Id}),
    mnesia:write(A#account{balance = A#account.balance + Amount}).

total() ->
    {atomic, Sum} = mnesia:transaction(fun() -> mnesia:foldl(fun(#account{balance = B}, Sum) -> Sum + B end, 0, account) end),
    Sum.
