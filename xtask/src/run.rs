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
    build,
    process::say,
    project::Project,
    sandbox::{self, ACCOUNT_ID, Sandbox, TOKEN},
    serve::{self, Site},
};

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
    /// More APIs that the panel may speak to.
    pub connect: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, api_port: 8000, faxboxes: 60, release: false, connect: Vec::new() }
    }
}

/// Runs both until one ends, or Ctrl-C.
pub fn run(project: &Project, options: Options) -> Result<()> {
    // Taken before the long part, so that a taken port is known at once.
    let listener = listen(options.port, "--port")?;
    drop(listen(options.api_port, "--api-port")?);

    let dist = if options.release {
        build::release(project)?;
        project.dist()
    } else {
        build::development(project)?
    };
    let program = sandbox::build(project)?;

    runtime()?.block_on(async move {
        let faxboxes = options.faxboxes.to_string();
        let address = format!("127.0.0.1:{}", options.api_port);
        let mut sandbox = Sandbox::start(program.as_os_str(), &address, &["--faxboxes", &faxboxes]).await?;
        let mut connect = options.connect;
        connect.push(sandbox.origin().to_owned());
        let config = json!({ "server": sandbox.url, "account_id": ACCOUNT_ID });
        let panel = serve::serve(listener_of(listener)?, Site { dist, connect, config: Some(config) });

        println!("Faxbox Admin:  http://127.0.0.1:{}/", options.port);
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
