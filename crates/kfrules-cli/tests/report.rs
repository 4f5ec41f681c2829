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
    let csv = "会话,买家,时间,发送方,内容\n\
               c1,小荷,2024/5/1 9:00:00,买家,\"在吗,\n急\"\n\
               c1,小荷,2024/5/1 9:01:00,客服,在的\n";
    let (_folder, path) = log("export.csv", csv);
    let mut args = vec!["--profile", "taobao@2025", "--format", "csv"];
    for column in ["conversation=会话", "customer=买家", "at=时间", "from=发送方", "text=内容"]
    {
        args.extend(["--column", column]);
    }
    args.extend(["--sender", "买家=customer", "--sender", "客服=agent", &path]);
    let ran = report(&args);
    assert!(ran.out.contains("taobao@2025,total,,,1,1,1,\n"), "{}{}", ran.out, ran.err);
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
            ":3: `conversation` is neither text nor a number",
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
    let (_folder, path) = log("a.csv", "conversation,at,from\nc1,2024-05-01 09:00:00\n");
    let ran = report(&["--profile", "pdd@2019-5min", &path]);
    assert!(ran.err.contains(":2: 2 fields, but 3 headers"), "{}", ran.err);
    let ran = report(&["--profile", "pdd@2031", &day()]);
    assert!(ran.err.contains("no profile `pdd@2031`: there are pdd@2018-valid1h"), "{}", ran.err);
}
