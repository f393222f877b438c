%% Cases for the translator. Each is a function of no arguments; run/1 gives its value or its exception with trace. The golden file is what OTP 25 gives:
%%   erlc jb_core.erl && erl -noshell -eval 'jb_core:golden("jb_core"), halt().'
-module(jb_core).
-compile([export_all, nowarn_export_all]).
-record(r, {a = 1, b, c = []}).

cases() -> [N || {N, 0} <- ?MODULE:module_info(exports), lists:prefix("c_", atom_to_list(N))].

golden(File) ->
    {ok, F} = file:open(File ++ ".golden", [write]),
    [io:format(F, "~s\t~w~n", [N, run(N)]) || N <- cases()],
    file:close(F).

run(N) ->
    try {ok, ?MODULE:N()}
    catch C:R:S -> {C, R, [strip(E) || E <- cut(S)]}
    end.

%% Only frames of this module and of built-in functions, up to run/1.
cut([{?MODULE, run, 1, _} | _]) -> [];
cut([E | T]) -> [E | cut(T)];
cut([]) -> [].
strip({M, F, A, I}) -> {M, F, A, I}.

id(X) -> X.

%% calls
c_fib() -> fib(20).
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
c_even() -> {even(100001), even(100000)}.
even(0) -> true;
even(N) -> odd(N - 1).
odd(0) -> false;
odd(N) -> even(N - 1).
c_ext() -> ?MODULE:id(?MODULE:fib(10)).
c_ext_loop() -> ext_loop(100000, 0).
ext_loop(0, A) -> A;
ext_loop(N, A) -> ?MODULE:ext_loop(N - 1, A + N).
c_apply() -> {apply(?MODULE, id, [id(3)]), apply(fun id/1, [4]), apply(id(?MODULE), id(id), [5])}.
c_apply_dyn() -> M = id(?MODULE), F = id(fib), {M:F(7), (id(fun ?MODULE:fib/1))(8)}.
c_apply_undef() -> M = id(?MODULE), M:no_such_function(1, 2).
c_apply_bad() -> M = id(1), M:foo().
c_badfun() -> F = id(3), F(1).
c_badarity() -> F = fun(X) -> X end, try (id(F))(1, 2) catch error:{badarity, {F, A}} -> A end.
c_badfun_body() -> F = id(3), X = F(1), {X}.
c_badarity_body() -> stack_of(fun() -> F = id(fun(X) -> X end), Y = F(1, 2), {Y} end).
c_badarity_tail() -> stack_of(fun() -> F = id(fun(X) -> X end), F(1, 2) end).
stack_of(F) -> try F() catch error:{badarity, _}:S -> cut(S) end.
c_apply_bad_list() -> apply(id(fun id/1), id(x)).
c_apply_fun_bad() -> {apply(id(3), [1])}.
c_many_args() -> many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).
many(A, B, C, D, E, F, G, H, I, J) -> {J, I, H, G, F, E, D, C, B, A}.
c_many_tail() -> many_loop(1000, 1, 2, 3, 4, 5, 6, 7, 0).
many_loop(0, A, B, C, D, E, F, G, S) -> {A, B, C, D, E, F, G, S};
many_loop(N, A, B, C, D, E, F, G, S) -> ?MODULE:many_loop(N - 1, B, C, D, E, F, G, A, S + N).
c_fun_env() -> A = id(1), B = id(2), F = fun(X) -> {X, A, B} end, [F(Y) || Y <- [a, b]].
c_fun_many() -> A = id(1), F = fun(X1, X2, X3, X4, X5, X6, X7, X8) -> [A, X1, X2, X3, X4, X5, X6, X7, X8] end, (id(F))(1, 2, 3, 4, 5, 6, 7, 8).
c_fun_rec() -> F = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end, F(30).
c_fun_tail() -> fun_tail(100000, fun(X) -> X + 1 end, 0).
fun_tail(0, _, A) -> A;
fun_tail(N, F, A) -> G = fun(K, X) -> fun_tail(K, F, X) end, G(N - 1, F(A)).
c_deep() -> length(deep(100000)).
deep(0) -> [];
deep(N) -> [N | deep(N - 1)].

