#!/usr/bin/env bash
# Counts the instructions of a check in Rust and through C with callgrind, and fails if C costs more
# than 30 % on top.
set -uo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
    echo "skipped: no valgrind here"
    exit 0
fi
program=$(cargo bench --quiet --locked -p kfrules-capi --bench border --no-run --message-format=json |
    grep -o '"executable":"[^"]*border-[^"]*"' | cut -d'"' -f4)
[ -n "$program" ] || exit 1

# instructions WAY ROUNDS: of the whole program.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" --count "$1" "$2" 2>&1 |
        awk '/Collected/ {print $NF}'
}
# a_message WAY: what a message takes, once everything is warm.
a_message() {
    local few many
    few=$(instructions "$1" 50)
    many=$(instructions "$1" 150)
    echo $(((many - few) / (100 * 12)))
}
rust=$(a_message rust)
over=0
printf '| way | instructions a message | times Rust |\n|---|--:|--:|\n'
for way in rust c utf16; do
    # UTF-16 is decoded first, which takes the same 740 instructions however little the check takes.
    [ $way = utf16 ] && most=150 || most=130
    own=$(a_message $way)
    awk -v way=$way -v own="$own" -v rust="$rust" 'BEGIN {printf "| %s | %d | %.2f |\n", way, own, own / rust}'
    [ "$own" -gt 0 ] && [ $((own * 100)) -le $((rust * most)) ] || over=1
done
exit $over
