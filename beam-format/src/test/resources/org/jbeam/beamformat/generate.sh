#!/bin/sh
# Makes the files here with OTP 25: compiled modules, and what OTP says about them.
#   sh generate.sh
set -e
cd "$(dirname "$0")"
erlc +deterministic sample.erl
erlc +deterministic +r24 older.erl
erlc +deterministic -S sample.erl
erl -noshell -eval '
  Norm = fun N({tr,R,_}) -> {tr,N(R)};
             N({field_flags,Fs}) -> {field_flags,[F || F <- Fs, is_atom(F)]};
             N({location,F,L}) -> {location,F,L};
             N({line,L}) -> {line,[X || X = {location,_,_} <- L]};
             N({make_fun3,F,_,_,D,E}) -> {make_fun3,N(F),N(D),N(E)};
             N(T) when is_tuple(T) -> list_to_tuple([N(E) || E <- tuple_to_list(T)]);
             N([H|T]) -> [N(H)|N(T)];
             N(T) -> T end,
  {ok,Ts} = file:consult("sample.S"),
  Lines = [io_lib:format("~w.~n",[Norm(T)]) || T <- Ts,
           not lists:member(element(1, if is_tuple(T) -> T; true -> {T} end), [list_to_atom([37]), module, exports, attributes, labels])],
  ok = file:write_file("sample.terms", Lines),
  Facts = [begin
      {ok,{M,MD5}} = beam_lib:md5(F),
      {ok,{M,Stripped}} = beam_lib:strip(element(2, file:read_file(F))),
      Plain = zlib:gunzip(Stripped),
      [io_lib:format("~w\tmd5\t~s~n", [M, binary:encode_hex(MD5)]),
       io_lib:format("~w\tstripped\t~s~n", [M, binary:encode_hex(erlang:md5(Plain))]),
       [io_lib:format("~w\tchunk\t~s\t~w~n", [M, Id, byte_size(D)]) || {Id,D} <- element(3, beam_lib:all_chunks(F))],
       begin {ok,{M,[{exports,Es},{imports,Is},{atoms,As}]}} = beam_lib:chunks(F, [exports,imports,atoms]),
       [[io_lib:format("~w\texport\t~w/~w~n", [M, N, A]) || {N,A} <- Es],
        [io_lib:format("~w\timport\t~w:~w/~w~n", [M, IM, N, A]) || {IM,N,A} <- Is],
        [io_lib:format("~w\tatom\t~w\t~s~n", [M, I, N]) || {I,N} <- As]] end]
    end || F <- ["sample.beam", "older.beam"]],
  ok = file:write_file("facts.tsv", Facts),
  halt().'
rm sample.S
