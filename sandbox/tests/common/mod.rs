//! A sandbox on a free port and a client that sends exactly what it is told, also what no real client sends.
#![allow(dead_code, reason = "every test file uses its own part")]

use faxbox_sandbox::{Options, prepare};
use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The first account's path.
pub const ACME: &str = "/v2/accounts/a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
/// The path of its faxboxes.
pub const BOXES: &str = "/v2/accounts/a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1/faxboxes";
/// Its token as a header.
pub const TOKEN: (&str, &str) = ("x-auth-token", "sandbox-token-acme");
/// What a body is.
pub const JSON: (&str, &str) = ("content-type", "application/json");
/// A browser on another origin.
pub const ORIGIN: (&str, &str) = ("origin", "https://client.example");

/// A running sandbox; it ends with the value.
pub struct Running {
    address: SocketAddr,
    runtime: Option<Runtime>,
}

/// An answer as it came over the wire.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON; `null` where it is none.
    pub fn json(&self) -> Value {
        let mut deserializer = serde_json::Deserializer::from_slice(&self.body);
        deserializer.disable_recursion_limit();
        serde::Deserialize::deserialize(&mut deserializer).unwrap_or(Value::Null)
    }

    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }
}

impl Running {
    /// Starts a sandbox with the control path.
    pub fn start(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let sandbox = runtime.block_on(prepare(options)).unwrap();
        runtime.spawn(sandbox.serve(listener));
        Self { address, runtime: Some(runtime) }
    }

    /// With this many faxboxes, in memory.
    pub fn with(faxboxes: usize) -> Self {
        Self::start(Options { faxboxes, control: true, ..Options::default() })
    }

    /// Sends one request; an error is a connection that broke.
    pub fn try_send(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> io::Result<Reply> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut head = Vec::new();
        write!(head, "{method} {target} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n")?;
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        if let Some(body) = body {
            write!(head, "content-length: {}\r\n", body.len())?;
        }
        head.extend_from_slice(b"\r\n");
        stream.write_all(&head)?;
        stream.write_all(body.unwrap_or_default())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        parse(&answer, method).ok_or_else(|| io::Error::other("the answer is cut off"))
    }

    pub fn send(&self, method: &str, target: &str, headers: &[(&str, &str)], body: Option<&[u8]>) -> Reply {
        self.try_send(method, target, headers, body).unwrap()
    }

    /// A request of the first account, with a JSON body where one is given.
    pub fn ask(&self, method: &str, target: &str, body: Option<&Value>) -> Reply {
        let text = body.map(ToString::to_string);
        self.send(method, target, &[TOKEN, JSON], text.as_ref().map(String::as_bytes))
    }

    /// A new faxbox of the first account: its id.
    pub fn create(&self, document: &Value) -> String {
        let reply = self.ask("PUT", BOXES, Some(&json!({"data": document})));
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.data()["id"].as_str().unwrap().to_owned()
    }

    /// The tag of a faxbox of the first account, with its quotes.
    pub fn tag(&self, id: &str) -> String {
        self.ask("GET", &format!("{BOXES}/{id}"), None).header("etag").unwrap().to_owned()
    }

    /// A request to the control path, which must succeed.
    pub fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let text = body.map(ToString::to_string);
        let reply = self.send(method, &format!("/control/{path}"), &[], text.as_ref().map(String::as_bytes));
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    pub fn fault(&self, fault: &Value) {
        self.control("PUT", "faults", Some(&json!({"faults": [fault]})));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(5));
        }
    }
}

fn parse(answer: &[u8], method: &str) -> Option<Reply> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let body = answer[end + 4..].to_vec();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let reply = Reply { status, headers, body };
    let announced = reply.header("content-length").and_then(|length| length.parse::<usize>().ok());
    (method == "HEAD" || announced.is_none_or(|length| length == reply.body.len())).then_some(reply)
}
