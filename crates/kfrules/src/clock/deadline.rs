//! Deadlines of orders and after-sale cases, as the platforms' documents tell them.

use super::time::{SECOND_US, Zone};

const MINUTES_A_DAY: i64 = 24 * 60;

/// Something that must be done, or happens by itself, a set time after something else.
///
/// ```
/// use kfrules::{DEADLINES, Zone};
///
/// let zone = Zone::default();
/// let find = |id| DEADLINES.iter().find(|deadline| deadline.id == id).expect("a deadline");
/// let signed_us = zone.parse_us("2024-05-01 15:20:00")?;
/// let due_us = find("pdd.aftersale.return-7d-168h").due_us(signed_us, zone);
/// assert_eq!(zone.wall_clock(due_us), "2024-05-09 00:00:00");
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deadline {
    /// Platform, matter and name.
    pub id: &'static str,
    /// Numbers of the facts it comes from.
    pub facts: &'static [u32],
    /// What starts it, and what is due, in Chinese.
    pub title: &'static str,
    minutes: i64,
    from_next_day: bool,
}

impl Deadline {
    /// When it ends, in microseconds since 1970-01-01 00:00 UTC, if it was started at `start_us`:
    /// so much later, or so much after the 00:00 that follows on the shop's wall clock.
    #[must_use]
    pub fn due_us(&self, start_us: i64, zone: Zone) -> i64 {
        let start_us = match self.from_next_day {
            true => zone.start_us(zone.day(start_us).plus(1)),
            false => start_us,
        };
        start_us.saturating_add(self.minutes * 60 * SECOND_US)
    }
}

const fn after(
    facts: &'static [u32],
    id: &'static str,
    minutes: i64,
    title: &'static str,
) -> Deadline {
    Deadline { id, facts, title, minutes, from_next_day: false }
}

const fn hours(
    facts: &'static [u32],
    id: &'static str,
    hours: i64,
    title: &'static str,
) -> Deadline {
    after(facts, id, hours * 60, title)
}

const fn days(facts: &'static [u32], id: &'static str, days: i64, title: &'static str) -> Deadline {
    after(facts, id, days * MINUTES_A_DAY, title)
}

/// Days that are counted from the 00:00 after the start.
const fn from_next_day(
    facts: &'static [u32],
    id: &'static str,
    days: i64,
    title: &'static str,
) -> Deadline {
    Deadline { id, facts, title, minutes: days * MINUTES_A_DAY, from_next_day: true }
}

/// All deadlines that are known, by platform and fact. Days are of 24 hours; where the source tells
/// a range, the deadline is its end.
pub const DEADLINES: &[Deadline] = &[
    hours(&[33], "pdd.order.pin-24h", 24, "发起拼单后未成团：自动取消并退款"),
    after(&[34], "pdd.order.pin-refund-wechat", 3, "拼单失败自动退款后：微信付款的到账"),
    hours(&[40], "pdd.aftersale.auto-refund-48h", 48, "买家申请退款后商家未处理：自动退款"),
    from_next_day(&[41], "pdd.aftersale.return-7d-168h", 7, "物流签收后：买家可申请退换货"),
    days(&[46], "pdd.aftersale.over-7d", 7, "买家收货后未联系：商家可拒绝退换货"),
    days(&[47], "pdd.aftersale.return-3d", 3, "商家收到退货后未退款：平台介入退款"),
    days(&[48], "pdd.aftersale.exchange-3d", 3, "商家收到退货后：安排换货"),
    hours(&[49], "pdd.aftersale.refund-arrival", 24, "退款审核后：退到零钱、余额的款项到账"),
    days(&[49], "pdd.aftersale.refund-arrival-card", 6, "退款审核后：退到银行卡的款项到账"),
    days(&[49], "pdd.aftersale.refund-arrival-credit", 7, "退款审核后：退到信用卡的款项到账"),
    hours(&[50], "pdd.aftersale.evidence-48h", 48, "售后工单发起后：提交凭证"),
    hours(&[52], "pdd.aftersale.freight-insurance", 24, "商家同意退款后：退货包运费补贴到账"),
    days(&[97], "jd.order.in-transit-2d", 2, "下单在途商品后：商品到仓有货"),
    days(&[97], "jd.order.preorder-20d", 20, "下单预订商品后：发货"),
    hours(&[98], "jd.order.pay-24h", 24, "下单后未在线支付：自动取消"),
    from_next_day(&[135], "suning.aftersale.return-7d", 7, "签收后：买家可退货"),
    from_next_day(&[136], "suning.aftersale.exchange-15d", 15, "签收后：买家可换货"),
];

/// Whether 拼多多 lets a shop change the goods amount of an unpaid order: once, and to no less than
/// 70 % of it (fact 30). Amounts are in 分. Freight may be changed at will (fact 29).
///
/// ```
/// use kfrules::is_price_change_allowed;
///
/// assert!(is_price_change_allowed(100_00, 70_00, 0));
/// assert!(!is_price_change_allowed(100_00, 69_99, 0));
/// assert!(!is_price_change_allowed(100_00, 90_00, 1));
/// ```
#[must_use]
pub fn is_price_change_allowed(old_fen: u64, new_fen: u64, changes_before: u32) -> bool {
    changes_before == 0 && u128::from(new_fen) * 10 >= u128::from(old_fen) * 7
}

/// Whether 拼多多 lets a buyer ask for so much of what was paid: no more than all of it (fact 42).
/// Amounts are in 分.
///
/// ```
/// use kfrules::is_refund_allowed;
///
/// assert!(is_refund_allowed(59_90, 59_90));
/// assert!(!is_refund_allowed(59_90, 59_91));
/// ```
#[must_use]
pub fn is_refund_allowed(paid_fen: u64, refund_fen: u64) -> bool {
    refund_fen <= paid_fen
}
