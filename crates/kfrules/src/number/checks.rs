//! Check digits and numbering plans: what a string of digits can be by itself.

/// Whether this is a mobile number of mainland China: 11 digits, 13 to 19 first.
pub(super) fn is_mobile(digits: &[u8]) -> bool {
    digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]) && all(digits)
}

/// The same with the country's number before it.
pub(super) fn is_mobile_abroad(digits: &[u8]) -> bool {
    let rest = digits.strip_prefix(b"0086").or_else(|| digits.strip_prefix(b"86"));
    rest.is_some_and(is_mobile)
}

/// Whether this is a fixed line: an area code (010, 02x, 03xx to 09xx) and 7 or 8 digits, of which
/// the first is neither 0 nor 1.
pub(super) fn is_landline(digits: &[u8]) -> bool {
    let area = match digits {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return false,
    };
    let line = &digits[area.min(digits.len())..];
    let lengths = if area == 3 { 8..=8 } else { 7..=8 };
    lengths.contains(&line.len()) && (b'2'..=b'9').contains(&line[0]) && all(digits)
}

/// Short numbers that everybody may call.
const SHORT: [&[u8]; 9] =
    [b"10000", b"10010", b"10086", b"11183", b"12300", b"12306", b"12315", b"12321", b"12345"];

/// Whether this is a service number: 400 and 800 with 7 digits, 95 with 3, or a well-known one.
pub(super) fn is_hotline(digits: &[u8]) -> bool {
    let called = matches!(digits, [b'4' | b'8', b'0', b'0', ..]) && digits.len() == 10;
    (called || matches!(digits, [b'9', b'5', _, _, _]) || SHORT.contains(&digits)) && all(digits)
}

/// Whether 17 digits and a check digit (or X) make a resident id (GB 11643): place, birthday and
/// sum modulo 11 are right.
pub(super) fn is_resident_id(id: &[u8]) -> bool {
    const CHECKS: &[u8; 11] = b"10X98765432";
    let Some((&check, digits)) = id.split_last() else { return false };
    if digits.len() != 17 || !all(digits) || !(b'1'..=b'8').contains(&digits[0]) {
        return false;
    }
    if !is_day(&digits[6..14]) {
        return false;
    }
    // The weight of the digit at place i, counted from 17 downwards, is 2^i modulo 11.
    let sum = digits.iter().fold(0, |sum, &digit| (sum + usize::from(digit - b'0')) * 2 % 11);
    CHECKS[sum] == check
}

/// Whether 16 to 19 digits have the prefix of a card sold in China and the right check digit (Luhn).
pub(super) fn is_bank_card(digits: &[u8]) -> bool {
    let known = match digits.len() {
        16 => matches!(digits, [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'6', b'0' | b'2', ..]),
        17..=18 => matches!(digits, [b'6', b'0' | b'2', ..]),
        19 => matches!(digits, [b'6', b'0' | b'2', ..] | [b'9', b'5', b'5', b'8', ..]),
        _ => false,
    };
    known && all(digits) && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().rev().enumerate().fold(0, |sum, (place, digit)| {
        let digit = u32::from(digit - b'0') << (place % 2);
        sum + if digit > 9 { digit - 9 } else { digit }
    });
    sum.is_multiple_of(10)
}

/// Whether 8 digits are a day of the years 1900 to 2099, year first.
pub(super) fn is_day(digits: &[u8]) -> bool {
    digits.len() == 8
        && all(digits)
        && (1900..=2099).contains(&value(&digits[..4]))
        && is_month_and_day(value(&digits[4..6]), value(&digits[6..]))
}

/// Whether there is such a day in some year.
pub(super) fn is_month_and_day(month: u32, day: u32) -> bool {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

/// The value of at most nine digits; more give the largest of those.
pub(super) fn value(digits: &[u8]) -> u32 {
    if digits.len() > 9 {
        return 999_999_999;
    }
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

fn all(digits: &[u8]) -> bool {
    digits.iter().all(u8::is_ascii_digit)
}

/// Whether eight digits are a day of our time.
pub(super) fn is_recent_day(digits: &[u8]) -> bool {
    is_day(digits) && (1980..2060).contains(&value(&digits[..4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_digit_breaks_a_check() {
        for (number, check) in [
            (&b"11010519491231002X"[..], is_resident_id as fn(&[u8]) -> bool),
            (b"6222020200112233449", is_bank_card),
        ] {
            let right = (b'0'..=b'9').map(|last| {
                let mut number = number.to_vec();
                *number.last_mut().expect("not empty") = last;
                number
            });
            let right = right.chain([number.to_vec()]).filter(|number| check(number));
            let right: std::collections::BTreeSet<_> = right.collect();
            assert_eq!(right.len(), 1, "{right:?}");
            let right = right.first().expect("one");
            for place in 0..right.len() - 1 {
                let mut wrong = right.clone();
                wrong[place] = if wrong[place] == b'9' { b'0' } else { wrong[place] + 1 };
                assert!(!check(&wrong), "{wrong:?}");
            }
        }
    }

    #[test]
    fn numbering_plans() {
        type Plan = fn(&[u8]) -> bool;
        let cases: [(&[u8], Plan, bool); 12] = [
            (b"13800000000", is_mobile, true),
            (b"12800000000", is_mobile, false),
            (b"1380000000", is_mobile, false),
            (b"8613800000000", is_mobile_abroad, true),
            (b"01066660000", is_landline, true),
            (b"0106666000", is_landline, false),
            (b"057166660000", is_landline, true),
            (b"05716666000", is_landline, true),
            (b"02112345678", is_landline, false),
            (b"4006660000", is_hotline, true),
            (b"400666000", is_hotline, false),
            (b"95500", is_hotline, true),
        ];
        for (digits, is, expected) in cases {
            assert_eq!(is(digits), expected, "{digits:?}");
        }
        assert!(is_month_and_day(2, 29) && !is_month_and_day(2, 30) && !is_month_and_day(13, 1));
    }
}
