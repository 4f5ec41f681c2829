//! Slow and plainly right: each metric straight from its definition, over the whole log at once.

use std::collections::{BTreeMap, BTreeSet};

use kfrules::{Event, Kind, Report, Sender, Zone};

/// Of each day (counted from 1970-01-01 in Beijing) and agent (empty if nobody is known): good,
/// total, sum in microseconds.
pub(crate) type Days = BTreeMap<i64, BTreeMap<String, (u64, u64, i128)>>;

/// An event, and what the log says of it elsewhere.
#[derive(Clone, Debug)]
struct Row {
    at_us: i64,
    line: u64,
    from: Sender,
    kind: Kind,
    /// The customer of the conversation, wherever it is named.
    customer: String,
    agent: String,
    /// The agent last named in the conversation, here or before.
    named: String,
}

/// A turn: the message that opens it, the last customer message before the reply, the reply.
struct Turn<'a> {
    opened: &'a Row,
    asked: &'a Row,
    reply: Option<&'a Row>,
}

/// Of a day and a customer: instants, lines and agents.
type ConsumerDays<'a> = BTreeMap<(i64, &'a str), Vec<(i64, u64, &'a str)>>;

const HOUR: i64 = 3_600_000_000;
const HUMAN: &[Sender] = &[Sender::Agent];
const ASSISTED: &[Sender] = &[Sender::Agent, Sender::Assist];
const SELLER: &[Sender] = &[Sender::Agent, Sender::Assist, Sender::Robot];

fn day(at_us: i64) -> i64 {
    (at_us + 8 * HOUR).div_euclid(24 * HOUR)
}

fn within(at_us: i64, from_hour: i64, to_hour: i64) -> bool {
    let time = (at_us + 8 * HOUR).rem_euclid(24 * HOUR);
    time >= from_hour * HOUR && time < to_hour * HOUR
}

fn asks(row: &Row) -> bool {
    row.from == Sender::Customer && matches!(row.kind, Kind::Message | Kind::Offline)
}

fn says(row: &Row, who: &[Sender]) -> bool {
    row.kind == Kind::Message && who.contains(&row.from)
}

impl Turn<'_> {
    fn wait_us(&self) -> Option<i64> {
        self.reply.map(|reply| reply.at_us - self.opened.at_us)
    }

    /// Section 2.11: the agent of the reply, without one the agent last named before or at the last
    /// customer message.
    fn agent(&self) -> &str {
        self.reply.map_or(&self.asked.named, |reply| &reply.agent)
    }
}

/// Sections 2.2 to 2.4: without copies, in order, by conversation.
fn conversations(log: &[Event<'_>]) -> Vec<Vec<Row>> {
    let is_copy = |a: &Event<'_>, b: &Event<'_>| a.line(b.line) == *b;
    let mut sorted: Vec<Event<'_>> = Vec::new();
    for event in log {
        if !sorted.iter().any(|known| is_copy(known, event)) {
            sorted.push(*event);
        }
    }
    sorted.sort_by_key(|event| event.at_us);
    let names: BTreeSet<&str> = sorted.iter().map(|event| event.conversation).collect();
    let rows = |name: &str| {
        let own: Vec<Event<'_>> =
            sorted.iter().filter(|event| event.conversation == name).copied().collect();
        let customer = own.iter().map(|event| event.customer).find(|name| !name.is_empty());
        let mut named = String::new();
        let row = |event: &Event<'_>| {
            if !event.agent.is_empty() {
                named = event.agent.to_owned();
            }
            Row {
                at_us: event.at_us,
                line: event.line,
                from: event.from,
                kind: event.kind,

                customer: customer.unwrap_or(name).to_owned(),
                agent: event.agent.to_owned(),
                named: named.clone(),
            }
        };
        own.iter().map(row).collect()
    };
    names.into_iter().map(rows).collect()
}

