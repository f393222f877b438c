%% Prints the trace messages of a set of scenarios: the same on every machine. A worker does what is traced, the scenario's process is the tracer;
%% identifiers are shown by the names that the scenario gives them, timestamps by their form.
-module(jb_tracing).
-export([main/0,main/1,loop/2,f/1,g/1,h/1,exp/1,tail/1,r2/1,catcher/1,thrower/1,spin/1,bin/1,own/1,child/0]).

main() ->
  logger:remove_handler(default),
  main(all()),
  halt().

main(Names) ->
  lists:foreach(fun run/1, Names).

all() ->
  [send_receive, procs, link, spawn_inherit, first_spawn, set_on_link, names, global, local, local_tail, matchspec, caller,
   return_to, exceptions, exceptions_to, bif, bif_local, meta, count, time, arity, silent, timestamps, infos, patterns, events,
   on_load, hot, funs, applies, bincontext, badargs, ports, tracer_gone, delivered, seq, seqspawn, sensitive, enable, reload,
   wild, exiting, crash, file].

run(Name) ->
  io:format("-- ~s~n", [Name]),
  Self = self(),
  {Pid, Ref} =
    spawn_monitor(fun() ->
                       put(known, [{Self, main}, {self(), tester}]),
                       scenario(Name),
                       exit(scenario_done)
                  end),
  receive
    {'DOWN', Ref, process, Pid, Why} when Why =:= scenario_done ->
      ok;
    {'DOWN', Ref, process, Pid, Why} ->
      io:format("ended ~p~n", [Why])
  after
    20000 -> io:format("timeout~n")
  end,
  erlang:trace(all, false, [all]),
  erlang:trace_pattern({'_', '_', '_'}, false, [local, meta, call_count, call_time]),
  erlang:trace_pattern({'_', '_', '_'}, false, []),
  erlang:trace_pattern(on_load, false, []),
  erlang:trace_pattern(send, true, []),
  erlang:trace_pattern('receive', true, []).

know(Pid, Name) ->
  put(known, [{Pid, Name} | get(known)]).

show(Term) ->
  io:format("~p~n", [norm(Term)]).

norm(T) when is_pid(T); is_port(T); is_reference(T) ->
  case lists:keyfind(T, 1, get(known)) of
    {_, N} ->
      N;
    false ->
      if
        is_pid(T) ->
          a_pid;
        is_port(T) ->
          a_port;
        true ->
          a_ref
      end
  end;
norm(T) when is_tuple(T), element(1, T) =:= trace_ts ->
  L = tuple_to_list(T),
  norm(list_to_tuple([trace_with_ts | lists:droplast(tl(L))]));
norm({seq_trace, L, X, Ts}) ->
  norm({seq_trace, L, X, {shape, shape(Ts)}});
norm(T) when is_tuple(T) ->
  list_to_tuple([ 
                 norm(E) ||
                   E <- tuple_to_list(T)
                ]);
norm([H | T]) ->
  [norm(H) | norm(T)];
norm(T) when is_function(T) ->
  a_fun;
norm(T) when is_map(T) ->
  maps:map(fun(_, V) ->
                norm(V)
           end,
           T);
norm(T) ->
  T.

flush(Ms) ->
  receive
    M ->
      [M | flush(Ms)]
  after
    Ms -> []
  end.

drain() ->
  drain(100).

drain(Ms) ->
  receive
    M ->
      show(M),
      drain(Ms)
  after
    Ms -> ok
  end.

sync(P) ->
  R = erlang:trace_delivered(P),
  take(P, R).

take(P, R) ->
  receive
    {trace_delivered, P, R} ->
      ok;
    M ->
      show(M),
      take(P, R)
  after
    3000 -> show(no_delivery)
  end.

worker() ->
  P = spawn(fun work/0),
  know(P, worker),
  P.

work() ->
  receive
    {do, F, From} ->
      F(),
      From ! done,
      work();
    {quit, R} ->
      exit(R)
  end.

do(P, F) ->
  P ! {do, F, self()},
  wait_done(),
  sync(P).

wait_done() ->
  receive
    done ->
      ok
  after
    4000 -> show(not_done)
  end.

pat(P) ->
  pat(P, true).

pat(P, M) ->
  pat(P, M, [global]).

pat(P, M, F) ->
  show({pattern,
        try
          erlang:trace_pattern(P, M, F)
        catch
          C:R ->
            {C, R}
        end}).

tr(P, Flags) ->
  1 = erlang:trace(P, true, Flags).

f(X) ->
  Y = g(X),
  Y + 1.

g(X) ->
  h(X) * 2.

h(X) ->
  X + 1.

exp(X) ->
  jb_tracing:r2(X).

r2(X) ->
  [X].

tail(0) ->
  finished;
