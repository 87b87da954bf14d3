//! `cargo xtask test`: every check there is.

use std::{
    env,
    ffi::OsString,
    fs,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{
    browser,
    budget::Growth,
    build, package,
    process::{self, say},
    project::{self, Project},
    run,
    sandbox::{self, Sandbox},
    serve::{self, Site},
    split, tools,
};

/// The target of the panel.
const WASM: [&str; 4] = ["--package", "faxbox-admin", "--target", "wasm32-unknown-unknown"];

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Formatting.
    Fmt,
    /// Lints, of everything natively and of the panel for the browser.
    Clippy,
    /// The documentation builds and its links lead somewhere.
    Doc,
    /// Licences, doubled crates, sources.
    Deny,
    /// The tests without a browser.
    Native,
    /// The tests of Rust in a browser.
    Browser,
    /// The release build.
    Build,
    /// The tests of the release build in a browser, against the sandbox.
    EndToEnd,
    /// The smoke path in Firefox and `WebKitGTK`, where they can be had.
    Engines,
    /// The same tests of a build for development, made in seconds: for whoever is at work. Those of the built files fail on it.
    Development,
}

impl Step {
    /// The step with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Development]).find(|step| step.name() == name)
    }

    /// In the order in which they run: what fails soon comes first.
    pub const ALL: [Self; 9] = [
        Self::Fmt,
        Self::Clippy,
        Self::Doc,
        Self::Deny,
        Self::Native,
        Self::Browser,
        Self::Build,
        Self::EndToEnd,
        Self::Engines,
    ];

    /// How it is called in the command.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
            Self::Deny => "deny",
            Self::Native => "native",
            Self::Browser => "browser",
            Self::Build => "build",
            Self::EndToEnd => "e2e",
            Self::Engines => "engines",
            Self::Development => "e2e-dev",
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Fmt => "formatting",
            Self::Clippy => "lints, native and for the browser",
            Self::Doc => "documentation",
            Self::Deny => "licences, doubled crates and sources",
            Self::Native => "native tests",
            Self::Browser => "tests in a browser",
            Self::Build => "release build",
            Self::EndToEnd => "end-to-end tests in a browser",
            Self::Engines => "the smoke path in Firefox and WebKitGTK",
            Self::Development => "end-to-end tests of a build for development",
        }
    }
}

/// How a step went.
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// Runs the steps, all of them even where one fails, and names those that failed at the end.
pub fn run(project: &Project, steps: &[Step], playwright: &[OsString]) -> Result<()> {
    let mut outcomes: Vec<(Step, Outcome, u64)> = Vec::new();
    for &step in steps {
        let begin = Instant::now();
        let built = !outcomes
            .iter()
            .any(|(step, outcome, _)| *step == Step::Build && matches!(outcome, Outcome::Failed));
        let outcome = if matches!(step, Step::EndToEnd | Step::Engines) && !built {
            Outcome::Skipped
        } else {
            say(&format!("{}: {} …", step.name(), step.what()));
            match check(project, step, playwright) {
                Ok(()) => Outcome::Passed,
                Err(error) => {
                    eprintln!("error: {error:#}");
                    Outcome::Failed
                }
            }
        };
        outcomes.push((step, outcome, begin.elapsed().as_secs()));
    }

    println!();
    for (step, outcome, seconds) in &outcomes {
        let outcome = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped: there is no release build to test",
        };
        println!("{:<8} {outcome} ({seconds} s)", step.name());
    }
    let failed: Vec<_> = outcomes
        .iter()
        .filter(|(_, outcome, _)| !matches!(outcome, Outcome::Passed))
        .map(|(step, _, _)| step.name())
        .collect();
    if !failed.is_empty() {
        bail!("not passed: {}", failed.join(", "));
    }
    Ok(())
}

fn check(project: &Project, step: Step, playwright: &[OsString]) -> Result<()> {
    match step {
        Step::Fmt => cargo(project, &["fmt", "--all", "--check"]),
        Step::Clippy => clippy(project),
        Step::Doc => doc(project),
        Step::Deny => deny(project),
        Step::Native => cargo(project, &["test", "--workspace", "--locked"]),
        Step::Browser => in_browser(project),
        Step::Build => {
            build::release(project, Growth::Refused)?;
            split::check_repeats(project, &build::artefact(project))
        }
        Step::EndToEnd => {
            build_if_missing(project)?;
            say("testing what is in dist (`cargo xtask build` makes it anew)");
            if asks_for_hosts(playwright) {
                package::install_for_hosts(project, &package::of_release(project)?)?;
            }
            end_to_end(project, &project.dist(), playwright)
        }
        Step::Engines => {
            build_if_missing(project)?;
            engines(project, &project.dist())
        }
        Step::Development => {
            let dist = build::development(project)?;
            if asks_for_hosts(playwright) {
                package::install_for_hosts(project, &package::of_development(project, &dist)?)?;
            }
            end_to_end(project, &dist, playwright)
        }
    }
}

