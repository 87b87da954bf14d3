//! An example run as a person runs it: lines in, lines out.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    io::Write,
    process::{Command, Stdio},
};

/// The lines that an example answers with, which `cargo test` builds beside the tests; nothing where one test alone was asked for.
pub fn answers(example: &str, lines: &str) -> Option<Vec<String>> {
    let test = std::env::current_exe().unwrap();
    let name = format!("{example}{}", std::env::consts::EXE_SUFFIX);
    let program = test.parent()?.parent()?.join("examples").join(name);
    if !program.is_file() {
        return None;
    }
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect())
}
