//! `kfrules report` as its users see it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn report(args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_kfrules")).arg("report").args(args).output();
    let output = output.unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn day() -> String {
    root().join("examples/day.jsonl").display().to_string()
}

/// A log in a folder of its own; the folder goes with the first.
fn log(name: &str, content: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn the_readmes_show_what_the_command_prints() {
    let ran = report(&["--profile", "taobao@2025", "--list", "2", &day()]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    for name in ["README.md", "README.zh.md"] {
        let readme = fs::read_to_string(root().join(name)).unwrap();
        assert!(readme.contains(&ran.out), "{name} should show:\n{}", ran.out);
    }
}

#[test]
fn json_has_the_fields_of_the_contract() {
    let ran = report(&["--profile", "tmall@2022-avg", "--format", "json", &day()]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["profile"], "tmall@2022-avg");
    assert_eq!(json["unit"], "turn");
    assert_eq!(json["days"][0]["day"], "2024-05-01");
    assert!(json["days"][0]["agents"].is_array());
    let (good, total) = (json["total"]["good"].as_u64(), json["total"]["total"].as_u64());
    assert_eq!((good, total), (Some(17), Some(19)));
    assert!(json["total"]["mean_seconds"].as_f64().is_some());
    assert_eq!(json["verdicts"], serde_json::json!([]));

    let ran = report(&["--profile", "pdd", "--format", "json", &day()]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let ids: Vec<_> = json.as_array().unwrap().iter().map(|one| &one["profile"]).collect();
    assert_eq!(ids, ["pdd@2018-valid1h", "pdd@2019-5min", "pdd@2020-3min-human", "pdd@avg-human"]);
    assert_eq!(json[0]["total"]["mean_seconds"], Value::Null);
}

#[test]
fn an_empty_log_has_zeros() {
    let (_folder, path) = log("empty.jsonl", "\n");
    let ran = report(&["--profile", "jd@2021-avg", "--format", "json", &path]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["days"], serde_json::json!([]));
    let zeros = serde_json::json!({ "good": 0, "total": 0, "rate": null, "mean_seconds": null });
    assert_eq!(json["total"], zeros);
}

#[test]
fn a_csv_with_columns_of_its_own_is_read() {
    let csv = "单,旺旺名,何时,谁,说了\n\
               c1,小荷,2024/5/1 9:00:00,亲,\"在吗,\n急\"\n\
               c1,小荷,2024/5/1 9:01:00,小二,在的\n";
    let (_folder, path) = log("export.csv", csv);
    let mut args = vec!["--profile", "taobao@2025", "--format", "csv"];
    for column in ["conversation=单", "customer=旺旺名", "at=何时", "from=谁", "text=说了"]
    {
        args.extend(["--column", column]);
    }
    args.extend(["--sender", "亲=customer", "--sender", "小二=agent", &path]);
    let ran = report(&args);
    assert!(ran.out.contains("taobao@2025,total,,,1,1,1,\n"), "{}{}", ran.out, ran.err);
}

/// Counts of taobao@2025, as the table's last row has them, and what was said on stderr.
fn total(args: &[&str]) -> (String, String) {
    let ran = report(&[&["--profile", "taobao@2025", "--format", "csv"], args].concat());
    let total = ran.out.lines().last().unwrap_or_default();
    (total.trim_start_matches("taobao@2025,total,,,").to_owned(), ran.err)
}

#[test]
fn names_that_exports_use_are_known() {
    let rows = [
        (
            "会话ID,客户昵称,消息时间,发送方,客服昵称,消息类型,消息内容",
            "\n",
            "买家",
            "机器人",
            "人工客服",
        ),
        ("会话编号,买家,时间,角色,客服,事件,内容", "\r\n", "客户", "智能客服", "客服"),
        ("conversation,customer,at,from,agent,kind,text", "\r\n", "customer", "robot", "agent"),
    ];
    for (headers, end, customer, robot, agent) in rows {
        let lines = [
            headers.to_owned(),
            format!("c1,小荷,2024/5/1 9:00:00,{customer},,,在吗"),
            format!("c1,小荷,2024年5月1日 9:01:00,{agent},小美,,在的"),
            format!("c1,小荷,1714525320,{customer},,,你好"),
            format!("c1,小荷,1714525321000,{robot},,,您好"),
            format!("c1,小荷,2024-05-01T01:03:00Z,{customer},,,谢谢"),
        ];
        let csv: String = lines.iter().map(|line| line.clone() + end).collect();
        let expected = ("1,2,0.5,".to_owned(), String::new());
        let (_folder, path) = log("export.csv", &csv);
        assert_eq!(total(&[&path]), expected, "{headers}");
        let (_folder, path) = log("mark.csv", &format!("\u{FEFF}{csv}"));
        assert_eq!(total(&[&path]), expected, "{headers}");
        for separator in ["\t", ";"] {
            let (_folder, path) = log("tabs.csv", &csv.replace(',', separator));
            assert_eq!(total(&[&path]), expected, "{headers}");
        }
        let names: Vec<&str> = headers.split(',').collect();
        let json = lines[1..].iter().map(|line| {
            let fields = names.iter().zip(line.split(','));
            let object: serde_json::Map<_, _> = fields
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| ((*name).to_owned(), Value::from(value)))
                .collect();
            serde_json::to_string(&object).unwrap() + end
        });
        let (_folder, path) = log("export.jsonl", &json.collect::<String>());
        assert_eq!(total(&[&path]), expected, "{headers}");
    }
}

#[test]
fn gbk_is_read_when_said_and_named_when_not() {
    // 会话,时间,发送方 and two rows of 买家 and 客服.
    let mut gbk = b"\xBB\xE1\xBB\xB0,\xCA\xB1\xBC\xE4,\xB7\xA2\xCB\xCD\xB7\xBD\r\n".to_vec();
    gbk.extend(
        b"c1,2024-05-01 09:00:00,\xC2\xF2\xBC\xD2\r\nc1,2024-05-01 09:00:05,\xBF\xCD\xB7\xFE\r\n",
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gbk.csv").display().to_string();
    fs::write(&path, gbk).unwrap();
    assert_eq!(total(&["--encoding", "gbk", &path]), ("1,1,1,".to_owned(), String::new()));
    let (_, error) = total(&[&path]);
    assert!(error.contains("gbk.csv:1: byte 1 of the line"), "{error}");
    assert!(error.contains("say --encoding gbk"), "{error}");

    let utf16: Vec<u8> = "\u{FEFF}会话".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&path, utf16).unwrap();
    let (_, error) = total(&[&path]);
    assert!(error.ends_with("is UTF-16: save it as UTF-8 first\n"), "{error}");
}

#[test]
fn times_without_seconds_are_read_with_a_warning() {
    let csv = "会话,时间,发送方\nc1,2024/5/1 9:00,买家\nc1,2024/5/1 9:03,客服\n";
    let (_folder, path) = log("minutes.csv", csv);
    let (total, error) = total(&[&path]);
    assert_eq!(total, "1,1,1,");
    assert!(error.contains("minutes.csv:2: times have no seconds"), "{error}");
}

#[test]
fn several_logs_are_one_shop_and_messages_name_their_file() {
    let row = |from: &str, time: &str| {
        format!(r#"{{"conversation":"c1","at":"2024-05-01 {time}","from":"{from}","text":"在吗"}}"#)
    };
    let (_one, first) = log("one.jsonl", &(row("customer", "09:00:00") + "\n"));
    let (_two, second) = log("two.jsonl", &(row("agent", "09:09:00") + "\n"));
    assert_eq!(total(&[&second, &first]).0, "0,1,0,");
    let ran = report(&["--profile", "taobao@2025", &second, &first]);
    assert!(ran.out.contains(&format!("{first} 第 1 行：在吗")), "{}", ran.out);
    let ran = report(&["--profile", "taobao@2025", "--format", "json", &second, &first]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let asked = serde_json::json!([[
        { "file": first, "line": 1, "at": "2024-05-01 09:00:00", "text": "在吗" }
    ]]);
    assert_eq!(json["missed_messages"], asked);
    assert_eq!(json["missed"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_pass_line_of_ones_own_is_judged_by() {
    let ran =
        report(&["--profile", "pdd@2020-3min-human", "--pass", "90", "--format", "json", &day()]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let verdict = &json["verdicts"][0];
    assert_eq!((&verdict["period"], &verdict["passes"]), (&"2024-05-01".into(), &false.into()));
    assert!(verdict["missing_units"].as_u64() > Some(0), "{verdict}");
}

#[test]
fn a_copied_chat_is_read() {
    let chat = "小荷 2024-1-1 10:00:00\n在吗\n\n还有货吗\n伞铺:小美 2024-1-1 10:03:01\n在的\n\
                小荷(2024-1-1 10:04:00):\n好\n伞铺 (2024-1-1 10:04:05)\n谢谢\n";
    let (_folder, path) = log("chat.txt", chat);
    let ran = report(&["--profile", "taobao@2025", "--format", "csv", "--shop", "伞铺", &path]);
    assert!(
        ran.out.contains("taobao@2025,agent,2024-01-01,小美,0,1,0,\n"),
        "{}{}",
        ran.out,
        ran.err
    );
    assert!(ran.out.contains("taobao@2025,agent,2024-01-01,伞铺,1,1,1,\n"), "{}", ran.out);
}

#[test]
fn what_cannot_be_read_is_named_by_its_line() {
    let good =
        r#"{"conversation":"c1","customer":"u1","at":"2024-05-01 09:00:00","from":"customer"}"#;
    let cases = [
        (
            "a.jsonl",
            r#"{"at":"2024-05-01 09:00:00","from":"agent"}"#,
            ":3: `conversation` is missing",
        ),
        (
            "a.jsonl",
            r#"{"conversation":"c1","at":"9:00","from":"agent"}"#,
            ":3: `at`: `9:00` is not a time",
        ),
        (
            "a.jsonl",
            r#"{"conversation":"c1","at":"2024-05-01 09:00:00","from":"boss"}"#,
            ":3: `from`: `boss` is not one of",
        ),
        (
            "a.jsonl",
            r#"{"conversation":"c1","customer":"u2","at":"2024-05-01 09:00:00","from":"agent"}"#,
            ":3: conversation `c1` has two customers",
        ),
        (
            "a.jsonl",
            r#"{"conversation":[],"at":"2024-05-01 09:00:00","from":"agent"}"#,
            ":3: invalid type: sequence, expected `conversation` to be text or a number",
        ),
        ("a.jsonl", "小荷 2024-1-1 10:00:00", ":3: not a JSON object"),
    ];
    for (name, line, expected) in cases {
        let (_folder, path) = log(name, &format!("{good}\n\n{line}\n"));
        let ran = report(&["--profile", "pdd@2019-5min", &path]);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{line}");
        assert!(ran.err.contains(&format!("{path}{expected}")), "{line}: {}", ran.err);
    }
    let chats = [
        ("在吗\n小荷 2024-1-1 10:00:00\n", ":1: the chat must begin with"),
        ("小荷 2024-1-1 10:00:00\n在\n阿岚 2024-1-1 10:01:00\n在\n", ":3: two customers"),
    ];
    for (chat, expected) in chats {
        let (_folder, path) = log("chat.txt", chat);
        let ran = report(&["--profile", "pdd@2019-5min", &path]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains(&format!("{path}{expected}")), "{}", ran.err);
    }
    let (_folder, path) = log("a.csv", "会话,时间,谁\nc1,2024-05-01 09:00:00,买家\n");
    let ran = report(&["--profile", "pdd@2019-5min", &path]);
    let expected = ":1: `from` is missing: the columns are 会话, 时间, 谁; say which";
    assert!(ran.err.contains(expected), "{}", ran.err);
    let (_folder, path) = log("a.csv", "会话,时间,发送方\nc1,2024-05-01 09:00:00,小二\n");
    let ran = report(&["--profile", "pdd@2019-5min", &path]);
    assert!(ran.err.contains("a.csv:2: `from`: `小二` is not one of"), "{}", ran.err);
    assert!(ran.err.contains("say --sender 小二=SENDER"), "{}", ran.err);
    let ran = report(&["--profile", "pdd@2019-5min", "export.xlsx"]);
    assert!(ran.err.contains("export.xlsx: is a workbook: save it as CSV first"), "{}", ran.err);
    let ran = report(&["--profile", "pdd@2019-5min", "/no/such/log.jsonl"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("/no/such/log.jsonl: "), "{}", ran.err);
    let (_folder, path) = log("a.csv", "conversation,at,from\nc1,2024-05-01 09:00:00\n");
    let ran = report(&["--profile", "pdd@2019-5min", &path]);
    assert!(ran.err.contains(":2: 2 fields, but 3 headers"), "{}", ran.err);
    let (_folder, path) = log("a.csv", good);
    let ran = report(&["--profile", "pdd@2019-5min", &path]);
    assert!(ran.err.contains("a.csv:1: a JSON object, not a line of headers"), "{}", ran.err);
    let ran = report(&["--profile", "PDD", &day()]);
    assert!(
        ran.err.contains("no profile of a platform `PDD`: there are pdd, kuaishou, "),
        "{}",
        ran.err
    );
    let ran = report(&["--profile", "pdd@2031", &day()]);
    assert!(ran.err.contains("no profile `pdd@2031`: there are pdd@2018-valid1h"), "{}", ran.err);
}
