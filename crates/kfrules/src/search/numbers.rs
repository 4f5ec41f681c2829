//! Which messages may hold a number that some rule looks for: most numbers in a chat are of parcels and
//! orders, and to read them takes longer than all else.

use crate::number::{self, NumberKind};
use crate::plan::{Compiled, Role};
use crate::scan::{Alarms, AlarmsBuilder, PLUS, Sifted, Waits, Watch};

/// What the rules look for among numbers.
pub(crate) struct Numbers {
    wanted: Vec<Wanted>,
    /// The fewest letters and digits of all these.
    fewest_latin: usize,
    has_links: bool,
}

/// Kinds of numbers that one rule looks for beside the same cues.
struct Wanted {
    /// How many letters and digits a message has at least that holds one.
    fewest_latin: usize,
    has_links: bool,
    are_addresses: bool,
    /// The words of which one must be there; `None` if a sign may stand for them, or none is asked for.
    cues: Option<Waits>,
    /// Whether a `+` may stand for them.
    takes_plus: bool,
}

impl Numbers {
    /// `cues` gives those of a group of a rule.
    pub(super) fn new<C: Iterator<Item = usize>>(
        rules: &Compiled,
        cues: impl Fn(usize, usize) -> C,
        alarms: &mut AlarmsBuilder,
    ) -> Numbers {
        // The kinds of a group follow each other.
        let groups = rules.number_uses.chunk_by(|a, b| (a.rule, a.role) == (b.rule, b.role));
        let wanted: Vec<Wanted> = groups
            .filter_map(|uses| {
                let Role::Number { group } = uses[0].role else { return None };
                let rule = uses[0].rule;
                let cued = &rules.plans[rule].cued[group];
                let is_plus = |&sign: &char| sign == PLUS;
                let asks_words = cued.asks_cue && cued.signs.iter().all(is_plus);
                let kinds = uses.iter().map(|usage| usage.kind);
                Some(Wanted {
                    fewest_latin: kinds.clone().map(number::fewest_latin).min()?,
                    has_links: kinds.clone().any(|kind| kind == NumberKind::Link),
                    are_addresses: kinds.clone().all(number::is_address),
                    cues: asks_words.then(|| alarms.wait(0, [cues(rule, group)])),
                    takes_plus: cued.signs.iter().any(is_plus),
                })
            })
            .collect();
        let fewest_latin = wanted.iter().map(|it| it.fewest_latin).min().unwrap_or(usize::MAX);
        let has_links = wanted.iter().any(|it| it.has_links);
        Numbers { wanted, fewest_latin, has_links }
    }

    /// Whether a message may hold any number of these, beside its cues or not.
    pub(crate) fn may_be_in(&self, sifted: &Sifted) -> bool {
        self.may_be_any_in(sifted) && self.wanted.iter().any(|wanted| wanted.may_be_in(sifted))
    }

    /// The same of those that count: which have their cues in the message.
    pub(crate) fn may_count_in(
        &self,
        sifted: &Sifted,
        alarms: &Alarms,
        watch: &mut Watch<'_>,
    ) -> bool {
        self.may_be_any_in(sifted)
            && self.wanted.iter().any(|wanted| {
                let has_cue = |cues| {
                    wanted.takes_plus && sifted.reading.has_plus || alarms.may_be_met(cues, watch)
                };
                wanted.may_be_in(sifted) && wanted.cues.is_none_or(has_cue)
            })
    }

    fn may_be_any_in(&self, sifted: &Sifted) -> bool {
        !self.wanted.is_empty() && number::may_be_in(sifted, self.fewest_latin, self.has_links)
    }
}

impl Wanted {
    fn may_be_in(&self, sifted: &Sifted) -> bool {
        number::may_be_in(sifted, self.fewest_latin, self.has_links)
            && (!self.are_addresses || number::may_hold_address(&sifted.reading))
    }
}
