//! Text as Markdown shows it.

/// A text within a paragraph or a cell of a table.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '$' => {
                escaped.extend(['\\', c]);
            }
            // A paragraph and a row are one line.
            '\n' | '\r' => escaped.push(' '),
            // Nobody can read what is not seen.
            _ if is_invisible(c) => escaped.push_str(&format!("\u{2039}{:X}\u{203A}", c as u32)),
            _ => escaped.push(c),
        }
    }
    escaped
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// A row of a table.
pub(crate) fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The head of a table.
pub(crate) fn head(titles: &[&str]) -> String {
    let titles_row = row(&titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>());
    format!("{titles_row}|{}\n", "---|".repeat(titles.len()))
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::{escaped, head, row};
    use crate::{Page, generate};
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[test]
    fn signs_lose_their_meaning() {
        for (text, expected) in [
            ("微*信_x", "微\\*信\\_x"),
            ("a|b", "a\\|b"),
            ("<b>", "\\<b\\>"),
            ("加\u{200B}我", "加\u{2039}200B\u{203A}我"),
            ("一\n二", "一 二"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn tables_have_one_form() {
        assert_eq!(head(&["a", "b"]), "| a | b |\n|---|---|\n");
        assert_eq!(row(&["1".into(), "2".into()]), "| 1 | 2 |\n");
    }

    /// What a renderer makes of a page: the cells of each row, the anchors, the links.
    #[derive(Default)]
    struct Rendered {
        rows: Vec<usize>,
        tables: Vec<usize>,
        anchors: HashSet<String>,
        links: Vec<String>,
        headings: usize,
    }

    fn render(text: &str) -> Rendered {
        let mut rendered = Rendered::default();
        let mut cells = 0;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Table(columns)) => rendered.tables.push(columns.len()),
                Event::Start(Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow) => rendered.rows.push(cells),
                Event::Start(Tag::Link { dest_url, .. }) => rendered.links.push(dest_url.into()),
                Event::Start(Tag::Heading { .. }) => rendered.headings += 1,
                Event::Html(html) | Event::InlineHtml(html) => {
                    let id = html
                        .trim()
                        .strip_prefix("<a id=\"")
                        .map(|rest| rest.split('"').next().expect("split gives a part").to_owned());
                    match id {
                        Some(id) => assert!(rendered.anchors.insert(id.clone()), "{id} twice"),
                        None => assert_eq!(html.trim(), "</a>", "no other HTML"),
                    }
                }
                _ => {}
            }
        }
        rendered
    }

    #[test]
    fn pages_render() {
        let pages = generate().expect("generated");
        let rendered: HashMap<&str, Rendered> =
            pages.iter().map(|Page { path, text }| (path.as_str(), render(text))).collect();
        for Page { path, text } in &pages {
            let page = &rendered[path.as_str()];
            assert!(page.headings > 0, "{path} has no heading");
            // Every line that was meant as a row is one, and every bar that was meant as text is text.
            let meant = text.lines().filter(|line| line.starts_with("| ")).count();
            assert_eq!(page.rows.len() + page.tables.len(), meant, "{path}: rows");
            let bars = |line: &str| line.replace("\\|", "").matches('|').count();
            let mut widths = HashSet::new();
            for line in text.lines().filter(|line| line.starts_with("| ")) {
                widths.insert(bars(line) - 1);
            }
            let known: HashSet<usize> = page.tables.iter().copied().collect();
            assert_eq!(widths, known, "{path}: columns");
            for link in &page.links {
                let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
                let folder = path.rsplit_once('/').expect("in docs").0;
                let target = match file {
                    "" => path.clone(),
                    file => format!("{folder}/{file}"),
                };
                let target = rendered.get(target.as_str());
                let target = target.unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
                let leads = anchor.is_empty() || target.anchors.contains(anchor);
                assert!(leads, "{path}: {link} leads nowhere");
            }
        }
    }
}
