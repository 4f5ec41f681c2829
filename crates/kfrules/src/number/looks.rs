//! Characters that stand for a digit only among digits.

/// A hanzi that is read as a digit where numbers are spelled out: numerals, their forms on cheques,
/// and the words of radio operators (洞幺两拐勾).
pub(super) const fn numeral(symbol: char) -> Option<u8> {
    Some(match symbol {
        '零' | '洞' => b'0',
        '一' | '壹' | '弌' | '幺' => b'1',
        '二' | '贰' | '弍' | '两' | '俩' => b'2',
        '三' | '叁' | '弎' | '参' => b'3',
        '四' | '肆' | '亖' => b'4',
        '五' | '伍' => b'5',
        '六' | '陆' => b'6',
        '七' | '柒' | '拐' => b'7',
        '八' | '捌' => b'8',
        '九' | '玖' | '勾' => b'9',
        _ => return None,
    })
}

/// Whether a numeral is said for a digit rather than written for it.
pub(super) fn is_said(symbol: char) -> bool {
    matches!(symbol, '幺' | '洞' | '拐' | '勾' | '俩')
}

/// A hanzi that sounds like a digit and is mostly something else.
pub(super) const fn homophone(symbol: char) -> Option<u8> {
    Some(match symbol {
        '灵' | '铃' | '玲' | '菱' | '凌' | '龄' | '聆' | '令' | '另' | '林' | '邻' | '淋' => {
            b'0'
        }
        '依' | '伊' | '衣' | '医' | '亿' | '益' | '易' | '意' | '以' | '已' | '义' | '异'
        | '忆' | '夭' | '妖' | '腰' | '要' => b'1',
        '尔' | '耳' | '而' | '儿' | '饵' => b'2',
        '伞' | '散' | '山' | '删' | '闪' | '仨' => b'3',
        '寺' | '似' | '丝' | '死' | '嗣' | '泗' => b'4',
        '午' | '舞' | '武' | '无' | '吴' | '捂' | '唔' | '屋' | '吾' => b'5',
        '溜' | '流' | '刘' | '柳' | '绿' | '遛' => b'6',
        '漆' | '妻' | '起' | '齐' | '气' | '其' | '奇' | '骑' | '器' | '启' => b'7',
        '巴' | '爸' | '吧' | '扒' | '霸' | '拔' | '芭' | '粑' => b'8',
        '酒' | '久' | '灸' | '韭' | '旧' | '救' | '舅' | '就' => b'9',
        _ => return None,
    })
}

/// A hanzi that looks like a digit.
pub(super) const fn hanzi_alike(symbol: char) -> Option<u8> {
    Some(match symbol {
        '口' | '\u{56D7}' => b'0',
        '\u{4E28}' | '\u{4E85}' => b'1',
        '乙' => b'2',
        _ => return None,
    })
}

/// A letter that looks like a digit, as it was written (b is 6 and B is 8).
pub(super) fn look_alike(written: char) -> Option<u8> {
    Some(match written {
        'o' | 'O' | 'Q' | 'D' => b'0',
        'l' | 'I' | 'i' => b'1',
        'z' | 'Z' => b'2',
        'A' => b'4',
        's' | 'S' => b'5',
        'b' | 'G' => b'6',
        'T' => b'7',
        'B' => b'8',
        'g' | 'q' => b'9',
        _ => return None,
    })
}

/// A sign or picture that shows a digit: rings, dice, clocks, mahjong tiles.
pub(super) const fn picture(written: char) -> Option<u8> {
    Some(match written {
        // ○ ◯ ● ⚪ ⚫ ⭕
        '\u{25CB}' | '\u{25EF}' | '\u{25CF}' | '\u{26AA}' | '\u{26AB}' | '\u{2B55}' => b'0',
        '|' | '\u{FF5C}' => b'1',
        // 🎱
        '\u{1F3B1}' => b'8',
        '\u{2680}'..='\u{2685}' => b'1' + counted(written, '\u{2680}'),
        // 🕐 to 🕘
        '\u{1F550}'..='\u{1F558}' => b'1' + counted(written, '\u{1F550}'),
        '\u{1F007}'..='\u{1F021}' => b'1' + counted(written, '\u{1F007}') % 9,
        _ => return None,
    })
}

/// How far behind the first of a short row a character is.
const fn counted(written: char, first: char) -> u8 {
    (written as u32 - first as u32).to_le_bytes()[0]
}
