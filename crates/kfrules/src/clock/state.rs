//! What is remembered of one conversation between two events, and what an event changes.

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::agents::Agent;
use super::event::Kind;
use super::moment::{Mark, Moment};
use super::schema::{CountedBy, Judged, LaterDay, Offline, Rules, Stage, Unanswered, Unit};
use super::session::{Open, Session};
use super::time::{Day, SECOND_US, Zone};
use crate::rule::Sender;

/// Something decided: a turn, a session, or the questions of a consumer-day that one reply answers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    pub(super) day: Day,
    /// The question, and whose it is.
    pub(super) open: Open,
    pub(super) replied: Option<Mark>,
    pub(super) is_good: bool,
    /// Whether the metric counts it; if not it is only told of.
    pub(super) counts: bool,
    /// What it adds to the sum of a mean.
    pub(super) seconds_us: i64,
}

impl Outcome {
    /// Whether its day is not forgotten, if days before `first` are.
    pub(super) fn is_kept(&self, first: Option<Day>) -> bool {
        first.is_none_or(|first| self.day >= first)
    }
}

/// By what a profile judges: its rules and the shop's zone.
#[derive(Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) rules: &'a Rules,
    pub(super) zone: Zone,
}

impl Judge<'_> {
    fn day(&self, at_us: i64) -> Day {
        self.zone.day(at_us)
    }

    fn counts_at(&self, at_us: i64) -> bool {
        self.rules.is_open(self.zone.time_of_day_us(at_us))
    }
}

/// A conversation so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    /// The agent last named.
    pub(super) agent: Option<Agent>,
    /// At most one for turns; for consumer-days the first question of each day.
    open: SmallVec<[Open; 1]>,
    /// Only where the human stage is looked at.
    session: Option<Box<Session>>,
}

impl State {
    /// Goes one event further; what it decides is added to `out`.
    pub(super) fn apply(&mut self, judge: Judge<'_>, moment: &Moment, out: &mut Vec<Outcome>) {
        let rules = judge.rules;
        if moment.agent.is_some() {
            self.agent = moment.agent;
        }
        if rules.stage == Stage::Human {
            self.follow_session(judge, moment, out);
        }
        if moment.is_from_customer() {
            self.ask(judge, moment, out);
        } else if moment.is_reply(rules) {
            self.reply(judge, moment, out);
        } else if moment.leaves_out(rules) {
            self.open.clear();
        } else if moment.leaves_unanswered(rules) {
            self.leave_unanswered(judge, out);
        }
    }

    /// What would be decided if nothing came any more.
    pub(super) fn finish(&mut self, judge: Judge<'_>, out: &mut Vec<Outcome>) {
        match self.session.take() {
            Some(session) => self.end_session(judge, &session, out),
            None => self.leave_unanswered(judge, out),
        }
    }

    /// Whether somebody may wait: surely true of those who do.
    pub(super) fn may_wait(&self, rules: &Rules) -> bool {
        match (rules.unit, rules.judged) {
            (Unit::Session, Judged::FirstReply) => {
                self.session.as_deref().is_some_and(|session| !session.is_answered)
            }
            _ => !self.open.is_empty(),
        }
    }

    /// Since when questions wait for an answer that would count.
    pub(super) fn waits_since(&self, judge: Judge<'_>) -> SmallVec<[Mark; 1]> {
        let session = self.session.as_deref();
        if session.is_some_and(|session| session.begin().is_none() || self.is_left_out(judge)) {
            return SmallVec::new();
        }
        let mut since: SmallVec<[Mark; 1]> = match (judge.rules.unit, judge.rules.judged) {
            (Unit::Session, Judged::FirstReply) => {
                let unanswered = session.filter(|session| !session.is_answered);
                unanswered.and_then(Session::begin).into_iter().collect()
            }
            _ => self.open.iter().map(|open| open.since).collect(),
        };
        since.retain(|since| judge.counts_at(self.anchor(judge, *since).at_us));
        since
    }

    fn is_left_out(&self, judge: Judge<'_>) -> bool {
        judge.rules.offline == Offline::LeavesOut
            && self.session.as_deref().is_some_and(|session| session.left_message)
    }

