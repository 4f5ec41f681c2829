//! The kinds of numbers, by name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// What a number is, by its own shape and by the units and words that touch it.
///
/// ```
/// use kfrules::NumberKind;
///
/// assert_eq!("bank-card".parse::<NumberKind>()?, NumberKind::BankCard);
/// assert_eq!(NumberKind::ResidentId.as_str(), "resident-id");
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NumberKind {
    /// A Chinese mobile number, with or without 86 before it.
    Mobile,
    /// A fixed line with its area code.
    Landline,
    /// A service number: 400, 800, 95xxx, 12315 and the like.
    Hotline,
    /// A number named as QQ right before or after it.
    Qq,
    /// Letters and digits in the form of a WeChat id.
    Wechat,
    /// An e-mail address.
    Email,
    /// A web address: a link, a domain, an IP address.
    Link,
    /// A resident id with the right check digit.
    ResidentId,
    /// 16 to 19 digits with a bank's prefix and the right check digit (Luhn). An order number may
    /// have both by chance, so a rule should ask for a cue.
    BankCard,
    /// 5 to 11 digits that nothing tells apart; possibly an account.
    Digits,
    /// An order number.
    Order,
    /// A parcel's tracking number.
    Tracking,
    /// A number of goods: item id, SKU, article number.
    Item,
    /// A sum of money.
    Price,
    /// A count, weight, volume, length of time, share or bare decimal.
    Quantity,
    /// A length, a measure of several sides, a clothing size.
    Size,
    /// A day, month or year.
    Date,
    /// A time of day.
    Time,
    /// A model or version.
    Model,
    /// An invitation, check or coupon code.
    Code,
}

impl NumberKind {
    /// All kinds.
    pub const ALL: [NumberKind; 20] = [
        NumberKind::Mobile,
        NumberKind::Landline,
        NumberKind::Hotline,
        NumberKind::Qq,
        NumberKind::Wechat,
        NumberKind::Email,
        NumberKind::Link,
        NumberKind::ResidentId,
        NumberKind::BankCard,
        NumberKind::Digits,
        NumberKind::Order,
        NumberKind::Tracking,
        NumberKind::Item,
        NumberKind::Price,
        NumberKind::Quantity,
        NumberKind::Size,
        NumberKind::Date,
        NumberKind::Time,
        NumberKind::Model,
        NumberKind::Code,
    ];

    /// The name in packs and output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NumberKind::Mobile => "mobile",
            NumberKind::Landline => "landline",
            NumberKind::Hotline => "hotline",
            NumberKind::Qq => "qq",
            NumberKind::Wechat => "wechat",
            NumberKind::Email => "email",
            NumberKind::Link => "link",
            NumberKind::ResidentId => "resident-id",
            NumberKind::BankCard => "bank-card",
            NumberKind::Digits => "digits",
            NumberKind::Order => "order",
            NumberKind::Tracking => "tracking",
            NumberKind::Item => "item",
            NumberKind::Price => "price",
            NumberKind::Quantity => "quantity",
            NumberKind::Size => "size",
            NumberKind::Date => "date",
            NumberKind::Time => "time",
            NumberKind::Model => "model",
            NumberKind::Code => "code",
        }
    }
}

impl fmt::Display for NumberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for NumberKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<NumberKind, Error> {
        NumberKind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
            let names = NumberKind::ALL.map(NumberKind::as_str).join(", ");
            Error::new(format!("`{text}` is not one of {names}"))
        })
    }
}
