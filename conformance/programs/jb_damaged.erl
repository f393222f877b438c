%% Changes each byte of a .beam file in turn and loads what comes out: it has to load, or to be refused as a bad file.
-module(jb_damaged).
-export([run/1]).

%% run([File, Step]): prints "tried N loaded L refused R", after one line for each other outcome. Every Step-th byte is changed.
run([File, Step]) ->
    {ok, Bytes} = file:read_file(atom_to_list(File)),
    Module = list_to_atom(filename:basename(atom_to_list(File), ".beam")),
    Outcomes = [outcome(Module, Bytes, At, Mask) || At <- lists:seq(0, byte_size(Bytes) - 1, list_to_integer(atom_to_list(Step))), Mask <- [1, 255]],
    Loaded = length([O || O <- Outcomes, O =:= loaded]),
    Refused = length([O || O <- Outcomes, O =:= refused]),
    io:format("tried ~w loaded ~w refused ~w~n", [length(Outcomes), Loaded, Refused]),
    halt(0).

outcome(Module, Bytes, At, Mask) ->
    <<Before:At/binary, Byte, After/binary>> = Bytes,
    Damaged = <<Before/binary, (Byte bxor Mask), After/binary>>,
    {Pid, Mon} = spawn_monitor(fun() -> exit({result, catch load(Module, Damaged)}) end),
    Result = receive
                 {'DOWN', Mon, process, Pid, {result, R}} -> R;
                 {'DOWN', Mon, process, Pid, Why} -> {died, Why}
             after 20000 -> exit(Pid, kill), hangs
             end,
    case Result of
        {module, Module} -> loaded;
        {error, badfile} -> refused;
        {error, {badfile, _}} -> refused;
        {error, on_load_failure} -> refused;
        Other -> io:format("byte ~w xor ~w: ~0p~n", [At, Mask, Other]), other
    end.

load(Module, Damaged) ->
    code:purge(Module),
    code:delete(Module),
    code:purge(Module),
    code:load_binary(Module, "jb_small.beam", Damaged).
