//! `cargo xtask bench`: the release build beside a page without a framework, in one browser, in turn.
//!
//! The measuring is in `tests/bench`. Times belong to the machine they were taken on; the ratios are what is compared.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result, bail};

use crate::{
    browser,
    budget::Growth,
    build, compress,
    process::say,
    project::Project,
    run,
    serve::{self, Site},
    test, tools,
};

/// What `cargo xtask bench` is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How often each is measured.
    pub rounds: u32,
    /// How many faxboxes the lists hold.
    pub lengths: Vec<u32>,
    /// The beginning of a profile's name: that one alone.
    pub profile: String,
    /// Where the tables (`.md`) and all samples (`.json`) go, without the ending; cargo's target folder where none is told.
    pub out: Option<PathBuf>,
    /// Where the ratios are quoted.
    pub quote: Quote,
    /// What is measured.
    pub subject: Subject,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What is in `dist`.
    Release,
    /// A release build that names the phases of its work.
    WithPhases,
}

/// Where the ratios are quoted, beside the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Nowhere.
    Nowhere,
    /// In the README, in the place of the last ones.
    InReadme,
}

/// The table in the README stands between these.
const QUOTE: [&str; 2] = ["<!-- bench -->\n", "<!-- /bench -->\n"];

impl Default for Options {
    fn default() -> Self {
        Self {
            rounds: 7,
            lengths: vec![100, 1_000, 10_000, 50_000],
            profile: String::new(),
            out: None,
            quote: Quote::Nowhere,
            subject: Subject::Release,
        }
    }
}

/// Serves both and measures them.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let browser = browser::chromium()?;
    tools::npm(&project.root.join("tests/e2e"))?;
    let dist = match options.subject {
        Subject::WithPhases => build::with_phases(project)?,
        Subject::Release => {
            if !project.dist().join("index.html").is_file() {
                build::release(project, Growth::Told)?;
            }
            say("measuring what is in dist (`cargo xtask build` makes it anew)");
            project.dist()
        }
    };
    let folder = project.root.join("tests/bench");
    let baseline = project.empty_work("baseline")?;
    copy(&folder.join("baseline"), &baseline)?;
    compress::folder(&baseline)?;
    let out = options.out.clone().unwrap_or_else(|| project.work("bench"));

    run::runtime()?.block_on(async move {
        let (panel, panel_url) = test::free_port()?;
        let (other, other_url) = test::free_port()?;
        let (api, api_url) = test::free_port()?;
        let api_port = api.local_addr()?.port().to_string();
        drop(api);
        let connect = vec![api_url.trim_end_matches('/').to_owned()];
        let site = |dist| Site { dist, connect: connect.clone(), answers: Vec::new(), package: None };

        let lengths: Vec<_> = options.lengths.iter().map(u32::to_string).collect();
        let mut bench = tokio::process::Command::new("node");
        bench.arg("bench.mjs").current_dir(&folder).kill_on_drop(true).stdin(Stdio::null());
        bench.env("CHROMIUM", browser).env("API_PORT", api_port).env("RESULTS", &out);
        bench.env("PANEL_URL", panel_url).env("BASELINE_URL", other_url);
        bench.env("ROUNDS", options.rounds.to_string()).env("LENGTHS", lengths.join(" "));
        bench.env("PROFILE", &options.profile);
        tokio::select! {
            status = bench.status() => {
                let status = status.context("cannot start node: install Node 20 or later")?;
                if !status.success() {
                    bail!("the measuring failed ({status})");
                }
                say(&format!("every sample is in {}.json", out.display()));
                quote(project, options.quote, &out)
            }
            served = serve::serve(run::listener_of(panel)?, site(dist)) => served.context("the panel's server ended"),
            served = serve::serve(run::listener_of(other)?, site(baseline)) => served.context("the baseline's server ended"),
            interrupted = run::interrupted() => interrupted.and_then(|()| bail!("interrupted")),
        }
    })
}

fn quote(project: &Project, quote: Quote, out: &Path) -> Result<()> {
    if quote == Quote::Nowhere {
        return Ok(());
    }
    let ratios = fs::read_to_string(format!("{}-ratios.md", out.display())).context("the ratios")?;
    let path = project.root.join("README.md");
    let readme = fs::read_to_string(&path).context("the README")?;
    let [begin, end] = QUOTE;
    let parts = readme.split_once(begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    let (before, behind) = parts.context("the README has no place for the ratios")?;
    fs::write(&path, [before, begin, &ratios, end, behind].concat()).context("the README")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in compress::files(from)? {
        let name = file.file_name().context("a file has no name")?;
        fs::copy(&file, to.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}