tail(N) ->
  tail2(N - 1).

tail2(N) ->
  tail(N).

own(0) ->
  z;
own(N) ->
  own(N - 1).

catcher(X) ->
  R = catch thrower(X),
  {caught, element(1, R)}.

thrower(X) ->
  thrower2(X) + 1.

thrower2(X) ->
  1 = abs(X),
  throw({t, X}).

loop(0, A) ->
  A;
loop(N, A) ->
  loop(N - 1, A + 1).

spin(Parent) ->
  spin(Parent, 0).

spin(Parent, N) ->
  case N band 1048575 of
    0 ->
      receive
        stop ->
          exit(normal)
      after
        0 -> ok
      end;
    _ ->
      ok
  end,
  spin(Parent, step(N)).

step(N) ->
  N + 1.

bin(<<A,R/binary>>) ->
  A + bin(R);
bin(<<>>) ->
  0.

child() ->
  receive
    stop ->
      ok
  end.

scenario(send_receive) ->
  P = worker(),
  tr(P, [send, 'receive']),
  Q = spawn(fun child/0),
  know(Q, child),
  D =
    spawn(fun() ->
               ok
          end),
  know(D, dead),
  timer:sleep(20),
  do(P,
     fun() ->
          Q ! hello,
          D ! to_dead,
          catch nobody_here ! x,
          self() ! me,
          receive
            me ->
              ok
          end,
          receive after 1 -> ok end,
          erlang:send(Q, again),
          erlang:send(Q, opt, [nosuspend]),
          {jb_nobody, node()} ! lost
     end);
scenario(procs) ->
  P = worker(),
  tr(P, [procs]),
  do(P,
     fun() ->
          C = spawn(jb_tracing, child, []),
          C ! stop,
          C2 = spawn_link(jb_tracing, child, []),
          unlink(C2),
          C2 ! stop,
          ok
     end),
  P ! {quit, why},
  timer:sleep(50),
  drain();
scenario(link) ->
  P = worker(),
  Q = spawn(fun work/0),
  know(Q, other),
  tr(P, [procs]),
  tr(Q, [procs]),
  do(P,
     fun() ->
          link(Q)
     end),
  timer:sleep(30),
  do(P,
     fun() ->
          unlink(Q)
     end),
  timer:sleep(30),
  drain(),
  do(P,
     fun() ->
          link(Q)
     end),
  timer:sleep(30),
  drain(),
  Q ! {quit, normal},
  timer:sleep(30),
  drain();
scenario(spawn_inherit) ->
  P = worker(),
  tr(P, [procs, set_on_spawn, send]),
  S = self(),
  do(P,
     fun() ->
          C =
            spawn(fun() ->
                       S ! from_child,
                       spawn(fun() ->
                                  ok
                             end)
                  end),
          is_pid(C),
          timer:sleep(60)
     end),
  drain();
scenario(first_spawn) ->
  P = worker(),
  tr(P, [procs, set_on_first_spawn]),
  do(P,
     fun() ->
          spawn(fun() ->
                     ok
                end),
          timer:sleep(30),
          spawn(fun() ->
                     ok
                end),
          timer:sleep(30)
     end),
  drain(),
  show(erlang:trace_info(P, flags));
scenario(set_on_link) ->
  P = worker(),
  Q = spawn(fun work/0),
  know(Q, other),
  tr(P, [procs, set_on_first_link]),
  do(P,
     fun() ->
          link(Q)
     end),
  timer:sleep(50),
  drain(),
  show(erlang:trace_info(Q, flags)),
  show(erlang:trace_info(P, flags)),
  show(erlang:trace_info(Q, tracer)),
  tr(P, [set_on_link]),
  do(P,
     fun() ->
          C = spawn_link(fun child/0),
          C ! stop,
          timer:sleep(30)
     end),
  drain();
scenario(names) ->
  P = worker(),
  tr(P, [procs]),
  do(P,
     fun() ->
          register(jb_name, self()),
          unregister(jb_name),
          register(jb_name2, self())
     end),
  P ! {quit, bye},
  timer:sleep(50),
  drain();
scenario(global) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, f, 1}),
  pat({jb_tracing, r2, 1}),
  pat({jb_tracing, '_', 1}, false),
  pat({jb_tracing, r2, 1}),
  pat({jb_tracing, f, 1}),
  do(P,
     fun() ->
          f(1),
          jb_tracing:f(2),
          exp(3),
          jb_tracing:exp(4),
          spawn(jb_tracing, f, [5]),
          apply(jb_tracing, f, [6]),
          F = fun jb_tracing:f/1,
          F(7),
          M = jb_tracing,
          M:f(8)
     end);
