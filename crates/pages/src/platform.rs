//! `docs/rules/<platform>.md`: every rule of a platform in Chinese.

use kfrules::{Confidence, Rule, Ruleset, Sender, Severity, Source};

use crate::markdown::escaped;

/// What all platforms have.
pub(crate) fn common<'a>(rulesets: &'a [(&str, Ruleset)]) -> &'a Ruleset {
    &rulesets.iter().find(|(id, _)| *id == "common").expect("a bundled pack").1
}

/// Whether a platform's rule says something that the common one does not.
pub(crate) fn differs(rule: &Rule, common: &Ruleset) -> bool {
    let said = |rule: &Rule| {
        let replacements: Vec<(String, String)> =
            rule.replacements().map(|(word, with)| (word.to_owned(), with.to_owned())).collect();
        (
            (rule.severity(), rule.message().to_owned(), rule.suggestion().to_owned()),
            (rule.sources().to_vec(), rule.since().map(str::to_owned), replacements),
            (rule.hits().to_vec(), rule.passes().to_vec(), rule.denied().to_vec()),
        )
    };
    common.rule(rule.id()).is_none_or(|known| said(known) != said(rule))
}

pub(crate) fn title(platform: &str) -> &'static str {
    match platform {
        "common" => "各平台通用",
        "pdd" => "拼多多",
        "taobao" => "淘宝",
        "tmall" => "天猫",
        "jd" => "京东",
        "douyin" => "抖音",
        "kuaishou" => "快手",
        "suning" => "苏宁",
        other => unreachable!("a platform without a title: {other}"),
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        _ => "提示",
    }
}

fn category(id: &str) -> &'static str {
    match id {
        "contact" => "站外联系方式",
        "payment" => "站外付款",
        "platform" => "别的平台",
        "review" => "评价",
        "extreme" => "极限词",
        "promise" => "承诺",
        "abuse" => "辱骂和威胁",
        "attitude" => "服务态度",
        "privacy" => "隐私",
        "invoice" => "发票",
        "wording" => "用词",
        "impersonation" => "冒充平台",
        "conduct" => "整段对话",
        other => unreachable!("a category without a title: {other}"),
    }
}

pub(crate) fn page(platform: &str, rules: &Ruleset, common: &Ruleset) -> String {
    let is_common = platform == "common";
    let mut page = format!("# {}\n\n", title(platform));
    page += "[规则一览](README.md)。由 `cargo xtask generate` 从规则包生成。\n\n";
    page += "错误：平台写明处罚、不用怀疑；警告：发送前值得看一眼；提示：要看时才显示。\n\n";
    if !is_common {
        page += "下面是这个平台自己的规则，以及和[各平台通用](common.md)不同的规则；其余与通用的相同。\n\n";
        let absent: Vec<String> = (common.rules().iter())
            .filter(|rule| rules.rule(rule.id()).is_none())
            .map(|rule| format!("[{0}](common.md#{0})", rule.id()))
            .collect();
        if !absent.is_empty() {
            page += &format!("通用规则里，这个平台不用的：{}。\n\n", absent.join("、"));
        }
    }
    let shown = rules.rules().iter().filter(|rule| is_common || differs(rule, common));
    let mut shown: Vec<&Rule> = shown.collect();
    // A platform's own rules stand with those of their category.
    shown.sort_by_key(|rule| kind(rules, rule));
    let mut last = "";
    for rule in shown {
        if rule.category() != last {
            last = rule.category();
            page += &format!("## {}\n\n", category(last));
        }
        let known = common.rule(rule.id()).filter(|_| !is_common);
        section(&mut page, rule, known);
    }
    format!("{}\n", page.trim_end())
}

/// Where the rule's category is met first.
fn kind(rules: &Ruleset, rule: &Rule) -> usize {
    let mut categories = rules.rules().iter().map(Rule::category);
    categories.position(|category| category == rule.category()).unwrap_or_default()
}

/// A rule, and the common one of the same id if its page shows the same examples.
fn section(page: &mut String, rule: &Rule, known: Option<&Rule>) {
    let id = rule.id();
    *page += &format!("<a id=\"{id}\"></a>\n\n### `{id}` · {}\n\n", severity(rule.severity()));
    *page += &format!("{}\n\n", escaped(rule.message()));
    *page += &format!("**改写建议**：{}\n\n", escaped(rule.suggestion()));
    let replacements: Vec<String> = (rule.replacements())
        .map(|(word, with)| format!("“{}”改成“{}”", escaped(word), escaped(with)))
        .collect();
    if !replacements.is_empty() {
        *page += &format!("**可直接替换**：{}\n\n", replacements.join("、"));
    }
    if rule.senders() != [Sender::Agent, Sender::Assist, Sender::Robot, Sender::Auto] {
        let senders: Vec<&str> = rule.senders().iter().copied().map(sender).collect();
        *page += &format!("**只看**：{}\n\n", senders.join("、"));
    }
    let dates = [("生效", rule.since()), ("失效", rule.until())];
    for (title, date) in dates.into_iter().filter_map(|(title, date)| Some((title, date?))) {
        *page += &format!("**{title}**：{date}\n\n");
    }
    *page += "**依据**\n\n";
    for from in rule.sources() {
        *page += &format!("- {}\n", source(from));
    }
    page.push('\n');
    let all = |rule: &Rule| [rule.hits(), rule.passes(), rule.denied()].map(<[String]>::to_vec);
    if known.is_some_and(|known| all(known) == all(rule)) {
        *page += &format!("例子见[通用的 {id}](common.md#{id})。\n\n");
        return;
    }
    let examples = [
        ("违规", rule.hits()),
        ("可以发", rule.passes()),
        ("在拒绝或提醒，只作提示", rule.denied()),
    ];
    for (title, texts) in examples.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        *page += &format!("**{title}**\n\n");
        for text in texts {
            let lines: Vec<String> = text.lines().map(escaped).collect();
            *page += &format!("- {}\n", lines.join(" ／ "));
        }
        page.push('\n');
    }
}

fn source(source: &Source) -> String {
    let confidence = match source.confidence {
        Confidence::High => "高",
        Confidence::Medium => "中",
        _ => "低",
    };
    let date = source.date.as_deref().unwrap_or("无日期");
    let mut line = format!("{}（{date}，可信度{confidence}）", escaped(&source.document));
    if let Some(quote) = &source.quote {
        line += &format!("：「{}」", escaped(quote));
    }
    if let Some(sanction) = &source.sanction {
        line += &format!("；处理：{}", escaped(sanction));
    }
    if let Some(url) = &source.url {
        line += &format!("；见 {}", escaped(url));
    }
    line
}

fn sender(sender: Sender) -> &'static str {
    match sender {
        Sender::Customer => "买家",
        Sender::Agent => "人工客服",
        Sender::Assist => "辅助回复",
        Sender::Robot => "机器人",
        Sender::Auto => "自动回复",
        _ => "平台",
    }
}
