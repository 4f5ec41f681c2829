//! Arbitrary bytes as calls of the C functions: their texts, lengths and numbers, and their order.

mod calls;
mod input;
mod world;

use calls::CALLS;
use input::Input;
use world::World;

/// What came of the calls.
#[derive(Debug, Default)]
pub struct Tally {
    /// How often each status was given, by its number.
    pub statuses: [usize; 13],
    /// How often each call succeeded, by its place in the list of calls.
    pub successes: Vec<usize>,
}

/// Makes the calls that the bytes stand for. Panics if one of them does what the header rules out.
pub fn drive(bytes: &[u8]) {
    run(bytes, &mut Tally::default());
}

/// The same, and counts.
pub fn run(bytes: &[u8], tally: &mut Tally) {
    let mut input = Input::new(bytes);
    let mut world = World::default();
    tally.successes.resize(CALLS.len(), 0);
    while let Some(choice) = input.choice(CALLS.len()) {
        let status = CALLS[choice](&mut world, &mut input);
        world::expect_told(status);
        tally.statuses[status as usize] += 1;
        tally.successes[choice] += usize::from(status == kfrules_capi::kf_status::KF_OK);
    }
    world.free(&mut input);
}
