"""A service that checks messages for a helpdesk, by FastAPI (``pip install 'kfrules[service]'``).

Run it: ``fastapi run examples/service.py``, and ask it:

    curl localhost:8000/check -H 'content-type: application/json' \\
        -d '{"platform": "pdd", "text": "加我微 信"}'
"""

from functools import cache
from typing import Literal

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

import kfrules

Sender = Literal["customer", "agent", "assist", "robot", "auto", "system"]

app = FastAPI(title="kfrules", version=kfrules.__version__)


class Message(BaseModel):
    """A message that is about to be sent."""

    text: str
    platform: str = "common"
    sender: Sender = "agent"


class Answer(BaseModel):
    """Whether it may be sent, and if not, why."""

    ok: bool
    masked: str
    violations: list[dict[str, object]]


@cache
def ruleset(platform: str) -> kfrules.Ruleset:
    """Rules are compiled once; all threads of the service share them."""
    return kfrules.Ruleset.platform(platform)


@app.post("/check")
async def check(message: Message) -> Answer:
    """Checks one message: it is faster than to call another thread for it."""
    try:
        rules = ruleset(message.platform)
    except kfrules.Error as error:
        raise HTTPException(status_code=404, detail=str(error)) from error
    found = rules.check(message.text, sender=message.sender)
    return Answer(
        ok=not any(violation.severity == "error" for violation in found),
        masked=rules.mask(message.text),
        violations=[dict(violation.to_dict()) for violation in found],
    )


@app.post("/check-many")
def check_many(messages: list[Message]) -> list[int]:
    """How many violations each of many messages has. Without ``async``, it has a thread of its own."""
    return [len(ruleset(one.platform).check(one.text, sender=one.sender)) for one in messages]
