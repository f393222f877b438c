#!/usr/bin/env escript
%% Compiles modules again from the abstract code in their files, and writes into a folder, for each module M: M.beam, and M.terms with the lines of
%% the compiler's listing (erlc -S), without types and what the assembler fills in.
%%   listings.escript FOLDER FILE...
-mode(compile).

main([Folder | Files]) -> lists:foreach(fun(File) -> listing(Folder, File) end, Files).

listing(Folder, File) ->
    case beam_lib:chunks(File, [abstract_code]) of
        {ok, {Module, [{abstract_code, {raw_abstract_v1, Forms}}]}} ->
            Name = filename:join(Folder, atom_to_list(Module)),
            Options = [{outdir, Folder}, deterministic],
            {ok, Module, Beam} = compile:forms(Forms, Options),
            {ok, Module, _} = compile:forms(Forms, ['S' | Options]),
            {ok, Terms} = file:consult(Name ++ ".S"),
            Lines = [io_lib:format("~w.~n", [normal(T)]) || T <- Terms, not is_head(T)],
            ok = file:write_file(Name ++ ".terms", Lines),
            ok = file:write_file(Name ++ ".beam", Beam);
        _ ->
            ok
    end.

is_head({Tag, _}) -> lists:member(Tag, ['%', module, exports, attributes, labels]);
is_head(_) -> false.

normal({tr, Register, _}) -> {tr, normal(Register)};
normal({field_flags, Flags}) -> {field_flags, [F || F <- Flags, is_atom(F)]};
normal({location, File, Line}) -> {location, File, Line};
normal({line, Places}) -> {line, [Place || {location, _, _} = Place <- Places]};
normal({make_fun3, Label, _, _, Register, Values}) -> {make_fun3, Label, normal(Register), normal(Values)};
normal(Tuple) when is_tuple(Tuple) -> list_to_tuple([normal(E) || E <- tuple_to_list(Tuple)]);
normal([Head | Tail]) -> [normal(Head) | normal(Tail)];
normal(Other) -> Other.
