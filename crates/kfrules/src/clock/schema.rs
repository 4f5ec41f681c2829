//! The shape of a profile file, and what in it cannot be.

use serde::{Deserialize, Serialize};

use super::time::SECOND_US;
use crate::rule::{Confidence, Sender, Source};

/// A profile as written. The words are those of `docs/clock.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) since: String,
    pub(super) confidence: Confidence,
    pub(super) unit: Unit,
    pub(super) measure: Measure,
    /// Opening and closing time: the first is in, the second out.
    pub(super) window: [TimeOfDay; 2],
    pub(super) limit_seconds: Option<u32>,
    pub(super) replies: Vec<Sender>,
    #[serde(default)]
    pub(super) stage: Stage,
    #[serde(default)]
    pub(super) counted_by: CountedBy,
    #[serde(default)]
    pub(super) judged: Judged,
    #[serde(default)]
    pub(super) unanswered: Unanswered,
    pub(super) cap_seconds: Option<u32>,
    #[serde(default)]
    pub(super) later_day: LaterDay,
    #[serde(default)]
    pub(super) robot: Robot,
    #[serde(default)]
    pub(super) transfer: Transfer,
    #[serde(default)]
    pub(super) offline: Offline,
    #[serde(default)]
    pub(super) rejoin_seconds: u32,
    pub(super) pass: Option<PassLine>,
    #[serde(default)]
    pub(super) penalties: Vec<Penalty>,
    pub(super) sources: Vec<Source>,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident, $($(#[$variant_doc:meta])* $variant:ident,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            pub(super) enum $name {
                #[default]
                $(#[$first_doc])*
                $first,
                $($(#[$variant_doc])* $variant),*
            }
        )*
    };
}

choices! {
    /// What is counted.
    Unit { ConsumerDay, Turn, Session, }
    /// Whether the share in time is the metric, or the mean.
    Measure { Rate, Mean, }
    /// Which part of a conversation is looked at.
    Stage {
        Whole,
        /// What comes after the customer reached human service; sessions matter.
        Human,
    }
    /// Whose instant decides the day and whether the window holds it.
    CountedBy {
        Opening,
        /// The beginning of the human stage.
        Stage,
    }
    /// What of a session is judged.
    Judged { FirstReply, EveryTurn, }
    /// What an unanswered unit is.
    Unanswered { Bad, LeftOut, }
    /// What becomes of a turn that is not answered on its own day.
    LaterDay {
        /// Any later reply still answers it.
        Followed,
        /// A later reply puts it on neither side; no reply leaves it unanswered.
        LeftOut,
        Unanswered,
    }
    /// What a robot's message does to an open turn.
    Robot { Ignored, LeavesOut, }
    /// What passing the customer on does to an open turn.
    Transfer { Ignored, Unanswered, }
    /// What a left message does to a session.
    Offline {
        Ignored,
        /// It is left out, if no agent had written before.
        LeavesOut,
        Bad,
    }
    /// What is judged together.
    Period { Day, Week, Month, Last30Days, }
}

/// What must be reached to pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PassLine {
    pub(super) period: Period,
    /// Fewer units are not assessed.
    #[serde(default)]
    pub(super) least_units: u64,
    pub(super) rate_percent: Option<u64>,
    pub(super) mean_seconds: Option<u64>,
    /// Whether a mean of just that many seconds passes.
    #[serde(default)]
    pub(super) inclusive: bool,
}

/// What the platform does about a bad period. All conditions that are given must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Penalty {
    pub(super) name: String,
    pub(super) sanction: String,
    pub(super) period: Period,
    #[serde(default)]
    pub(super) least_units: u64,
    #[serde(default)]
    pub(super) least_bad: u64,
    /// The rate is this or more.
    pub(super) from_percent: Option<u64>,
    /// The rate is less than this.
    pub(super) below_percent: Option<u64>,
    /// Number of the fact it comes from.
    pub(super) fact: Option<u32>,
}

/// A time of day as `08:00`; `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct TimeOfDay(u32);

impl TryFrom<String> for TimeOfDay {
    type Error = String;

    fn try_from(text: String) -> Result<TimeOfDay, String> {
        let parts = text.split_once(':').filter(|(hour, minute)| hour.len() + minute.len() == 4);
        let read = |part: &str| part.parse::<u32>().ok();
        let minutes = parts.and_then(|(hour, minute)| match (read(hour)?, read(minute)?) {
            (hour, minute) if hour < 24 && minute < 60 || (hour, minute) == (24, 0) => {
                Some(hour * 60 + minute)
            }
            _ => None,
        });
        minutes.map(TimeOfDay).ok_or_else(|| format!("`{text}` is not a time such as 08:00"))
    }
}

