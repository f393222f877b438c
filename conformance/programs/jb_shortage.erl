%% What a program is told where the system has no more to give: run([What]) prints it, and the same on every machine.
-module(jb_shortage).
-export([run/1]).

run([What]) ->
    %% printed when all are done: to print takes modules, and those take descriptors
    [io:format("~w ~p~n", [Name, R]) || {Name, R} <- [{Name, short(catch F())} || {Name, F} <- tests(What)]],
    halt(0).

%% Exits and errors without their stacks.
short({'EXIT', {Reason, [_ | _]}}) -> {'EXIT', Reason};
short(T) when is_tuple(T) -> list_to_tuple(short(tuple_to_list(T)));
short([H | T]) -> [short(H) | short(T)];
short(X) -> X.

%% A device that is full.
tests(full) ->
    F = "/dev/full",
    [{write_file, fun() -> file:write_file(F, "text") end},
     {write, fun() -> with(F, [write], fun(D) -> file:write(D, "text") end) end},
     {raw, fun() -> with(F, [write, raw], fun(D) -> file:write(D, "text") end) end},
     {pwrite, fun() -> with(F, [write, raw], fun(D) -> file:pwrite(D, [{0, "a"}, {1, "b"}]) end) end},
     {delayed, fun() -> with(F, [write, {delayed_write, 100, 10000}], fun(D) -> [file:write(D, "text"), file:write(D, binary:copy(<<"x">>, 200)), file:write(D, "")] end) end},
     {delayed_raw, fun() -> with(F, [write, raw, {delayed_write, 100, 10000}], fun(D) -> [file:write(D, "text"), file:write(D, binary:copy(<<"x">>, 200)), file:sync(D)] end) end},
     {delayed_close, fun() -> with(F, [write, raw, {delayed_write, 100, 10000}], fun(D) -> file:write(D, "text") end) end},
     {formatted, fun() -> with(F, [write], fun(D) -> [io:format(D, "text", []), file:write(D, "more")] end) end},
     {compressed, fun() -> with(F, [write, compressed], fun(D) -> [file:write(D, "text"), file:write(D, rand:bytes(200000))] end) end},
     {copy, fun() -> file:copy("/bin/sh", F) end},
     {sendfile, fun() -> with(F, [write], fun(D) -> file:copy({"/bin/sh", [raw]}, D, 1000) end) end},
     {log, fun() -> disk_log:open([{name, l}, {file, F}, {format, external}]) end},
     {tar, fun() -> erl_tar:create(F, [{"name", <<"content">>}]) end},
     {zip, fun() -> zip:create(F, [{"name", <<"content">>}]) end},
     {port, fun() -> os:cmd("echo text >" ++ F ++ "; echo $?") end},
     {program, fun() -> P = open_port({spawn, "sh -c 'cat >" ++ F ++ "'"}, [exit_status, stderr_to_stdout]), port_command(P, "text"), joined(next(P)) end}];