/// The answer for one profile.
pub(crate) fn report(profile: &str, log: &[Event<'_>]) -> Days {
    let conversations = conversations(log);
    let sessions = |rejoin_seconds: i64| -> Vec<Vec<Row>> {
        conversations.iter().flat_map(|rows| split(rows, rejoin_seconds)).collect()
    };
    match profile {
        "pdd@2018-valid1h" => consumers(&conversations, (8, 23), 3600, SELLER),
        "pdd@2019-5min" => consumers(&conversations, (8, 23), 300, SELLER),
        "pdd@2020-3min-human" => consumers(&conversations, (8, 23), 180, HUMAN),
        "kuaishou@2021-3min" => consumers(&conversations, (8, 24), 180, SELLER),
        "kuaishou@2023-3min-human" => {
            let kept: Vec<Vec<Row>> = (sessions(0).into_iter())
                .filter(|rows| !is_left_message(rows))
                .map(|rows| human_stage(&rows).map(|(_, rows)| rows).unwrap_or_default())
                .collect();
            consumers(&kept, (8, 23), 180, HUMAN)
        }
        "taobao@2021-3min" => taobao(&conversations, 24, false),
        "taobao@2022-07" | "taobao@2023-03" | "taobao@2025" => taobao(&conversations, 23, false),
        "tmall@2022-avg" => taobao(&conversations, 23, true),
        "pdd@avg-human" => {
            let mut days = Days::new();
            for rows in &conversations {
                for turn in turns(rows, HUMAN) {
                    if let Some(wait_us) = turn.wait_us()
                        && within(turn.opened.at_us, 8, 23)
                    {
                        add(&mut days, day(turn.opened.at_us), turn.agent(), true, wait_us);
                    }
                }
            }
            days
        }
        "douyin@2023-avg" => {
            let mut days = Days::new();
            for (_, rows) in sessions(0).iter().filter_map(|rows| human_stage(rows)) {
                for turn in turns(&rows, ASSISTED) {
                    if let Some(wait_us) = turn.wait_us()
                        && within(turn.opened.at_us, 8, 23)
                    {
                        add(&mut days, day(turn.opened.at_us), turn.agent(), true, wait_us);
                    }
                }
            }
            days
        }
        "jd@2021-avg" => {
            let mut days = Days::new();
            for rows in sessions(600).iter().filter(|rows| !is_left_message(rows)) {
                let Some((begin, rows)) = human_stage(rows) else { continue };
                for turn in turns(&rows, HUMAN) {
                    if let Some(wait_us) = turn.wait_us()
                        && within(begin, 9, 23)
                    {
                        add(&mut days, day(begin), turn.agent(), true, wait_us);
                    }
                }
            }
            days
        }
        "douyin@2022-session" => every_turn(&sessions(0)),
        "douyin@2023-first" => {
            let mut days = Days::new();
            for (begin, rows) in sessions(0).iter().filter_map(|rows| human_stage(rows)) {
                let first = rows.iter().find(|row| says(row, ASSISTED));
                if let Some(first) = first.filter(|_| within(begin, 8, 23)) {
                    add(&mut days, day(begin), &first.agent, true, first.at_us - begin);
                }
            }
            days
        }
        "jd@2021-first30" => {
            let kept: Vec<_> =
                sessions(600).into_iter().filter(|rows| !is_left_message(rows)).collect();
            first_replies(&kept, (9, 23), 30)
        }
        "suning@2023-12" => first_replies(&sessions(0), (9, 24), 180),
        _ => panic!("no oracle for {profile}"),
    }
}

fn add(days: &mut Days, day: i64, agent: &str, good: bool, us: i64) {
    let row = days.entry(day).or_default().entry(agent.to_owned()).or_default();
    row.0 += u64::from(good);
    row.1 += 1;
    row.2 += i128::from(us);
}

/// Section 3: a customer is bad on a day if any message of it is not in time.
fn consumers(parts: &[Vec<Row>], hours: (i64, i64), limit: i64, who: &[Sender]) -> Days {
    // Of each consumer-day: messages not in time, and replies to those in time, each with its agent.
    let mut bad = ConsumerDays::new();
    let mut good = ConsumerDays::new();
    for rows in parts {
        for (place, row) in rows.iter().enumerate() {
            if !asks(row) || !within(row.at_us, hours.0, hours.1) {
                continue;
            }
            let key = (day(row.at_us), &*row.customer);
            let later = &rows[place..];
            match later.iter().find(|later| says(later, who)) {
                Some(reply) if reply.at_us - row.at_us <= limit * 1_000_000 => {
                    good.entry(key).or_default().push((reply.at_us, reply.line, &reply.agent));
                }
                Some(reply) => {
                    bad.entry(key).or_default().push((row.at_us, row.line, &reply.agent));
                }
                None => {
                    let asked = later.iter().rfind(|row| asks(row)).expect("the message itself");
                    bad.entry(key).or_default().push((row.at_us, row.line, &asked.named));
                }
            }
        }
    }
    let mut days = Days::new();
    for ((day, _), messages) in &bad {
        let first = messages.iter().min_by_key(|message| (message.0, message.1));
        add(&mut days, *day, first.expect("one at least").2, false, 0);
    }
    for (key, replies) in good.iter().filter(|(key, _)| !bad.contains_key(*key)) {
        let last = replies.iter().max_by_key(|reply| (reply.0, reply.1));
        add(&mut days, key.0, last.expect("one at least").2, true, 0);
    }
    days
}

/// Section 2.7.
fn turns<'a>(rows: &'a [Row], who: &[Sender]) -> Vec<Turn<'a>> {
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for row in rows {
        let open = turns.last_mut().filter(|turn| turn.reply.is_none());
        match open {
            Some(open) if asks(row) => open.asked = row,
            Some(open) if says(row, who) => open.reply = Some(row),
            None if asks(row) => turns.push(Turn { opened: row, asked: row, reply: None }),
            _ => {}
        }
    }
    turns
}

