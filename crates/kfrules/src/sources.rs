//! The packs that come with the library, as text. They are read by packs that extend several platforms and
//! by whoever looks at rules, and by no program that only checks, so the library holds them small.

use std::sync::LazyLock;

use crate::builder::base;
use crate::saved::delta;

/// Where each pack ends in the text of all.
static ENDS: &[(&str, usize)] = &include!(concat!(env!("OUT_DIR"), "/packs.ends"));

/// All packs, told by what sets them apart from what is made of them.
static PACKS: LazyLock<String> = LazyLock::new(|| {
    let delta = include_bytes!(concat!(env!("OUT_DIR"), "/packs.delta"));
    let mut all = base();
    let start = delta::append(&mut all, delta).expect("the build script made both");
    String::from_utf8(all.split_off(start)).expect("packs are text")
});

/// The text of a pack that comes with the library.
pub(crate) fn source(id: &str) -> Option<&'static str> {
    let index = ENDS.iter().position(|(name, _)| *name == id)?;
    let start = index.checked_sub(1).map_or(0, |before| ENDS[before].1);
    Some(&PACKS[start..ENDS[index].1])
}