scenario(local) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, f, 1}, true, [local]),
  pat({jb_tracing, h, 1}, true, [local]),
  pat({jb_tracing, thrower2, 1}, true, [local]),
  do(P,
     fun() ->
          f(1),
          jb_tracing:f(2),
          g(1),
          catch thrower(-1),
          apply(jb_tracing, h, [1])
     end);
scenario(local_tail) ->
  P = worker(),
  tr(P, [call]),
  [ 
   pat({jb_tracing, N, 1}, [{'_', [], [{return_trace}]}], [local]) ||
     N <- [tail, tail2, own]
  ],
  do(P,
     fun() ->
          tail(3),
          own(2)
     end);
scenario(matchspec) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, f, 1},
      [{['$1'], [{'>', '$1', 5}], [{message, {big, '$1'}}]},
       {['$1'], [{'<', '$1', 0}], [{message, false}, {return_trace}]},
       {[3], [], [{return_trace}]},
       {'_', [], []}],
      [local]),
  do(P,
     fun() ->
          f(9),
          f(1),
          f(3),
          f(-4),
          f(4)
     end),
  show(erlang:trace_info({jb_tracing, f, 1}, match_spec)),
  pat({jb_tracing, g, 1}, [{'$1', [], [{message, '$1'}, {display_not, x}]}], [local]);
scenario(caller) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, h, 1}, [{'_', [], [{message, {caller}}]}], [local]),
  pat({jb_tracing, tail2, 1}, [{'_', [], [{message, {caller}}]}], [local]),
  pat({jb_tracing, r2, 1}, [{'_', [], [{message, {caller}}, {return_trace}]}], [local]),
  pat({erlang, phash2, 1}, [{'_', [], [{message, {caller}}]}], [local]),
  do(P,
     fun() ->
          f(1),
          tail(1),
          exp(1),
          X = erlang:phash2(1),
          X + 1
     end);
scenario(return_to) ->
  P = worker(),
  tr(P, [call, return_to]),
  [ 
   pat({jb_tracing, N, 1}, true, [local]) ||
     N <- [f, g, h, tail, tail2, own, exp, r2]
  ],
  do(P,
     fun() ->
          f(1),
          tail(2),
          own(2),
          X = exp(1),
          X
     end),
  [ 
   pat({jb_tracing, N, 1}, [{'_', [], [{return_trace}]}], [local]) ||
     N <- [f, h, tail, tail2]
  ],
  do(P,
     fun() ->
          f(1),
          X = tail(2),
          X
     end);
scenario(exceptions) ->
  P = worker(),
  tr(P, [call]),
  [ 
   pat({jb_tracing, N, 1}, [{'_', [], [{exception_trace}]}], [local]) ||
     N <- [catcher, thrower, thrower2]
  ],
  pat({erlang, atom_to_list, 1}, [{'_', [], [{exception_trace}]}], [global]),
  do(P,
     fun() ->
          catcher(1),
          catcher(-1),
          catcher(2),
          catch atom_to_list(1),
          atom_to_list(a)
     end),
  [ 
   pat({jb_tracing, N, 1}, [{'_', [], [{return_trace}]}], [local]) ||
     N <- [catcher, thrower, thrower2]
  ],
  do(P,
     fun() ->
          catcher(1)
     end);
scenario(exceptions_to) ->
  P = worker(),
  tr(P, [call, return_to]),
  [ 
   pat({jb_tracing, N, 1}, true, [local]) ||
     N <- [catcher, thrower, thrower2]
  ],
  do(P,
     fun() ->
          catcher(1)
     end),
  pat({jb_tracing, thrower2, 1}, false, [local]),
  do(P,
     fun() ->
          catcher(1)
     end),
  pat({jb_tracing, thrower, 1}, false, [local]),
  pat({jb_tracing, thrower2, 1}, true, [local]),
  do(P,
     fun() ->
          catcher(1)
     end);
scenario(bif) ->
  P = worker(),
  tr(P, [call]),
  pat({erlang, atom_to_list, 1}, true, [global]),
  pat({erlang, phash2, '_'}),
  pat({lists, reverse, 2}),
  pat({erlang, self, 0}),
  pat({ets, '_', '_'}),
  do(P,
     fun() ->
          atom_to_list(abc),
          apply(erlang, phash2, [1]),
          M = erlang,
          M:phash2(a, 10),
          lists:reverse([1], []),
          self(),
          T = ets:new(x, []),
          ets:insert(T, {1}),
          ets:lookup(T, 1)
     end),
  pat({erlang, atom_to_list, 1}, false, [global]),
  pat({erlang, phash2, '_'}, [{'_', [], [{return_trace}]}], [global]),
  pat({ets, '_', '_'}, false),
  do(P,
     fun() ->
          atom_to_list(abc),
          5 = length(lists:seq(1, 5)),
          erlang:phash2(x)
     end);