    /// What decides day and window of a unit that began at `opened`.
    fn anchor(&self, judge: Judge<'_>, opened: Mark) -> Mark {
        let by_stage =
            judge.rules.unit == Unit::Session || judge.rules.counted_by == CountedBy::Stage;
        let begin = self.session.as_deref().and_then(Session::begin);
        begin.filter(|_| by_stage).unwrap_or(opened)
    }

    fn follow_session(&mut self, judge: Judge<'_>, moment: &Moment, out: &mut Vec<Outcome>) {
        let at_us = moment.mark.at_us;
        let mut session = self.session.take().unwrap_or_default();
        if moment.is_from_customer()
            && let Some(closed_us) = session.closed_us.take()
            && at_us.saturating_sub(closed_us) >= judge.rules.rejoin_us()
        {
            self.end_session(judge, &session, out);
            session = Box::default();
        }
        match (moment.kind, moment.from) {
            (Kind::Close, _) => session.closed_us = Some(at_us),
            (Kind::Handoff, _) if !session.is_decided => {
                // What was asked before belongs to the robot.
                session.hand_off(moment.mark);
                self.open.clear();
            }
            (Kind::Offline, _) => session.offline(moment.mark),
            (Kind::Message, Sender::Robot) => session.has_robot = true,
            (Kind::Message, Sender::Agent) => {
                session.is_decided = true;
                session.has_agent = true;
            }
            (Kind::Message, Sender::Assist) => session.is_decided = true,
            _ => {}
        }
        if moment.is_from_customer() {
            session.ask(moment.mark, self.agent);
        }
        self.session = Some(session);
    }

    fn ask(&mut self, judge: Judge<'_>, moment: &Moment, out: &mut Vec<Outcome>) {
        let day = judge.day(moment.mark.at_us);
        let same_day = |open: &Open| judge.day(open.since.at_us) == day;
        let opens = match judge.rules.unit {
            Unit::ConsumerDay => {
                judge.counts_at(moment.mark.at_us) && !self.open.last().is_some_and(same_day)
            }
            Unit::Turn | Unit::Session => {
                if judge.rules.later_day != LaterDay::Followed && !self.open.iter().all(same_day) {
                    self.leave_unanswered(judge, out);
                }
                self.open.is_empty()
            }
        };
        if opens {
            let until_us = moment.mark.at_us;
            self.open.push(Open { since: moment.mark, until_us, agent: None });
        }
        for open in &mut self.open {
            open.until_us = moment.mark.at_us;
            open.agent = self.agent;
        }
    }

    fn reply(&mut self, judge: Judge<'_>, moment: &Moment, out: &mut Vec<Outcome>) {
        let rules = judge.rules;
        let replied = moment.mark;
        if rules.unit == Unit::Session {
            self.reply_in_session(judge, moment, out);
            return;
        }
        if self.open.is_empty() {
            return;
        }
        let left_out = self.is_left_out(judge);
        for &open in &self.open {
            let anchor = self.anchor(judge, open.since).at_us;
            if left_out || !judge.counts_at(anchor) {
                continue;
            }
            let day = judge.day(open.since.at_us);
            if rules.later_day != LaterDay::Followed && judge.day(replied.at_us) != day {
                if rules.later_day == LaterDay::Unanswered {
                    self.count_unanswered(judge, open, out);
                }
                continue;
            }
            let day = judge.day(anchor);
            let open = Open { agent: moment.agent, ..open };
            out.push(answered(rules, day, open, replied));
        }
        self.open.clear();
    }

    fn reply_in_session(&mut self, judge: Judge<'_>, moment: &Moment, out: &mut Vec<Outcome>) {
        let left_out = self.is_left_out(judge);
        let agent = moment.agent;
        let Some(session) = self.session.as_deref_mut() else { return };
        let Some(begin) = session.begin() else { return };
        if judge.rules.judged == Judged::EveryTurn {
            for open in self.open.drain(..) {
                session.judge(Open { agent, ..open }, Some(moment.mark));
            }
            return;
        }
        let until_us = self.open.last().map_or(begin.at_us, |open| open.until_us);
        self.open.clear();
        if !std::mem::replace(&mut session.is_answered, true)
            && !left_out
            && judge.counts_at(begin.at_us)
        {
            let day = judge.day(begin.at_us);
            let first = Open { since: begin, until_us, agent };
            out.push(answered(judge.rules, day, first, moment.mark));
        }
    }

