//! Stops messages before they are sent: errors are held back, warnings are shown to the agent.
#![allow(clippy::print_stdout, reason = "an example shows its result")]

use kfrules::{Ruleset, Severity};

fn main() -> Result<(), kfrules::Error> {
    let rules = Ruleset::platform("pdd")?;
    // One checker a thread, kept for all messages.
    let mut checker = rules.checker();
    for text in ["今天就给您发货哦", "加我微 信 领券", "这款绝对没问题的"] {
        let worst = checker.check(text).max_by_key(|violation| violation.severity);
        match worst {
            None => println!("发送：{text}"),
            Some(found) if found.severity == Severity::Error => {
                println!("拦截：{}（{}）", rules.mask(text, '*'), found.rule.message());
            }
            Some(found) => println!("提醒：{text}（{}）", found.rule.suggestion()),
        }
    }
    Ok(())
}