scenario(bif_local) ->
  P = worker(),
  tr(P, [call, return_to]),
  pat({erlang, atom_to_list, 1}, true, [local]),
  pat({erlang, phash2, 2}, [{'_', [], [{return_trace}]}], [local]),
  do(P,
     fun() ->
          X = atom_to_list(abc),
          erlang:phash2(X, 10),
          catch atom_to_list(1),
          atom_to_list(k)
     end);
scenario(meta) ->
  P = worker(),
  pat({jb_tracing, f, 1}, true, [meta]),
  pat({jb_tracing, h, 1}, [{['$1'], [], [{message, {m, '$1'}}, {return_trace}]}], [meta]),
  do(P,
     fun() ->
          f(1)
     end),
  tr(P, [call]),
  pat({jb_tracing, f, 1}, true, [local]),
  do(P,
     fun() ->
          f(2)
     end),
  show([ 
        erlang:trace_info({jb_tracing, f, 1}, K) ||
          K <- [traced, meta, meta_match_spec, match_spec, call_count]
       ]),
  pat({jb_tracing, f, 1}, false, [meta]),
  do(P,
     fun() ->
          f(3)
     end);
scenario(count) ->
  P = worker(),
  pat({jb_tracing, '_', 1}, true, [call_count]),
  pat({jb_tracing, loop, 2}, true, [call_count]),
  do(P,
     fun() ->
          f(1),
          f(2),
          loop(1000, 0)
     end),
  f(3),
  [ 
   show(erlang:trace_info({jb_tracing, N, A}, call_count)) ||
     {N, A} <- [{f, 1}, {g, 1}, {h, 1}, {loop, 2}, {tail, 1}, {run, 1}]
  ],
  pat({jb_tracing, loop, 2}, pause, [call_count]),
  loop(10, 0),
  show(erlang:trace_info({jb_tracing, loop, 2}, call_count)),
  pat({jb_tracing, loop, 2}, restart, [call_count]),
  loop(10, 0),
  show(erlang:trace_info({jb_tracing, loop, 2}, call_count)),
  pat({jb_tracing, loop, 2}, true, [call_count]),
  loop(3, 0),
  show(erlang:trace_info({jb_tracing, loop, 2}, call_count)),
  pat({jb_tracing, loop, 2}, false, [call_count]),
  show(erlang:trace_info({jb_tracing, loop, 2}, call_count)),
  pat({jb_tracing, loop, 2}, [{'_', [], []}], [call_count, local]),
  show(catch erlang:trace_pattern({jb_tracing, f, 1}, [{'_', [], []}], [call_count]));
scenario(time) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, '_', '_'}, true, [call_time]),
  do(P,
     fun() ->
          f(1),
          f(2),
          loop(1000, 0)
     end),
  Calls =
    fun(N, A) ->
         {call_time, L} = erlang:trace_info({jb_tracing, N, A}, call_time),
         show({N,
               [ 
                {Q, C} ||
                  {Q, C, _, _} <- L
               ]})
    end,
  Calls(f, 1),
  Calls(g, 1),
  Calls(loop, 2),
  Calls(tail, 1),
  pat({jb_tracing, '_', '_'}, pause, [call_time]),
  do(P,
     fun() ->
          f(1)
     end),
  Calls(f, 1);
scenario(arity) ->
  P = worker(),
  tr(P, [call, arity]),
  pat({jb_tracing, f, 1}, true, [local]),
  pat({erlang, phash2, 1}),
  do(P,
     fun() ->
          f(1),
          erlang:phash2(2)
     end);
scenario(silent) ->
  P = worker(),
  tr(P, [call, silent]),
  pat({jb_tracing, f, 1}, true, [local]),
  pat({jb_tracing, g, 1}, [{[1], [], [{silent, false}]}, {[2], [], [{silent, true}]}, {'_', [], []}], [local]),
  do(P,
     fun() ->
          f(5),
          f(1),
          f(5),
          f(2),
          f(5)
     end),
  show(erlang:trace_info(P, flags));
scenario(timestamps) ->
  P = worker(),
  lists:foreach(fun(Fl) ->
                     tr(P, [call, Fl]),
                     pat({jb_tracing, f, 1}, true, [local]),
                     do0(P,
                         fun() ->
                              f(1)
                         end),
                     receive
                       M ->
                         show(M),
                         show(shape(element(tuple_size(M), M)))
                     after
                       500 -> show(none)
                     end,
                     erlang:trace(P, false, [all])
                end,
                [timestamp, monotonic_timestamp, strict_monotonic_timestamp]),
  show(catch erlang:trace(P, true, [cpu_timestamp]));
