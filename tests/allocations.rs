//! What is warm does not allocate where nothing is found.

use allocation_counter::measure;
use kfrules::{Conversation, Event, Message, PLATFORMS, Profile, ReplyClock, Ruleset, Sender};

/// Nothing in them breaks a rule, and much in them is looked at twice: parts of disguises, words that
/// rules look for in other company, numbers of every kind, emoji and noise.
const CLEAN: [&str; 14] = [
    "今天就给您发货哦",
    "您好，这款有黑色和白色，您要哪个尺码呢？",
    "包邮的，拍下后四十八小时内发出",
    "本款为新款，价位不高，收集信息要两天",
    "很有威信的店主，位新朋友都说好",
    "订单号 202405011234567890 已经打包，快递 7312345678901",
    "身高165体重110斤建议拍M码，满99.9元减5元",
    "型号VX600和TB6612，电压①②V，重１.５ｋｇ",
    "亲❤ 收到啦 😊🌹 ～～ * * *",
    "wei le nin fang bian，size XL，please wait",
    "這款雙肩包還剩三件，喜歡可以先放進購物車",
    "您\u{200B}好\u{200D}，微\u{301}微一笑",
    "支付包邮的那一单明天退款，原路退回",
    "",
];

#[test]
fn a_warm_checker_does_not_allocate_on_clean_messages() {
    for platform in PLATFORMS {
        let mut checker = Ruleset::platform(platform).expect("bundled").checker();
        for text in CLEAN {
            assert_eq!(checker.check(text).len(), 0, "{platform}: {text}");
        }
        for text in CLEAN {
            let counted = measure(|| _ = checker.check(text));
            assert_eq!(counted.count_total, 0, "{platform}: {text}");
            let counted = measure(|| _ = checker.check_bytes(Sender::Agent, text.as_bytes()));
            assert_eq!(counted.count_total, 0, "{platform}: bytes of {text}");
        }
    }
}

#[test]
fn a_warm_conversation_does_not_allocate_on_clean_messages() {
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    let mut chat = Conversation::new();
    let mut at_us = 0;
    // The second time everything has the room that it needs.
    for is_warm in [false, false, true] {
        for text in CLEAN {
            for sender in [Sender::Customer, Sender::Agent] {
                at_us += 5_000_000;
                let message = Message::new(sender, text).at_us(at_us);
                let counted = measure(|| _ = chat.check(&mut checker, &message));
                assert!(!is_warm || counted.count_total == 0, "{sender}: {text}: {counted:?}");
            }
        }
    }
}

#[test]
fn a_warm_clock_does_not_allocate_on_events() {
    let mut clock = ReplyClock::new(Profile::bundled("pdd@2020-3min-human").expect("bundled"));
    let names: Vec<String> = (0..20).map(|index| format!("chat-{index}")).collect();
    let mut allocations = Vec::new();
    for round in 0..40_i64 {
        let counted = measure(|| {
            for (index, name) in (0..).zip(&names) {
                for (seconds, sender) in [(0, Sender::Customer), (20, Sender::Agent)] {
                    let at_us = (round * 1_000 + index * 40 + seconds) * 1_000_000;
                    let event = Event::new(name, at_us, sender).agent("kf01").text("在的");
                    clock.record(&event).expect("in order");
                }
            }
        });
        allocations.push(counted.count_total);
    }
    let last = &allocations[20..];
    assert!(last.iter().all(|&count| count == 0), "{allocations:?}");
}
