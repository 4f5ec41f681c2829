//! How often a symbol or a word is met, roughly: what is rare is looked for first.

use crate::text::lexicon::{self, TOTAL};

/// Of letters and digits.
const LATIN: f32 = 0.01;
/// Of commas.
const COMMA: f32 = 0.05;
/// Of what else divides sentences.
const PUNCTUATION: f32 = 0.01;
/// At least, of what is said in shops far more often than elsewhere, in orders and in courtesies.
const IN_SHOPS: f32 = 0.003;
const SAID_IN_SHOPS: &str = "您亲哦呢这款单货发退换价包邮送给帮请拍买收快递客订寄天";
/// The same of words.
const WORD_IN_SHOPS: f32 = 0.001;
const WORDS_SAID_IN_SHOPS: [&str; 24] = [
    "这边", "这款", "您的", "给您", "帮您", "快递", "物流", "客服", "联系", "价格", "质量", "商品",
    "订单", "下单", "退款", "退货", "发货", "收货", "运费", "地址", "今天", "明天", "看看", "看下",
];
/// At least, of an everyday hanzi: most are met in words more often than the lexicon can tell.
const EVERYDAY: f32 = 0.001;
/// What the lexicon has more often than this is everyday.
const LEAST_EVERYDAY: f32 = 1e-5;
/// Of hanzi that stand in no list.
const UNKNOWN: f32 = 1e-6;
/// A hanzi is met in words of several more often than as a word of its own.
const IN_WORDS: f32 = 2.0;
/// How much more often two symbols stand together than chance would have it.
const TOGETHER: f32 = 20.0;

/// The share of a symbol among all symbols.
pub(crate) fn of_symbol(symbol: char) -> f32 {
    let least = match symbol {
        _ if symbol.is_ascii_alphanumeric() => return LATIN,
        ',' => return COMMA,
        '。' | '!' | '?' | ';' | ':' | '~' => return PUNCTUATION,
        _ if SAID_IN_SHOPS.contains(symbol) => IN_SHOPS,
        _ => UNKNOWN,
    };
    let mut buffer = [0; 4];
    let weight = lexicon::weight(symbol.encode_utf8(&mut buffer));
    let Some(share) = weight.map(|weight| (weight - TOTAL).exp()) else { return least };
    let least = if share > LEAST_EVERYDAY { least.max(EVERYDAY) } else { least };
    least.max(share * IN_WORDS)
}

/// The share of places at which a word begins.
pub(crate) fn of_word(word: &str) -> f32 {
    let product: f32 = word.chars().map(|symbol| of_symbol(symbol) * TOGETHER).product();
    let chance = product / TOGETHER;
    let least =
        if WORDS_SAID_IN_SHOPS.contains(&word) { WORD_IN_SHOPS.max(chance) } else { chance };
    lexicon::weight(word).map_or(least, |weight| (weight - TOTAL).exp().max(least))
}

#[cfg(test)]
mod tests {
    use super::{of_symbol, of_word};

    #[test]
    fn everyday_words_are_frequent() {
        assert!(of_symbol('的') > of_symbol('票'));
        assert!(of_symbol('票') > of_symbol('\u{9F98}'));
        assert!(of_word("没有") > of_word("发票"));
        assert!(of_word("的") > of_word("微信"));
        assert!(of_word("退") > of_word("微") && of_word(",") > of_word("的"));
    }
}