scenario(infos) ->
  P = worker(),
  [ 
   show(erlang:trace_info(P, K)) ||
     K <- [flags, tracer]
  ],
  tr(P, [all]),
  [ 
   show(erlang:trace_info(P, K)) ||
     K <- [flags, tracer]
  ],
  erlang:trace(P, false, [call, send]),
  show(erlang:trace_info(P, flags)),
  erlang:trace(P, false, [all]),
  [ 
   show(erlang:trace_info(P, K)) ||
     K <- [flags, tracer]
  ],
  show(erlang:trace(new, true, [call, procs])),
  [ 
   show({S, K, erlang:trace_info(S, K)}) ||
     S <- [new, new_processes, new_ports],
     K <- [flags, tracer]
  ],
  erlang:trace(new, false, [all]),
  show(erlang:trace(new_ports, true, [ports, send])),
  [ 
   show({S, K, erlang:trace_info(S, K)}) ||
     S <- [new, new_ports],
     K <- [flags, tracer]
  ],
  erlang:trace(new, false, [all]),
  [ 
   show(erlang:trace_info({jb_tracing, f, 1}, K)) ||
     K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all]
  ],
  show(erlang:trace_info({jb_tracing, nosuch, 1}, traced)),
  pat({jb_tracing, f, 1}),
  [ 
   show(erlang:trace_info({jb_tracing, f, 1}, K)) ||
     K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all]
  ],
  pat({jb_tracing, f, 1}, [{'_', [], [{return_trace}]}], [local, call_count, {meta, P}]),
  [ 
   show(erlang:trace_info({jb_tracing, f, 1}, K)) ||
     K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all]
  ],
  pat({erlang, phash2, 1}, true, [local]),
  show(erlang:trace_info({erlang, phash2, 1}, traced)),
  pat({erlang, phash2, 1}),
  show(erlang:trace_info({erlang, phash2, 1}, traced)),
  pat({erlang, phash2, 1}, false),
  show(erlang:trace_info({erlang, phash2, 1}, all)),
  exit(P, kill),
  timer:sleep(20),
  show(erlang:trace_info(P, flags));
scenario(patterns) ->
  pat({jb_tracing, nosuch, 1}),
  pat({nosuch_mod, '_', '_'}),
  pat({jb_tracing, f, '_'}),
  pat({jb_tracing, f, 1}, true, [local]),
  pat({jb_tracing, thrower2, 1}, true, [global]),
  pat({jb_tracing, thrower2, 1}, true, [local]),
  pat({jb_tracing, loop, '_'}, true, [local]),
  pat({jb_tracing, spin, '_'}, true, [local]),
  pat({jb_tracing, spin, '_'}, true, [global]),
  pat({jb_tracing, f, 300}, true, [global]);
scenario(events) ->
  P = worker(),
  tr(P, [send, 'receive']),
  S = self(),
  Q = spawn(fun child/0),
  know(Q, child),
  pat(send, [{['$1', {keep, '_'}], [], [{message, {kept, '$1'}}]}, {['_', done], [], []}], []),
  show(erlang:trace_info(send, match_spec)),
  pat('receive', [{[node(), S, {do, '_', '_'}], [], []}, {['_', '$1', {x, '_'}], [], [{message, '$1'}]}], []),
  show(erlang:trace_info('receive', match_spec)),
  P ! {x, 1},
  do(P,
     fun() ->
          Q ! {drop, 1},
          Q ! {keep, 2}
     end),
  pat(send, false, []),
  pat('receive', false, []),
  do(P,
     fun() ->
          Q ! {keep, 2}
     end),
  show(erlang:trace_info('receive', match_spec)),
  pat(send, true, []),
  do(P,
     fun() ->
          Q ! z
     end),
  show(catch erlang:trace_pattern(send, true, [local]));
scenario(on_load) ->
  [ 
   show(erlang:trace_info(on_load, K)) ||
     K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all]
  ],
  pat(on_load, true, [local]),
  [ 
   show(erlang:trace_info(on_load, K)) ||
     K <- [traced, match_spec, meta, meta_match_spec, call_count, call_time, all]
  ],
  load(jb_tracing_gen, "-export([a/1]). a(X) -> b(X). b(X) -> X."),
  P = worker(),
  tr(P, [call]),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [1])
     end),
  show(erlang:trace_info({jb_tracing_gen, b, 1}, traced)),
  pat(on_load, false, [local]),
  pat(on_load, [{'_', [], [{return_trace}]}], [global]),
  show(erlang:trace_info(on_load, all)),
  load(jb_tracing_gen, "-export([a/1]). a(X) -> b(X). b(X) -> X."),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [1])
     end),
  show(erlang:trace_info({jb_tracing_gen, b, 1}, traced)),
  show(erlang:trace_info({jb_tracing_gen, a, 1}, traced)),
  pat(on_load, false, []),
  show(erlang:trace_info(on_load, traced));
