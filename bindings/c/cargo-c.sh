#!/usr/bin/env bash
# Installs the C library with cargo-c, as packagers do, into a folder that stands for the root of a system, and
# builds and runs a program against that by pkg-config alone. Says so and stops, if cargo-c is not here:
# cargo install cargo-c@0.10.24+cargo-0.98.0 --locked
# The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "$0")/../.."

if ! command -v cargo-cinstall >/dev/null; then
    echo "skipped: no cargo-c here"
    exit 0
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
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

cargo cinstall --version
expect "install" cargo cinstall --release --locked --manifest-path bindings/c/Cargo.toml \
    --prefix /usr --libdir /usr/lib --destdir "$root"
lib=$root/usr/lib
export PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_PATH=$lib/pkgconfig LD_LIBRARY_PATH=$lib
read -ra flags <<<"$(pkg-config --cflags --libs kfrules)"
read -ra compile <<<"$(pkg-config --cflags kfrules)"
read -ra whole <<<"$(pkg-config --libs --static kfrules | sed "s/-lkfrules//")"

declared() {
    grep -oE '\bkf_[a-z0-9_]+\(' "$root/usr/include/kfrules.h" | tr -d '(' | sort
}
exported() {
    nm -D --defined-only "$lib/libkfrules.so" | awk '{print $3}' | sort
}
expect "what is declared is exported, and nothing else" diff <(declared) <(exported)
expect "soname" bash -c "readelf -d '$lib/libkfrules.so' | grep -q 'soname: \[libkfrules.so.0\]'"
for header in kfrules.h kfrules.hpp; do
    expect "$header" cmp "include/$header" "$root/usr/include/$header"
done
expect "shared" gcc -std=c99 bindings/c/examples/check.c -o "$root/check" "${flags[@]}"
expect "run shared" "$root/check"
expect "static" gcc -std=c99 bindings/c/examples/check.c -o "$root/static" "${compile[@]}" \
    "$lib/libkfrules.a" "${whole[@]}"
expect "run static" env -u LD_LIBRARY_PATH "$root/static"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
