%% Loops over integers that may outgrow 64 bits or be no integers; see jb_core.erl.
%%   erlc jb_loops.erl && erl -noshell -eval 'jb_loops:golden("jb_loops"), halt().'
-module(jb_loops).
-compile([export_all, nowarn_export_all]).

cases() -> [N || {N, 0} <- ?MODULE:module_info(exports), lists:prefix("c_", atom_to_list(N))].
golden(File) ->
    {ok, F} = file:open(File ++ ".golden", [write]),
    [io:format(F, "~s\t~w~n", [N, run(N)]) || N <- cases()],
    file:close(F).
run(N) ->
    try {ok, ?MODULE:N()}
    catch C:R:S -> {C, R, cut(S)}
    end.
cut([{?MODULE, run, 1, _} | _]) -> [];
cut([E | T]) -> [E | cut(T)];
cut([]) -> [].

c_loop() -> loop(1000, 0).
loop(0, A) -> A;
loop(N, A) -> loop(N - 1, (A + N) band 16#ffffff).
c_loop_float() -> {loop(0, 1.5), catch loop_f(3, 1.5), loop_f(3, 0)}.
loop_f(0, A) -> A;
loop_f(N, A) -> loop_f(N - 1, A + N).
c_loop_not_number() -> loop_f(3, a).
c_loop_float_count() -> loop_c(3.0, 0).
loop_c(N, A) when N == 0 -> A;
loop_c(N, A) -> loop_c(N - 1, A + 1).
c_overflow_add() -> grow(10, (1 bsl 62) - 3, 1 bsl 61).
grow(0, A, _) -> A;
grow(N, A, B) -> grow(N - 1, A + B, B).
c_overflow_sub() -> shrink(10, -(1 bsl 62), 1 bsl 61).
shrink(0, A, _) -> A;
shrink(N, A, B) -> shrink(N - 1, A - B, B).
c_overflow_mul() -> [power(N, 7, 1) || N <- [0, 1, 20, 22, 23, 24, 50]].
power(0, _, A) -> A;
power(N, B, A) -> power(N - 1, B, A * B).
c_mul_min() -> [mul1(1, -(1 bsl 63), X) || X <- [-1, 0, 1, 2]].
mul1(0, A, _) -> A;
mul1(N, A, B) -> mul1(N - 1, A * B, B).
c_there_and_back() -> back(4, 1 bsl 62).
back(0, A) -> A;
back(N, A) -> back(N - 1, (A * 4 + 3) div 4).
c_shifts() -> {shl(70, 1), shl(3, 5), shr(3, 1 bsl 70), shr(70, -1), shl(2, -(1 bsl 62))}.
shl(0, A) -> A;
shl(N, A) -> shl(N - 1, A bsl 1).
shr(0, A) -> A;
shr(N, A) -> shr(N - 1, A bsr 1).
c_bits() -> {bits(10, 0), bits(5, 1 bsl 64), bits(3, -1)}.
bits(0, A) -> A;
bits(N, A) -> bits(N - 1, ((A bxor N) bor (N bsl 3)) band (bnot 4)).
c_div() -> {gcd(1071, 462), gcd(1 bsl 70, 6), catch gcd_bad(1, 0)}.
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).
gcd_bad(A, B) -> try gcd_bad2(A, B, 5) catch error:R -> R end.
gcd_bad2(A, _, 0) -> A;
gcd_bad2(A, B, N) -> gcd_bad2(A div B, B, N - 1).
c_div_min() -> dmin(1, -(1 bsl 63), -1).
dmin(0, A, _) -> A;
dmin(N, A, B) -> dmin(N - 1, A div B, B).
c_div_const() -> dc(5, 1 bsl 66).
dc(0, A) -> A;
dc(N, A) -> dc(N - 1, A div 3 + A rem 5).
c_compare() -> [cmp(N, 0) || N <- [0, 1, 5, -3, 2.5, 1 bsl 70, a, "x"]].
cmp(N, A) when N > 3, is_integer(N), N < 10 -> cmp(N - 1, A + 1);
cmp(N, A) when N =:= 3; N =:= 2.5 -> {three, A};
cmp(N, A) when is_number(N), N >= 1 -> {number, A};
cmp(N, A) when N < 0 -> cmp(N + 1, A - 1);
cmp(N, A) -> {other, N, A}.
c_list() -> {sum([1, 2, 3], 0), sum([1 bsl 63, 1], 1), sum([1.5, 2], 1), catch_sum([1, a, 2])}.
sum([], A) -> A;
sum([H | T], A) -> sum(T, A + H).
catch_sum(L) -> try sum(L, 0) catch error:R:S -> {R, cut(S)} end.
c_build() -> {count(5, []), keep(5, 0, [])}.
count(0, L) -> L;
count(N, L) -> count(N - 1, [N | L]).
keep(0, A, L) -> {A, L};
keep(N, A, L) -> keep(N - 1, A + N, [{N, A} | L]).
c_swap() -> fibs(90, 0, 1).
fibs(0, A, _) -> A;
fibs(N, A, B) -> fibs(N - 1, B, A + B).
c_big_fibs() -> fibs(200, 0, 1).
c_select() -> [sl(N, 0) || N <- [0, 1, 2, 3, 4, 5, 6, 7, 8, 1 bsl 65, x]].
sl(0, A) -> {zero, A};
sl(1, A) -> sl(0, A + 10);
sl(2, A) -> sl(1, A + 20);
sl(3, A) -> sl(2, A + 30);
sl(4, A) -> sl(3, A * 2);
sl(5, A) -> sl(4, A - 1);
sl(6, A) -> sl(5, A + 1);
sl(N, A) when is_integer(N), N < 100 -> sl(N - 1, A);
sl(N, A) -> {N, A}.
c_binary() -> hash(<<"the quick brown fox">>, 5381).
hash(<<C, R/binary>>, H) -> hash(R, (H * 33 + C) band 16#ffffffff);
hash(<<>>, H) -> H.
c_fun_clause() -> fc(3, 1).
fc(N, A) when N > 0 -> fc(N - 1, A + A).
c_error_line() -> el(3, 0).
el(0, A) -> A + x;
el(N, A) ->
    el(N - 1,
       A + N).
c_many_args() -> ma(5, 1, 2, 3, 4, 5, 6, 7, 8, 0).
ma(0, A, B, C, D, E, F, G, H, S) -> {A, B, C, D, E, F, G, H, S};
ma(N, A, B, C, D, E, F, G, H, S) -> ma(N - 1, B, C, D, E, F, G, H, A, S + A * N).
%% circles of tail calls
c_circle() -> {even(10001, []), even(4, x)}.
even(0, L) -> {even, L};
even(N, L) -> odd(N - 1, N, L).
odd(0, M, L) -> {odd, M, L};
odd(N, _, L) -> even(N - 1, L).
c_circle_deep() -> even(3000000, deep).
c_circle_error() -> ca(3, 0).
ca(0, A) -> A + x;
ca(N, A) -> cb(N - 1, A, N).
cb(0, A, N) -> element(A, N);
cb(N, A, _) -> ca(N - 1, A + 1).
c_circle_clause() -> cc(3, 1).
cc(N, A) -> cd(A, N - 1).
cd(A, N) when N > 0 -> cc(N, A + A).
c_circle_try() -> ct(6, []).
ct(0, L) -> L;
ct(N, L) ->
    V = try thrower(N) catch throw:T -> {thrown, T}; error:E -> {error, E} end,
    cu(L, N - 1, V).
cu(L, N, V) -> ct(N, [V | L]).
thrower(N) when N rem 3 =:= 0 -> throw(N);
thrower(N) when N rem 3 =:= 1 -> error({n, N});
thrower(N) -> N.
c_circle_body() -> ce(5).
ce(0) -> [];
ce(N) -> [ce(0), N | cf(N - 1)].
cf(N) when N > 2 -> cg(N);
cf(N) -> ce(N).
cg(N) -> cf(N - 1).
c_circle_overflow() -> co(5, (1 bsl 62) + 5, 1 bsl 61).
co(0, A, _) -> A;
co(N, A, B) -> cp(A + B, N - 1, B).
cp(A, N, B) when A > 0 -> co(N, A, B);
cp(A, _, _) -> A.
c_circle_receive() -> self() ! {go, 3}, cw([]).
cw(L) ->
    receive
        {go, 0} -> L;
        {go, N} -> cv(N, L)
    after 100 -> {late, L}
    end.
cv(N, L) -> self() ! {go, N - 1}, cw([N | L]).
c_circle_ext() -> cx(100000, 0).
cx(0, A) -> A;
cx(N, A) -> cy(A + 1, N).
cy(A, N) when N rem 2 =:= 0 -> cx(N - 1, A);
cy(A, N) -> ?MODULE:cx(N - 1, A).
c_circle_fun() -> F = fun(N, L) -> even(N, L) end, {F(3, []), (fun even/2)(2, y)}.