%% data
c_tuple() -> T = id({1, 2, 3}), {element(2, T), setelement(1, T, x), tuple_size(T)}.
c_big_tuple() -> T = id({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), {_, B, _, _, _, _, _, _, _, J} = T, {B, J, T}.
c_record() -> R = #r{b = id(2)}, R2 = R#r{c = [x], a = id(0)}, {R, R2, R2#r.c, is_record(id(R2), r)}.
c_record_bad() -> R = id({x, 1}), R#r.b.
c_record_bad_update() -> R = id(3), R#r{b = 1, a = 2}.
c_swap() -> swap(id(1), id(2)).
swap(A, B) -> id(ok), {B, A}.
c_list() -> [A, B | C] = id([1, 2, 3, 4]), {C, B, A, [A | C]}.
c_match_error() -> {a, _} = id({b, 1}).
c_case() -> [cl(X) || X <- [a, b, 1, 2, 3.0, {}, {1}, {a, b}, [], [x], <<>>, #{}, self(), 1 bsl 70]].
cl(a) -> atom_a;
cl(b) -> atom_b;
cl(1) -> one;
cl(2) -> two;
cl(3.0) -> three_float;
cl({}) -> empty_tuple;
cl({_}) -> one_tuple;
cl({a, X}) -> {tagged, X};
cl([]) -> nil;
cl([_ | _]) -> cons;
cl(X) when is_binary(X) -> bin;
cl(X) when is_map(X) -> map;
cl(X) when is_pid(X) -> pid;
cl(X) when X > 1 bsl 64 -> big;
cl(_) -> other.
c_case_clause() -> case id(7) of 1 -> a; 2 -> b end.
c_if_clause() -> X = id(3), if X > 4 -> a; X < 2 -> b end.
c_function_clause() -> only_a(id(b), 2).
only_a(a, X) -> X.
c_select_atoms() -> [sel(X) || X <- [a, b, c, d, e, f, g, h, x, 1, true, []]].
sel(a) -> 1; sel(b) -> 2; sel(c) -> 3; sel(d) -> 4; sel(e) -> 5; sel(f) -> 6; sel(g) -> 7; sel(h) -> 8; sel(true) -> 9; sel(_) -> 0.
c_select_ints() -> [seli(X) || X <- [0, 1, 2, 3, 4, 5, 100000, -7, 1 bsl 40, 3.0, a, 1 bsl 80]].
seli(0) -> a; seli(1) -> b; seli(2) -> c; seli(3) -> d; seli(4) -> e; seli(5) -> f; seli(100000) -> g; seli(-7) -> h; seli(16#10000000000) -> i; seli(_) -> z.
c_select_arity() -> [sela(X) || X <- [{}, {1}, {1, 2}, {1, 2, 3}, {1, 2, 3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9}, x]].
sela({}) -> 0; sela({A}) -> A; sela({_, B}) -> B; sela({_, _, C}) -> C; sela({_, _, _, D}) -> D; sela({_, _, _, _, _, _, _, _, I}) -> I; sela(_) -> none.
c_guards() -> [g(X, Y) || X <- [1, 2.0, a, "s", {1}, <<1:3>>, #{}], Y <- [1, 2, a]].
g(X, Y) when X == Y -> eq;
g(X, _) when is_list(X), length(X) =:= 1 -> len1;
g(X, Y) when element(1, X) =:= Y -> elem;
g(X, Y) when X + Y > 2, X * Y < 100 -> sum;
g(X, _) when bit_size(X) =:= 3; map_size(X) =:= 0 -> sized;
g(X, Y) when is_atom(X), not (X =:= Y) -> atom;
g(_, _) -> none.
c_bool() -> [{A and B, A or B, A xor B, not A} || A <- [id(true), id(false)], B <- [true, false]].
c_bool_bad() -> id(true) and id(1).
c_compare() -> L = [1, 1.0, 2, a, b, {1}, {1, 2}, [], [1], [1.0], <<>>, <<1>>, #{}, #{a => 1}, 1 bsl 64, -1 bsl 64, 1.0e30],
    [[{X < Y, X =< Y, X == Y, X =:= Y, X /= Y, X =/= Y} || Y <- L] || X <- L].

%% arithmetic
c_arith() -> [[safe(O, A, B) || O <- ['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor']] ||
    A <- nums(), B <- nums()].
c_shifts() -> [[safe(O, A, B) || O <- ['bsl', 'bsr']] || A <- nums(), B <- [0, 1, 5, 63, 64, 65, 100, -1, -5, -64, -70, 1.0]].
safe(O, A, B) -> try op(O, A, B) catch error:R -> R end.
nums() -> [0, 1, -1, 7, -7, 1 bsl 31, 1 bsl 59, -(1 bsl 59), 1 bsl 62, (1 bsl 63) - 1, -(1 bsl 63), 1 bsl 63, 1 bsl 64, -(1 bsl 64), 3 bsl 100, 1.5, -0.5, a].
op('+', A, B) -> A + B; op('-', A, B) -> A - B; op('*', A, B) -> A * B; op('/', A, B) -> A / B; op('div', A, B) -> A div B;
op('rem', A, B) -> A rem B; op('band', A, B) -> A band B; op('bor', A, B) -> A bor B; op('bxor', A, B) -> A bxor B;
op('bsl', A, B) -> A bsl B; op('bsr', A, B) -> A bsr B.
c_arith_const() -> [[A + 1, A - 1, 1 + A, 1 - A, A * 3, 3 * A, A * -1] || A <- nums(), is_number(A)].
c_arith_const_int() -> [[A div 2, A rem 2, A div -1, A rem -3, A band 255, 255 band A, A bsl 3, A bsr 3, A bsr 70, A bsl 70, bnot A] || A <- nums(), is_integer(A)].
c_unary() -> [[-A, +A, abs(A)] || A <- nums(), is_number(A)].
c_round() -> [[round(A), trunc(A), floor(A), ceil(A)] || A <- [0.0, 0.5, 1.5, -0.5, -1.5, 2.4999, 1.0e15, 4503599627370497.5, -4503599627370495.5, 1.0e30, -1.0e300, 3, 1 bsl 70]].
c_badarith() -> id(a) + 1.
c_badarith_const() -> 1 + id(a).
c_div_zero() -> 1 div id(0).
c_float() -> X = id(1.5), Y = id(3), {X * 2.0 + Y, X / Y, X - Y * 2.5, -X}.
c_float_bad() -> X = id(a), X * 2.0 + 1.0.
c_float_zero() -> id(1.0) / id(0.0).
c_float_over() -> X = id(1.0e308), X * 10.0 * 2.0.
c_guard_bif_body() -> element(id(4), id({1, 2})).
c_hd() -> hd(id([])).
c_length_bad() -> length(id([1 | 2])).
c_map_size_bad() -> map_size(id(a)).
c_map_get_bad() -> map_get(id(k), id(#{})).
c_map_get_no_map() -> map_get(id(k), id(1)).
c_binary_part() -> B = id(<<1, 2, 3, 4, 5>>), {binary_part(B, 1, 2), binary_part(B, {5, -3})}.
c_binary_part_bad() -> binary_part(id(<<1, 2>>), 1, 2).
c_is_function() -> F = id(fun id/1), {is_function(F, 1), is_function(F, 2), is_function(F), is_function(id(1), 1)}.

%% maps
c_map() -> M = id(#{a => 1}), M2 = M#{b => 2, a := 3}, #{a := X, b := Y} = M2, {M2, X, Y, maps_size(M2)}.
maps_size(M) when is_map_key(a, M) -> map_size(M).
c_map_new() -> A = id(1), #{A => x, {A, 2} => y, "s" => z, 1.0 => w}.
c_map_badmap() -> M = id(x), M#{a => 1}.
c_map_badmap_exact() -> M = id(x), M#{a := 1}.
c_map_badkey() -> M = id(#{b => 1}), M#{a := 1}.
c_map_match() -> [mm(X) || X <- [#{a => 1}, #{b => 2}, #{a => 1, b => 2}, #{}, x]].
mm(#{a := A, b := B}) -> {A, B};
mm(#{a := A}) -> A;
mm(#{b := _}) -> b;
mm(M) when M =:= #{} -> empty;
mm(_) -> none.
c_map_many() -> M = many_map(100, #{}), {map_size(M), map_get(50, M), many_get(100, M, 0)}.
many_map(0, M) -> M;
many_map(N, M) -> many_map(N - 1, M#{N => N * N}).
many_get(0, _, S) -> S;
many_get(N, M, S) -> #{N := V} = M, many_get(N - 1, M, S + V).

%% exceptions
c_try() -> [tr(X) || X <- [ok, throw, error, exit, badmatch, nested, 'after']].
tr(X) ->
    try raiser(X) of
        V -> {value, V}
    catch
        throw:R -> {thrown, R};
        error:{badmatch, V} -> {bm, V};
        error:R -> {errored, R};
        exit:R -> {exited, R}
    end.
raiser(ok) -> fine;
raiser(throw) -> throw(t);
raiser(error) -> error(e);
raiser(exit) -> exit(x);
raiser(badmatch) -> a = id(b);
raiser(nested) -> try throw(inner) catch throw:X -> throw({outer, X}) end;
raiser('after') -> try throw(aft) after id(done) end.
c_catch() -> [catch raiser(X) || X <- [ok, throw, exit]].
c_catch_error() -> {'EXIT', {R, [_ | _]}} = (catch raiser(error)), R.
c_reraise() -> try raiser(error) catch exit:_ -> no end.
c_reraise_same() -> try raiser(error) catch C:R:S -> erlang:raise(C, R, S) end.
c_stack() -> try deep_error(3) catch error:_:S -> [{F, A} || {_, F, A, _} <- cut(S)] end.
deep_error(0) -> error(deep);
deep_error(N) -> 1 + deep_error(N - 1).
c_try_of() -> try id(3) of 1 -> a catch _:_ -> b end.
c_after_order() -> try try throw(a) after id(x) end catch throw:V -> V end.
c_error_args() -> error(reason, [a, b]).
c_uncaught_throw() -> throw(up).
c_exit() -> exit({shutdown, 1}).
c_try_tail() -> try_loop(1000, 0).
try_loop(0, A) -> A;
try_loop(N, A) -> try_loop(N - 1, A + try raiser2(N) catch throw:{x, V} -> V; error:_ -> 10 end).
raiser2(N) when N rem 3 =:= 0 -> throw({x, 2});
raiser2(N) when N rem 3 =:= 1 -> error(N);
raiser2(_) -> 1.
c_bif_error() -> element(id(a), id(b)).
c_bif_error_tail() -> bif_tail(id(x)).
bif_tail(X) -> tuple_to_list(X).
c_line_in_clause() -> A = id(1),
    B = id(2),
    C = A + B + id(x),
    {A, B, C}.

%% receive
c_receive() -> self() ! {a, 1}, self() ! {b, 2}, self() ! {a, 3},
    X = receive {b, N} -> N end, Y = receive {a, M} -> M end, Z = receive {a, K} -> K after 0 -> none end, {X, Y, Z}.
c_receive_timeout() -> receive nothing -> no after 1 -> timeout end.
c_receive_zero() -> receive nothing -> no after 0 -> empty end.
c_receive_bad_timeout() -> T = id(x), receive nothing -> no after T -> ok end.
c_receive_ref() -> R = make_ref(), self() ! {x, R}, self() ! {R, ok}, V = receive {R, A} -> A end, receive {x, R} -> ok end, V.
c_receive_order() -> [self() ! N || N <- [1, 2, 3, 4]], [receive X -> X end || _ <- [1, 2, 3, 4]].
c_send_bad() -> id(1) ! x.