/// Section 4: what the first event that matters makes of the turn that each opening begins.
fn taobao(conversations: &[Vec<Row>], to_hour: i64, mean: bool) -> Days {
    let mut days = Days::new();
    for rows in conversations {
        let mut next = 0;
        while let Some(start) = (next..rows.len()).find(|&place| asks(&rows[place])) {
            let opened = &rows[start];
            let later = |row: &Row| day(row.at_us) != day(opened.at_us);
            let end = (start + 1..rows.len()).find(|&place| {
                let row = &rows[place];
                says(row, SELLER) || row.kind == Kind::Transfer || asks(row) && later(row)
            });
            next = end.unwrap_or(rows.len());
            let asked = rows[start..next].iter().rfind(|row| asks(row)).unwrap_or(opened);
            let reply = match end.map(|place| &rows[place]) {
                Some(row) if says(row, &[Sender::Robot]) => continue,
                Some(row) if says(row, ASSISTED) && !later(row) => Some(row),
                Some(row) if says(row, ASSISTED) && !mean => continue,
                _ => None,
            };
            if !within(opened.at_us, 8, to_hour) {
                continue;
            }
            let turn = Turn { opened, asked, reply };
            let (day, agent) = (day(opened.at_us), turn.agent());
            match (mean, turn.wait_us()) {
                (true, Some(wait)) => add(&mut days, day, agent, true, wait.min(600_000_000)),
                (true, None) => add(&mut days, day, agent, false, 600_000_000),
                (false, wait) => {
                    let good = wait.is_some_and(|wait| wait <= 180_000_000);
                    add(&mut days, day, agent, good, 0);
                }
            }
        }
    }
    days
}

