//! The packs that come with the library.

use crate::error::Error;
use crate::pack::Pack;
use crate::pack::closest::did_you_mean;
use crate::sources::source;

/// The ids that [`Ruleset::platform`](crate::Ruleset::platform) knows: 拼多多, 淘宝, 天猫, 京东, 抖音,
/// 快手, 苏宁, and what they have in common.
pub const PLATFORMS: [&str; 8] =
    ["pdd", "taobao", "tmall", "jd", "douyin", "kuaishou", "suning", "common"];

pub(crate) fn is_bundled(id: &str) -> bool {
    PLATFORMS.contains(&id)
}

impl Pack {
    /// A pack that comes with the library, by its platform or `common`.
    ///
    /// # Errors
    ///
    /// If there is no such pack.
    pub fn bundled(id: &str) -> Result<Pack, Error> {
        let source = source(id).ok_or_else(|| {
            let hint = did_you_mean(id, PLATFORMS);
            let there_are = || format!(": there are {}", PLATFORMS.join(", "));
            let list = if hint.is_empty() { there_are() } else { hint };
            Error::new(format!("no platform `{id}`{list}"))
        })?;
        Pack::from_toml_named(&format!("{id}.toml"), source)
    }
}
