//! Shares that platforms judge by beside the clock, from counts that the shop's back office tells.

/// A share with the platform's line, if it has one: complaints by enquiries, content customers by
/// ratings, left messages by enquiries.
///
/// ```
/// use kfrules::SHARES;
///
/// let find = |id| SHARES.iter().find(|share| share.id == id).expect("a share");
/// // 90 of 100 ratings are good; 85 % must be exceeded.
/// assert_eq!(find("jd@2021-satisfaction").passes(90, 100, 100), Some(true));
/// // Ten ratings are too few.
/// assert_eq!(find("jd@2021-satisfaction").passes(0, 10, 10), None);
/// // The platform tells no line for complaints: the share is all there is.
/// assert_eq!(find("pdd@complaint-1d").rate(3, 400), Some(0.0075));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Share {
    /// Platform and version.
    pub id: &'static str,
    /// What is divided by what, in Chinese.
    pub title: &'static str,
    /// Numbers of the facts it comes from; empty if it comes from elsewhere.
    pub facts: &'static [u32],
    /// What must be counted to be assessed at all, in Chinese, and at least how many.
    pub gate: (&'static str, u64),
    line: Line,
}

/// What passes, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Unknown,
    AtLeast(u64),
    MoreThan(u64),
    LessThan(u64),
}

impl Share {
    /// `part` of `whole`; `None` of nothing. Complaints are counted by times and can exceed 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn rate(&self, part: u64, whole: u64) -> Option<f64> {
        (whole > 0).then(|| part as f64 / whole as f64)
    }

    /// Whether `part` of `whole` passes, when the gate counts `gate`; `None` if it is not assessed or
    /// the line is not known.
    #[must_use]
    pub fn passes(&self, part: u64, whole: u64, gate: u64) -> Option<bool> {
        if gate < self.gate.1 || whole == 0 {
            return None;
        }
        let (part, whole) = (u128::from(part) * 100, u128::from(whole));
        match self.line {
            Line::Unknown => None,
            Line::AtLeast(percent) => Some(part >= whole * u128::from(percent)),
            Line::MoreThan(percent) => Some(part > whole * u128::from(percent)),
            Line::LessThan(percent) => Some(part < whole * u128::from(percent)),
        }
    }
}

const fn share(
    id: &'static str,
    facts: &'static [u32],
    title: &'static str,
    gate: (&'static str, u64),
    line: Line,
) -> Share {
    Share { id, title, facts, gate, line }
}

/// All shares that are known. 拼多多 tells its complaint rate in two versions, by consumers of one
/// day and by complaints of 30 days, and a line for neither.
pub const SHARES: &[Share] = &[
    share("pdd@complaint-1d", &[], "当日投诉人数 / 当日咨询人数", ("咨询人数", 1), Line::Unknown),
    share(
        "pdd@complaint-30d",
        &[11],
        "近30天投诉次数 / 近30天咨询人数",
        ("咨询人数", 1),
        Line::Unknown,
    ),
    share(
        "kuaishou@2021-satisfaction",
        &[133],
        "满意 /（满意＋一般＋失望）",
        ("评价", 1),
        Line::AtLeast(80),
    ),
    share("taobao@2022-07-satisfaction", &[], "满意 / 评价", ("评价", 1), Line::AtLeast(70)),
    share("taobao@2025-satisfaction", &[], "满意 / 评价", ("评价", 30), Line::AtLeast(70)),
    share(
        "jd@2021-satisfaction",
        &[],
        "（非常满意＋满意）/ 评价",
        ("评价", 11),
        Line::MoreThan(85),
    ),
    share("jd@2021-left-messages", &[], "留言 /（留言＋咨询）", ("咨询", 301), Line::LessThan(50)),
];

/// The points that 京东 takes in a month in which so many of satisfaction, mean wait and left
/// messages fail: −2 for one, −4 for two, −8 for all three. What is not assessed does not fail.
///
/// ```
/// use kfrules::{SHARES, jd_defect_points};
///
/// let find = |id| SHARES.iter().find(|share| share.id == id).expect("a share");
/// // 80 of 100 ratings are good, 400 of 900 contacts were left messages; the mean wait is the
/// // verdict of the profile jd@2021-avg.
/// let satisfaction = find("jd@2021-satisfaction").passes(80, 100, 100);
/// let left_messages = find("jd@2021-left-messages").passes(400, 900, 500);
/// let mean_wait = Some(false);
/// let failed = [satisfaction, left_messages, mean_wait].map(|passes| passes == Some(false));
/// assert_eq!(jd_defect_points(failed.map(u32::from).iter().sum()), -4);
/// assert_eq!([0, 1, 2, 3].map(jd_defect_points), [0, -2, -4, -8]);
/// ```
#[must_use]
pub fn jd_defect_points(failed: u32) -> i32 {
    match failed {
        0 => 0,
        1 => -2,
        2 => -4,
        _ => -8,
    }
}