/// Section 6: sessions in which every turn must be in time. The slowest turn decides.
fn every_turn(sessions: &[Vec<Row>]) -> Days {
    let mut days = Days::new();
    for rows in sessions {
        let stage = human_stage(rows);
        let offline = rows.iter().find(|row| row.kind == Kind::Offline);
        let begin = stage.as_ref().map(|(begin, _)| *begin);
        let Some(begin) = begin.or(offline.map(|row| row.at_us)) else { continue };
        if !within(begin, 8, 23) {
            continue;
        }
        if offline.is_some() {
            add(&mut days, day(begin), last_named(rows), false, 0);
            continue;
        }
        let stage = stage.map(|(_, rows)| rows).unwrap_or_default();
        let turns = turns(&stage, ASSISTED);
        let wait_us = |turn: &Turn<'_>| turn.wait_us().unwrap_or(i64::MAX);
        // Of equal waits the first.
        let Some(slowest) = turns.iter().rev().max_by_key(|turn| wait_us(turn)) else { continue };
        add(&mut days, day(begin), slowest.agent(), wait_us(slowest) <= 180_000_000, 0);
    }
    days
}

fn first_replies(sessions: &[Vec<Row>], hours: (i64, i64), limit: i64) -> Days {
    let mut days = Days::new();
    for session in sessions {
        let Some((begin, rows)) = human_stage(session) else { continue };
        if within(begin, hours.0, hours.1) {
            let first = rows.iter().find(|row| says(row, HUMAN));
            let good = first.is_some_and(|first| first.at_us - begin <= limit * 1_000_000);
            let agent = first.map_or(last_named(session), |first| &first.agent);
            add(&mut days, day(begin), agent, good, 0);
        }
    }
    days
}

/// Section 2.11: the agent last named before or at the session's last customer message.
fn last_named(session: &[Row]) -> &str {
    session.iter().rfind(|row| asks(row)).map_or("", |row| &row.named)
}

/// Section 2.5: the sessions of a conversation.
fn split(rows: &[Row], rejoin_seconds: i64) -> Vec<Vec<Row>> {
    let mut sessions = vec![Vec::new()];
    let mut closed = None;
    for row in rows {
        if row.kind == Kind::Close {
            closed = Some(row.at_us);
        } else if asks(row) {
            let begins = |closed| row.at_us - closed >= rejoin_seconds * 1_000_000;
            if closed.take().is_some_and(begins) {
                sessions.push(Vec::new());
            }
        }
        sessions.last_mut().expect("one at least").push(row.clone());
    }
    sessions
}

/// Section 2.6: where the human stage begins, and what belongs to it.
fn human_stage(rows: &[Row]) -> Option<(i64, Vec<Row>)> {
    let answer = rows.iter().position(|row| says(row, ASSISTED));
    let handoff = rows.iter().position(|row| row.kind == Kind::Handoff);
    if let Some(handoff) = handoff
        && answer.is_none_or(|answer| handoff < answer)
    {
        return Some((rows[handoff].at_us, rows[handoff + 1..].to_vec()));
    }
    if answer.is_none() && rows.iter().any(|row| says(row, &[Sender::Robot])) {
        return None;
    }
    let first = rows.iter().position(asks)?;
    Some((rows[first].at_us, rows[first..].to_vec()))
}

/// 留言: an offline event before the first agent message, or without one.
fn is_left_message(rows: &[Row]) -> bool {
    let agent = rows.iter().position(|row| says(row, HUMAN)).unwrap_or(rows.len());
    rows[..agent].iter().any(|row| row.kind == Kind::Offline)
}

/// A report of the engine in the same words.
pub(crate) fn days(report: &Report) -> Days {
    let mut days = Days::new();
    for (day, counts) in report.days() {
        let start = format!("{day} 00:00:00");
        let start_us = Zone::east_of_utc(0).parse_us(&start).expect("a day of the calendar");
        let agents = days.entry(start_us / (24 * HOUR)).or_default();
        for (agent, tally) in counts.agents() {
            let mean = report.mean_seconds(tally).unwrap_or(0.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "small"
            )]
            let sum_us = (mean * tally.total() as f64 * 1e6).round() as i128;
            let counts = (tally.good(), tally.total(), sum_us);
            agents.insert(agent.unwrap_or_default().to_owned(), counts);
        }
    }
    days
}
