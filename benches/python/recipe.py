"""Makes the messages and terms of the Rust benches, the same to the last character, from the same recipes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

BENCHES = Path(__file__).resolve().parents[1]
T = TypeVar("T")


class Random:
    """SplitMix64, after Steele, Lea and Flood (2014)."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def _next(self) -> int:
        mask = 0xFFFF_FFFF_FFFF_FFFF
        self._state = (self._state + 0x9E37_79B9_7F4A_7C15) & mask
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & mask
        return z ^ (z >> 31)

    def below(self, end: int) -> int:
        return self._next() % end

    def percent(self, percent: int) -> bool:
        return self.below(100) < percent

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((BENCHES / "recipes" / name).read_text(encoding="utf-8"))


def messages(count: int) -> list[str]:
    """Messages shaped like those of a shop's chat."""
    recipe = read("chat.toml")
    random = Random(recipe["seed"])
    made: list[str] = []
    while len(made) < count:
        message = "".join(_message(recipe, random))
        if recipe["shortest_characters"] <= len(message) <= recipe["longest_characters"]:
            made.append(message)
    return made


def _message(recipe: dict[str, Any], random: Random) -> Iterator[str]:
    if random.percent(recipe["opener_percent"]):
        yield random.pick(recipe["openers"])
    yield from _sentence(recipe, random)
    if random.percent(recipe["second_percent"]):
        yield "，"
        yield from _sentence(recipe, random)
    if random.percent(recipe["tail_percent"]):
        yield random.pick(recipe["tails"])


def _sentence(recipe: dict[str, Any], random: Random) -> Iterator[str]:
    for index, piece in enumerate(re.split(r"\{(\w+)\}", random.pick(recipe["sentences"]))):
        if index % 2:
            part = random.pick(recipe["parts"][piece])
            piece = "".join(random.pick("0123456789") if c == "#" else c for c in part)
        yield piece


def terms(count: int) -> list[str]:
    """Terms made from the words of two and more hanzi in `data/words_50k.tsv`."""
    recipe = read("terms.toml")
    words: list[tuple[str, int]] = []
    for row in (BENCHES.parent / "data" / "words_50k.tsv").read_text(encoding="utf-8").splitlines():
        word, _, often = row.partition("\t")
        if not row.startswith("#") and len(word) > 1 and all("一" <= c <= "\u9fff" for c in word):
            words.append((word, int(often)))
    rare = [word for word, often in words if often < recipe["rare_below"]]
    random = Random(recipe["seed"])
    made: dict[str, None] = {}
    while len(made) < count:
        drawn, joined = random.below(sum(recipe["joined"])), 1
        for share in recipe["joined"]:
            if drawn < share:
                break
            drawn, joined = drawn - share, joined + 1
        term = random.pick(rare) if joined == 1 else "".join(random.pick(words)[0] for _ in range(joined))
        if len(term) <= recipe["longest_characters"]:
            made[term] = None
    return list(made)


def plant(texts: list[str], one_in: int, chosen: Sequence[str]) -> list[str]:
    """Puts a term into one message of so many, at a place drawn by lot."""
    random = Random(read("disguise.toml")["seed"])
    planted = list(texts)
    for index in range(0, len(texts), one_in):
        term, text = random.pick(chosen), planted[index]
        place = random.pick(range(len(text)))
        planted[index] = text[:place] + term + text[place:]
    return planted


def pack(chosen: Sequence[str], reach: str) -> str:
    """A pack of one rule that looks for the terms."""
    words = "".join(f"'{term}',\n" for term in chosen)
    # Only what is seen through sound is weighed against ordinary words: others count every hit.
    guard = "normal" if reach == "sound" else "off"
    return f"""
id = 'bench'
title = 'bench'
[[rule]]
id = 'wording.terms'
severity = 'error'
message = '请换一种说法'
suggestion = '请换一种说法'
sources = [{{ document = 'bench' }}]
reach = '{reach}'
guard = '{guard}'
hits = ['{chosen[0]}']
passes = ['好']
words = [
{words}]
"""
