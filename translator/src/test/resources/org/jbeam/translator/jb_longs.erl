%% Functions whose arguments and results are integers as far as one can tell, and are not: see jb_loops.erl.
%%   erlc jb_longs.erl && erl -noshell -eval 'jb_longs:golden("jb_longs"), halt().'
-module(jb_longs).
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

%% the usual ones, and with numbers that are no small integers
c_fib() -> [fib(N) || N <- [0, 1, 2, 15, 20]].
c_fib_float() -> [fib(N) || N <- [5.0, 4.5]].
c_fib_atom() -> fib_up(a).
fib_up(N) -> [fib(N)].
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
c_tak() -> [tak(X, Y, Z) || {X, Y, Z} <- [{12, 8, 4}, {8, 4, 2.5}, {8.0, 4, 2}, {3, 1 bsl 70, 2}, {(1 bsl 70) + 3, 1 bsl 70, (1 bsl 70) - 3}]].
tak(X, Y, Z) when Y < X -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y));
tak(_, _, Z) -> Z.
c_ack() -> [ack(M, N) || {M, N} <- [{2, 3}, {2, 9}, {0, 1.5}, {1, (1 bsl 59) - 3}, {0, (1 bsl 63) - 1}]].
c_ack_atom() -> ack(2, x).
ack(0, N) -> N + 1;
ack(M, 0) -> ack(M - 1, 1);
ack(M, N) when N < 1000 -> ack(M - 1, ack(M, N - 1));
ack(_, N) -> N.
c_fact() -> [fact(N) || N <- [0, 1, 19, 20, 21, 22, 30, 60]].
c_fact_neg() -> catch fact(3.5).
fact(N) when N < 1 -> 1;
fact(N) -> N * fact(N - 1).

%% every width edge, from both sides, by every operator
edges() -> [S * (B + D) || W <- [0, 7, 8, 31, 32, 58, 59, 60, 61, 62, 63, 64, 65], B <- [1 bsl W], D <- [-2, -1, 0, 1, 2], S <- [1, -1]].
c_edge_add() -> hash([add(2, E, D) || E <- edges(), D <- [1, -1, 2, 1 bsl 59, -(1 bsl 59), 1 bsl 62, -(1 bsl 63)]], 0).
hash([H | T], A) -> hash(T, (A * 31 + H) rem 1000000007);
hash([], A) -> A.
add(0, A, _) -> A;
add(N, A, D) -> add(N - 1, A + D, D) + add(N - 1, A - D, D) - A.
c_edge_add_values() -> [up(3, E) || E <- edges(), abs(E) > 1 bsl 62].
up(0, A) -> A;
up(N, A) -> 1 + up(N - 1, A).
c_edge_down_values() -> [down(3, E) || E <- edges(), abs(E) > 1 bsl 62].
down(0, A) -> A;
down(N, A) -> down(N - 1, A) - 1.
c_edge_mul() -> [mul(3, E) || E <- edges()].
mul(0, A) -> A;
mul(N, A) -> -3 * mul(N - 1, A).
c_edge_bits() -> [bits(3, E) || E <- edges()].
bits(0, A) -> A;
bits(N, A) -> (bits(N - 1, A) bxor (N bsl 61)) band (bnot N) bor 1.
c_edge_shift() -> [shift(3, E) || E <- edges()].
shift(0, A) -> A;
shift(N, A) -> (shift(N - 1, A) bsl 2) bsr 1.
c_edge_div() -> [quo(2, E, D) || E <- edges(), D <- [-1, 1, 3, -(1 bsl 63)]].
quo(0, A, _) -> A;
quo(N, A, D) -> quo(N - 1, A, D) div D + quo(N - 1, A, D) rem D.
c_edge_arguments() -> [same(2, E) || E <- edges()].
same(0, A) -> A + 0;
same(N, A) -> 0 + same(N - 1, A + 0).
c_edge_compare() -> {[hash([cmp(2, A, B) || A <- edges()], 0) || B <- edges()], [hash([cmp(2, A, B) || A <- edges()], 0) || B <- [1.5, 9.0e18, 9.3e18, -9.3e18]]}.
cmp(0, A, B) -> one(A < B) + 2 * one(A =< B) + 4 * one(A == B) + 8 * one(A =:= B) + 16 * one(A > B) + 32 * one(A /= B);
cmp(N, A, B) when A < B -> cmp(N - 1, A - 1, B) + 64 * cmp(N - 1, A + 1, B);
cmp(N, A, B) -> cmp(N - 1, A - 1, B) - 64 * cmp(N - 1, A + 1, B).
one(true) -> 1;
one(false) -> 0.
%% the result that says that there is another
seq(A, B) when A > B -> [];
seq(A, B) -> [A | seq(A + 1, B)].
c_escape() -> [esc(N, -(1 bsl 63)) || N <- [0, 1, 2, 3]].
esc(0, A) -> A;
esc(N, A) -> esc(N - 1, A) + 0.
c_escape_low() -> low(-(1 bsl 63) + 3).
low(A) when A =< -(1 bsl 63) -> A;
low(A) -> low(A - 1) + 0.