%% A folder of somebody else's.
tests(unreadable) ->
    Dir = os:getenv("UNREADABLE"),
    F = filename:join(Dir, "file"),
    [{list_dir, fun() -> file:list_dir(Dir) end},
     {open, fun() -> file:open(F, [read]) end},
     {create, fun() -> file:open(F, [write, raw]) end},
     {read_file, fun() -> file:read_file(F) end},
     {info, fun() -> {file:read_file_info(F), element(1, file:read_file_info(Dir))} end},
     {link_info, fun() -> {file:read_link_info(F), file:read_link(F)} end},
     {make_dir, fun() -> {file:make_dir(F), file:del_dir(F), file:delete(F), file:rename(F, F ++ "2"), file:make_symlink("x", F), file:make_link("/bin/sh", F)} end},
     {change, fun() -> {file:change_mode(Dir, 8#700), file:change_time(F, {{2000, 1, 1}, {0, 0, 0}}), file:write_file_info(F, {file_info, 1, regular, read, {{2000, 1, 1}, {0, 0, 0}}, {{2000, 1, 1}, {0, 0, 0}}, {{2000, 1, 1}, {0, 0, 0}}, 8#644, 1, 0, 0, 0, 0, 0})} end},
     {set_cwd, fun() -> {file:set_cwd(Dir), c:cd(Dir)} end},
     {filelib, fun() -> {filelib:wildcard(Dir ++ "/*"), filelib:is_dir(Dir), filelib:is_regular(F), filelib:file_size(F), filelib:ensure_dir(filename:join(F, "x")), filelib:fold_files(Dir, ".*", true, fun(A, B) -> [A | B] end, [])} end},
     {code, fun() -> {code:add_path(Dir), code:load_abs(F), code:load_file(jb_no_such_module), code:del_path(Dir)} end},
     {port_cd, fun() -> P = open_port({spawn, "pwd"}, [{cd, Dir}, exit_status, stderr_to_stdout]), element(1, lists:last(next(P))) end},
     {port, fun() -> open_port({spawn_executable, F}, []) end},
     {driver, fun() -> erl_ddll:load(Dir, "nothing") =/= ok end},
     {dets, fun() -> dets:open_file(t, [{file, F}]) end},
     {log, fun() -> disk_log:open([{name, l}, {file, F}]) end},
     {consult, fun() -> {file:consult(F), file:eval(F), file:script(F)} end},
     {compile, fun() -> compiled(Dir) end},
     {local_socket, fun() -> {gen_tcp:listen(0, [{ifaddr, {local, F}}]), gen_tcp:connect({local, F}, 0, [])} end},
     {tar, fun() -> {erl_tar:create(F, [{"name", <<"content">>}]), erl_tar:extract(F), erl_tar:table(F)} end}];
%% No more descriptors: all that there are are taken first.
tests(descriptors) ->
    {ok, Listener} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}}]),
    {ok, Port} = inet:port(Listener),
    {ok, Client} = gen_tcp:connect({127, 0, 0, 1}, Port, []),
    [code:ensure_loaded(M) || M <- [io, io_lib, io_lib_format, io_lib_pretty, dets, dets_v9, dets_server, dets_utils, dets_sup, disk_log,
        disk_log_server, disk_log_1, disk_log_sup, gen_udp, inet_udp, local_tcp, local_udp, inet6_udp, inet6_tcp, lists, sets, ordsets, calendar, logger_formatter, file_io_server, os, string, error_handler, rand]],
    Taken = take([]),
    Free = fun() -> [file:close(D) || D <- Taken], ok end,
    [{last, fun() -> file:open("/dev/null", [read, raw]) end},
     {open, fun() -> file:open("/dev/null", [read]) end},
     {list_dir, fun() -> file:list_dir("/") end},
     {read_file, fun() -> {file:read_file("/dev/null"), file:read_file("/etc/passwd")} end},
     {write_file, fun() -> file:write_file("file", "") end},
     {listen, fun() -> gen_tcp:listen(0, []) end},
     {connect, fun() -> gen_tcp:connect({127, 0, 0, 1}, Port, []) end},
     {accept, fun() -> gen_tcp:accept(Listener, 1000) end},
     {udp, fun() -> gen_udp:open(0) end},
     {local, fun() -> gen_tcp:connect({local, "/nothing"}, 0, []) end},
     {program, fun() -> open_port({spawn, "cat"}, []) end},
     {executable, fun() -> open_port({spawn_executable, "/bin/cat"}, []) end},
     {fd_port, fun() -> is_port(open_port({fd, 1, 1}, [out])) end},
     {load, fun() -> {code:load_file(calendar), element(1, file:read_file_info("/"))} end},
     {interfaces, fun() -> element(1, inet:getifaddrs()) end},
     {dets, fun() -> dets:open_file(t, [{file, "table"}]) end},
     {log, fun() -> disk_log:open([{name, l}, {file, "log"}]) end},
     {alive, fun() -> gen_tcp:send(Client, "x") end},
     {free, Free},
     {again, fun() -> {element(1, file:open("/dev/null", [read, raw])), element(1, gen_tcp:accept(Listener, 1000)), os:cmd("echo text")} end}].

take(All) ->
    case file:open("/dev/null", [read, raw]) of
        {ok, D} -> take([D | All]);
        {error, emfile} -> All
    end.

with(File, Modes, F) ->
    {ok, D} = file:open(File, Modes),
    R = (catch F(D)),
    {R, (catch file:close(D))}.

compiled(Dir) ->
    ok = file:write_file("full.erl", "-module(full).\n"),
    compile:file("full.erl", [{outdir, Dir}, return]).

%% What a program wrote may come in any pieces.
joined(All) -> {lists:append([D || {data, D} <- All]), lists:last(All)}.

next(P) ->
    receive
        {P, {exit_status, S}} -> [{exit_status, S}];
        {P, X} -> [X | next(P)]
    after 5000 -> [nothing]
    end.