/// What lies in `dist` is what is tested.
fn build_if_missing(project: &Project) -> Result<()> {
    if project.dist().join("index.html").is_file() { Ok(()) } else { build::release(project, Growth::Told) }
}

fn cargo(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut command = project::cargo();
    command.args(arguments).current_dir(&project.root);
    process::run(command)
}

fn clippy(project: &Project) -> Result<()> {
    const DENY: [&str; 3] = ["--", "-D", "warnings"];
    tools::wasm_target()?;
    cargo(project, &[&["clippy", "--locked", "--workspace", "--all-targets"], DENY.as_slice()].concat())?;
    for features in ["--all-features", "--no-default-features"] {
        cargo(
            project,
            &[
                &["clippy", "--locked"],
                WASM.as_slice(),
                &["--lib", "--test", "web", features],
                DENY.as_slice(),
            ]
            .concat(),
        )?;
    }
    Ok(())
}

fn doc(project: &Project) -> Result<()> {
    const DOC: [&str; 4] = ["doc", "--locked", "--no-deps", "--document-private-items"];
    // What is private is documented too, so links to it lead somewhere.
    const FLAGS: &str = "-D warnings -A rustdoc::private_intra_doc_links";
    tools::wasm_target()?;
    for target in [["--workspace"].as_slice(), WASM.as_slice()] {
        let mut command = project::cargo();
        command.args(DOC).args(target).current_dir(&project.root).env("RUSTDOCFLAGS", FLAGS);
        process::run(command)?;
    }
    Ok(())
}

fn deny(project: &Project) -> Result<()> {
    let mut deny = Command::new(tools::CARGO_DENY.program()?);
    deny.args(["--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"])
        .current_dir(&project.root);
    process::run(deny)
}

/// `tests/web.rs` in a browser, by the runner that comes with `wasm-bindgen`.
fn in_browser(project: &Project) -> Result<()> {
    tools::wasm_target()?;
    let browser = browser::chromium()?;
    let settings = project.empty_work("webdriver")?.join("webdriver.json");
    let options = json!({
        "goog:chromeOptions": {
            "binary": browser,
            "args": ["headless", "no-sandbox", "disable-gpu", "no-first-run", "disable-dev-shm-usage"],
        }
    });
    fs::write(&settings, options.to_string())?;
    let mut test = project::cargo();
    test.args(["test", "--locked"]).args(WASM).args(["--test", "web"]).current_dir(&project.root);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("PATH", process::path_with(&[tools::WASM_BINDGEN.folder()?])?);
    test.env("CHROMEDRIVER", browser::chromedriver()?).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    process::run(test)
}

/// How many tests run at the same time.
const WORKERS: usize = 2;

/// The sandboxes by their manner: the variable that names them, and how each is started.
const MANNERS: [(&str, &[&str]); 3] = [
    ("API_URLS", &["--control"]),
    ("API_URLS_DEEP", &["--control", "--patch", "deep"]),
    ("API_URLS_NO_IF_MATCH", &["--control", "--ignore-if-match"]),
];

/// The specs that need the package installed among the hosts, by a part of their names.
const OF_HOSTS: [&str; 2] = ["hosts", "manual"];

/// Whether these arguments run a spec of the hosts: those that name others save the time.
fn asks_for_hosts(playwright: &[OsString]) -> bool {
    let named = |argument: &OsString| OF_HOSTS.iter().any(|name| argument.to_string_lossy().contains(name));
    playwright.is_empty() || playwright.iter().any(named)
}

