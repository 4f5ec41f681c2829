//! Words of the rules as numbers.

use kfrules::{Sender, Severity, Via};

use crate::failure::{Failure, kf_status};

/// Who wrote a message. Functions take it as an int32_t and refuse other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[non_exhaustive]
pub enum kf_sender {
    /// The buyer.
    KF_CUSTOMER = 0,
    /// A person who serves for the shop.
    KF_AGENT = 1,
    /// A person helped by a machine.
    KF_ASSIST = 2,
    /// A machine that answers for the shop.
    KF_ROBOT = 3,
    /// A fixed automatic reply.
    KF_AUTO = 4,
    /// The platform itself.
    KF_SYSTEM = 5,
}

/// How grave a violation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[non_exhaustive]
pub enum kf_severity {
    /// Shown on request; also where the text denies or refuses.
    KF_INFO = 0,
    /// Worth a look before sending.
    KF_WARNING = 1,
    /// A sanction is named and the text leaves no doubt.
    KF_ERROR = 2,
}

/// How a violation was disguised: the widest step that any part of it needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
#[non_exhaustive]
pub enum kf_via {
    /// Written just as the rule lists it.
    KF_EXACT = 0,
    /// In other characters that stand for the same.
    KF_FOLDED = 1,
    /// With noise in between.
    KF_SPREAD = 2,
    /// With characters that look alike.
    KF_SHAPE = 3,
    /// With characters that sound alike.
    KF_SOUND = 4,
}

impl From<Severity> for kf_severity {
    fn from(severity: Severity) -> kf_severity {
        match severity {
            Severity::Info => kf_severity::KF_INFO,
            Severity::Warning => kf_severity::KF_WARNING,
            // What is new and unknown is not to be overlooked.
            _ => kf_severity::KF_ERROR,
        }
    }
}

impl From<Via> for kf_via {
    fn from(via: Via) -> kf_via {
        match via {
            Via::Exact => kf_via::KF_EXACT,
            Via::Folded => kf_via::KF_FOLDED,
            Via::Spread => kf_via::KF_SPREAD,
            Via::Shape => kf_via::KF_SHAPE,
            _ => kf_via::KF_SOUND,
        }
    }
}

pub(crate) fn sender(number: i32) -> Result<Sender, Failure> {
    Ok(match number {
        0 => Sender::Customer,
        1 => Sender::Agent,
        2 => Sender::Assist,
        3 => Sender::Robot,
        4 => Sender::Auto,
        5 => Sender::System,
        _ => return Err(unknown("kf_sender", number)),
    })
}

pub(crate) fn unknown(kind: &str, number: i32) -> Failure {
    Failure::new(kf_status::KF_BAD_VALUE, format!("{number} is not a {kind}"))
}
