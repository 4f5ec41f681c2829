#!/usr/bin/env bash
# What the command does when the machine fails it: full disks, closed pipes, signals, little memory,
# death in the middle of writing. The last line says how many tests passed and failed.
#
# faults.sh KFRULES SNAPSHOT: the command, and the example that keeps a clock.
set -uo pipefail
kfrules=$(realpath "$1")
snapshot=$(realpath "$2")
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
passed=0
failed=0

# expect NAME COMMAND...: one test, which shows what it said if it fails.
expect() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n%s\n' "$name" "$said"
    fi
}

# ends STATUS COMMAND...: whether a command ends so, in good time.
ends() {
    local wanted=$1 status
    shift
    timeout 60 "$@"
    status=$?
    echo "status $status, not $wanted"
    [ "$status" = "$wanted" ]
}

log=$place/long.jsonl
for ((i = 0; i < 4000; i++)); do
    echo '{"text":"亲，加我微信 qiutian88","from":"agent"}'
done >"$log"

full_disk() {
    local said
    said=$(timeout 60 "$kfrules" "$@" 2>&1 >/dev/full)
    [ $? = 2 ] && grep -q "cannot write the output" <<<"$said"
}
expect "check: output on a full disk" full_disk check --platform pdd --format jsonl "$log"
expect "report: output on a full disk" full_disk report --profile pdd --format json examples/day.jsonl
expect "rules: output on a full disk" full_disk rules list --platform pdd

closed_pipe() {
    "$kfrules" "$@" 2>"$place/said" | head -n 1 >/dev/null
    local status=${PIPESTATUS[0]}
    cat "$place/said"
    [ "$status" = 0 ] || [ "$status" = 1 ] && [ ! -s "$place/said" ]
}
expect "check: closed pipe" closed_pipe check --platform pdd --format jsonl "$log"
expect "rules: closed pipe" closed_pipe rules list --platform pdd
closed_stderr() {
    ends 2 "$kfrules" check "$place/none.txt" 2>&-
}
expect "nobody to tell" closed_stderr
closed_stdin() {
    ends 0 "$kfrules" check --platform pdd <&-
}
expect "closed input" closed_stdin

# dies SIGNAL STATUS: it is gone at once though its input goes on.
dies() {
    mkfifo "$place/$1"
    sleep 60 >"$place/$1" &
    local feeder=$!
    "$kfrules" check --platform pdd <"$place/$1" &
    local pid=$! status
    sleep 1
    kill -s "$1" $pid
    wait $pid
    status=$?
    kill $feeder
    echo "status $status, not $2"
    [ $status = "$2" ]
}
expect "SIGTERM" dies TERM 143
# A shell's background jobs ignore it from the start, and so may whoever asks them to.
expect "SIGHUP" dies HUP 129
# Those ignore this one too, so here it is no background job.
interrupted() {
    timeout --preserve-status -s INT 1 "$kfrules" check --platform pdd < <(sleep 5)
    local status=$?
    echo "status $status, not 130"
    [ "$status" = 130 ]
}
expect "SIGINT" interrupted

small_memory() {
    (ulimit -v 131072 && ends 1 "$kfrules" check --platform pdd --format jsonl "$log")
}
expect "128 MB of address space are enough" small_memory
little_memory() {
    local status
    (ulimit -v 8192 && timeout 60 "$kfrules" check --platform pdd "$log")
    status=$?
    echo "status $status"
    # Refused or aborted, and not hung.
    [ $status -gt 1 ] && [ $status != 124 ]
}
expect "8 MB of address space end it" little_memory

# What it writes is whole or not at all.
saved=$place/saved
saves() {
    "$kfrules" rules compile pdd -o "$saved"
}
holds() {
    "$kfrules" rules list --rules "$saved" >/dev/null
}
expect "save" saves
expect "saved rules are read" holds
before=$(sha256sum <"$saved")
limited_file() {
    local status
    (ulimit -f 1 && trap '' XFSZ && "$kfrules" rules compile taobao -o "$saved")
    status=$?
    echo "status $status"
    [ $status = 2 ] && [ "$before" = "$(sha256sum <"$saved")" ] && [ "$(ls "$place" | grep -c '^saved')" = 1 ]
}
expect "a file that must not grow: the old one is kept" limited_file
full_folder() {
    mkdir "$place/small"
    mount -t tmpfs -o size=64k none "$place/small" || return
    echo old >"$place/small/saved"
    local status
    "$kfrules" rules compile pdd -o "$place/small/saved"
    status=$?
    local kept
    kept=$(cat "$place/small/saved"; ls "$place/small")
    umount "$place/small"
    echo "status $status, $kept"
    [ $status = 2 ] && [ "$kept" = $'old\nsaved' ]
}
if [ "$(id -u)" = 0 ]; then
    expect "a full folder: the old file is kept" full_folder
else
    echo "skipped: only root can make a small disk"
fi
killed() {
    local i
    for ((i = 0; i < 60; i++)); do
        "$kfrules" rules compile pdd -o "$saved" &
        local pid=$!
        sleep "0.0$((RANDOM % 100))"
        kill -KILL $pid
        wait $pid
        holds || return 1
    done
} 2>/dev/null
expect "killed in the middle of writing: the file is whole" killed
damaged() {
    local size said i
    size=$(stat -c %s "$saved")
    for ((i = 0; i < 40; i++)); do
        local at=$((RANDOM * 32768 % size + RANDOM % 100))
        cp "$saved" "$place/damaged"
        printf '\x5a' | dd of="$place/damaged" bs=1 seek=$((at % size)) conv=notrunc status=none
        cmp -s "$saved" "$place/damaged" && continue
        said=$("$kfrules" rules list --rules "$place/damaged" 2>&1)
        [ $? = 2 ] || { echo "byte $at: $said"; return 1; }
        head -c $((at % size)) "$saved" >"$place/damaged"
        "$kfrules" rules list --rules "$place/damaged" >/dev/null 2>&1
        [ $? = 2 ] || { echo "cut to $at"; return 1; }
    done
}
expect "damaged and cut rules are refused" damaged

# A clock that is kept is whole, or the one before it is gone on from.
clock=$place/clock
waiting() {
    "$snapshot" "$clock" 2>/dev/null | grep -o '^[0-9]*'
}
killed_clock() {
    local i before=0 now
    for ((i = 0; i < 60; i++)); do
        "$snapshot" "$clock" >/dev/null &
        local pid=$!
        sleep "0.00$((RANDOM % 10))"
        kill -KILL $pid
        wait $pid
        now=$(waiting) || return 1
        # One question more each time; what was killed may have been kept or not.
        [ "$now" -gt "$before" ] || { echo "$before, then $now"; return 1; }
        before=$now
    done
} 2>/dev/null
expect "a clock that is killed while it is kept" killed_clock
damaged_clock() {
    local size at before now
    for at in 0 20 100 500; do
        before=$(waiting)
        size=$(stat -c %s "$clock")
        printf '\x07' | dd of="$clock" bs=1 seek=$((at % size)) conv=notrunc status=none
        # The one before the last is gone on from.
        now=$(waiting)
        [ "$now" = "$before" ] || { echo "$before, then $now"; return 1; }
        truncate -s $((at % size)) "$clock"
        now=$(waiting)
        [ "$now" = "$before" ] || { echo "cut, $before, then $now"; return 1; }
    done
    echo x >"$clock"
    echo x >"$clock.old"
    ends 1 "$snapshot" "$clock"
}
expect "a damaged clock is refused, the old one kept" damaged_clock

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
