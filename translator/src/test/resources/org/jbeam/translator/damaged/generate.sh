#!/bin/sh
# Compiles the modules here with OTP 25 and Elixir 1.14; dmg_oldbits is dmg_bits as OTP 24 had it.
#   sh generate.sh
set -e
cd "$(dirname "$0")"
erlc +deterministic dmg_calls.erl dmg_bits.erl dmg_data.erl
sed 's/dmg_bits/dmg_oldbits/' dmg_bits.erl > dmg_oldbits.erl
erlc +deterministic +r24 dmg_oldbits.erl
rm dmg_oldbits.erl
erlc +deterministic dmg_loop.S
elixirc --no-docs --no-debug-info --ignore-module-conflict dmg_elixir.ex
