"""Checks customer-service chat of Chinese shops against the platforms' rules.

>>> import kfrules
>>> rules = kfrules.Ruleset.platform("pdd")
>>> text = "亲，加我微 * 信 qiutian88"
>>> [text[found.start:found.end] for found in rules.check(text)][0]
'微 * 信'
"""

from kfrules._error import Error
from kfrules._kfrules import (
    DEADLINES,
    PLATFORMS,
    Conversation,
    Deadline,
    Explanation,
    Findings,
    Highlight,
    Number,
    Profile,
    ReplyClock,
    Report,
    Rule,
    Ruleset,
    Violation,
    Waiting,
    __version__,
    instant_us,
    numbers,
    wall_clock,
)

__all__ = [
    "DEADLINES",
    "PLATFORMS",
    "Conversation",
    "Deadline",
    "Error",
    "Explanation",
    "Findings",
    "Highlight",
    "Number",
    "Profile",
    "ReplyClock",
    "Report",
    "Rule",
    "Ruleset",
    "Violation",
    "Waiting",
    "__version__",
    "instant_us",
    "numbers",
    "wall_clock",
]
