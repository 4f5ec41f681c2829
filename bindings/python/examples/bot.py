"""A bot that checks what it is about to send, and watches the reply clock, by asyncio alone.

Run it: ``python examples/bot.py``.
"""

import asyncio
import copy
from collections.abc import AsyncIterator, Awaitable, Callable

import kfrules

Send = Callable[[str, str], Awaitable[None]]


class Bot:
    """Answers the customers of one shop; what it sends passes the platform's rules."""

    def __init__(self, platform: str, profile: str, send: Send) -> None:
        self.rules = kfrules.Ruleset.platform(platform)
        self.clock = kfrules.ReplyClock(kfrules.Profile.bundled(profile))
        self.chats: dict[str, kfrules.Conversation] = {}
        self._send = send

    def _chat(self, customer: str) -> kfrules.Conversation:
        return self.chats.setdefault(customer, kfrules.Conversation(self.rules))

    def hear(self, customer: str, text: str, at_us: int) -> None:
        """Takes in what a customer writes."""
        self.clock.record(customer, at_us, "customer", text=text)
        self._chat(customer).check(text, sender="customer", at=at_us)

    async def say(self, customer: str, text: str, at_us: int) -> tuple[kfrules.Violation, ...]:
        """Sends a text if no rule is clearly broken; else tells which, and sends nothing.

        A check takes about a microsecond: it is done in place, not in another thread.
        """
        # What has a safe replacement is replaced.
        text = self.rules.rewrite(text) or text
        # What is not sent was not said, so it is tried in a copy.
        chat = copy.copy(self._chat(customer))
        found = chat.check(text, at=at_us)
        if any(violation.severity == "error" for violation in found):
            return found
        self.chats[customer] = chat
        await self._send(customer, text)
        self.clock.record(customer, at_us, "agent", agent="bot", text=text)
        return ()

    def late(self, now_us: int) -> list[kfrules.Waiting]:
        """Who must be answered soon."""
        return [waiting for waiting in self.clock.waiting(now_us) if waiting.is_warned]


async def answers(customer: str) -> AsyncIterator[str]:
    """What some model of language might want to say."""
    for text in ["亲，这款宝贝有现货的", "您加我薇\u2764 lanhua7725，给您便宜", "今天下单今天就发"]:
        await asyncio.sleep(0)
        yield text


async def main() -> None:
    async def send(customer: str, text: str) -> None:
        print(f"-> {customer}: {text}")

    bot = Bot("pdd", "pdd@2020-3min-human", send)
    now_us = kfrules.instant_us("2024-05-01 09:00:00")

    async def serve(customer: str) -> None:
        bot.hear(customer, "有现货吗", now_us)
        async for text in answers(customer):
            for violation in await bot.say(customer, text, now_us + 30_000_000):
                print(f"!! {customer}: {violation.text}: {violation.suggestion}")

    bot.hear("小满", "在吗", now_us)
    await asyncio.gather(serve("小荷"), serve("木子"))
    for waiting in bot.late(now_us + 120_000_000):
        print(f".. {waiting.customer} has waited {waiting.waited_us // 1_000_000} s")


if __name__ == "__main__":
    asyncio.run(main())
