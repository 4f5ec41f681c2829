//! Several groups as the digits of one number.

use super::super::checks::{
    is_bank_card, is_hotline, is_landline, is_mobile, is_mobile_abroad, is_resident_id, value,
};
use super::super::kinds::{FEWEST_OF_ACCOUNT, Seen};
use super::super::reader::{Joint, Reader};
use super::super::{Digits, LONGEST, NumberKind, looks};
use super::Chain;

impl Chain {
    /// Several groups as the digits of one number; with the kind, whether an X belongs to it.
    pub(super) fn joined(
        &self,
        reader: Reader<'_>,
        at: usize,
        last: usize,
        plain: &mut String,
    ) -> Option<(NumberKind, bool)> {
        let groups = &self.groups[at..=last];
        let inner = || groups[1..].iter().map(|group| group.before);
        if inner().any(|joint| matches!(joint, Joint::Year | Joint::Month | Joint::Hour)) {
            return None;
        }
        let written: usize = groups.iter().map(|group| group.digits.len()).sum();
        if written > LONGEST {
            return None;
        }
        let singles = groups.iter().all(|group| group.digits.len() <= 2);
        let mut digits = Digits::new();
        // Rings between all digits are beads on a string, not zeros.
        let beads = groups.len() > 2 && inner().all(|joint| joint == Joint::Pictures) && singles;
        for (index, group) in groups.iter().enumerate() {
            if index > 0 && group.before == Joint::Pictures && !beads {
                digits.extend(reader.noise(group.start).filter_map(looks::picture));
            }
            digits.extend_from_slice(&self.digits[group.digits.clone()]);
        }
        let rises = groups.len() > 3
            && (at + 1..=last).all(|i| value(self.digits(i - 1)) < value(self.digits(i)));
        let parted = |joint: Joint| joint == Joint::Far || joint != groups[1].before;
        let closed = parted(groups[0].before) && parted(self.joint_after(last));
        let check = groups[groups.len() - 1].checks && digits.len() == 17;
        if check {
            digits.push(b'X');
        }
        let kind = if check {
            is_resident_id(&digits).then_some(NumberKind::ResidentId)?
        } else {
            let shape = self.shape(&digits, at, last, singles, closed)?;
            if rises && groups.len() > 4 {
                return None;
            }
            shape
        };
        plain.push_str(&String::from_utf8_lossy(&digits));
        let seen = Seen { reader, symbols: groups[0].start..groups[groups.len() - 1].end };
        if kind == NumberKind::Digits && seen.unit(FEWEST_OF_ACCOUNT).is_some() {
            return Some((NumberKind::Quantity, false));
        }
        Some((seen.named(kind), check))
    }

    /// What digits with separators can be.
    fn shape(
        &self,
        digits: &[u8],
        at: usize,
        last: usize,
        singles: bool,
        closed: bool,
    ) -> Option<NumberKind> {
        let groups = &self.groups[at..=last];
        let longest = groups.iter().map(|group| group.digits.len()).max().unwrap_or(0);
        let joint = groups[1].before;
        let two = groups.len() == 2;
        // Two groups with such a joint are decimals, times, shares, lists: no way to write a phone.
        let plausible =
            !(two && matches!(joint, Joint::Point | Joint::Colon | Joint::Slash | Joint::Comma));
        let opening = self.digits(at).len();
        if singles && !closed {
            return None;
        }
        if (is_mobile(digits) || is_mobile_abroad(digits)) && plausible {
            return Some(NumberKind::Mobile);
        }
        let each = longest == 1;
        if is_landline(digits) && (each || matches!(opening, 3 | 4)) {
            return Some(NumberKind::Landline);
        }
        if is_hotline(digits) && digits.len() == 10 && (each || matches!(opening, 3 | 4)) {
            return Some(NumberKind::Hotline);
        }
        if !closed {
            return None;
        }
        if is_resident_id(digits) {
            return Some(NumberKind::ResidentId);
        }
        let even = groups[..groups.len() - 1].iter().all(|group| group.digits.len() >= 4);
        if is_bank_card(digits) && (even || singles) {
            return Some(NumberKind::BankCard);
        }
        // 07/5/30 6:30 mixes its separators as dates do, and people who hide a number do not.
        let mixed = groups[1..].iter().any(|group| group.before != joint)
            && groups[1..].iter().any(|group| matches!(group.before, Joint::Slash | Joint::Colon));
        if mixed && !each {
            return None;
        }
        let spread = match groups.len() {
            2 => {
                let close =
                    matches!(joint, Joint::Space | Joint::Dash | Joint::Other | Joint::Pictures);
                close && (7..=11).contains(&digits.len()) && longest <= 6
            }
            _ => (6..=11).contains(&digits.len()) && longest <= 5,
        };
        spread.then_some(NumberKind::Digits)
    }
}
