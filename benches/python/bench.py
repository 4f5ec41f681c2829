"""Measures kfrules in Python: what a call and a column cost, and what one would use instead.

    pip install './bindings/python[bench]' --config-settings=build-args='--features bench'
    python benches/python/bench.py [--group call|column|peers] [--test]

The engines of a bench take turns, and are compared within each turn: compare the ratios, not the times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ahocorasick
import ahocorasick_rs
import flashtext
import pyarrow
import recipe

import kfrules
from kfrules import _kfrules

ROUNDS = 15
# Engines that are compared with one another have turns of at least this, so that what the one before left
# in the caches is little of them.
SHORTEST_TURN_SECONDS = 0.01
# Of the processor, so that other processes do not count.
CPU = time.process_time
WALL = time.perf_counter

# Runs an engine once, and tells how much it found.
Engine = Callable[[], int]


def rules_of(bench: dict[str, Any]) -> kfrules.Ruleset:
    if "platform" in bench:
        return kfrules.Ruleset.platform(bench["platform"])
    return kfrules.Ruleset(recipe.pack(recipe.terms(bench["terms"]), "spread"))


def texts_of(bench: dict[str, Any], words: list[str]) -> list[str]:
    texts = recipe.messages(bench["messages"])
    if plant := bench.get("plant"):
        texts = recipe.plant(texts, plant["one_in"], plant.get("words", words))
    characters = sum(map(len, texts))
    if characters != bench["characters"]:
        sys.exit(f"{bench['name']}: {characters} characters, not {bench['characters']}")
    return texts


def check(name: str, engines: dict[str, Engine], found: dict[str, int]) -> None:
    for engine, run in engines.items():
        if (count := run()) != found[engine]:
            sys.exit(f"{name}: {engine} found {count}, not {found[engine]}")


def measure(
    engines: dict[str, Engine], clock: Callable[[], float], shortest_turn_seconds: float = 0
) -> dict[str, list[float]]:
    """Seconds that every engine takes for its texts, in every round."""

    def turn(run: Engine, repeats: int) -> float:
        start = clock()
        for _ in range(repeats):
            run()
        return (clock() - start) / repeats

    repeats = dict.fromkeys(engines, 1)
    if shortest_turn_seconds:
        repeats = {name: 1 + int(shortest_turn_seconds / turn(run, 1)) for name, run in engines.items()}
    rounds = [{name: turn(run, repeats[name]) for name, run in engines.items()} for _ in range(ROUNDS)]
    return {name: [seconds[name] for seconds in rounds] for name in engines}


def against(seconds: list[float], *others: list[float]) -> float:
    """How many times the sum of the others: the median of the rounds."""
    return statistics.median(mine / sum(rest) for mine, *rest in zip(seconds, *others))


def row(*cells: object) -> None:
    print("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |")


def head(*titles: str) -> None:
    print()
    row(*titles)
    row(*["---" if index < 2 else "--:" for index in range(len(titles))])


def ns(seconds: list[float], messages: int) -> str:
    return f"{1e9 * statistics.median(seconds) / messages:.0f}"


def rust(rules: kfrules.Ruleset, texts: list[str], rounds: int) -> Engine:
    return lambda: _kfrules._bench_check(rules, texts, rounds)


def call(bench: dict[str, Any], test: bool) -> None:
    rules = rules_of(bench)
    texts = texts_of(bench, [])
    nothing, one = _kfrules._bench_nothing, rules.check
    fresh: list[list[str]] = []

    def empty_calls() -> int:
        for _ in texts:
            nothing()
        return 0

    def checks() -> int:
        return sum([len(one(text)) for text in texts])

    def fresh_checks() -> int:
        return sum([len(one(text)) for text in fresh.pop()])

    def is_fresh() -> None:
        # A str keeps its UTF-8 when it is first asked for it; these were never asked.
        fresh.append([text[:1] + text[1:] for text in texts])

    is_fresh()
    engines = {"in Rust": rust(rules, texts, 1), "empty call": empty_calls, "check": checks, "check, new str": fresh_checks}
    check(bench["name"], engines, dict.fromkeys(engines, bench["found"]) | {"empty call": 0})
    if test:
        return
    fresh += [[text[:1] + text[1:] for text in texts] for _ in range(ROUNDS)]
    # The list of texts is handed over once for all rounds.
    engines["in Rust"] = rust(rules, texts, 20)
    seconds = measure(engines, CPU)
    seconds["in Rust"] = [all_rounds / 20 for all_rounds in seconds["in Rust"]]
    for name in engines:
        ratio = against(seconds[name], seconds["in Rust"], seconds["empty call"])
        row(bench["name"], name, ns(seconds[name], len(texts)), ratio)


def column(bench: dict[str, Any], test: bool) -> None:
    rules = rules_of(bench)
    texts = texts_of(bench, []) * bench["copies"]
    arrays = {kind: pyarrow.array(texts, getattr(pyarrow, kind)()) for kind in ["string", "large_string", "string_view"]}

    def checked(array: pyarrow.Array, threads: int) -> Engine:
        return lambda: len(rules.check_column(array, threads=threads))

    engines = {"in Rust": rust(rules, texts, 1)}
    engines |= {f"check_column, {kind}": checked(array, 1) for kind, array in arrays.items()}
    engines["check_many"] = lambda: sum(map(len, rules.check_many(texts)))
    check(bench["name"], engines, dict.fromkeys(engines, bench["found"]))
    if test:
        return
    engines["in Rust"] = rust(rules, texts, 4)
    seconds = measure(engines, CPU)
    seconds["in Rust"] = [all_rounds / 4 for all_rounds in seconds["in Rust"]]
    for name in engines:
        row(bench["name"], name, ns(seconds[name], len(texts)), against(seconds[name], seconds["in Rust"]))
    threads = {count: checked(arrays["string"], count) for count in {1, 2, os.cpu_count() or 1}}
    walls = measure({str(count): run for count, run in threads.items()}, WALL)
    for count, wall in walls.items():
        row(bench["name"], f"check_column, {count} threads, by the wall clock", ns(wall, len(texts)), against(wall, walls["1"]))


def peers(bench: dict[str, Any], test: bool) -> None:
    words = recipe.terms(bench["terms"])
    texts = texts_of(bench, words)
    engines: dict[str, Engine] = {}

    def ours(reach: str) -> Engine:
        one = kfrules.Ruleset(recipe.pack(words, reach)).check
        return lambda: sum([len(one(text)) for text in texts])

    engines["kfrules/sound"] = ours("sound")
    engines["kfrules/spread"] = ours("spread")
    find = ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest).find_matches_as_indexes
    engines["ahocorasick_rs"] = lambda: sum([len(find(text)) for text in texts])
    automaton = ahocorasick.Automaton()
    for word in words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    longest = automaton.iter_long
    engines["pyahocorasick"] = lambda: sum([len(list(longest(text))) for text in texts])
    keywords = flashtext.KeywordProcessor(case_sensitive=True)
    keywords.add_keywords_from_list(words)
    extract = keywords.extract_keywords
    engines["flashtext"] = lambda: sum([len(extract(text, span_info=True)) for text in texts])
    for name in bench.get("without", []):
        del engines[name]
    check(bench["name"], engines, dict.fromkeys(engines, bench["found"]) | bench["found_by"])
    if test:
        return
    seconds = measure(engines, CPU, SHORTEST_TURN_SECONDS)
    first = next(iter(engines))
    for name in engines:
        row(bench["name"], name, ns(seconds[name], len(texts)), against(seconds[name], seconds[first]))


GROUPS = {
    "call": (call, "times in Rust + empty call"),
    "column": (column, "times in Rust; of threads, times 1 thread"),
    "peers": (peers, "times the first"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", choices=GROUPS)
    parser.add_argument("--test", action="store_true", help="check the counts, and time nothing")
    args = parser.parse_args()
    if not hasattr(_kfrules, "_bench_check"):
        sys.exit("kfrules was built without the feature `bench`: see the head of this file")
    definitions = tomllib.loads(Path(__file__).with_name("definitions.toml").read_text(encoding="utf-8"))
    count = 0
    for name, (run, ratio) in GROUPS.items():
        if args.group not in (None, name):
            continue
        if not args.test:
            head("bench", "what", "ns a message", ratio)
        for bench in definitions[name]:
            run(bench, args.test)
            count += 1
    print(f"\n{count} benches found what they must")


if __name__ == "__main__":
    main()
