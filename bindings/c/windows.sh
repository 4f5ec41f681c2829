#!/usr/bin/env bash
# Makes kfrules.dll for 64-bit Windows, with import library and .def, and runs the C tests under
# wine: bindings/c/windows.sh [PREFIX]. Says what it lacks and stops, if something is not here.
# On Debian: apt-get install rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64 wine64 wine
# The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "$0")/../.."

target=x86_64-pc-windows-gnu
gnu=x86_64-w64-mingw32
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=${1:-$scratch/kfrules}
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

for tool in $gnu-gcc $gnu-dlltool $gnu-strip $gnu-objdump wine; do
    if ! command -v $tool >/dev/null; then
        echo "skipped: no $tool here"
        exit 0
    fi
done
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=$gnu-gcc CARGO_TARGET_DIR=target/windows
if [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; then
    build=(cargo rustc)
elif [ -x /usr/bin/rustc ] && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]; then
    # Debian has no standard library for Windows, but its source.
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
    build=(/usr/bin/cargo rustc -Zbuild-std=std,panic_unwind)
else
    echo "skipped: no standard library for $target here, nor its source"
    exit 0
fi
"${build[@]}" --release --locked --package kfrules-capi --lib --crate-type cdylib --target $target || exit 1

mkdir -p "$prefix"/{bin,include,lib}
cp include/kfrules.{h,hpp} "$prefix/include"
$gnu-strip -o "$prefix/bin/kfrules.dll" target/windows/$target/release/kfrules_capi.dll
{
    echo "LIBRARY kfrules.dll"
    echo EXPORTS
    grep -oE '\bkf_[a-z0-9_]+\(' include/kfrules.h | tr -d '(' | sort | sed 's/^/    /'
} >"$prefix/lib/kfrules.def"
$gnu-dlltool -d "$prefix/lib/kfrules.def" -l "$prefix/lib/libkfrules.dll.a" || exit 1

declared() {
    sed 1,2d "$prefix/lib/kfrules.def" | tr -d ' '
}
exported() {
    $gnu-objdump -p "$prefix/bin/kfrules.dll" |
        awk '/^\[Ordinal\/Name Pointer\] Table/ {on = 1; next} on && NF == 0 {exit} on {print $NF}' | sort
}
expect "what is declared is exported, and nothing else" diff <(declared) <(exported)
# Only what every Windows has.
needs() {
    $gnu-objdump -p "$prefix/bin/kfrules.dll" | awk '/DLL Name:/ {print tolower($3)}'
}
only_systems_own() {
    ! needs | grep -vE '^(kernel32|ntdll|msvcrt|bcryptprimitives|ws2_32|userenv|advapi32|api-ms-win-[a-z0-9-]+)\.dll$'
}
expect "needs nothing but Windows" only_systems_own

export WINEPREFIX=$scratch/wine WINEDEBUG=-all SHOP_TOML=shop.toml
cp "$prefix/bin/kfrules.dll" "$scratch"
# Wine before 9 lacks a library that every Windows 10 has; what the tests need of it is random bytes.
cat >"$scratch/random.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
C
if ! find / -path /proc -prune -o -name bcryptprimitives.dll -print 2>/dev/null | grep -q wine; then
    $gnu-gcc -shared "$scratch/random.c" -o "$scratch/bcryptprimitives.dll" -ladvapi32 || exit 1
fi
for source in bindings/c/tests/c/test_*.c bindings/c/examples/{check,clock,sendbox}.c; do
    program=$(basename "$source" .c).exe
    # Threads by mingw's own library, linked in; what C files hold is UTF-8.
    expect "build $source" $gnu-gcc -std=c99 -D__USE_MINGW_ANSI_STDIO=1 -Wall -Wextra -Werror "$source" \
        -o "$scratch/$program" -I "$prefix/include" "$prefix/lib/libkfrules.dll.a" \
        -Wl,-Bstatic -lpthread -Wl,-Bdynamic -luser32
    expect "run $program" bash -c "cd '$scratch' && timeout 300 wine './$program'"
done

printf 'kfrules.dll has %s bytes\n' "$(stat -c %s "$prefix/bin/kfrules.dll")"
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