scenario(hot) ->
  S = self(),
  P = spawn(jb_tracing, spin, [S]),
  know(P, spinner),
  timer:sleep(200),
  pat({jb_tracing, step, 1}, [{'_', [], [{message, false}, {trace, [call], []}, {message, stepped}]}], [local]),
  tr(P, [call]),
  receive
    M ->
      show(setelement(4, M, x))
  after
    3000 -> show(none)
  end,
  pat({jb_tracing, step, 1}, false, [local]),
  pat({jb_tracing, spin, 2}, [{'_', [], [{trace, [call], []}, {message, spun}]}], [local]),
  tr(P, [call]),
  receive
    M2 ->
      show(setelement(4, M2, x))
  after
    3000 -> show(none)
  end,
  P ! stop,
  drain();
scenario(funs) ->
  P = worker(),
  tr(P, [call]),
  load(jb_tracing_gen, "-export([a/1]). a(X) -> Y = X + 1, F = fun(Z) -> {Z, Y} end, lists:map(F, [1,2])."),
  pat({jb_tracing_gen, '_', '_'}, true, [local]),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [1])
     end),
  pat({lists, map, 2}),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [1])
     end);
scenario(applies) ->
  P = worker(),
  tr(P, [call, return_to]),
  pat({jb_tracing, f, 1}, true, [local]),
  pat({jb_tracing, r2, 1}),
  do(P,
     fun() ->
          apply(jb_tracing, f, [1]),
          X = apply(fun jb_tracing:f/1, [2]),
          X,
          apply(jb_tracing, r2, [3]),
          F =
            fun(Y) ->
                 jb_tracing:r2(Y)
            end,
          F(4),
          spawn_wait(jb_tracing, f, [1])
     end);
scenario(bincontext) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, bin, 1}, [{'_', [], [{return_trace}]}], [local]),
  do(P,
     fun() ->
          bin(<<1,2,3>>)
     end);
scenario(badargs) ->
  [ 
   show({A, catch element(1, element(2, catch apply(erlang, trace, A)))}) ||
     A <-
       [[self(), maybe, []],
        [self(), true, [nosuch]],
        [foo, true, [call]],
        [self(), true, call],
        [self(), true, [{tracer, nobody}]],
        [self(), true, [{tracer, some_mod, x}]]]
  ],
  [ 
   show({A, catch element(1, element(2, catch apply(erlang, trace_pattern, A)))}) ||
     A <-
       [[{a, b}, true, []],
        [{'_', b, 1}, true, []],
        [{a, '_', 1}, true, []],
        [foo, true, []],
        [{a, b, c}, true, []],
        [{a, b, 1}, [x], []],
        [{a, b, 1}, true, [nosuch]],
        [{a, b, 1}, true, [global, local]],
        [{a, b, 1}, [{'_', [], [{nosuch}]}], []]]
  ],
  [ 
   show({A, catch element(1, element(2, catch apply(erlang, trace_info, A)))}) ||
     A <- [[self(), foo], [{a, b}, traced], [foo, flags], [{jb_tracing, f, 1}, foo], [send, flags], [on_load, foo]]
  ];
scenario(ports) ->
  P = worker(),
  tr(P, [procs]),
  erlang:trace(new_ports, true, [ports, send]),
  do0(P,
      fun() ->
           Port = open_port({spawn, "cat"}, [binary]),
           port_command(Port, <<"x">>),
           receive
             {Port, {data, D}} ->
               D
           after
             2000 -> none
           end,
           register(jb_port, Port),
           port_close(Port)
      end),
  lists:foreach(fun show/1,
                lists:sort([ 
                            M ||
                              M <- flush(200),
                              element(3, M) =/= getting_linked
                           ]));
scenario(tracer_gone) ->
  P = worker(),
  T = spawn(fun child/0),
  know(T, tracer),
  1 = erlang:trace(P, true, [send, {tracer, T}]),
  show(erlang:trace_info(P, tracer)),
  show(catch element(1, element(2, catch erlang:trace(P, true, [send])))),
  T ! stop,
  timer:sleep(50),
  show(erlang:trace_info(P, tracer)),
  show(erlang:trace_info(P, flags)),
  tr(P, [send]),
  do(P,
     fun() ->
          self() ! a
     end);
scenario(delivered) ->
  P = worker(),
  tr(P, [send]),
  do(P,
     fun() ->
          self() ! a
     end),
  R = erlang:trace_delivered(all),
  receive
    {trace_delivered, all, R} ->
      show(all_delivered)
  after
    1000 -> show(no)
  end,
  R2 = erlang:trace_delivered(P),
  receive
    {trace_delivered, P, R2} ->
      show(delivered);
    X ->
      show(X)
  after
    1000 -> show(no)
  end;