impl From<TimeOfDay> for String {
    fn from(TimeOfDay(minutes): TimeOfDay) -> String {
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Rules {
    pub(super) fn limit_us(&self) -> Option<i64> {
        self.limit_seconds.map(|seconds| i64::from(seconds) * SECOND_US)
    }

    pub(super) fn rejoin_us(&self) -> i64 {
        i64::from(self.rejoin_seconds) * SECOND_US
    }

    /// Whether the window holds a time of day.
    pub(super) fn is_open(&self, time_of_day_us: i64) -> bool {
        let [from, to] = self.window.map(|time| i64::from(time.0) * 60 * SECOND_US);
        (from..to).contains(&time_of_day_us)
    }

    /// The first field that says what cannot be, and why.
    pub(super) fn validate(&self) -> Result<(), (&'static str, &'static str)> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-@".contains(c);
        let human = self.stage == Stage::Human;
        let session = self.unit == Unit::Session;
        let turns = self.unit == Unit::Turn && !human;
        let wrong = [
            (
                "id",
                !self.id.chars().all(plain)
                    || self.id.split('@').filter(|p| !p.is_empty()).count() != 2,
                "must be a platform and a version joined by @, of a-z, 0-9, _ and -",
            ),
            ("sources", self.sources.is_empty(), "is empty: say where the profile comes from"),
            ("window", self.window[0] >= self.window[1], "must begin before it ends"),
            ("limit_seconds", self.limit_seconds == Some(0), "must not be 0"),
            (
                "limit_seconds",
                self.measure == Measure::Rate && self.limit_seconds.is_none(),
                "is missing: a rate needs it",
            ),
            (
                "limit_seconds",
                self.measure == Measure::Mean && self.limit_seconds.is_some(),
                "has no meaning for a mean",
            ),
            ("replies", self.replies.is_empty(), "is empty: nothing would ever be an answer"),
            (
                "replies",
                self.replies
                    .iter()
                    .any(|s| !matches!(s, Sender::Agent | Sender::Assist | Sender::Robot)),
                "may hold agent, assist and robot",
            ),
            (
                "replies",
                human && self.replies.contains(&Sender::Robot),
                "cannot hold robot in the human stage",
            ),
            ("stage", session && !human, "must be human for sessions"),
            (
                "measure",
                self.measure == Measure::Mean
                    && (self.unit == Unit::ConsumerDay || self.judged == Judged::EveryTurn),
                "cannot be the mean of this unit",
            ),
            (
                "counted_by",
                self.counted_by == CountedBy::Stage && !human,
                "stage needs the human stage",
            ),
            ("judged", self.judged == Judged::EveryTurn && !session, "is for sessions"),
            (
                "unanswered",
                self.unanswered == Unanswered::LeftOut && self.unit == Unit::ConsumerDay,
                "cannot be left-out for consumer-days",
            ),
            (
                "cap_seconds",
                self.cap_seconds.is_some()
                    != (self.measure == Measure::Mean && self.unanswered == Unanswered::Bad),
                "is needed for a mean that counts unanswered units, and for nothing else",
            ),
            ("later_day", self.later_day != LaterDay::Followed && !turns, "is for whole turns"),
            ("robot", self.robot != Robot::Ignored && !turns, "is for whole turns"),
            ("transfer", self.transfer != Transfer::Ignored && !turns, "is for whole turns"),
            ("offline", self.offline != Offline::Ignored && !human, "needs the human stage"),
            (
                "offline",
                self.offline == Offline::LeavesOut && self.replies != [Sender::Agent],
                "can leave sessions out only where agents alone reply",
            ),
            (
                "offline",
                self.offline == Offline::Bad && self.judged != Judged::EveryTurn,
                "can be bad only where every turn of a session is judged",
            ),
            ("rejoin_seconds", self.rejoin_seconds > 0 && !human, "needs the human stage"),
            (
                "pass",
                self.pass.as_ref().is_some_and(|line| {
                    let rate = self.measure == Measure::Rate;
                    line.rate_percent.is_some() != rate || line.mean_seconds.is_some() == rate
                }),
                "needs rate_percent for a rate, mean_seconds for a mean",
            ),
            (
                "pass",
                self.pass.as_ref().is_some_and(|line| line.rate_percent > Some(100)),
                "cannot ask for more than 100 percent",
            ),
            (
                "penalties",
                self.penalties.iter().any(|penalty| {
                    penalty.from_percent.or(penalty.below_percent).is_none()
                        && penalty.least_bad == 0
                }),
                "need from_percent, below_percent or least_bad",
            ),
            (
                "penalties",
                self.penalties.iter().any(|penalty| {
                    penalty
                        .below_percent
                        .is_some_and(|below| below > 100 || penalty.from_percent >= Some(below))
                }),
                "must have from_percent below below_percent, and that not above 100",
            ),
            (
                "penalties",
                self.measure == Measure::Mean && !self.penalties.is_empty(),
                "are for rates",
            ),
        ];
        match wrong.into_iter().find(|(_, is_wrong, _)| *is_wrong) {
            Some((field, _, cause)) => Err((field, cause)),
            None => Ok(()),
        }
    }
}
