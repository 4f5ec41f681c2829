//! Slow and plainly right: each metric straight from its definition, over the whole log at once.

use std::collections::{BTreeMap, BTreeSet};

use kfrules::{Kind, Sender};

/// One event of a log; the customer is always named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) at_us: i64,
    pub(crate) conversation: String,
    pub(crate) customer: String,
    pub(crate) from: Sender,
    pub(crate) kind: Kind,
    pub(crate) agent: String,
    pub(crate) text: String,
}

/// Of each day (counted from 1970-01-01 in Beijing): good, total, sum in microseconds.
pub(crate) type Days = BTreeMap<i64, (u64, u64, i128)>;

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

/// The answer for one profile.
pub(crate) fn report(profile: &str, log: &[Row]) -> Days {
    let mut sorted: Vec<Row> = Vec::new();
    for row in log {
        if !sorted.contains(row) {
            sorted.push(row.clone());
        }
    }
    sorted.sort_by_key(|row| row.at_us);
    let names: BTreeSet<&str> = sorted.iter().map(|row| &*row.conversation).collect();
    let conversations: Vec<Vec<Row>> = (names.iter())
        .map(|name| sorted.iter().filter(|row| row.conversation == *name).cloned().collect())
        .collect();
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
            for (opened, reply) in conversations.iter().flat_map(|rows| turns(rows, HUMAN)) {
                if let Some(reply) = reply.filter(|_| within(opened, 8, 23)) {
                    add(&mut days, opened, true, reply - opened);
                }
            }
            days
        }
        "douyin@2023-avg" => {
            let mut days = Days::new();
            for (_, rows) in sessions(0).iter().filter_map(|rows| human_stage(rows)) {
                for (opened, reply) in turns(&rows, ASSISTED) {
                    if let Some(reply) = reply.filter(|_| within(opened, 8, 23)) {
                        add(&mut days, opened, true, reply - opened);
                    }
                }
            }
            days
        }
        "jd@2021-avg" => {
            let mut days = Days::new();
            for rows in sessions(600).iter().filter(|rows| !is_left_message(rows)) {
                let Some((begin, rows)) = human_stage(rows) else { continue };
                for (opened, reply) in turns(&rows, HUMAN) {
                    if let Some(reply) = reply.filter(|_| within(begin, 9, 23)) {
                        add(&mut days, begin, true, reply - opened);
                    }
                }
            }
            days
        }
        "douyin@2022-session" => {
            let mut days = Days::new();
            for rows in sessions(0) {
                let stage = human_stage(&rows);
                let offline = rows.iter().find(|row| row.kind == Kind::Offline);
                let begin = stage.as_ref().map(|(begin, _)| *begin);
                let Some(begin) = begin.or(offline.map(|row| row.at_us)) else { continue };
                let turns = stage.map(|(_, rows)| turns(&rows, ASSISTED)).unwrap_or_default();
                if !within(begin, 8, 23) || turns.is_empty() && offline.is_none() {
                    continue;
                }
                let in_time = |(opened, reply): &(i64, Option<i64>)| {
                    reply.is_some_and(|reply| reply - opened <= 180_000_000)
                };
                add(&mut days, begin, offline.is_none() && turns.iter().all(in_time), 0);
            }
            days
        }
        "douyin@2023-first" => {
            let mut days = Days::new();
            for (begin, rows) in sessions(0).iter().filter_map(|rows| human_stage(rows)) {
                let first = rows.iter().find(|row| says(row, ASSISTED));
                if let Some(first) = first.filter(|_| within(begin, 8, 23)) {
                    add(&mut days, begin, true, first.at_us - begin);
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

fn add(days: &mut Days, at_us: i64, good: bool, us: i64) {
    let row = days.entry(day(at_us)).or_default();
    row.0 += u64::from(good);
    row.1 += 1;
    row.2 += i128::from(us);
}

/// Section 3: a customer is bad on a day if any message of it is not in time.
fn consumers(parts: &[Vec<Row>], hours: (i64, i64), limit: i64, who: &[Sender]) -> Days {
    let mut bad: BTreeMap<(i64, &str), bool> = BTreeMap::new();
    for rows in parts {
        for (place, row) in rows.iter().enumerate() {
            if !asks(row) || !within(row.at_us, hours.0, hours.1) {
                continue;
            }
            let reply = rows[place..].iter().find(|later| says(later, who));
            let in_time = reply.is_some_and(|reply| reply.at_us - row.at_us <= limit * 1_000_000);
            *bad.entry((day(row.at_us), &row.customer)).or_default() |= !in_time;
        }
    }
    let mut days = Days::new();
    for ((day, _), bad) in bad {
        let row = days.entry(day).or_default();
        row.0 += u64::from(!bad);
        row.1 += 1;
    }
    days
}

/// Section 2.7: opening instants and those of the replies.
fn turns(rows: &[Row], who: &[Sender]) -> Vec<(i64, Option<i64>)> {
    let mut turns: Vec<(i64, Option<i64>)> = Vec::new();
    for row in rows {
        let open = turns.last().is_some_and(|turn| turn.1.is_none());
        if asks(row) && !open {
            turns.push((row.at_us, None));
        } else if says(row, who) && open {
            turns.last_mut().expect("an open turn").1 = Some(row.at_us);
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
            let opened = rows[start].at_us;
            let later = |row: &Row| day(row.at_us) != day(opened);
            let end = (start + 1..rows.len()).find(|&place| {
                let row = &rows[place];
                says(row, SELLER) || row.kind == Kind::Transfer || asks(row) && later(row)
            });
            next = end.unwrap_or(rows.len());
            // `Some(None)` is an unanswered turn, `None` one on neither side.
            let wait = match end.map(|place| &rows[place]) {
                Some(row) if says(row, &[Sender::Robot]) => None,
                Some(row) if says(row, ASSISTED) && !later(row) => Some(Some(row.at_us - opened)),
                Some(row) if says(row, ASSISTED) && !mean => None,
                _ => Some(None),
            };
            let Some(wait) = wait.filter(|_| within(opened, 8, to_hour)) else { continue };
            match (mean, wait) {
                (true, Some(wait)) => add(&mut days, opened, true, wait.min(600_000_000)),
                (true, None) => add(&mut days, opened, false, 600_000_000),
                (false, wait) => {
                    add(&mut days, opened, wait.is_some_and(|wait| wait <= 180_000_000), 0);
                }
            }
        }
    }
    days
}

fn first_replies(sessions: &[Vec<Row>], hours: (i64, i64), limit: i64) -> Days {
    let mut days = Days::new();
    for (begin, rows) in sessions.iter().filter_map(|rows| human_stage(rows)) {
        if within(begin, hours.0, hours.1) {
            let first = rows.iter().find(|row| says(row, HUMAN));
            let good = first.is_some_and(|first| first.at_us - begin <= limit * 1_000_000);
            add(&mut days, begin, good, 0);
        }
    }
    days
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
