//! `cargo xtask`: the set-up and every chore. Each command does all of its own set-up and can be repeated.

mod bench;
mod browser;
mod budget;
mod build;
mod compress;
mod integrity;
mod manifest;
mod package;
mod process;
mod project;
mod rename;
mod reproduce;
mod run;
mod sandbox;
mod sbom;
mod serve;
mod split;
mod test;
mod tools;

use std::{env, ffi::OsString, process::ExitCode};

use anyhow::{Context, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use self::{budget::Growth, project::Project, test::Step};

const HELP: &str = "\
cargo xtask run [OPTIONS]       the sandbox server and the panel, until Ctrl-C
    --port N                    the panel's port (8080)
    --api-port N                the sandbox's port (8000)
    --faxboxes N                how many faxboxes the sandbox holds (60)
    --release                   the panel as it is delivered, not the quicker build for development
    --manual                    in the panel's place its manual: all that a portal can say to the element, to be tried
    --connect ORIGIN            one more API that the panel may speak to; can be repeated
cargo xtask test [STEP …] [-- ARGS]
                                every check, or the named ones: fmt clippy doc deny native browser build e2e engines
                                (e2e-dev: the end-to-end tests of a quick build for development)
                                (ARGS go to the end-to-end tests)
cargo xtask build [--raise]     the release build in dist/; --raise: what it weighs may weigh from now on (xtask/sizes.txt)
cargo xtask package             the release build as an npm package in target/package, and packed
cargo xtask reproduce           builds once more elsewhere and compares with dist/, byte by byte
cargo xtask bench [OPTIONS]     the release build beside a page without a framework, in a browser
    --rounds N                  how often each is measured (7)
    --faxboxes N                how many faxboxes the list holds; can be repeated (100, 1000, 10000, 50000)
    --profile NAME              \"no throttling\" or \"CPU\" alone
    --out FILE                  where the tables (.md) and samples (.json) go, without the ending
    --readme                    writes the ratios into the README
    --phases                    measures a build that names the phases of its work, made for this: how long each takes in one piece
cargo xtask sandbox [ARGS …]    the sandbox server alone (--help lists its arguments)
";

fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut arguments = env::args_os().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".into());
    let rest: Vec<OsString> = arguments.collect();
    match command.to_str() {
        Some("run") => run::run(&Project::find()?, run_options(rest)?),
        Some("test") => {
            let (steps, playwright) = test_options(rest)?;
            test::run(&Project::find()?, &steps, &playwright)
        }
        Some("bench") => bench::run(&Project::find()?, &bench_options(rest)?),
        Some("build") if rest.is_empty() => build::release(&Project::find()?, Growth::Told),
        Some("build") if rest == ["--raise"] => build::release(&Project::find()?, Growth::Raised),
        Some("package") if rest.is_empty() => package::release(&Project::find()?),
        Some("reproduce") if rest.is_empty() => reproduce::run(&Project::find()?),
        Some("sandbox") => sandbox::run(&Project::find()?, &rest),
        Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("no such command\n\n{HELP}"),
    }
}

fn run_options(arguments: Vec<OsString>) -> Result<run::Options> {
    let mut options = run::Options::default();
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("port") => options.port = parser.value()?.parse().context("--port")?,
            Arg::Long("api-port") => options.api_port = parser.value()?.parse().context("--api-port")?,
            Arg::Long("faxboxes") => options.faxboxes = parser.value()?.parse().context("--faxboxes")?,
            Arg::Long("release") => options.release = true,
            Arg::Long("manual") => options.manual = true,
            Arg::Long("connect") => options.connect.push(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn bench_options(arguments: Vec<OsString>) -> Result<bench::Options> {
    let mut options = bench::Options::default();
    let mut lengths = Vec::new();
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("rounds") => options.rounds = parser.value()?.parse().context("--rounds")?,
            Arg::Long("faxboxes") => lengths.push(parser.value()?.parse().context("--faxboxes")?),
            Arg::Long("profile") => options.profile = parser.value()?.string()?,
            Arg::Long("out") => options.out = Some(parser.value()?.into()),
            Arg::Long("readme") => options.quote = bench::Quote::InReadme,
            Arg::Long("phases") => options.subject = bench::Subject::WithPhases,
            other => return Err(other.unexpected().into()),
        }
    }
    if !lengths.is_empty() {
        options.lengths = lengths;
    }
    let is_quoted = options.quote == bench::Quote::InReadme;
    if is_quoted && options.subject == bench::Subject::WithPhases {
        bail!("--readme is for what is released, and naming phases costs time: leave --phases away");
    }
    Ok(options)
}

/// The named steps (none: all of them), and what stands behind `--`.
fn test_options(mut arguments: Vec<OsString>) -> Result<(Vec<Step>, Vec<OsString>)> {
    let mut behind = Vec::new();
    if let Some(position) = arguments.iter().position(|argument| argument == "--") {
        behind = arguments.split_off(position).into_iter().skip(1).collect();
    }
    let step = |name: &OsString| {
        name.to_str()
            .and_then(Step::named)
            .with_context(|| format!("no step is called {}", name.to_string_lossy()))
    };
    let steps = arguments.iter().map(step).collect::<Result<Vec<_>>>()?;
    Ok((if steps.is_empty() { Step::ALL.to_vec() } else { steps }, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn os(arguments: &[&str]) -> Vec<OsString> {
        arguments.iter().map(OsString::from).collect()
    }

    #[test]
    fn run_takes_its_options() {
        let options = run_options(os(&[
            "--port",
            "1",
            "--api-port=2",
            "--faxboxes",
            "3",
            "--release",
            "--manual",
            "--connect",
            "http://a",
        ]));
        let expected = run::Options {
            port: 1,
            api_port: 2,
            faxboxes: 3,
            release: true,
            manual: true,
            connect: vec!["http://a".to_owned()],
        };
        assert_eq!(options.unwrap(), expected);
        assert!(run_options(os(&["--port", "x"])).is_err());
        assert!(run_options(os(&["--nothing"])).is_err());
    }

    #[test]
    fn bench_takes_its_options() {
        let options = bench_options(os(&[
            "--rounds",
            "3",
            "--faxboxes",
            "5",
            "--faxboxes=6",
            "--profile",
            "CPU",
            "--out",
            "x",
            "--readme",
        ]));
        let expected = bench::Options {
            rounds: 3,
            lengths: vec![5, 6],
            profile: "CPU".to_owned(),
            out: Some("x".into()),
            quote: bench::Quote::InReadme,
            subject: bench::Subject::Release,
        };
        assert_eq!(options.unwrap(), expected);
        assert_eq!(bench_options(os(&[])).unwrap(), bench::Options::default());
        assert!(bench_options(os(&["--faxboxes", "x"])).is_err());
        assert_eq!(bench_options(os(&["--phases"])).unwrap().subject, bench::Subject::WithPhases);
        assert!(bench_options(os(&["--phases", "--readme"])).is_err());
    }

    #[test]
    fn test_takes_steps_and_arguments() {
        assert_eq!(test_options(os(&[])).unwrap(), (Step::ALL.to_vec(), vec![]));
        assert_eq!(
            test_options(os(&["fmt", "e2e", "--", "-g", "x"])).unwrap(),
            (vec![Step::Fmt, Step::EndToEnd], os(&["-g", "x"]))
        );
        assert!(test_options(os(&["nothing"])).is_err());
    }
}
