//! A chat copied from 千牛: `昵称 2024-1-1 10:00:00`, then lines of text; one conversation a file.

use kfrules::Zone;

use super::reader::{Fields, Reader};
use super::words::Field;
use crate::failure::Failure;
use crate::input::lines::Lines;

/// A message as copied.
struct Copied {
    line: usize,
    nickname: String,
    at: String,
    text: String,
}

pub(super) fn read(lines: Lines, shops: &[String], reader: &mut Reader<'_>) -> Result<(), Failure> {
    let name = lines.name.clone();
    let mut messages: Vec<Copied> = Vec::new();
    for line in lines {
        let (line, text) = line?;
        if let Some((nickname, at)) = header(&text) {
            let (nickname, at) = (nickname.to_owned(), at.to_owned());
            messages.push(Copied { line, nickname, at, text: String::new() });
        } else if let Some(message) = messages.last_mut() {
            if !message.text.is_empty() {
                message.text.push('\n');
            }
            message.text += text.trim_end();
        } else if !text.trim().is_empty() {
            let cause = "the chat must begin with a line such as `昵称 2024-1-1 10:00:00`";
            return Err(Failure::input(format_args!("{name}:{line}"), cause));
        }
    }
    let is_shop = |nickname: &str| {
        nickname.contains([':', '：']) || shops.iter().any(|shop| shop == nickname)
    };
    let mut customers = messages.iter().filter(|message| !is_shop(&message.nickname));
    let customer = customers.next().map_or("", |first| &first.nickname).to_owned();
    if let Some(other) = customers.find(|message| message.nickname != customer) {
        let cause = format_args!(
            "two customers, `{customer}` and `{}`: give each chat a file of its own, or name the shop with --shop",
            other.nickname
        );
        return Err(Failure::input(format_args!("{name}:{}", other.line), cause));
    }
    let conversation = if customer.is_empty() { &name } else { &customer };
    for message in &messages {
        let from_shop = is_shop(&message.nickname);
        let agent = message.nickname.rsplit([':', '：']).next().filter(|_| from_shop);
        let mut fields = Fields::default();
        fields.set(Field::Conversation, conversation);
        fields.set(Field::Customer, &customer);
        fields.set(Field::At, &message.at);
        fields.set(Field::From, if from_shop { "agent" } else { "customer" });
        fields.set(Field::Agent, agent.unwrap_or_default());
        fields.set(Field::Text, message.text.trim_end());
        reader.add(message.line, &fields)?;
    }
    Ok(())
}

/// Nickname and time, if a line begins a message.
fn header(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_end_matches([':', '：', ')', '）']);
    let (rest, _) = line.rsplit_once(char::is_whitespace)?;
    let (nickname, _) = rest
        .rsplit_once(['(', '（'])
        .or_else(|| rest.trim_end().rsplit_once(char::is_whitespace))?;
    let at =
        line[nickname.len()..].trim_start_matches(|c: char| c.is_whitespace() || "(（".contains(c));
    let nickname = nickname.trim();
    (!nickname.is_empty() && Zone::default().parse_us(at).is_ok()).then_some((nickname, at))
}
