//! Any bytes as a saved ruleset, and a sound one in which bytes are changed and the checksum is made
//! to fit.

use std::sync::LazyLock;

use kfrules::{Conversation, Message, Pack, Ruleset, Sender};

/// A rule of every form.
const RULES: &str = r#"
reach = "sound"
near_sounds = true
split = true
words = ["微信", "送小样", "送 * 袋"]
codes = ["vx"]
clauses = ["不知道"]
patterns = ["加.{0,3}群"]
except = ["微信支付"]
except_patterns = ["进群了"]
readings = { "微信" = "wei xin" }
replace = { "送小样" = "有活动" }
cued = [{ words = ["卫星"], cues = ["加", "+"] }]
number = [{ kinds = ["mobile", "link"], home = ["example.com"], cues = ["电话"] }]
near = [{ all = [["好评"], ["返现", "红包"]] }]
unless = { words = ["没有"] }

[[rule]]
id = "conduct.asked"
severity = "info"
message = "m"
suggestion = "s"
sources = [{ document = "d" }]
hits = ["客：有发票吗\n店：没有"]
passes = ["客：在吗\n店：在"]
dialogue = { asked = ["发票"], answered = ["没有"] }
"#;

static SAVED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pack = Pack::from_toml(&crate::attack::pack(RULES)).expect("well formed");
    Ruleset::compile(pack).expect("compiles").save()
});

/// What stands before the body: the mark, the format, and the checksum.
const HEADER: usize = 20;

const TEXTS: [&str; 6] = [
    "加我薇芯，下单送 小 样，vx",
    "加我们群，不知道",
    "没有好评红包哦，电话13800138000",
    "+卫星 卫 * 星❤微❤",
    "有发票吗",
    "",
];

pub(super) fn drive(bytes: &[u8]) {
    use_it(bytes);
    use_it(&[&SAVED[..HEADER], bytes].concat());
    // Each three bytes: a place and what to write there.
    let mut body = SAVED[HEADER..].to_vec();
    for change in bytes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]])) % body.len();
        body[place] = change[2];
    }
    use_it(&forge(&body));
}

/// The body under the header that belongs to it.
fn forge(body: &[u8]) -> Vec<u8> {
    let mut sum = body.len() as u64;
    let mut step = |chunk: [u8; 8]| {
        sum = (sum ^ u64::from_le_bytes(chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    };
    let (chunks, rest) = body.as_chunks();
    chunks.iter().for_each(|&chunk| step(chunk));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(last);
    [&SAVED[..HEADER - 8], &sum.to_le_bytes(), body].concat()
}

/// Loads it if it can be loaded, and asks of it all that rules are asked.
fn use_it(saved: &[u8]) {
    let Ok(rules) = Ruleset::load(saved) else { return };
    let mut checker = rules.checker();
    let mut chat = Conversation::new();
    for text in TEXTS {
        for sender in [Sender::Customer, Sender::Agent] {
            for violation in checker.check_from(sender, text) {
                assert_eq!(&text[violation.bytes.range()], violation.text);
            }
            let _ = checker.explain_from(sender, text);
            chat.check(&mut checker, &Message::new(sender, text)).for_each(drop);
        }
        let _ = (rules.mask(text, '*'), rules.rewrite(text));
    }
    let _ = rules.verify();
    Ruleset::load(&rules.save()).expect("what was loaded is saved again");
}