scenario(seq) ->
  S = self(),
  C =
    spawn(fun() ->
               put(known, []),
               receive
                 {go, From} ->
                   seq_trace:print(7, inside),
                   From ! {reply, seq_trace:get_token(label)}
               end
          end),
  know(C, child),
  C2 =
    spawn(fun() ->
               seq_collect(S)
          end),
  know(C2, collector),
  L =
    [seq_trace:set_system_tracer(C2),
     seq_trace:get_system_tracer(),
     seq_trace:get_token(),
     seq_trace:set_token(label, 17),
     seq_trace:set_token(send, true),
     seq_trace:set_token('receive', true),
     seq_trace:set_token(print, true),
     seq_trace:get_token(),
     seq_trace:get_token(label),
     seq_trace:print(17, hello),
     seq_trace:print(18, not_shown),
     C ! {go, self()},
     receive
       {reply, R} ->
         {label, R}
     end,
     seq_trace:get_token(),
     seq_trace:get_token(serial),
     seq_trace:set_token(serial, {3, 4}),
     seq_trace:get_token(serial),
     begin
       put(old, seq_trace:set_token([])),
       get(old)
     end,
     seq_trace:get_token(),
     seq_trace:set_token(get(old)),
     seq_trace:get_token(),
     seq_trace:get_token(send),
     seq_trace:get_token(timestamp),
     seq_trace:reset_trace(),
     seq_trace:get_token(),
     seq_trace:set_token(label, {any, term}),
     seq_trace:set_token(timestamp, true),
     seq_trace:set_token(send, true),
     C ! x,
     self() ! y,
     seq_trace:set_token(monotonic_timestamp, true),
     seq_trace:set_token(timestamp, false),
     self() ! z,
     seq_trace:set_token([])],
  show(L),
  timer:sleep(50),
  C2 ! dump,
  receive
    {dumped, Ms} ->
      [ 
       show(M) ||
         M <- lists:reverse(Ms)
      ]
  after
    1000 -> show(none)
  end,
  show(seq_trace:set_system_tracer(false)),
  show(catch element(1, element(2, catch seq_trace:set_token(foo, true))));
scenario(seqspawn) ->
  S = self(),
  C2 =
    spawn(fun() ->
               seq_collect(S)
          end),
  know(C2, collector),
  seq_trace:set_system_tracer(C2),
  seq_trace:set_token(label, lab),
  seq_trace:set_token(send, true),
  seq_trace:set_token('receive', true),
  C =
    spawn(fun() ->
               S ! {tok, seq_trace:get_token()}
          end),
  know(C, child),
  receive
    {tok, T} ->
      ok
  end,
  Tok = seq_trace:get_token(),
  seq_trace:set_token([]),
  show(T),
  show(Tok),
  timer:sleep(50),
  C2 ! dump,
  receive
    {dumped, Ms} ->
      [ 
       show(M) ||
         M <- lists:reverse(Ms)
      ]
  after
    1000 -> show(none)
  end,
  seq_trace:set_system_tracer(false);
scenario(sensitive) ->
  P = worker(),
  tr(P, [call, send]),
  pat({jb_tracing, f, 1}, true, [local]),
  do(P,
     fun() ->
          f(1),
          process_flag(sensitive, true),
          f(2),
          self() ! a,
          process_flag(sensitive, false),
          f(3)
     end);
scenario(enable) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, f, 1}, [{'_', [], [{enable_trace, send}, {message, {process_dumped}}]}], [local]),
  pat({jb_tracing, f, 1}, [{'_', [], [{enable_trace, send}]}], [local]),
  do(P,
     fun() ->
          self() ! a,
          f(1),
          self() ! b
     end),
  pat({jb_tracing, f, 1}, [{'_', [], [{disable_trace, send}]}], [local]),
  do(P,
     fun() ->
          f(1),
          self() ! b
     end),
  pat({jb_tracing, f, 1}, [{'_', [], [{trace, [call], [procs]}]}], [local]),
  do(P,
     fun() ->
          f(1),
          f(2),
          spawn(fun() ->
                     ok
                end)
     end),
  show(erlang:trace_info(P, flags));
scenario(reload) ->
  load(jb_tracing_gen, "-export([a/1]). a(X) -> b(X). b(X) -> X."),
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing_gen, '_', '_'}, true, [local]),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [1])
     end),
  load(jb_tracing_gen, "-export([a/1]). a(X) -> b(X). b(X) -> X."),
  show(erlang:trace_info({jb_tracing_gen, a, 1}, traced)),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [2])
     end),
  pat({jb_tracing_gen, a, 1}),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [3])
     end),
  load(jb_tracing_gen, "-export([a/1]). a(X) -> b(X). b(X) -> X."),
  show(erlang:trace_info({jb_tracing_gen, a, 1}, traced)),
  do(P,
     fun() ->
          apply(jb_tracing_gen, a, [4])
     end);
