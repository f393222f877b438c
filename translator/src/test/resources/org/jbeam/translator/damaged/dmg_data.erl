-module(dmg_data).
-export([maps/2, floats/2, rec/1, wait/1, ask/2, kinds/1]).

-record(r, {a, b = 2, c, d}).

maps(#{k := V} = M, N) -> maps(maps:remove(k, M#{n => N, V := 1}), N);
maps(#{n := N, "lit" := L} = M, N) when is_map_key(N, M) -> L;
maps(M, N) -> #{m => M, N => #{1 => 2}}.

floats(X, Y) when is_float(X) -> X * 2.5 + Y / (X - 1.0) - -X;
floats(X, Y) -> math:sqrt(X) + float(Y).

rec(#r{a = A} = R) -> R#r{a = A + 1, b = x, c = [], d = R#r.d};
rec(T) when tuple_size(T) =:= 3 -> {element(2, T), T, erlang:setelement(1, T, 12345678901234567890)};
rec(X) -> #r{a = X}.

wait(T) ->
    receive
        {T, M} -> M;
        stop -> ok
    after 20 -> timeout
    end.

ask(P, Q) ->
    Ref = make_ref(),
    P ! {Ref, Q},
    receive {Ref, A} -> A; {other, _} -> ask(P, Q) end.

kinds(X) ->
    case X of
        {_} -> 1; {_, _} -> 2; {_, _, _} -> 3;
        0 -> zero; 1 -> one; 2 -> two; 70000 -> many; -1 -> minus; 5 -> five;
        1.5 -> float; [] -> nil;
        _ when is_pid(X); is_reference(X); is_port(X); is_bitstring(X); is_function(X, 2); is_boolean(X); is_number(X) -> other;
        _ -> if X > abc -> greater end
    end.
