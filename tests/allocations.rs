//! A warm checker does not allocate on a clean message.

use kfrules::Ruleset;

#[test]
fn a_warm_checker_does_not_allocate_on_clean_messages() {
    let clean = [
        "今天就给您发货哦",
        "您好，这款有黑色和白色，您要哪个尺码呢？",
        "包邮的，拍下后四十八小时内发出",
        "",
    ];
    let mut checker = Ruleset::platform("pdd").expect("bundled").checker();
    for text in clean {
        assert_eq!(checker.check(text).len(), 0, "{text}");
    }
    for text in clean {
        let counted = allocation_counter::measure(|| {
            checker.check(text);
        });
        assert_eq!(counted.count_total, 0, "{text}");
    }
}
