//! The command and the Python package, each started anew for every message.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Engine, Maker};
use crate::subject::Subject;

/// A program that reads a message and writes a line for each violation.
struct Program {
    path: PathBuf,
    arguments: Vec<String>,
}

impl Engine for Program {
    fn count(&mut self, text: &str) -> usize {
        let mut child = Command::new(&self.path)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it was there when it was asked for");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(text.as_bytes()).expect("it reads its input");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        output.stdout.iter().filter(|&&byte| byte == b'\n').count()
    }
}

fn maker(path: PathBuf, arguments: &[&str]) -> Maker {
    let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
    Box::new(move || Ok(Box::new(Program { path: path.clone(), arguments: arguments.clone() })))
}

/// The command that was built beside this program.
fn command_path() -> Option<PathBuf> {
    let path = std::env::current_exe().ok()?.with_file_name("kfrules");
    path.exists().then_some(path)
}

pub(super) fn lacks_command() -> Option<String> {
    let lacks = || "build it by `cargo build --release -p kfrules-cli`".to_owned();
    command_path().is_none().then(lacks)
}

pub(super) fn command(subject: &Subject) -> Result<Maker, String> {
    let path = command_path().ok_or("there is no command")?;
    let platform = subject.platform_id().ok_or("the command wants a platform")?;
    Ok(maker(path, &["check", "--platform", platform, "--format", "jsonl", "--fail-on", "never"]))
}

/// The Python of `.ci/run`, or whichever is there.
fn python_path() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/python-venv/bin/python");
    if own.exists() { own } else { "python3".into() }
}

pub(super) fn lacks_python() -> Option<String> {
    let python = python_path();
    let asked = Command::new(&python).args(["-c", "import kfrules"]).stderr(Stdio::null()).status();
    let is_there = asked.is_ok_and(|status| status.success());
    (!is_there).then(|| format!("{} has no package kfrules", python.display()))
}

pub(super) fn python(subject: &Subject) -> Result<Maker, String> {
    let platform = subject.platform_id().ok_or("the Python package wants a platform")?;
    let program = format!(
        "import sys, kfrules\n\
         text = sys.stdin.buffer.read().decode()\n\
         for found in kfrules.Ruleset.platform('{platform}').check(text): print()"
    );
    Ok(maker(python_path(), &["-c", &program]))
}
