//! `cargo xtask run`: a sandbox server, and the panel beside it.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};
use serde_json::json;
use tokio::{
    net,
    runtime::{Builder, Runtime},
    signal,
};

use crate::{
    budget::Growth,
    build, package,
    process::say,
    project::Project,
    sandbox::{self, ACCOUNT_ID, Sandbox, TOKEN},
    serve::{self, Answer, Site},
};

/// The pages without a build, the manual among them.
const PAGES: &str = "tests/e2e/hosts/pages";

/// What `cargo xtask run` is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The panel's port.
    pub port: u16,
    /// The sandbox's port.
    pub api_port: u16,
    /// How many faxboxes the sandbox holds.
    pub faxboxes: u32,
    /// The panel as it is delivered.
    pub release: bool,
    /// The manual of the element in the place of the panel.
    pub manual: bool,
    /// More APIs that the panel may speak to.
    pub connect: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, api_port: 8000, faxboxes: 60, release: false, manual: false, connect: Vec::new() }
    }
}

/// Runs both until one ends, or Ctrl-C.
pub fn run(project: &Project, options: Options) -> Result<()> {
    // Taken before the long part, so that a taken port is known at once.
    let listener = listen(options.port, "--port")?;
    drop(listen(options.api_port, "--api-port")?);

    let dist = if options.release {
        build::release(project, Growth::Told)?;
        project.dist()
    } else {
        build::development(project)?
    };
    // The manual is a page of somebody else's, which has the package.
    let package = match (options.manual, options.release) {
        (false, _) => None,
        (true, true) => Some(package::of_release(project)?),
        (true, false) => Some(package::of_development(project, &dist)?),
    };
    let program = sandbox::build(project)?;

    runtime()?.block_on(async move {
        let faxboxes = options.faxboxes.to_string();
        let address = format!("127.0.0.1:{}", options.api_port);
        let mut sandbox = Sandbox::start(program.as_os_str(), &address, &["--faxboxes", &faxboxes]).await?;
        let mut connect = options.connect;
        connect.push(sandbox.origin().to_owned());
        let site = if package.is_some() {
            let session = Answer::Json(json!({ "server": sandbox.url, "accountId": ACCOUNT_ID }));
            let answers = vec![("/portal/session", session), ("/portal/token", Answer::Text(TOKEN))];
            Site { dist: project.root.join(PAGES), connect, answers, package: Some(package::folder(project)) }
        } else {
            let config = Answer::Json(json!({ "server": sandbox.url, "account_id": ACCOUNT_ID }));
            Site { dist, connect, answers: vec![("/config.json", config)], package: None }
        };
        let path = if site.package.is_some() { "manual.html" } else { "" };
        let panel = serve::serve(listener_of(listener)?, site);

        println!("Faxbox Admin:  http://127.0.0.1:{}/{path}", options.port);
        println!("  Server:      {}", sandbox.url);
        println!("  Account ID:  {ACCOUNT_ID}");
        println!("  Token:       {TOKEN}");
        println!("Ctrl-C ends both.");

        let outcome = tokio::select! {
            interrupted = interrupted() => interrupted,
            ended = panel => ended.context("the panel's server ended; the sandbox is ended too"),
            ended = sandbox.ended() => match ended {
                Ok(status) => bail!("the sandbox ended ({status}); the panel's server is ended too"),
                Err(error) => Err(error),
            },
        };
        say("ending …");
        sandbox.end().await?;
        outcome
    })
}

/// What the asynchronous part of a chore runs in. One thread does.
pub fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// Comes back when the user, or the system, wants us to end.
pub async fn interrupted() -> Result<()> {
    #[cfg(unix)]
    {
        let mut terminated = signal::unix::signal(signal::unix::SignalKind::terminate())?;
        tokio::select! {
            pressed = signal::ctrl_c() => pressed?,
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    signal::ctrl_c().await?;
    Ok(())
}

/// A listener for the asynchronous part.
pub fn listener_of(listener: TcpListener) -> Result<net::TcpListener> {
    listener.set_nonblocking(true)?;
    Ok(net::TcpListener::from_std(listener)?)
}

fn listen(port: u16, option: &str) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .with_context(|| format!("port {port} cannot be used; choose another one with {option}"))
}