    /// Ends what is open without an answer.
    fn leave_unanswered(&mut self, judge: Judge<'_>, out: &mut Vec<Outcome>) {
        for &open in &self.open {
            self.count_unanswered(judge, open, out);
        }
        self.open.clear();
    }

    fn count_unanswered(&self, judge: Judge<'_>, open: Open, out: &mut Vec<Outcome>) {
        let anchor = self.anchor(judge, open.since).at_us;
        if judge.counts_at(anchor) {
            out.push(unanswered(judge.rules, judge.day(anchor), open));
        }
    }

    fn end_session(&mut self, judge: Judge<'_>, session: &Session, out: &mut Vec<Outcome>) {
        let rules = judge.rules;
        let open = std::mem::take(&mut self.open);
        if rules.offline == Offline::LeavesOut && session.left_message {
            return;
        }
        let begin = session.begin();
        match (rules.unit, rules.judged) {
            (Unit::Session, Judged::EveryTurn) => {
                let mut session = session.clone();
                // A turn of a robot's session is no turn of the human stage.
                for open in open.into_iter().filter(|_| begin.is_some()) {
                    session.judge(open, None);
                }
                out.extend(every_turn(judge, &session));
            }
            (Unit::Session, Judged::FirstReply) => {
                if let Some(begin) = begin
                    && !session.is_answered
                    && judge.counts_at(begin.at_us)
                {
                    let until_us = open.last().map_or(begin.at_us, |open| open.until_us);
                    let first = Open { since: begin, until_us, agent: session.agent };
                    out.push(unanswered(rules, judge.day(begin.at_us), first));
                }
            }
            (Unit::ConsumerDay | Unit::Turn, _) => {
                let Some(begin) = begin else { return };
                for open in open {
                    let by_stage = rules.counted_by == CountedBy::Stage;
                    let anchor = if by_stage { begin } else { open.since }.at_us;
                    if judge.counts_at(anchor) {
                        out.push(unanswered(rules, judge.day(anchor), open));
                    }
                }
            }
        }
    }
}

/// A session of which every turn is judged, if it counts: its slowest turn decides.
fn every_turn(judge: Judge<'_>, session: &Session) -> Option<Outcome> {
    let offline = session.offline.filter(|_| judge.rules.offline == Offline::Bad);
    let begin = session.begin().or(offline)?;
    if !judge.counts_at(begin.at_us) {
        return None;
    }
    let day = judge.day(begin.at_us);
    if let Some(since) = offline {
        let left = Open { since, until_us: since.at_us, agent: session.agent };
        return Some(unanswered(judge.rules, day, left));
    }
    session.slowest.map(|turn| match turn.replied {
        Some(replied) => answered(judge.rules, day, turn.open, replied),
        None => unanswered(judge.rules, day, turn.open),
    })
}

fn answered(rules: &Rules, day: Day, open: Open, replied: Mark) -> Outcome {
    let wait_us = replied.at_us.saturating_sub(open.since.at_us);
    Outcome {
        day,
        open,
        replied: Some(replied),
        is_good: rules.limit_us().is_none_or(|limit_us| wait_us <= limit_us),
        counts: true,
        seconds_us: cap_us(rules).map_or(wait_us, |cap_us| wait_us.min(cap_us)),
    }
}

fn unanswered(rules: &Rules, day: Day, open: Open) -> Outcome {
    Outcome {
        day,
        open,
        replied: None,
        is_good: false,
        counts: rules.unanswered == Unanswered::Bad,
        seconds_us: cap_us(rules).unwrap_or(0),
    }
}

fn cap_us(rules: &Rules) -> Option<i64> {
    rules.cap_seconds.map(|seconds| i64::from(seconds) * SECOND_US)
}
