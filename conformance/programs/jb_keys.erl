%% Asks for every key of process_info, system_info, system_flag, statistics, memory and process_flag, and writes the shape of each answer as one
%% line, so that two machines can be compared: what kinds of terms it is made of, not their values.
-module(jb_keys).
-export([run/0]).

run() ->
    erlang:system_flag(scheduler_wall_time, true),
    _ = seq_trace:get_token(),
    [io:format("~ts~n", [line(Q)]) || Q <- questions()],
    erlang:halt(0).

line({Function, Arguments}) ->
    Answer = try shape(apply(erlang, Function, Arguments)) catch Class:Reason -> {Class, Reason} end,
    io_lib:format("~w ~0p ~0p", [Function, [case A of _ when is_pid(A) -> pid; _ -> A end || A <- Arguments], Answer]).

questions() ->
    [{system_info, [K]} || K <- system_keys()] ++ [{process_info, [self(), K]} || K <- process_keys()] ++ [{statistics, [K]} || K <- statistics_keys()]
        ++ [{memory, []}] ++ [{memory, [K]} || K <- [total, processes, processes_used, system, atom, atom_used, binary, code, ets, [total, ets]]]
        ++ [{system_flag, F} || F <- system_flags()] ++ [{process_flag, F} || F <- process_flags()].

system_keys() ->
    [all_schedulers_state, alloc_util_allocators, allocated_areas, allocator, {allocator, sys_alloc}, {allocator, [sys_alloc]}, {allocator_sizes, sys_alloc}, atom_count, atom_limit, bejump_table,
     break_ignored, build_type, c_compiler_used, check_io, compat_rel, compile_info, constant_pool_support, context_reductions, cpu_quota, cpu_topology, {cpu_topology, defined},
     {cpu_topology, detected}, {cpu_topology, used}, creation, debug_compiled, decentralized_counter_groups_map, delayed_node_table_gc, dirty_cpu_schedulers, dirty_cpu_schedulers_online,
     dirty_io_schedulers, dist, dist_buf_busy_limit, dist_ctrl, driver_version, dynamic_trace, dynamic_trace_probes, eager_check_io, emu_args, emu_flavor, emu_type, end_time, endian,
     ethread_info, ethread_used_tse, ets_always_compress, ets_count, ets_limit, ets_realloc_moves, fullsweep_after, garbage_collection, heap_sizes, heap_type, hipe_architecture, info,
     instruction_counts, io_thread, kernel_poll, literal_test, loaded, lock_checking, lock_counting, logical_processors, logical_processors_available, logical_processors_online, machine,
     max_heap_size, {memory_checker, check_leaks}, {memory_checker, running}, message_queue_data, min_bin_vheap_size, min_heap_size, modified_timing_level, multi_scheduling,
     multi_scheduling_blockers, nif_version, normal_multi_scheduling_blockers, os_monotonic_time_source, os_system_time_source, os_type, os_version, otp_release,
     outstanding_system_requests_limit, port_count, port_limit, port_parallelism, port_tasks, process_count, process_limit, procs, reader_groups_map, run_queues, scheduler_bind_type,
     scheduler_bindings, scheduler_id, schedulers, schedulers_active, schedulers_online, schedulers_state, schedulers_total, scheduling_statistics, sequential_tracer, smp_support, snifs,
     start_time, system_architecture, system_logger, system_version, taints, thread_pool_size, thread_progress, threads, time_correction, time_offset, time_warp_mode, tolerant_timeofday,
     total_scheduling_statistics, trace_control_word, update_cpu_info, version, wordsize, {wordsize, external}, {wordsize, internal}, no_such_key].

process_keys() ->
    [async_dist, backtrace, binary, catchlevel, current_function, current_location, current_stacktrace, dictionary, error_handler, fullsweep_after, garbage_collection, garbage_collection_info,
     group_leader, heap_size, initial_call, last_calls, links, magic_ref, max_heap_size, memory, message_queue_data, message_queue_len, messages, min_bin_vheap_size, min_heap_size, monitored_by,
     monitors, parent, priority, reductions, registered_name, sequential_trace_token, stack_size, status, suspending, total_heap_size, trace, trap_exit, no_such_key].

statistics_keys() ->
    [active_tasks, active_tasks_all, context_switches, exact_reductions, garbage_collection, io, microstate_accounting, reductions, run_queue, run_queue_lengths, run_queue_lengths_all, runtime,
     scheduler_wall_time, scheduler_wall_time_all, total_active_tasks, total_active_tasks_all, total_run_queue_lengths, total_run_queue_lengths_all, wall_clock, no_such_key].

%% Each with a value that changes nothing.
system_flags() ->
    Same = fun(K) -> case erlang:system_info(K) of {K, V} -> V; V -> V end end,
    [[K, Same(K)] || K <- [fullsweep_after, max_heap_size, message_queue_data, min_bin_vheap_size, min_heap_size, schedulers_online, dirty_cpu_schedulers_online, trace_control_word]]
        ++ [[backtrace_depth, 8], [cpu_topology, undefined], [erts_alloc, x], [microstate_accounting, false], [multi_scheduling, unblock], [scheduler_bind_type, unbound],
            [scheduler_wall_time, true], [sequential_tracer, false], [reset_seq_trace, true], [system_logger, logger], [time_offset, finalize], [internal_cpu_topology, x], [no_such_flag, 1]].

process_flags() ->
    [[async_dist, false], [error_handler, error_handler], [fullsweep_after, 65535], [max_heap_size, 0], [message_queue_data, on_heap], [min_bin_vheap_size, 46422], [min_heap_size, 233],
     [monitor_nodes, false], [priority, normal], [save_calls, 0], [scheduler, 0], [sensitive, false], [trap_exit, false], [no_such_flag, 1]].

%% Lists of alike elements are one element; atoms that are values are told from those that are names by their place, the first of a tuple.
shape(T) when is_integer(T) -> integer;
shape(T) when is_float(T) -> float;
shape(T) when is_boolean(T) -> boolean;
shape(undefined) -> undefined;
shape(T) when is_atom(T) -> atom;
shape(T) when is_binary(T) -> binary;
shape(T) when is_pid(T) -> pid;
shape(T) when is_reference(T) -> reference;
shape(T) when is_function(T) -> function;
shape(T) when is_port(T) -> port;
shape(T) when is_map(T) -> maps:map(fun(_, V) -> shape(V) end, T);
shape({Name, Value}) when is_atom(Name) -> {Name, shape(Value)};
shape(T) when is_tuple(T) -> list_to_tuple([shape(E) || E <- tuple_to_list(T)]);
shape([]) -> list;
shape(T) ->
    try true = io_lib:printable_unicode_list(T), string
    catch error:_ ->
        case lists:usort([shape(E) || E <- T]) of
            [One] -> [One];
            Several -> case lists:all(fun(S) -> is_tuple(S) andalso tuple_size(S) =:= 2 end, Several) of true -> Several; false -> list end
        end
    end.
