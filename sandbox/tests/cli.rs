//! The command line.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use faxbox_sandbox::ACCOUNTS;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

fn sandbox(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faxbox-sandbox"));
    command.args(arguments).stdin(Stdio::null());
    command
}

#[test]
fn what_it_does_not_know_is_said_and_ends_with_2() {
    for (arguments, said) in [
        (&["--nonsense"][..], "--nonsense"),
        (&["extra"], "extra"),
        (&["--faxboxes", "many"], "many"),
        (&["--faxboxes"], "--faxboxes"),
        (&["--patch", "sideways"], "sideways"),
        (&["--page-size-max", "0"], "at least 1"),
    ] {
        let output = sandbox(arguments).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.lines().next().unwrap().contains(said), "{error}");
    }
    let help = sandbox(&["--help"]).output().unwrap();
    assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains("--database"));
}

#[test]
fn what_cannot_be_opened_is_said_and_ends_with_1() {
    for (arguments, said) in [
        (&["--address", "nowhere"][..], "nowhere"),
        (&["--address", "127.0.0.1:0", "--database", "/"], "/: "),
    ] {
        let output = sandbox(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains(said));
    }
}

#[test]
fn it_says_where_it_listens_and_who_may_come() {
    let mut child = sandbox(&["--address", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("listening on http://").unwrap().strip_suffix("/v2").unwrap().to_owned();
    for account in ACCOUNTS {
        let line = lines.next().unwrap().unwrap();
        assert!([account.id, account.name, account.token].iter().all(|part| line.contains(part)), "{line}");
    }
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"));
}
