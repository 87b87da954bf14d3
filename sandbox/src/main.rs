//! The sandbox on the command line.

use faxbox_sandbox::{ACCOUNTS, Account, Options, Patch};
use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::process::ExitCode;
use tokio::net::TcpListener;

const HELP: &str = "\
A server that speaks the Faxbox API as a recorded one does.

faxbox-sandbox [--address HOST:PORT] [--faxboxes N] [--database FILE] [--patch top|deep]
               [--ignore-if-match] [--page-size-max N] [--control]

--address HOST:PORT   where to listen; port 0 takes a free one (127.0.0.1:8000)
--faxboxes N          how many faxboxes the first account gets in an empty database (60)
--database FILE       where the data survives a restart (in memory)
--patch top|deep      how PATCH merges (top, as recorded)
--ignore-if-match     drops If-Match, as some proxies do
--page-size-max N     the most rows on a page, whatever is asked for
--control             turns the control path for tests on
--help                shows this";

/// Why the sandbox does not start.
enum Failure {
    Usage(String),
    Start(String),
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error.to_string())
    }
}

enum Wish {
    Help,
    Serve(String, Options),
}

fn wish() -> Result<Wish, Failure> {
    use lexopt::prelude::{Long, ValueExt as _};
    let mut address = "127.0.0.1:8000".to_owned();
    let mut options = Options::default();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("address") => address = arguments.value()?.string()?,
            Long("faxboxes") => options.faxboxes = arguments.value()?.parse()?,
            Long("database") => options.database = Some(arguments.value()?.into()),
            Long("patch") => {
                options.patch = match arguments.value()?.string()?.as_str() {
                    "top" => Patch::Top,
                    "deep" => Patch::Deep,
                    other => return Err(Failure::Usage(format!("--patch is top or deep, not {other}"))),
                }
            }
            Long("ignore-if-match") => options.ignore_if_match = true,
            Long("page-size-max") => {
                options.page_size_max = arguments.value()?.parse()?;
                if options.page_size_max == 0 {
                    return Err(Failure::Usage("--page-size-max is at least 1".to_owned()));
                }
            }
            Long("control") => options.control = true,
            Long("help") => return Ok(Wish::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Wish::Serve(address, options))
}

async fn run(address: &str, options: Options) -> Result<(), Failure> {
    let failed = |what: &str, error: &dyn fmt::Display| Failure::Start(format!("{what}: {error}"));
    let file =
        options.database.as_ref().map_or_else(|| "memory".to_owned(), |path| path.display().to_string());
    let listener = TcpListener::bind(address).await.map_err(|error| failed(address, &error))?;
    let local = listener.local_addr().map_err(|error| failed(address, &error))?;
    let sandbox = faxbox_sandbox::prepare(options).await.map_err(|error| failed(&file, &error))?;
    let mut announcement = format!("listening on http://{local}/v2\n");
    for account in ACCOUNTS {
        let Account { id, name, token, .. } = account;
        // Writing to a text does not fail.
        let _ = writeln!(announcement, "{id}  {name:<15} {token}");
    }
    let mut output = std::io::stdout().lock();
    // Nobody has to read it.
    let _ = output.write_all(announcement.as_bytes()).and_then(|()| output.flush());
    drop(output);
    tokio::select! {
        () = sandbox.serve(listener) => Ok(()),
        interrupt = tokio::signal::ctrl_c() => interrupt.map_err(|error| failed("Ctrl-C", &error)),
    }
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Failure::Start(error.to_string()));
    let outcome = wish().and_then(|wish| match wish {
        Wish::Help => {
            // Nobody has to read it.
            let _ = writeln!(std::io::stdout(), "{HELP}");
            Ok(())
        }
        Wish::Serve(address, options) => runtime?.block_on(run(&address, options)),
    });
    let (text, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(text)) => (format!("{text}\n\n{HELP}"), 2),
        Err(Failure::Start(text)) => (text, 1),
    };
    let _ = writeln!(std::io::stderr(), "faxbox-sandbox: {text}");
    ExitCode::from(code)
}
