#!/usr/bin/env bash
# Installs the C library into a folder of its own, and builds and runs its programs against that
# by pkg-config alone. The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "$0")/../.."

prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
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

expect "install" cargo xtask install-c --prefix "$prefix"
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
read -ra flags <<<"$(pkg-config --cflags --libs kfrules)"
read -ra compile <<<"$(pkg-config --cflags kfrules)"
read -ra whole <<<"$(pkg-config --libs --static kfrules | sed "s/-lkfrules//")"
strict=(-Wall -Wextra -Wpedantic -Werror)

only_own_names() {
    nm -D --defined-only "$prefix/lib/libkfrules.so" | awk '$3 !~ /^kf_/ {print; bad = 1} END {exit bad}'
}
expect "only kf_ names are exported" only_own_names
expect "soname" bash -c "readelf -d '$prefix/lib/libkfrules.so' | grep -q 'soname: \[libkfrules.so.0\]'"

for compiler in gcc clang; do
    if ! command -v $compiler >/dev/null; then
        echo "skipped: no $compiler here"
        continue
    fi
    for source in bindings/c/tests/test_border.c bindings/c/examples/check.c bindings/c/examples/clock.c; do
        program=$prefix/$compiler-$(basename "$source" .c)
        expect "$compiler $source" $compiler -std=c99 "${strict[@]}" "$source" -o "$program" "${flags[@]}" -pthread
        expect "run $program" "$program"
    done
done
expect "C++17" g++ -std=c++17 "${strict[@]}" bindings/c/examples/check.cpp -o "$prefix/cpp" "${flags[@]}"
expect "run C++" "$prefix/cpp"
expect "static" gcc -std=c99 bindings/c/examples/check.c -o "$prefix/static" "${compile[@]}" \
    "$prefix/lib/libkfrules.a" "${whole[@]}"
expect "run static" env -u LD_LIBRARY_PATH "$prefix/static"

checked=$prefix/sanitized
expect "sanitizers" gcc -std=c99 -g -fsanitize=address,undefined -fno-sanitize-recover \
    bindings/c/tests/test_border.c -o "$checked" "${flags[@]}" -pthread
expect "run under sanitizers" "$checked"
if command -v valgrind >/dev/null; then
    for program in test_border check clock; do
        expect "valgrind $program" valgrind --quiet --leak-check=full --error-exitcode=9 "$prefix/gcc-$program"
    done
else
    echo "skipped: no valgrind here"
fi

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