%% floats and other things come in between
c_mixed() -> [mix(N, 1) || N <- [0, 3, 10, 21, 64]].
mix(0, A) -> A;
mix(N, A) when N rem 5 =:= 0 -> mix(N - 1, A) / 2;
mix(N, A) when N rem 7 =:= 0 -> trunc(mix(N - 1, A * 3)) bsl 40;
mix(N, A) -> mix(N - 1, A + N) + 1.
c_result_kinds() -> [kind(N) || N <- seq(0, 8)].
kind(0) -> 0;
kind(1) -> 1.5;
kind(2) -> atom;
kind(3) -> [];
kind(N) -> case kind(N - 1) of X when is_integer(X) -> X + 1; X -> {X, kind(N - 4)} end.
c_length() -> [len(L) || L <- [[], [a], seq(1, 100)]].
c_length_improper() -> len([a, b | c]).
len([_ | T]) -> 1 + len(T);
len([]) -> 0.
c_sum() -> [suml(L) || L <- [[], [1, 2], [1.5, 2], [1 bsl 63, 1], [-(1 bsl 63)]]].
c_sum_bad() -> suml([1, b, 3]).
suml([H | T]) -> H + suml(T);
suml([]) -> 0.
c_build() -> {build(1, 10), build(1.5, 4), build((1 bsl 63) - 2, (1 bsl 63) + 1)}.
build(I, N) when I > N -> [];
build(I, N) -> [I | build(I + 1, N)].
c_boxed() -> boxed(4, 7, []).
boxed(0, K, L) -> {K + 1, L};
boxed(N, K, L) -> {boxed(N - 1, K, [K | L]), K, N}.
c_mutual() -> [hof(N) || N <- [0, 1, 10, 15]].
c_mutual_float() -> hom(0.5).
hof(0) -> 1;
hof(N) -> N - hom(hof(N - 1)).
hom(N) when N < 1 -> 0;
hom(N) -> N - hof(hom(N - 1)).
c_tail_between() -> {t1(20, 0), t1(7, 1 bsl 63), t1(5, 1.5)}.
t1(0, A) -> A;
t1(N, A) -> t2(N - 1, A + t3(N)).
t2(N, A) when N rem 3 =:= 0 -> t1(N, A - 1);
t2(N, A) -> A + t1(N, 1).
t3(0) -> 0;
t3(N) -> t3(N - 1) + t1(0, 1).
c_many_arguments() -> many(5, 1, 2, 3, 4, 5, 6, 7).
many(0, A, B, C, D, E, F, G) -> A + B * C - D + E * F - G;
many(N, A, B, C, D, E, F, G) -> many(N - 1, B + 1, C + 1, D + 1, E + 1, F + 1, G + 1, A + 1) + many(0, A, B, C, D, E, F, G + 1).
c_nine_arguments() -> nine(3, 1, 2, 3, 4, 5, 6, 7, 8).
nine(0, A, B, C, D, E, F, G, H) -> A + B + C + D + E + F + G + H;
nine(N, A, B, C, D, E, F, G, H) -> 1 + nine(N - 1, B + 1, C, D, E, F, G, H, A).
c_external() -> ex(5, 0).
ex(0, A) -> A;
ex(N, A) -> ?MODULE:ex(N - 1, A + ex(N - 1, 1)).
c_fun() -> F = fun fib/1, {F(10), (fun fact/1)(5), [F(X) + 1 || X <- [1, 5, 9.5]]}.
c_apply() -> {apply(?MODULE, ack, [2, 2]), ?MODULE:tak(6, 4, 2)}.
c_deep() -> {up(200000, 1), len(seq(1, 200000)), length(build(1, 100000))}.

