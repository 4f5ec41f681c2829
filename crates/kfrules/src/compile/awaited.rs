//! Which parts of a near rule wake it: of what must be met together, the rarest.

use crate::plan::{Plan, Role, Use};
use crate::rows::{Rows, Texts};
use crate::text::rarity;

/// Of the parts of a near rule, as many are waited for.
const MOST_PARTS: usize = 3;
/// A part that is met in more places is not worth waiting for.
const TOO_FREQUENT: f32 = 0.02;

/// Tells each near rule which of its parts it waits for, unless that is known from the platform below.
pub(super) fn tell(plans: &mut [Plan], terms: &Texts, uses: &Rows<Use>) {
    // By rule, group and part, how often any of its words is met.
    let rates = |plan: &Plan| plan.near.iter().map(|near| vec![0.0_f32; near.parts]).collect();
    let mut rates: Vec<Vec<Vec<f32>>> = plans.iter().map(rates).collect();
    for (term, plain) in terms.iter().enumerate() {
        for usage in &uses[term] {
            if let Role::Near { group, part } = usage.role
                && plans[usage.rule].near[group].awaited.is_empty()
            {
                rates[usage.rule][group][part] += rarity::of_word(plain);
            }
        }
    }
    for (plan, rates) in plans.iter_mut().zip(&rates) {
        for (near, rates) in plan.near.iter_mut().zip(rates) {
            if near.awaited.is_empty() {
                near.awaited = rarest(rates);
            }
        }
    }
}

/// The parts that are met least often.
fn rarest(rates: &[f32]) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..rates.len()).collect();
    parts.sort_by(|&one, &other| rates[one].total_cmp(&rates[other]));
    let helpful = parts.iter().take(MOST_PARTS).take_while(|&&it| rates[it] < TOO_FREQUENT).count();
    parts.truncate(helpful.max(1));
    parts
}
