//! The sandbox server as a child process.

use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command as AsyncCommand},
    time::timeout,
};

use crate::{
    process::{self, say},
    project::{self, Project},
};

/// What a sandbox prints when it is ready; its address follows.
const READY: &str = "listening on ";
/// How long a sandbox may take to get ready: it fills its database first.
const READY_TIMEOUT: Duration = Duration::from_mins(1);

/// The account that the panel is meant to be tried with, and its token. They open nothing but a sandbox.
pub const ACCOUNT_ID: &str = "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1";
/// See [`ACCOUNT_ID`].
pub const TOKEN: &str = "sandbox-token-acme";

/// `cargo xtask sandbox`: builds and runs it in the foreground.
pub fn run(project: &Project, arguments: &[OsString]) -> Result<()> {
    let mut command = Command::new(build(project)?);
    command.args(arguments);
    process::become_it(command)
}

/// Builds the sandbox. Not in the release profile: that one is for small WASM, and takes minutes.
pub fn build(project: &Project) -> Result<PathBuf> {
    say("building the sandbox server …");
    let mut build = project::cargo();
    build.args(["build", "--quiet", "--package", "faxbox-sandbox"]).current_dir(&project.root);
    process::run(build)?;
    Ok(project.target.join("debug").join(format!("faxbox-sandbox{}", std::env::consts::EXE_SUFFIX)))
}

/// A running sandbox. It ends when this is dropped.
pub struct Sandbox {
    child: Child,
    /// Where its API is: what the panel calls the server.
    pub url: String,
}

impl Sandbox {
    /// Starts a sandbox and waits until it is ready.
    pub async fn start(program: &OsStr, address: &str, arguments: &[&str]) -> Result<Self> {
        let mut command = AsyncCommand::new(program);
        command
            .args(["--address", address])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn().context("cannot start the sandbox")?;
        let output = child.stdout.take().context("the sandbox has no output")?;
        let mut lines = BufReader::new(output).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, url)) = line.split_once(READY) {
                    return Ok(url.trim().to_owned());
                }
            }
            bail!("the sandbox ended before it was ready ({})", child.wait().await?)
        };
        let url = timeout(READY_TIMEOUT, ready).await.context("the sandbox does not get ready")??;
        // What else it prints is of no interest, but must go somewhere.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { child, url })
    }

    /// The origin of its API, for the page's policy.
    pub fn origin(&self) -> &str {
        self.url.strip_suffix("/v2").unwrap_or(&self.url)
    }

    /// Waits until it ends by itself.
    pub async fn ended(&mut self) -> Result<ExitStatus> {
        Ok(self.child.wait().await?)
    }

    /// Ends it, and waits for that.
    pub async fn end(mut self) -> Result<()> {
        self.child.kill().await.context("cannot end the sandbox")
    }
}