%% exceptions out of code on longs, and through it
c_trace_arith() -> tr(3, x).
tr(0, A) -> A + 1;
tr(N, A) -> 1 + tr(N - 1, A).
c_trace_clause() -> cl(5).
cl(N) when N > 2 -> 1 + cl(N - 1);
cl(N) when N < 0 -> 0.
c_trace_clause_big() -> cl((1 bsl 63) + 3 - (1 bsl 63)).
c_trace_div() -> dv(4).
dv(N) -> 10 div N + dv(N - 1).
c_trace_mixed() -> tm(3.0, 4).
tm(N, A) when N > 0 -> 1 + tm(N - 1, A);
tm(_, A) -> tn(trunc(A)) + 1.
tn(0) -> error(deep);
tn(N) -> 1 + tn(N - 1).
c_trace_same_call() -> [catch_trace(fun() -> tn(N) end) || N <- [0, 1, 2, 3, 9]].
c_trace_switch() -> catch_trace(fun() -> sw(6, 1 bsl 62) end).
sw(0, _) -> exit(done);
sw(N, A) -> sw(N - 1, A + A) + 1.
catch_trace(F) -> try F() catch C:R:S -> {C, R, [{M, G, A} || {M, G, A, _} <- cut(S)]} end.
c_badmatch() -> bm(3).
bm(0) -> 1;
bm(N) -> 3 = bm(N - 1) + N, N.
c_try() -> ty(10).
ty(0) -> throw(zero);
ty(N) -> try ty(N - 1) + N catch throw:zero -> N; throw:X when is_integer(X) -> X + N end.
c_try_after() -> ta(5).
ta(0) -> throw(zero);
ta(N) -> try ta(N - 1) * N catch throw:Z -> throw({N, Z}) after ?MODULE:same(1, N) end.
c_catch() -> [ca(N) || N <- [0, 1, 5]].
ca(0) -> 1;
ca(N) when N rem 2 =:= 0 -> case catch ca(N - 1) + a of {'EXIT', {R, _}} -> R; X -> X end;
ca(N) -> case catch ca(N - 1) + N of {'EXIT', {R, _}} -> {R, N}; X -> X + 1 end.
c_framed_loop() -> {fl(5, 0), fl(5, 1.5), fl(4, (1 bsl 63) - 2), fl(2.0, 0)}.
fl(N, A) when N == 0 -> A;
fl(N, A) -> B = ?MODULE:same(0, A), fl(N - 1, B + N).
c_framed_loop_bad() -> fl(3, a).
c_framed_try() -> ft(6, 0).
ft(0, A) -> A;
ft(N, A) -> B = try ?MODULE:dv(N) catch error:badarith -> N bsl 61 end, ft(N - 1, A + B).
c_framed_y_reuse() -> fy(4, 10, []).
fy(0, A, L) -> {A, L};
fy(N, A, L) -> X = ?MODULE:same(1, A), Y = ?MODULE:same(1, N), fy(Y - 1, X * 2 + N, [{X, Y, A} | L]).
c_select() -> [se(N) || N <- [0, 1, 2, 3, 10, 1 bsl 64]].
se(0) -> 1;
se(1) -> 5;
se(N) when N > 100 -> N;
se(N) -> se(N - 1) + se(N - 2) band 7.
c_receive() -> self() ! 5, rc(3).
rc(0) -> receive X -> X end;
rc(N) -> rc(N - 1) + N.