/// Playwright on what was built, which is served as strictly as it is meant to be. Each of its workers has sandboxes of its own, one
/// of each manner, since faults and options concern a whole sandbox.
fn end_to_end(project: &Project, dist: &Path, playwright: &[OsString]) -> Result<()> {
    let browser = browser::headless()?;
    let folder = project.root.join("tests/e2e");
    tools::npm(&folder)?;
    let program = sandbox::build(project)?;

    run::runtime()?.block_on(async move {
        let mut tests = tokio::process::Command::new("node");
        let mut sandboxes = Vec::new();
        for (variable, arguments) in MANNERS {
            let mut urls = Vec::new();
            for _ in 0..WORKERS {
                let sandbox = Sandbox::start(program.as_os_str(), "127.0.0.1:0", arguments).await?;
                urls.push(sandbox.url.clone());
                sandboxes.push(sandbox);
            }
            tests.env(variable, urls.join(" "));
        }
        let (panel, panel_url) = free_port()?;
        // Another origin that answers, and sends no CORS headers.
        let (stranger, stranger_url) = free_port()?;
        let (nothing, nothing_url) = free_port()?;
        drop(nothing);

        let mut connect: Vec<_> = sandboxes.iter().map(|sandbox| sandbox.origin().to_owned()).collect();
        connect.extend([&stranger_url, &nothing_url].map(|url| url.trim_end_matches('/').to_owned()));
        let site = |connect| Site { dist: dist.to_owned(), connect, answers: Vec::new(), package: None };

        tests.arg("node_modules/@playwright/test/cli.js").arg("test").args(playwright).current_dir(&folder);
        tests.env("CHROMIUM", browser).kill_on_drop(true).stdin(Stdio::null());
        tests.env("PANEL_URL", panel_url).env("STRANGER_URL", stranger_url).env("NOTHING_URL", nothing_url);
        if env::var_os("FORCE_COLOR").is_none() {
            tests.env_remove("NO_COLOR");
        }
        tokio::select! {
            status = tests.status() => {
                let status = status.context("cannot start node: install Node 20 or later")?;
                if !status.success() {
                    bail!("the end-to-end tests failed ({status})");
                }
                Ok(())
            }
            served = serve::serve(run::listener_of(panel)?, site(connect)) => served.context("the panel's server ended"),
            served = serve::serve(run::listener_of(stranger)?, site(Vec::new())) => served.context("the other server ended"),
            interrupted = run::interrupted() => interrupted.and_then(|()| bail!("interrupted")),
        }
    })
}

/// What `tests/engines` does in Firefox and `WebKitGTK`. One that cannot be had is named and left out.
fn engines(project: &Project, dist: &Path) -> Result<()> {
    let firefox = browser::firefox();
    let webkit = browser::webkit();
    for missing in [firefox.as_ref().err(), webkit.as_ref().err()].into_iter().flatten() {
        say(&format!("LEFT OUT: {missing:#}"));
    }
    if firefox.is_err() && webkit.is_err() {
        return Ok(());
    }
    let program = sandbox::build(project)?;
    run::runtime()?.block_on(async move {
        let mut tests = tokio::process::Command::new("node");
        let sandbox = Sandbox::start(program.as_os_str(), "127.0.0.1:0", &["--control"]).await?;
        let (panel, panel_url) = free_port()?;
        let site = Site { dist: dist.to_owned(), connect: vec![sandbox.origin().to_owned()], answers: Vec::new(), package: None };
        tests.arg("tests/engines/smoke.mjs").current_dir(&project.root);
        tests.env("PANEL_URL", panel_url).env("API_URL", &sandbox.url).kill_on_drop(true).stdin(Stdio::null());
        if let Ok(firefox) = firefox {
            tests.env("FIREFOX", firefox);
        }
        if let Ok(webkit) = webkit {
            tests.env("WEBKIT_DRIVER", webkit.driver).env("WEBKIT_BROWSER", webkit.browser);
        }
        tokio::select! {
            status = tests.status() => {
                let status = status.context("cannot start node: install Node 20 or later")?;
                if !status.success() {
                    bail!("the smoke path failed in another engine ({status})");
                }
                Ok(())
            }
            served = serve::serve(run::listener_of(panel)?, site) => served.context("the panel's server ended"),
            interrupted = run::interrupted() => interrupted.and_then(|()| bail!("interrupted")),
        }
    })
}

/// A listener on a port that nothing else uses, and its address.
pub fn free_port() -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}/", listener.local_addr()?);
    Ok((listener, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_prepared_for_the_specs_that_need_them() {
        for (arguments, needed) in [
            ([].as_slice(), true),
            (&["hosts"], true),
            (&["manual.spec", "-g", "x"], true),
            (&["rules"], false),
        ] {
            let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
            assert_eq!(asks_for_hosts(&arguments), needed, "{arguments:?}");
        }
    }
}
