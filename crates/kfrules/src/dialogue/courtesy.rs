//! Whether a customer's message asks for an answer at all.

/// What closes a conversation or takes note, longer ones first.
const COURTESIES: [&str; 34] = [
    "知道了",
    "明白了",
    "辛苦了",
    "麻烦了",
    "不用了",
    "没事了",
    "好的",
    "好滴",
    "谢谢",
    "多谢",
    "感谢",
    "收到",
    "再见",
    "拜拜",
    "不客气",
    "是的",
    "对的",
    "嗯嗯",
    "恩恩",
    "哦哦",
    "ok",
    "嗯",
    "恩",
    "哦",
    "噢",
    "好",
    "对",
    "行",
    "谢",
    "了",
    "啦",
    "哈",
    "亲",
    "您",
];

/// Whether a spelled message is nothing but thanks and assent (好的, 谢谢, 嗯嗯), so that nobody waits
/// for an answer to it. A message without any symbol, such as a picture, may ask something.
pub(super) fn asks_nothing(plain: &str) -> bool {
    let mut rest = plain.trim_matches(is_mark);
    let is_empty = rest.is_empty();
    while let Some(courtesy) = COURTESIES.iter().find(|courtesy| rest.starts_with(**courtesy)) {
        rest = rest[courtesy.len()..].trim_start_matches(is_mark);
    }
    rest.is_empty() && !is_empty
}

/// Marks that ask nothing; a question mark may.
fn is_mark(symbol: char) -> bool {
    matches!(symbol, ',' | '。' | '!' | ';')
}

#[cfg(test)]
mod tests {
    use super::asks_nothing;

    #[test]
    fn thanks_and_assent_ask_nothing() {
        for plain in ["好的", "好的,谢谢", "对的", "嗯嗯", "ok", "知道了。", "谢谢亲!", "哦哦好的"]
        {
            assert!(asks_nothing(plain), "{plain}");
        }
        for plain in [
            "",
            "。",
            "好了吗",
            "好的?",
            "行吗",
            "谢谢,什么时候发",
            "好看吗",
            "对了,几天到",
            "在吗",
        ] {
            assert!(!asks_nothing(plain), "{plain}");
        }
    }
}
