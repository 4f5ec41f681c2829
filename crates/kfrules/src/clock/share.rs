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
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Share {
    /// Platform and version.
    pub id: &'static str,
    /// What is divided by what, in Chinese.
    pub title: &'static str,
    /// What must be counted to be assessed at all, in Chinese, and at least how many.
    pub gate: (&'static str, u64),
    /// Numbers of the facts it comes from.
    pub facts: &'static [u32],
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
    title: &'static str,
    gate: (&'static str, u64),
    line: Line,
) -> Share {
    Share { id, title, gate, facts: &[], line }
}

impl Share {
    const fn citing(self, facts: &'static [u32]) -> Share {
        Share { facts, ..self }
    }
}

/// All shares that are known. 拼多多 tells its complaint rate in two versions, of one day and of 30
/// days (fact 11), and a line for neither.
pub const SHARES: [Share; 6] = [
    share("pdd@complaint-1d", "当日投诉人数 / 当日咨询人数", ("咨询人数", 1), Line::Unknown),
    share("pdd@complaint-30d", "近30天投诉次数 / 近30天咨询人数", ("咨询人数", 1), Line::Unknown)
        .citing(&[11]),
    share("kuaishou@2021-satisfaction", "满意 / 评价", ("评价", 1), Line::AtLeast(80))
        .citing(&[133]),
    share("taobao@2025-satisfaction", "满意 / 评价", ("评价", 30), Line::AtLeast(70)),
    share("jd@2021-satisfaction", "（非常满意＋满意）/ 评价", ("评价", 11), Line::MoreThan(85)),
    share("jd@2021-left-messages", "留言 /（留言＋咨询）", ("咨询", 301), Line::LessThan(50)),
];

/// The points that 京东 takes in a month in which so many of satisfaction, mean wait and left
/// messages fail: −2 for one, −4 for two, −8 for all three.
///
/// ```
/// assert_eq!([0, 1, 2, 3].map(kfrules::jd_defect_points), [0, -2, -4, -8]);
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
