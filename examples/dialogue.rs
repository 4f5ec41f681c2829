//! Follows a chat: what single messages do not show, the last messages together do.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use kfrules::{Conversation, Message, Ruleset, Sender, Zone};

fn main() -> Result<(), kfrules::Error> {
    // One checker serves all chats of a thread; each chat has its own conversation.
    let mut checker = Ruleset::platform("douyin")?.checker();
    let mut chat = Conversation::new();
    let log = [
        ("10:00:00", Sender::Customer, "在吗，能开发票吗"),
        ("10:00:20", Sender::Agent, "亲，这个开不了的"),
        ("10:00:40", Sender::Agent, "您加我微"),
        ("10:00:45", Sender::Agent, "信聊吧"),
        ("10:01:00", Sender::Customer, "那什么时候发货"),
        ("10:01:10", Sender::Agent, "稍等，我查一下"),
    ];
    for (time, sender, text) in log {
        let at_us = Zone::default().parse_us(&format!("2024-05-01 {time}"))?;
        let message = Message::new(sender, text).at_us(at_us);
        for violation in chat.check(&mut checker, &message) {
            println!("{:?} {}：{}", violation.lines, violation.rule.id(), violation.rule.message());
        }
    }
    // The chat is over, and what 稍等 promised never came.
    for violation in chat.finish(&mut checker) {
        println!("{:?} {}：{}", violation.lines, violation.rule.id(), violation.rule.message());
    }
    Ok(())
}
