#!/usr/bin/env bash
# Installs the C library into a folder of its own, and builds and runs its programs against that
# by pkg-config alone. The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "$0")/../.."

prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
passed=0
failed=0
most_bytes=4000000

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

# have TOOL: whether it is here; if not, says so.
have() {
    command -v "$1" >/dev/null || {
        echo "skipped: no $1 here"
        return 1
    }
}

expect "install" cargo xtask install-c --prefix "$prefix/before"
# It does not know where it is.
mv "$prefix/before" "$prefix/moved"
lib=$prefix/moved/lib
export PKG_CONFIG_PATH=$lib/pkgconfig LD_LIBRARY_PATH=$lib SHOP_TOML=$prefix/shop.toml
read -ra flags <<<"$(pkg-config --cflags --libs kfrules)"
read -ra compile <<<"$(pkg-config --cflags kfrules)"
read -ra whole <<<"$(pkg-config --libs --static kfrules | sed "s/-lkfrules//")"
strict=(-Wall -Wextra -Wpedantic -Werror)
tests=(bindings/c/tests/c/test_*.c)
programs=("${tests[@]}" bindings/c/examples/{check,clock}.c)

declared() {
    grep -oE '\bkf_[a-z0-9_]+\(' include/kfrules.h | tr -d '(' | sort
}
exported() {
    nm -D --defined-only "$lib/libkfrules.so" | awk '{print $3}' | sort
}
expect "what is declared is exported, and nothing else" diff <(declared) <(exported)
expect "soname" bash -c "readelf -d '$lib/libkfrules.so' | grep -q 'soname: \[libkfrules.so.0\]'"

every_function_is_tried() {
    local name untried=0
    for name in $(declared); do
        grep -q "\b$name(" "${tests[@]}" bindings/c/tests/c/expect.h || {
            echo "no test calls $name"
            untried=1
        }
    done
    return $untried
}
expect "every function is tried" every_function_is_tried

is_small() {
    local size
    strip -o "$prefix/stripped.so" "$lib/libkfrules.so"
    size=$(stat -c %s "$prefix/stripped.so")
    echo "the stripped library has $size bytes, more than $most_bytes"
    [ "$size" -le $most_bytes ]
}
expect "the stripped library is small" is_small

for compiler in gcc clang; do
    have $compiler || continue
    for source in "${programs[@]}"; do
        program=$prefix/$compiler-$(basename "$source" .c)
        expect "$compiler $source" $compiler -std=c99 "${strict[@]}" "$source" -o "$program" "${flags[@]}" -pthread
        expect "run $program" "$program"
    done
    program=$prefix/$compiler-cpp
    expect "$compiler C++17" $compiler -x c++ -std=c++17 "${strict[@]}" bindings/c/examples/check.cpp \
        -o "$program" "${flags[@]}" -lstdc++ -lm
    expect "run $compiler C++17" "$program"
    # The header alone, in every dialect that programs are written in.
    for dialect in "c -std=c99" "c -std=c11" "c -std=c17" "c++ -std=c++17" "c++ -std=c++20"; do
        # shellcheck disable=SC2086 # language and standard
        expect "$compiler header $dialect" $compiler -fsyntax-only -x $dialect "${strict[@]}" include/kfrules.h
    done
done
expect "static" gcc -std=c99 bindings/c/examples/check.c -o "$prefix/static" "${compile[@]}" \
    "$lib/libkfrules.a" "${whole[@]}"
expect "run static" env -u LD_LIBRARY_PATH "$prefix/static"

for source in "${programs[@]}"; do
    program=$prefix/sanitized-$(basename "$source" .c)
    expect "sanitizers $source" gcc -std=c99 -g -fsanitize=address,undefined -fno-sanitize-recover \
        "$source" -o "$program" "${flags[@]}" -pthread
    expect "run $program" "$program"
done
expect "sanitizers C++17" g++ -std=c++17 -g -fsanitize=address,undefined -fno-sanitize-recover \
    bindings/c/examples/check.cpp -o "$prefix/sanitized-cpp" "${flags[@]}"
expect "run sanitized C++17" "$prefix/sanitized-cpp"
if have valgrind; then
    for source in "${programs[@]}"; do
        program=$prefix/gcc-$(basename "$source" .c)
        expect "valgrind $source" valgrind --quiet --leak-check=full --error-exitcode=9 "$program"
    done
    expect "valgrind C++17" valgrind --quiet --leak-check=full --error-exitcode=9 "$prefix/gcc-cpp"
fi

cmake_builds() {
    cmake -S bindings/c/examples -B "$prefix/cmake" -DCMAKE_PREFIX_PATH="$prefix/moved" &&
        cmake --build "$prefix/cmake" && "$prefix/cmake/check" && "$prefix/cmake/check_static"
}
have cmake && expect "CMake" cmake_builds

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
