//! The rule packs that come with kfrules: data only.
//!
//! Each pack is a TOML file. `common` holds what every platform forbids; the others extend it with
//! their own names, sources and rules. The crate is released at the pace of the platforms' rules,
//! not at the library's.

/// The packs, as pairs of an id and the text of the pack file.
pub const PACKS: &[(&str, &str)] = &[
    ("common", include_str!("../packs/common.toml")),
    ("pdd", include_str!("../packs/pdd.toml")),
    ("taobao", include_str!("../packs/taobao.toml")),
    ("tmall", include_str!("../packs/tmall.toml")),
    ("jd", include_str!("../packs/jd.toml")),
    ("douyin", include_str!("../packs/douyin.toml")),
    ("kuaishou", include_str!("../packs/kuaishou.toml")),
    ("suning", include_str!("../packs/suning.toml")),
];
