//! How much is taken in. Whatever is more is refused with an error that says so; checking a `&str`
//! never fails, so messages are checked however long they are.
//!
//! The limits are far above what shops need; they are there so that the pack or the log of a stranger
//! cannot take all memory or time. `docs/reliability.md` has them in one table.

use crate::error::Error;

/// The longest message, in bytes, that [`Checker::check_bytes`](crate::Checker::check_bytes) takes:
/// positions in it fit in 32 bits with their sign.
///
/// ```
/// assert_eq!(kfrules::limits::LONGEST_MESSAGE, (1 << 31) - 1);
/// ```
pub const LONGEST_MESSAGE: usize = i32::MAX as usize;

/// The largest pack, in bytes of TOML: 16 MiB.
pub const LARGEST_PACK: usize = 16 << 20;

/// The most packs of your own that are put together in one ruleset.
pub const MOST_PACKS: usize = 64;

/// The most rules of a pack, and of a ruleset.
pub const MOST_RULES: usize = 10_000;

/// The most words of a ruleset; a list counts wherever it is used, and words that are allowed count
/// in each rule that they concern.
pub const MOST_WORDS: usize = 1_000_000;

/// The longest word, in symbols: as long as what a pattern may match.
pub const LONGEST_WORD: usize = 200;

/// The most patterns of a ruleset.
pub const MOST_PATTERNS: usize = 10_000;

/// The most memory, in bytes, that the patterns of your own packs take together once they are compiled:
/// 256 MiB. To compile takes time in proportion.
pub const LARGEST_PATTERNS: usize = 256 << 20;

/// The longest name of a conversation, a customer or an agent that a
/// [`ReplyClock`](crate::ReplyClock) takes, in bytes.
pub const LONGEST_NAME: usize = 1_024;

/// The most conversations that a [`ReplyClock`](crate::ReplyClock) remembers;
/// [`forget`](crate::ReplyClock::forget) makes room.
pub const MOST_CONVERSATIONS: usize = 1 << 24;

/// The most days that a [`ReplyClock`](crate::ReplyClock) keeps counts of, some 27 years;
/// [`forget`](crate::ReplyClock::forget) makes room.
pub const MOST_DAYS: usize = 10_000;

/// Refuses what is more than the most.
pub(crate) fn at_most(most: usize, count: usize, of: &str) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    Err(Error::new(format!("{count} {of}; {most} is the most")))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_MESSAGE, at_most};

    // To read so long a message takes 8 GiB.
    #[test]
    fn the_most_is_taken_and_no_more() {
        let most = |count| at_most(LONGEST_MESSAGE, count, "bytes in a message");
        assert!(most(LONGEST_MESSAGE).is_ok() && most(LONGEST_MESSAGE + 1).is_err());
    }
}
