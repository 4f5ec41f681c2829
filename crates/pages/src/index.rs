//! `docs/rules/README.md`: which platform has which rules.

use std::collections::BTreeMap;

use kfrules::Ruleset;

use crate::markdown::{escaped, head, row};
use crate::platform::{differs, severity, title};

pub(crate) fn page(rulesets: &[(&'static str, Ruleset)]) -> String {
    let common = crate::platform::common(rulesets);
    let mut page = "# 规则一览\n\n\
        每个平台一页。各平台共有的规则写在[各平台通用](common.md)，平台页只写自己的规则，以及和通用规则\
        不同的地方。由 `cargo xtask generate` 从规则包生成。\n\n"
        .to_owned();
    page += &head(&["平台", "规则", "其中自己的或有改动的"]);
    for (id, rules) in rulesets {
        let own = rules.rules().iter().filter(|rule| differs(rule, common)).count();
        let own = if *id == "common" { "—".to_owned() } else { own.to_string() };
        let link = format!("[{}]({id}.md)", title(id));
        page += &row(&[link, rules.rules().len().to_string(), own]);
    }
    page += "\n## 按规则查\n\n各列是该平台上的级别：错误、警告、提示；空白表示没有这条规则。\n\n";
    let mut heads = vec!["规则", "说明"];
    heads.extend(rulesets.iter().map(|(id, _)| title(id)));
    page += &head(&heads);
    // By the order in which the rules are met first.
    let mut order: Vec<&str> = Vec::new();
    let mut cells: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut messages: BTreeMap<&str, String> = BTreeMap::new();
    for (column, (id, rules)) in rulesets.iter().enumerate() {
        for rule in rules.rules() {
            let row = cells.entry(rule.id()).or_insert_with(|| {
                order.push(rule.id());
                vec![String::new(); rulesets.len()]
            });
            let page = if differs(rule, common) { id } else { "common" };
            let link = format!("[{}]({page}.md#{})", severity(rule.severity()), rule.id());
            row[column] = link;
            messages.entry(rule.id()).or_insert_with(|| escaped(rule.message()));
        }
    }
    order.sort_by_key(|id| id.split('.').next().map(str::to_owned));
    for id in order {
        let mut row_cells = vec![format!("`{id}`"), messages[id].clone()];
        row_cells.extend(cells[id].iter().cloned());
        page += &row(&row_cells);
    }
    page
}
