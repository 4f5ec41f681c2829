"""The pages that show Python run as they are written."""

import re

import pytest
from conftest import ROOT


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "docs/python.md", "bindings/python/README.md"])
def test_the_examples_of_a_page_run(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert blocks
    names = {}
    for block in blocks:
        exec(compile(block, page, "exec"), names)
