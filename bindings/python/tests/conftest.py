"""What several tests need."""

import sys
from pathlib import Path

import pytest

import kfrules

ROOT = Path(__file__).resolve().parents[3]

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def read_toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pdd() -> kfrules.Ruleset:
    return kfrules.Ruleset.platform("pdd")