scenario(wild) ->
  P = worker(),
  tr(P, [call]),
  pat({jb_tracing, '_', '_'}, true, [global]),
  do0(P,
      fun() ->
           jb_tracing:f(1)
      end),
  drain(),
  pat({jb_tracing, '_', '_'}, false, [global]),
  N = erlang:trace_pattern({'_', '_', '_'}, true, [local]),
  show(N > 5000),
  show(N =:= erlang:trace_pattern({'_', '_', '_'}, false, [local])),
  do(P,
     fun() ->
          f(1)
     end);
scenario(file) ->
  Port = (dbg:trace_port(file, {"jb_tracing", wrap, ".trace", 200, 2}))(),
  P = worker(),
  1 = erlang:trace(P, true, [call, {tracer, Port}]),
  pat({jb_tracing, f, 1}, true, [local]),
  [do0(P, fun() -> f(N) end) || N <- lists:seq(1, 10)],
  show(erlang:port_control(Port, $f, "")),
  port_close(Port),
  [ begin
      {ok, Bin} = file:read_file(Name),
      show({Name, traced(Bin)})
    end || Name <- lists:sort(filelib:wildcard("jb_tracing*.trace")) ];
scenario(crash) ->
  lists:foreach(fun({Fl, Spec, F}) ->
                     {P, R} =
                       spawn_monitor(fun() ->
                                          receive
                                            go ->
                                              F(),
                                              ok
                                          end
                                     end),
                     know(P, crasher),
                     tr(P, Fl),
                     [ 
                      pat({jb_tracing, N, 1}, Spec, [local]) ||
                        N <- [thrower, thrower2, f, g, h]
                     ],
                     pat({erlang, '+', 2}, Spec, [local]),
                     P ! go,
                     receive
                       {'DOWN', R, process, P, Why} ->
                         show(no_lines(Why))
                     after
                       2000 -> show(alive)
                     end,
                     sync(P)
                end,
                [{[call, return_to],
                  [{'_', [], [{exception_trace}]}],
                  fun() ->
                       X = thrower(1),
                       {X}
                  end},
                 {[call],
                  true,
                  fun() ->
                       X = thrower(-2),
                       {X}
                  end},
                 {[call, return_to],
                  [{'_', [], [{return_trace}]}],
                  fun() ->
                       f(a)
                  end},
                 {[call],
                  [{'_', [], [{exception_trace}]}],
                  fun() ->
                       f(a)
                  end},
                 {[call],
                  [{'_', [], [{exception_trace}]}],
                  fun() ->
                       apply(jb_tracing, f, [a])
                  end},
                 {[call],
                  [{'_', [], [{exception_trace}]}],
                  fun() ->
                       F = fun jb_tracing:f/1,
                       F(a)
                  end}]);
scenario(exiting) ->
  P = worker(),
  tr(P, [exiting, procs]),
  P ! {quit, x},
  timer:sleep(50),
  drain().

traced(<<0, Size:32, Term:Size/binary, Rest/binary>>) ->
  [binary_to_term(Term) | traced(Rest)];
traced(<<>>) ->
  [].

no_lines({{E, V}, St}) when is_list(St) ->
  {{E, V},
   [ 
    {M, F, A} ||
      {M, F, A, _} <- St
   ]};
no_lines({E, St}) when is_list(St) ->
  {E,
   [ 
    {M, F, A} ||
      {M, F, A, _} <- St
   ]};
no_lines(E) ->
  E.

spawn_wait(M, F, A) ->
  {P, R} = spawn_monitor(M, F, A),
  receive
    {'DOWN', R, process, P, _} ->
      ok
  end.

do0(P, F) ->
  P ! {do, F, self()},
  wait_done().

seq_collect(S) ->
  seq_collect(S, []).

seq_collect(S, L) ->
  receive
    dump ->
      S ! {dumped, L};
    M ->
      seq_collect(S, [M | L])
  end.

shape(T) when is_tuple(T) ->
  [ 
   is_integer(E) ||
     E <- tuple_to_list(T)
  ];
shape(T) ->
  is_integer(T).

load(M, Text) ->
  {ok, Ts, _} = erl_scan:string("-module(" ++ atom_to_list(M) ++ "). " ++ Text),
  Forms = forms(Ts, []),
  {ok, M, B} = compile:forms(Forms),
  code:purge(M),
  {module, M} = code:load_binary(M, "jb_tracing_gen.erl", B).

forms([], _) ->
  [];
forms([{dot, _} = D | Ts], Acc) ->
  {ok, F} = erl_parse:parse_form(lists:reverse([D | Acc])),
  [F | forms(Ts, [])];
forms([T | Ts], Acc) ->
  forms(Ts, [T | Acc]).

