%% Changes each byte of a .beam file in turn and loads what comes out: it has to load, or to be refused as a bad file.
%% What loads is called: it may do anything that Erlang code does, loop included, but the machine may not fail.
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
    case apart(fun() -> load(Module, Damaged) end, 20000) of
        {module, Module} -> called(Module, At, Mask);
        {error, badfile} -> refused;
        {error, {badfile, _}} -> refused;
        Other -> io:format("byte ~w xor ~w: ~0P~n", [At, Mask, Other, 12]), other
    end.

called(Module, At, Mask) ->
    Calls = [{sum, [[1, 2, 3]]}, {area, [{square, 2}]}, {area, [x]}, {tag, [<<1, 2, 3, 4>>]}, {tag, [no]}, {module_info, []}],
    %% a value that is not what a test was there to make sure of ends its process; anything else of Java's is a defect
    case [D || {F, A} <- Calls, {died, {{internal_error, Text}, _} = D} <- [apart(fun() -> apply(Module, F, A) end, 1000)],
               string:find(Text, "ClassCastException") =:= nomatch] of
        [] -> loaded;
        [Why | _] -> io:format("byte ~w xor ~w: called: ~0P~n", [At, Mask, Why, 20]), other
    end.

%% What a function returns or throws in a process of its own; {died, Reason}; or hangs.
apart(F, Limit) ->
    {Pid, Mon} = spawn_monitor(fun() -> exit({result, catch F()}) end),
    receive
        {'DOWN', Mon, process, Pid, {result, R}} -> R;
        {'DOWN', Mon, process, Pid, Why} -> {died, Why}
    after Limit -> exit(Pid, kill), receive {'DOWN', Mon, process, Pid, _} -> hangs end
    end.

%% Not by way of the code server: on a damaged Meta chunk that one fails in OTP too.
load(Module, Damaged) ->
    erts_code_purger:purge(Module),
    catch erlang:delete_module(Module),
    erts_code_purger:purge(Module),
    case erlang:prepare_loading(Module, Damaged) of
        {error, _} = Error -> Error;
        Prepared ->
            case erlang:finish_loading([Prepared]) of
                ok -> {module, Module};
                {on_load, [Module]} -> {module, Module};
                Other -> Other
            end
    end.
