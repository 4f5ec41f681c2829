//! Times the engines of one bench in turns, so that a slow spell of the machine meets them all.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::clock;
use crate::definition::Measure;
use crate::engine::{Engine, Maker};

/// How often every engine has its turn.
const ROUNDS: usize = 15;

/// An engine's turn lasts at least this long, far above what the clock can tell apart.
const SHORTEST_TURN: Duration = Duration::from_millis(5);

/// One engine of a bench.
pub(crate) struct Contestant {
    pub(crate) engine: Box<dyn Engine>,
    pub(crate) maker: Maker,
}

/// What was measured of one engine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Timing {
    /// Seconds for all texts once (or to get ready once), or bytes: the median of the rounds.
    pub(crate) amount: f64,
    /// Times the first engine's amount of the same round: the median of the rounds.
    pub(crate) ratio: f64,
    /// How far the middle half of the rounds lies apart, in percent of the median.
    pub(crate) apart_percent: f64,
}

/// Times every engine; the first is the measure of the others.
pub(crate) fn time(
    contestants: &mut [Contestant],
    measure: Measure,
    texts: &[String],
) -> Result<Vec<Timing>, String> {
    let mut repeats = Vec::new();
    for contestant in contestants.iter_mut() {
        let once = turn(contestant, measure, texts, 1)?;
        let wanted = SHORTEST_TURN.as_secs_f64() / once.max(1e-9);
        // Bounded, so that the conversion cannot go wrong.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 to 100,000"
        )]
        repeats.push(wanted.ceil().clamp(1.0, 100_000.0) as u32);
    }
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let turns = contestants.iter_mut().zip(&repeats);
        found.push(
            turns
                .map(|(contestant, &repeats)| turn(contestant, measure, texts, repeats))
                .collect::<Result<Vec<f64>, String>>()?,
        );
    }
    Ok((0..contestants.len()).map(|index| summary(&found, index)).collect())
}

/// Seconds for one of several repetitions.
fn turn(
    contestant: &mut Contestant,
    measure: Measure,
    texts: &[String],
    repeats: u32,
) -> Result<f64, String> {
    if measure == Measure::Process {
        // What passes until another process has ended is not this one's work.
        let start = Instant::now();
        for _ in 0..repeats {
            black_box((contestant.maker)()?.count(black_box(&texts[0])));
        }
        return Ok(start.elapsed().as_secs_f64() / f64::from(repeats));
    }
    let start = clock::now();
    for _ in 0..repeats {
        match measure {
            Measure::Ready => _ = (contestant.maker)()?.count(black_box(&texts[0])),
            _ => {
                let engine = &mut contestant.engine;
                black_box(texts.iter().map(|text| engine.count(black_box(text))).sum::<usize>());
            }
        }
    }
    Ok((clock::now() - start).as_secs_f64() / f64::from(repeats))
}

/// What the rounds tell of one engine; `rounds` has the amounts by round, then by engine.
fn summary(rounds: &[Vec<f64>], index: usize) -> Timing {
    let amounts = sorted(rounds.iter().map(|round| round[index]));
    let ratios = sorted(rounds.iter().map(|round| round[index] / round[0]));
    let (quarter, middle) = (amounts.len() / 4, amounts.len() / 2);
    let apart = amounts[amounts.len() - 1 - quarter] - amounts[quarter];
    Timing {
        amount: amounts[middle],
        ratio: ratios[middle],
        apart_percent: 100.0 * apart / amounts[middle],
    }
}

fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[cfg(test)]
mod tests {
    use super::{Timing, summary};

    #[test]
    fn a_summary_compares_within_rounds() {
        // The machine was four times slower in the second round, for both engines.
        let rounds = [vec![1.0, 2.0], vec![4.0, 8.0], vec![1.0, 2.0], vec![1.0, 3.0]];
        let expected = Timing { amount: 3.0, ratio: 2.0, apart_percent: 0.0 };
        let found = summary(&rounds, 1);
        assert_eq!(found.ratio, expected.ratio);
        assert_eq!(found.amount, expected.amount);
    }
}
