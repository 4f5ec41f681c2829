//! The command as its users see it: options, rows, exit status.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PACK: &str = r#"
id = "shop"
title = "测试小店"

[[rule]]
id = "wording.gift"
severity = "error"
message = "赠品已经送完"
suggestion = "可以介绍优惠券"
sources = [{ document = "店长通知" }]
words = ["送小样"]
hits = ["下单送小样哦"]
passes = ["小样没有了"]

[[rule]]
id = "wording.soon"
severity = "warning"
message = "说得太含糊"
suggestion = "请说具体日期"
sources = [{ document = "店长通知" }]
words = ["过两天再说"]
hits = ["过两天再说吧"]
passes = ["两天后发货"]
"#;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn rows(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A folder with the test pack `shop.toml`, in which the command runs.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        let place = Place(TempDir::new().unwrap());
        place.write("shop.toml", PACK);
        place
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kfrules"));
        command.args(arguments.split_whitespace()).current_dir(self.0.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &str, stdin: &[u8]) -> Ran {
        let mut child = self.command(arguments).spawn().unwrap();
        // A command that stops early does not read it all.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        let output = child.wait_with_output().unwrap();
        Ran {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Checks with the test pack, rows as JSON.
    fn check(&self, arguments: &str) -> Ran {
        self.run(&format!("check --rules shop.toml --format jsonl {arguments}"), b"")
    }
}

#[test]
fn rows_have_the_fields_of_the_contract_in_their_order() {
    let ran = Place::new().run("check --platform pdd --format jsonl", "加我微信".as_bytes());
    let start = r#"{"line":1,"rule":"pdd/contact.wechat","category":"contact","severity":"error","via":"exact","text":"微信","bytes":[6,12],"chars":[2,4],"utf16":[2,4],"message":""#;
    assert!(ran.out.starts_with(start), "{}", ran.out);
    assert!(ran.out.contains(r#"","suggestion":""#), "{}", ran.out);
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
}

#[test]
fn logs_of_all_formats_are_read() {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let huge = format!("{}送小样\n", "好".repeat(3_500_000));
    let csv = "from,text,at\nagent,下单送小样,1\ncustomer,送小样,2\n,\"好,\n送小样\",3\n";
    let jsonl = "{\"text\":\"送小样\",\"agent\":\"kf77\"}\n\n{\"text\":\"送小样\",\"from\":\"customer\"}\n{\"from\":\"robot\",\"text\":\"送小样\"}\n";
    let cases: &[(&str, &[u8], &str, &[u64])] = &[
        ("a.txt", "你好\n\n送小样\n".as_bytes(), "", &[3]),
        ("bom.txt", "\u{FEFF}送小样\r\n送小样\r\n".as_bytes(), "", &[1, 2]),
        ("no_end.log", "送小样".as_bytes(), "", &[1]),
        ("empty.txt", b"", "", &[]),
        ("empty.csv", b"", "", &[]),
        ("empty.jsonl", b"", "", &[]),
        ("huge.txt", huge.as_bytes(), "", &[1]),
        ("a.csv", csv.as_bytes(), "", &[1, 3]),
        ("bom.csv", "\u{FEFF}text\r\n送小样\r\n".as_bytes(), "", &[1]),
        ("A.JSONL", jsonl.as_bytes(), "", &[1, 4]),
        ("forced.txt", jsonl.as_bytes(), "--input jsonl", &[1, 4]),
        ("gbk.txt", &gbk("你好\n送小样\n"), "--encoding gbk", &[2]),
        ("gbk.csv", &gbk("text\n送小样\n"), "--encoding gbk", &[1]),
        ("customer.txt", "送小样".as_bytes(), "--from customer", &[]),
    ];
    let place = Place::new();
    for (name, content, options, expected) in cases {
        place.write(name, content);
        let ran = place.check(&format!("{options} {name}"));
        let lines: Vec<u64> = ran.rows().iter().map(|row| row["line"].as_u64().unwrap()).collect();
        assert_eq!((lines.as_slice(), ran.err.as_str()), (*expected, ""), "{name}");
        assert_eq!(ran.status, i32::from(!expected.is_empty()), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_earlier_rows_stand() {
    // Name, content, options, start of the message, rows before it.
    let good = "{\"text\":\"送小样\"}\n";
    let cases: &[(&str, Vec<u8>, &str, &str, usize)] = &[
        (
            "bad.txt",
            b"ok\na\xFFb\n".to_vec(),
            "",
            "bad.txt:2: byte 2 of the line (offset 4 of the file) is not UTF-8; if the file is GBK, say --encoding gbk",
            0,
        ),
        (
            "bad.gbk",
            b"ok\n\xFF\n".to_vec(),
            "--encoding gbk",
            "bad.gbk:2: byte 1 of the line (offset 3 of the file) is not GBK",
            0,
        ),
        (
            "json.jsonl",
            format!("{good}{{\"text\":").into(),
            "",
            "json.jsonl:2: EOF while parsing",
            1,
        ),
        (
            "none.jsonl",
            format!("{good}{{}}").into(),
            "",
            "none.jsonl:2: there is no field `text`",
            1,
        ),
        ("array.jsonl", b"[\"a\",null,null]".to_vec(), "", "array.jsonl:1: not a JSON object", 0),
        (
            "from.jsonl",
            b"{\"text\":\"\",\"from\":\"boss\"}".to_vec(),
            "",
            "from.jsonl:1: `from`: ",
            0,
        ),
        (
            "platform.jsonl",
            format!("{good}{{\"text\":\"\",\"platform\":\"nowhere\"}}").into(),
            "",
            "platform.jsonl:2: no platform `nowhere`",
            1,
        ),
        (
            "wide.csv",
            "text,from\n送小样,agent\na,b,agent\n".into(),
            "",
            "wide.csv:2: 3 fields, but 2 headers",
            1,
        ),
        (
            "bom.csv",
            b"\xEF\xBB\xBFtext\n\xFF\n".to_vec(),
            "",
            "bom.csv:1: byte 1 of a field (record at offset 8 of the file) is not UTF-8",
            0,
        ),
        ("head.csv", b"words\na\n".to_vec(), "", "head.csv: header: there is no column `text`", 0),
        (
            "bad.csv",
            b"text\n\xFF\n".to_vec(),
            "",
            "bad.csv:1: byte 1 of a field (record at offset 5 of the file) is not UTF-8",
            0,
        ),
    ];
    let place = Place::new();
    for (name, content, options, message, rows) in cases {
        place.write(name, content);
        let ran = place.check(&format!("{options} {name}"));
        assert!(ran.err.starts_with(&format!("kfrules: {message}")), "{name}: {}", ran.err);
        assert_eq!((ran.status, ran.rows().len()), (2, *rows), "{name}");
    }
}

#[test]
fn only_a_whole_log_is_summed_up() {
    let place = Place::new();
    place.write("bad.txt", "\u{FEFF}送小样\n");
    assert!(place.run("check --rules shop.toml bad.txt", b"").out.contains("共 1 条消息"));
    place.write("bad.txt", b"ok\n\xFF\n");
    let ran = place.run("check --rules shop.toml bad.txt", b"");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
}

#[test]
fn missing_files_are_found_before_anything_is_printed() {
    let place = Place::new();
    place.write("a.txt", "送小样");
    place.write("broken.toml", "id = 3");
    for (arguments, named) in [
        ("check --rules shop.toml a.txt none.txt", "kfrules: none.txt: "),
        ("check --rules none.toml a.txt", "kfrules: none.toml: "),
        ("check --rules shop.toml --rules broken.toml a.txt", "kfrules: broken.toml:1:6: "),
        ("check --rules shop.toml a.txt .", "kfrules: .: "),
        ("check --platform nowhere a.txt", "kfrules: no platform `nowhere`"),
        ("rules test none.toml", "kfrules: none.toml: "),
        ("rules show no.such", "kfrules: "),
    ] {
        let ran = place.run(arguments, b"");
        assert!(ran.err.starts_with(named), "{arguments}: {}", ran.err);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments}");
    }
}

#[test]
fn rows_have_a_replacement_only_where_there_is_one() {
    let ran =
        Place::new().run("check --platform pdd --format jsonl", "宝贝有货\n宝-贝有货".as_bytes());
    let rows = ran.rows();
    assert_eq!(rows[0]["replacement"], "商品");
    assert_eq!((rows.len(), rows[1].get("replacement")), (2, None));
}

#[test]
fn the_status_follows_fail_on() {
    let place = Place::new();
    place.write("warning.txt", "过两天再说");
    place.write("error.txt", "送小样");
    for (arguments, status) in [
        ("warning.txt", 0),
        ("error.txt", 1),
        ("--fail-on warning warning.txt", 1),
        ("--fail-on info warning.txt", 1),
        ("--fail-on never error.txt", 0),
        ("--fail-on nothing error.txt", 2),
    ] {
        assert_eq!(place.check(arguments).status, status, "{arguments}");
    }
}

#[test]
fn a_record_may_name_its_platform() {
    let log = "{\"text\":\"加我微信\",\"platform\":\"pdd\"}\n{\"text\":\"加我微信\"}\n";
    let ran =
        Place::new().run("check --platform jd --format jsonl --input jsonl -", log.as_bytes());
    let rules: Vec<Value> = ran.rows().iter().map(|row| row["rule"].clone()).collect();
    assert_eq!(rules, ["pdd/contact.wechat", "jd/contact.wechat"]);
}

#[test]
fn rows_name_the_file_if_there_are_more() {
    let place = Place::new();
    place.write("a.txt", "送小样");
    place.write("b.txt", "\n送小样");
    let ran = place.check("a.txt b.txt");
    assert!(ran.out.starts_with(r#"{"file":"a.txt","line":1,"rule":"shop/wording.gift""#));
    assert!(ran.out.contains("\n{\"file\":\"b.txt\",\"line\":2,"));
    assert!(!place.check("a.txt").out.contains("\"file\""));
}

#[test]
fn text_underlines_the_words() {
    let place = Place::new();
    place.write("a.txt", "亲,下单\t送小样哦\n");
    let ran = place.run("check --rules shop.toml a.txt", b"");
    let expected = "\
a.txt:1  error  shop/wording.gift  (exact)
  亲,下单 送小样哦
          ^^^^^^
  赠品已经送完
  改写建议：可以介绍优惠券

共 1 条消息，1 处问题：错误 1，警告 0，提示 0
";
    assert_eq!(ran.out, expected);
    let ran = place.run("check --rules shop.toml --color always a.txt", b"");
    assert!(ran.out.contains("\u{1b}["));
    place.write("long.txt", format!("{0}送小样{0}", "好".repeat(500)));
    let ran = place.run("check --rules shop.toml long.txt", b"");
    let context = "好".repeat(13);
    assert!(ran.out.contains(&format!("\n  …{context}送小样{context}…\n")), "{}", ran.out);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = Place::new();
    place.write("a.txt", "送小样\n".repeat(20_000));
    let mut child = place.command("check --rules shop.toml --format jsonl a.txt").spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(matches!(output.status.code(), Some(0 | 1)));
}

#[test]
fn packs_are_listed_shown_and_tested() {
    let place = Place::new();
    place.write("wrong.toml", PACK.replace("下单送小样哦", "下单送礼物哦"));
    for (arguments, status, part) in [
        ("rules list --platform pdd", 0, "pdd/contact.wechat"),
        ("rules list --rules shop.toml", 0, "shop/wording.gift"),
        ("rules show contact.wechat --platform pdd", 0, "pdd/contact.wechat"),
        ("rules test shop.toml", 0, "shop.toml: 4 examples right, 0 wrong"),
        ("rules test shop.toml wrong.toml", 1, "下单送礼物哦"),
        ("rules test jd", 0, "jd: "),
    ] {
        let ran = place.run(arguments, b"");
        assert!(ran.out.contains(part), "{arguments}: {}{}", ran.out, ran.err);
        assert_eq!(ran.status, status, "{arguments}: {}", ran.err);
    }
}

#[test]
fn a_disguise_is_a_row_of_the_contract_too() {
    let ran = Place::new().run("check --platform pdd --format jsonl", "加我薇❤".as_bytes());
    let start = r#"{"line":1,"rule":"pdd/contact.wechat","category":"contact","severity":"error","via":"sound","text":"薇❤","bytes":[6,12],"chars":[2,4],"utf16":[2,4],"message":""#;
    assert!(ran.out.starts_with(start), "{}", ran.out);
}

#[test]
fn explain_tells_what_becomes_of_every_place() {
    let place = Place::new();
    let ran = place.run("explain --platform pdd 本款为新款，加我薇芯", b"");
    assert!(
        ran.out.contains("passed: 本|款|为|新款 reads as ordinary words (gain -9.7)"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("found as error"), "{}", ran.out);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));

    let rows = place.run("explain --rules shop.toml --format jsonl 下单送小样", b"").rows();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["rule"], "shop/wording.gift");
    assert_eq!(rows[0]["fate"], "found");
    assert_eq!(rows[0]["bytes"], serde_json::json!([6, 15]));

    let ran = place.run("explain 你好", b"");
    assert_eq!(ran.out, "no rule looks at any part of this text\n");
    assert_eq!(place.run("explain --platform nowhere 你好", b"").status, 2);
}

#[test]
fn dialogues_are_checked_where_the_log_tells_of_them() {
    let place = Place::new();
    place.write(
        "chat.jsonl",
        concat!(
            r#"{"conversation":"a","from":"customer","text":"能开发票吗"}"#,
            "\n",
            r#"{"conversation":7,"from":"agent","text":"稍等","at":"2024-05-01 08:00:00"}"#,
            "\n",
            r#"{"conversation":"a","from":"agent","text":"亲，这个开不了的"}"#,
            "\n",
        ),
    );
    let rows = place.run("check --platform pdd --format jsonl chat.jsonl", b"").rows();
    let told: Vec<_> = rows.iter().map(|row| (&row["line"], &row["rule"], &row["lines"])).collect();
    let expected =
        [(2, "pdd/conduct.stall", vec![2]), (3, "pdd/invoice.refused-when-asked", vec![1, 3])];
    for ((line, rule, lines), told) in expected.into_iter().zip(&told) {
        assert_eq!(*told, (&line.into(), &rule.into(), &lines.into()));
    }
    assert_eq!(told.len(), 2);

    let ran = place.run("check --platform pdd chat.jsonl", b"");
    assert!(
        ran.out.contains("pdd/invoice.refused-when-asked  (exact，见第 1、3 行)"),
        "{}",
        ran.out
    );

    place.write("late.jsonl", "{\"conversation\":\"a\",\"text\":\"好\",\"at\":\"昨天\"}\n");
    let ran = place.run("check late.jsonl", b"");
    assert!(ran.err.starts_with("kfrules: late.jsonl:1: `at`: "), "{}", ran.err);
}

#[test]
fn a_closed_conversation_ends_where_it_is_closed() {
    let place = Place::new();
    let log = concat!(
        "conversation,from,kind,text\n",
        "a,agent,message,稍等\n",
        "a,agent,close,\n",
        "a,agent,message,查到了，明天到\n",
    );
    let rows = place.run("check --format jsonl --input csv -", log.as_bytes()).rows();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0]["line"], &rows[0]["lines"]), (&1.into(), &vec![1].into()));
}

#[test]
fn packs_are_compiled_once_and_checked_by() {
    let place = Place::new();
    let text = "加我微信，下单送小样哦".as_bytes();
    assert_eq!(place.run("rules compile shop.toml pdd -o shop.rules", b"").status, 0);
    let expected = place.run("check --platform pdd --rules shop.toml --format jsonl", text);
    assert_eq!(expected.rows().len(), 2, "{}", expected.out);
    for options in ["--rules shop.rules", "--platform pdd --rules shop.rules"] {
        let ran = place.run(&format!("check {options} --format jsonl"), text);
        assert_eq!((ran.status, ran.out), (1, expected.out.clone()), "{options}");
    }
    // A record of another platform is checked by that.
    let log = "{\"text\":\"加我微信\",\"platform\":\"jd\"}\n".as_bytes();
    let ran = place.run("check --rules shop.rules --input jsonl --format jsonl", log);
    assert_eq!(ran.rows()[0]["rule"], "jd/contact.wechat");
    assert_eq!(place.run("rules test shop.rules", b"").status, 0);
    let left: Vec<_> =
        fs::read_dir(place.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn compiled_rules_that_do_not_fit_are_refused() {
    let place = Place::new();
    assert_eq!(place.run("rules compile shop.toml -o shop.rules", b"").status, 0);
    let saved = fs::read(place.0.path().join("shop.rules")).unwrap();
    place.write("cut.rules", &saved[..saved.len() / 2]);
    for (line, cause) in [
        ("check --rules cut.rules", "cut.rules: this saved ruleset is damaged"),
        ("check --platform pdd --rules shop.rules", "is for `shop`, not for `pdd`"),
        ("check --rules shop.rules --rules shop.toml", "compile them together"),
        ("rules compile shop.rules -o other.rules", "shop.rules: is compiled already"),
        ("rules compile pdd jd -o other.rules", "not for `pdd` and `jd`"),
        ("rules compile shop.toml -o no/such/folder.rules", "no/such/folder.rules: "),
        ("rules compile none.toml -o other.rules", "none.toml: "),
    ] {
        let ran = place.run(line, b"");
        assert_eq!(ran.status, 2, "{line}");
        assert!(ran.err.contains(cause), "{line}: {}", ran.err);
    }
    assert!(!place.0.path().join("other.rules").exists());
}

#[test]
fn packs_are_linted() {
    let place = Place::new();
    let ran = place.run("rules lint shop.toml", b"");
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(ran.out.contains("shop.toml:6:6: "), "{}", ran.out);
    assert!(ran.out.contains("[few-examples]"), "{}", ran.out);

    let sound = [
        ("小样哦", "还送小样"),
        ("没有了", "小样另买"),
        ("说吧", "过两天再说"),
        ("发货", "过两天到"),
    ]
    .iter()
    .fold(PACK.to_owned(), |pack, (end, more)| {
        pack.replace(&format!("{end}\"]"), &format!("{end}\", \"{more}\"]"))
    });
    place.write("sound.toml", sound);
    let ran = place.run("rules lint sound.toml", b"");
    assert_eq!((ran.status, ran.out.as_str()), (0, "sound.toml：没有要改的地方\n"), "{}", ran.err);

    place.write("chat.txt", "过两天再说\n\n明天发货\n那就过 两天再说吧\n");
    let ran = place.run("rules lint sound.toml --against chat.txt --format jsonl", b"");
    assert_eq!(ran.status, 0);
    let rows = ran.rows();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((&row["kind"], &row["file"]), (&"count".into(), &"sound.toml".into()));
    assert_eq!(
        (&row["word"], &row["count"], &row["first"]),
        (&"过两天再说".into(), &2.into(), &1.into())
    );

    let ran = place.run("rules lint sound.toml gone.toml", b"");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("gone.toml"), "{}", ran.err);
    let ran = place.run("rules lint sound.toml --against gone.txt", b"");
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
}
