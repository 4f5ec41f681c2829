#!/usr/bin/env bash
# The binary interface is plain: a program in each of five languages finds the same. Runs those
# whose tools are here, and says which are not: bindings/c/languages/run.sh [PREFIX], where the
# library was installed; without it, it is installed into a folder of its own.
# On Debian: apt-get install golang-go fpc mono-mcs mono-runtime libjna-java openjdk-17-jdk-headless
# The last line says how many tests passed and failed.
set -uo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=${1:-$scratch/kfrules}
[ -d "$prefix/lib" ] || (cd ../../.. && cargo xtask install-c --prefix "$prefix") || exit 1
export LD_LIBRARY_PATH=$prefix/lib PKG_CONFIG_PATH=$prefix/lib/pkgconfig LC_ALL=C.UTF-8
passed=0
failed=0

# language NAME SPAN TOOLS COMMAND...: the words are found at the span that the language counts, and
# what is wrong is told.
language() {
    local name=$1 expected="pdd/contact.wechat $2" tools=$3 tool said
    shift 3
    for tool in $tools; do
        if ! command -v "$tool" >/dev/null && ! [ -e "$tool" ]; then
            echo "skipped $name: no $tool here"
            return
        fi
    done
    said=$("$@" 2>&1)
    if [ "$(tr '[:upper:]' '[:lower:]' <<<"$said")" = "$expected"$'\n'true ]; then
        passed=$((passed + 1))
        echo "$name: $expected"
    else
        failed=$((failed + 1))
        printf 'FAILED %s: wanted %s\n%s\n' "$name" "$expected" "$said"
    fi
}

run_go() {
    GO111MODULE=off GOCACHE=$scratch/go go run check.go
}
run_java() {
    javac -encoding UTF-8 -cp "$jna" -d "$scratch/java" Check.java &&
        java -Djava.awt.headless=true -Djna.library.path="$prefix/lib" -cp "$jna:$scratch/java" Check
}
run_csharp() {
    mcs -codepage:utf8 -out:"$scratch/check.exe" check.cs && mono "$scratch/check.exe"
}
run_pascal() {
    fpc -v0 -Fl"$prefix/lib" -FU"$scratch" -o"$scratch/check-pascal" check.pas >"$scratch/fpc" 2>&1 ||
        { cat "$scratch/fpc" && return 1; }
    "$scratch/check-pascal"
}
jna=/usr/share/java/jna.jar

language Python 4..7 "python3" python3 check.py
language Go 13..20 "go pkg-config" run_go
language Java 5..8 "javac $jna" run_java
language "C#" 5..8 "mcs mono" run_csharp
language Pascal 5..8 "fpc" run_pascal

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
