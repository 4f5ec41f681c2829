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

/// The reply-clock profiles, as pairs of an id and the text of the profile file; of each platform the
/// oldest first.
pub const PROFILES: &[(&str, &str)] = &[
    ("pdd@2018-valid1h", include_str!("../profiles/pdd@2018-valid1h.toml")),
    ("pdd@2019-5min", include_str!("../profiles/pdd@2019-5min.toml")),
    ("pdd@2020-3min-human", include_str!("../profiles/pdd@2020-3min-human.toml")),
    ("pdd@avg-human", include_str!("../profiles/pdd@avg-human.toml")),
    ("kuaishou@2021-3min", include_str!("../profiles/kuaishou@2021-3min.toml")),
    ("kuaishou@2023-3min-human", include_str!("../profiles/kuaishou@2023-3min-human.toml")),
    ("taobao@2021-3min", include_str!("../profiles/taobao@2021-3min.toml")),
    ("taobao@2022-07", include_str!("../profiles/taobao@2022-07.toml")),
    ("taobao@2023-03", include_str!("../profiles/taobao@2023-03.toml")),
    ("taobao@2025", include_str!("../profiles/taobao@2025.toml")),
    ("tmall@2022-avg", include_str!("../profiles/tmall@2022-avg.toml")),
    ("douyin@2022-session", include_str!("../profiles/douyin@2022-session.toml")),
    ("douyin@2023-first", include_str!("../profiles/douyin@2023-first.toml")),
    ("douyin@2023-avg", include_str!("../profiles/douyin@2023-avg.toml")),
    ("jd@2021-first30", include_str!("../profiles/jd@2021-first30.toml")),
    ("jd@2021-avg", include_str!("../profiles/jd@2021-avg.toml")),
    ("suning@2023-12", include_str!("../profiles/suning@2023-12.toml")),
];
