//! Every call crossed with every fault: what a person reads, and how often the call is made.
//!
//! The table is data for two more readers: `tests/faults.md` shows it, `tests/e2e/matrix.spec.ts` does each of it in a browser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::{env, fmt::Write as _, fs, path::Path};

use faxbox_admin::{
    api::{
        Consent, Failure,
        reply::{self, Fetched, Page, Raw, SignInFailure, Written},
        retry,
    },
    domain::{EntityTag, FaxboxId},
    form::value::public,
    state::{
        Before, Call, Check, Checks, Manner, Next, Outcome, Pages, Removal, RemovalStep, Reply,
        SETBACK_REST_SECONDS, Save, Turn,
    },
    text::{Message, connect, editor, failures::explain, save as words, shell, sign_in, tools},
};
use serde_json::{Value, json};

/// Where the tables lie.
const TABLE: &str = "tests/faults.md";
const DATA: &str = "tests/data/faults.json";

/// How often a call may be made in a cell, whatever happens: a guard against a machine that does not end.
const CALLS_MAX: usize = 20;

/// The calls, in the order of the table's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    List,
    Read,
    Create,
    Change,
    Update,
    Remove,
    SignIn,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::List, Self::Read, Self::Create, Self::Change, Self::Update, Self::Remove, Self::SignIn];

    fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Read => "read",
            Self::Create => "create",
            Self::Change => "change",
            Self::Update => "update",
            Self::Remove => "remove",
            Self::SignIn => "sign in",
        }
    }

    fn method(self) -> &'static str {
        match self {
            Self::List | Self::Read => "GET",
            Self::Create | Self::SignIn => "PUT",
            Self::Change => "POST",
            Self::Update => "PATCH",
            Self::Remove => "DELETE",
        }
    }

    fn writes(self) -> bool {
        self.method() != "GET"
    }
}

/// What becomes of a call.
#[derive(Clone)]
enum Wire {
    /// It is not carried out, and no answer comes.
    Lost(Failure),
    /// It is carried out, and no answer comes, or none that can be read.
    Done(Failure),
    /// It is not carried out; this comes.
    Instead(Raw),
    /// It is carried out, and answered.
    Fine,
}

/// A fault.
struct Fault {
    name: &'static str,
    /// What the browser's test does: `sandbox` or `network`.
    does: Value,
    wire: Wire,
    /// The calls that it can happen to.
    of: &'static [Kind],
}

/// How a cell ends for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// As if nothing had been.
    Well,
    /// They are told, and can go on.
    Told,
    /// They are asked: for a new token, for money, once more.
    Asked,
}

/// One cell.
#[derive(Debug, PartialEq)]
struct Cell {
    ends: Ends,
    told: Vec<&'static str>,
    sent: usize,
}

const WRITES: &[Kind] = &[Kind::Create, Kind::Change, Kind::Update];

fn instead(status: u16, body: &str) -> Wire {
    Wire::Instead(Raw { status, body: body.to_owned(), ..Raw::default() })
}

fn envelope(status: u16) -> String {
    json!({"data": {}, "error": status.to_string(), "message": "told", "status": "error", "request_id": "r1"})
        .to_string()
}

/// The faults, in the order of the table's rows.
fn faults() -> Vec<Fault> {
    let all = &Kind::ALL;
    let network = |name, how: &str, failure| Fault {
        name,
        does: json!({ "network": how }),
        wire: Wire::Lost(failure),
        of: all,
    };
    let sandbox = |name, fault: Value, wire| Fault { name, does: json!({ "sandbox": fault }), wire, of: all };
    let status = |name, status: u16| {
        sandbox(name, json!({"status": status, "body": envelope(status)}), instead(status, &envelope(status)))
    };
    let data = |name, data: Value| {
        let body = json!({"data": data, "status": "success", "request_id": "r1"}).to_string();
        sandbox(name, json!({"status": 200, "body": body}), instead(200, &body))
    };
    let not_the_api = Failure::NotTheApi { status: 200 };
    let refused = json!({"data": {"caller_id": {"error": {"message": "no such number"}}}, "status": "error", "message": "validation error"});
    let charges = json!({"data": [{"summary": {"today": 5}, "items": []}], "status": "error", "message": "accept charges"});
    let asks = |seconds: u32| {
        json!({"status": 429, "body": envelope(429),
            "headers": {"retry-after": seconds.to_string(), "access-control-expose-headers": "retry-after"}})
    };
    let turned_away = |retry_after| Wire::Instead(Raw { retry_after, ..raw(429) });
    vec![
        network("offline", "offline", Failure::Offline),
        network("the name is not found", "name", Failure::Unreachable),
        network("the connection is reset", "reset", Failure::Unreachable),
        network("silence for the call’s time", "silence", Failure::TimedOut { seconds: 30 }),
        sandbox(
            "the connection drops before it is done",
            json!({"kind": "drop"}),
            Wire::Lost(Failure::Unreachable),
        ),
        sandbox(
            "the connection drops after it is done",
            json!({"kind": "drop_after"}),
            Wire::Done(Failure::Unreachable),
        ),
        sandbox(
            "the connection drops in the body",
            json!({"kind": "cut_connection"}),
            Wire::Done(Failure::Unreachable),
        ),
        sandbox("the JSON is cut", json!({"kind": "cut"}), Wire::Done(not_the_api)),
        sandbox("HTML with 200", json!({"kind": "html"}), instead(200, "<html>")),
        sandbox("an empty body", json!({"kind": "empty"}), instead(200, "")),
        Fault {
            name: "another content type",
            does: json!({"network": "content_type"}),
            wire: Wire::Fine,
            of: all,
        },
        sandbox("60 MB", json!({"kind": "large"}), Wire::Lost(Failure::Oversized { mebibytes: 32 })),
        sandbox(
            "a body without an end",
            json!({"kind": "endless"}),
            Wire::Lost(Failure::Oversized { mebibytes: 32 }),
        ),
        sandbox(
            "a body that comes byte by byte",
            json!({"kind": "trickle"}),
            Wire::Lost(Failure::TimedOut { seconds: 30 }),
        ),
        network("more than is read is announced", "announced", Failure::Oversized { mebibytes: 32 }),
        sandbox("no `data`", json!({"kind": "no_document"}), instead(200, r#"{"status":"success"}"#)),
        data("`data` is null", Value::Null),
        data("`data` is a text", json!("text")),
        data("`data` is a number", json!(5)),
        data("`data` is true", json!(true)),
        data("`data` is an empty object", json!({})),
        Fault {
            of: &[Kind::Read, Kind::Create, Kind::Change, Kind::Update, Kind::Remove, Kind::SignIn],
            ..data("`data` is a list", json!([1]))
        },
        sandbox(
            "a redirect",
            json!({"status": 302, "body": "", "headers": {"location": "/v2/elsewhere"}}),
            Wire::Lost(Failure::Unreachable),
        ),
        sandbox("no CORS headers", json!({"kind": "crash"}), Wire::Lost(Failure::Unreachable)),
        status("400", 400),
        Fault {
            of: WRITES,
            ..sandbox(
                "400 that names a field",
                json!({"status": 400, "body": refused.to_string()}),
                instead(400, &refused.to_string()),
            )
        },
        status("401", 401),
        status("402", 402),
        Fault {
            of: &[Kind::Create],
            ..sandbox(
                "402 that asks",
                json!({"status": 402, "body": charges.to_string()}),
                instead(402, &charges.to_string()),
            )
        },
        status("403", 403),
        status("404", 404),
        sandbox("404 of another program", json!({"kind": "html", "status": 404}), instead(404, "<html>")),
        status("405", 405),
        status("406", 406),
        status("409", 409),
        status("410", 410),
        sandbox("412", json!({"status": 412}), instead(412, "")),
        status("413", 413),
        status("416", 416),
        status("418", 418),
        status("423", 423),
        sandbox("429", json!({"status": 429}), turned_away(None)),
        sandbox("429 with `Retry-After: 3`", asks(3), turned_away(Some(3))),
        sandbox("429 with `Retry-After: 3600`", asks(3600), turned_away(Some(3600))),
        status("500", 500),
        sandbox("502 as HTML", json!({"kind": "html", "status": 502}), instead(502, "<html>")),
        status("503", 503),
    ]
}

fn raw(status: u16) -> Raw {
    Raw { status, body: envelope(status), ..Raw::default() }
}

/// The server, of which one call suffers the fault each time it is made.
struct Server<'a> {
    kind: Kind,
    wire: &'a Wire,
    stored: Option<Value>,
    generation: u32,
    sent: usize,
    /// Whether something answers where the page asks without wanting to read.
    answers: bool,
}

/// The page asks the person for a new token, and waits.
struct TokenAsked;

fn stored() -> Value {
    json!({"id": "b1", "name": "before", "attempts": 0, "retries": 1, "media": {}, "caller_name": "c", "fax_header": "h",
        "smtp_permission_list": []})
}

fn id() -> FaxboxId {
    FaxboxId::parse("b1").unwrap()
}

impl<'a> Server<'a> {
    fn new(kind: Kind, fault: &'a Fault) -> Self {
        let stored = (kind != Kind::Create).then(stored);
        let answers = fault.does.get("sandbox").is_some();
        Self { kind, wire: &fault.wire, stored, generation: 1, sent: 0, answers }
    }

    /// What comes of the call that suffers; `carry_out` where it is done all the same. A 429 is waited out as in `Panel::send`.
    fn suffer(&mut self, carry_out: impl Fn(&mut Self)) -> Result<Result<Raw, Failure>, TokenAsked> {
        let mut before = 0;
        loop {
            self.sent += 1;
            assert!(self.sent < CALLS_MAX, "{:?} does not end", self.kind);
            let raw = match self.wire {
                // Offline, a save does not even come to its write: it looks first.
                Wire::Lost(failure) => return Ok(Err(timed(failure, self.kind))),
                Wire::Done(failure) => {
                    carry_out(self);
                    return Ok(Err(failure.clone()));
                }
                Wire::Instead(raw) => raw.clone(),
                Wire::Fine => {
                    carry_out(self);
                    let mut data = self.stored.clone().unwrap_or(json!({"id": "b1"}));
                    if self.kind == Kind::SignIn {
                        data = json!({"account_id": "a1"});
                    }
                    let body = json!({"data": data, "auth_token": "t"}).to_string();
                    Raw { status: 200, body, ..Raw::default() }
                }
            };
            if raw.status == 401 && self.kind != Kind::SignIn {
                return Err(TokenAsked);
            }
            match retry::patience(before, raw.retry_after) {
                Some(_) if raw.status == 429 => before += 1,
                _ => return Ok(Ok(raw)),
            }
        }
    }

    fn write(&mut self, document: &Value) {
        let mut document = document.clone();
        document.as_object_mut().unwrap().insert("id".to_owned(), json!("b1"));
        self.stored = Some(document);
        self.generation += 1;
    }

    /// A fetch that does not suffer, unless there is no network at all.
    fn fetch(&self) -> Result<Fetched, Failure> {
        if matches!(self.wire, Wire::Lost(Failure::Offline)) {
            return Err(Failure::Offline);
        }
        let Some(document) = self.stored.clone() else {
            return Err(reply::fetched(&raw(404)).unwrap_err());
        };
        Ok(Fetched { document, tag: EntityTag::parse(&format!("\"{}-a\"", self.generation)) })
    }

    fn answer(&mut self, call: Call) -> Result<Reply, TokenAsked> {
        Ok(match call {
            Call::Fetch(_) => Reply::Fetched(self.fetch()),
            Call::Search => Reply::Rows(match self.wire {
                Wire::Lost(Failure::Offline) => Err(Failure::Offline),
                _ => Ok(self.stored.iter().cloned().collect()),
            }),
            Call::Create(document, _) | Call::Change(_, document, _) => self.written(&document)?,
            Call::Update(_, body, _) => {
                let mut document = self.stored.clone().unwrap();
                let members = document.as_object_mut().unwrap();
                members.extend(body.as_object().unwrap().clone());
                self.written(&document)?
            }
        })
    }

    fn written(&mut self, document: &Value) -> Result<Reply, TokenAsked> {
        let raw = self.suffer(|server| server.write(document))?;
        let written: Result<Written, Failure> = raw.and_then(|raw| reply::written(&raw));
        Ok(Reply::Written(written))
    }
}

/// A write may take twice as long as a read.
fn timed(failure: &Failure, kind: Kind) -> Failure {
    match failure {
        Failure::TimedOut { .. } if kind.writes() => Failure::TimedOut { seconds: 60 },
        failure => failure.clone(),
    }
}

fn cell(ends: Ends, told: &[Message], sent: usize) -> Cell {
    Cell { ends, told: told.iter().map(Message::get).collect(), sent }
}

fn explained(title: Message, failure: &Failure, more: &[Message]) -> Vec<Message> {
    let explanation = explain(failure);
    [&[title, explanation.what, explanation.way_out], more].concat()
}

fn suffer(kind: Kind, fault: &Fault) -> Cell {
    let mut server = Server::new(kind, fault);
    match of_kind(&mut server) {
        Ok((ends, told)) => cell(ends, &told, server.sent),
        Err(TokenAsked) => cell(Ends::Asked, &[shell::TOKEN_TITLE, shell::TOKEN_WHY], server.sent),
    }
}

fn of_kind(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    match server.kind {
        Kind::List => of_list(server),
        Kind::Read => of_read(server),
        Kind::Create | Kind::Change | Kind::Update => of_save(server),
        Kind::Remove => of_removal(server),
        Kind::SignIn => of_sign_in(server),
    }
}

fn of_list(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    let mut pages = Pages::default();
    loop {
        let fine = matches!(server.wire, Wire::Fine);
        let page = server.suffer(|_| ())?.and_then(|raw| {
            if fine { Ok(Page { rows: Vec::new(), next_start_key: None }) } else { reply::page(&raw) }
        });
        let turn = match page {
            Ok(page) => pages.came(&page),
            Err(failure) => pages.failed(failure),
        };
        match turn {
            Turn::Ask | Turn::Wait(_) => {}
            Turn::Done => return Ok((Ends::Well, Vec::new())),
            Turn::Failed(failure) => {
                return Ok((Ends::Told, explained(tools::FAILED_AGAIN_TITLE, &failure, &[])));
            }
        }
    }
}

fn of_read(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    let mut before = 0;
    loop {
        let Err(failure) = server.suffer(|_| ())?.and_then(|raw| reply::fetched(&raw)) else {
            return Ok((Ends::Well, Vec::new()));
        };
        if retry::backoff(before, &failure).is_none() {
            let told = match failure {
                Failure::NotFound(_) => vec![editor::NOT_FOUND_TITLE, editor::NOT_FOUND_WHY],
                failure => explained(editor::BROKEN_TITLE, &failure, &[]),
            };
            return Ok((Ends::Told, told));
        }
        before += 1;
    }
}

fn of_save(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    let is_new = server.kind == Kind::Create;
    let mut mine = stored();
    mine.as_object_mut().unwrap().insert("caller_id".to_owned(), json!("+15551239999"));
    let mine = public(&mine);
    let (mut save, mut next) = match server.kind {
        Kind::Create => Save::create(mine, Consent::NotAsked, Before::Known(Vec::new())),
        Kind::Update => Save::edit(id(), stored(), mine, Manner::Update),
        _ => Save::edit(id(), stored(), mine, Manner::Change),
    };
    let outcome = loop {
        match next {
            Next::Send(call) => next = save.answered(server.answer(call)?),
            Next::Done(outcome) => break outcome,
        }
    };
    // As `src/ui/editor/outcome.rs` words it.
    Ok(match outcome {
        Outcome::Saved(_) => (Ends::Well, Vec::new()),
        Outcome::Charges(_) => (Ends::Asked, vec![words::CHARGES_TITLE]),
        Outcome::Failed(failure) if is_new && failure.leaves_in_doubt() => {
            (Ends::Told, explained(words::LOST_TITLE, &failure, &[words::LOST_WHY]))
        }
        Outcome::Failed(Failure::NotFound(_)) if !is_new => {
            (Ends::Told, vec![words::GONE_TITLE, words::GONE_WHY])
        }
        Outcome::Failed(failure) => (Ends::Told, explained(words::FAILED_TITLE, &failure, &[words::KEPT])),
        Outcome::InDoubt(_) if is_new => (Ends::Told, vec![words::IN_DOUBT_TITLE, words::IN_DOUBT_CREATE]),
        Outcome::InDoubt(_) => (Ends::Told, vec![words::IN_DOUBT_TITLE, words::IN_DOUBT_WHY]),
        Outcome::Busy => (Ends::Told, vec![words::BUSY_TITLE, words::BUSY_WHY]),
        Outcome::TagNeverMatches => (Ends::Told, vec![words::TAG_TITLE, words::TAG_WHY]),
        other => panic!("{other:?}"),
    })
}

fn of_removal(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    let mut removal = Removal::begin(id(), stored());
    removal.fetched(server.fetch());
    let sent = removal.confirm();
    if sent {
        let reply = server.suffer(|server| server.stored = None)?.and_then(|raw| reply::removed(&raw));
        if removal.answered(reply) {
            removal.fetched(server.fetch());
        }
    }
    Ok(match removal.step {
        RemovalStep::Gone => (Ends::Well, Vec::new()),
        RemovalStep::Asking { .. } => (Ends::Asked, vec![words::REMOVE_WHY]),
        RemovalStep::TagNeverMatches => (Ends::Told, vec![words::TAG_TITLE, words::TAG_WHY]),
        RemovalStep::Failed(failure) => {
            let doubt: &[Message] = if failure.leaves_in_doubt() { &[words::REMOVE_DOUBT] } else { &[] };
            (Ends::Told, explained(words::REMOVE_FAILED, &failure, doubt))
        }
        step @ (RemovalStep::Fetching | RemovalStep::Sending) => panic!("{step:?}"),
    })
}

fn of_sign_in(server: &mut Server<'_>) -> Result<(Ends, Vec<Message>), TokenAsked> {
    let answer = server.suffer(|_| ())?.map_err(SignInFailure::Other);
    let Err(failure) = answer.and_then(|raw| reply::signed_in(&raw)) else {
        return Ok((Ends::Well, Vec::new()));
    };
    let told = match failure {
        SignInFailure::WrongCredentials(_) => vec![sign_in::WRONG_CREDENTIALS],
        SignInFailure::UnknownKey(refused) => vec![explain(&Failure::NotFound(refused)).what],
        SignInFailure::Disabled(_) => vec![sign_in::DISABLED],
        SignInFailure::Expired(_) => vec![sign_in::EXPIRED],
        SignInFailure::Other(failure) => {
            // As `client::diagnose` finds.
            let failure = match failure {
                Failure::Unreachable if server.answers => Failure::Cors,
                failure => failure,
            };
            // As `src/ui/connect.rs` blames the server's control, or the check alone.
            let explanation = explain(&failure);
            let (check, _) = Checks::read(Err(failure.clone())).failed.unwrap();
            let blame = match check {
                Check::Token | Check::Right | Check::Account => connect::check(check, false),
                _ => explanation.what,
            };
            vec![blame, explanation.way_out]
        }
    };
    Ok((Ends::Told, told))
}

fn cells() -> Vec<(Fault, Vec<(Kind, Cell)>)> {
    let row = |fault: Fault| {
        let cells = fault.of.iter().map(|kind| (*kind, suffer(*kind, &fault))).collect();
        (fault, cells)
    };
    faults().into_iter().map(row).collect()
}

#[test]
fn a_write_is_made_again_only_where_it_is_known_not_to_have_happened() {
    for (fault, cells) in cells() {
        for (kind, cell) in cells.into_iter().filter(|(kind, _)| kind.writes()) {
            // Turned away, refused for its tag, or met by another: the answer says that nothing was done.
            let known = matches!(&fault.wire, Wire::Instead(raw) if matches!(raw.status, 409 | 412 | 429));
            assert!(cell.sent <= 1 || known, "{kind:?} is sent {} times: {}", cell.sent, fault.name);
            if kind.method() == "PUT" && !matches!(&fault.wire, Wire::Instead(raw) if raw.status == 429) {
                assert!(cell.sent <= 1, "PUT is sent {} times: {}", cell.sent, fault.name);
            }
        }
    }
}

#[test]
fn whatever_happens_the_person_is_told_or_it_went_well() {
    for (fault, cells) in cells() {
        for (kind, cell) in cells {
            let about = format!("{kind:?}, {}", fault.name);
            assert_eq!(cell.told.is_empty(), cell.ends == Ends::Well, "{about}");
            let carried_out = matches!(fault.wire, Wire::Fine | Wire::Done(_));
            // What is gone already is what was wanted.
            let gone = kind == Kind::Remove && fault.name == "404";
            assert!(
                cell.ends != Ends::Well || carried_out || gone,
                "{about}: nothing was done, and nothing is said"
            );
            assert!(cell.sent > 0 || matches!(fault.wire, Wire::Lost(Failure::Offline)), "{about}");
        }
    }
    assert!(SETBACK_REST_SECONDS.iter().all(|seconds| *seconds <= retry::RETRY_AFTER_SECONDS_MAX));
}

#[test]
fn the_table_of_faults_is_written_down() {
    let cells = cells();
    let told = |cell: &Cell| match cell.ends {
        Ends::Well => "as usual".to_owned(),
        // The title says less than what happened, where both are told.
        Ends::Told | Ends::Asked => {
            cell.told.get(usize::from(cell.told.len() > 2)).unwrap().replace('|', "\\|")
        }
    };
    let mut table = String::from(
        "# Every call, with every fault\n\n\
         What a person reads first, and how often the call was made where that is not once. In no cell is anything lost that was typed or\n\
         selected, and in each one can go on: the browser's test (`tests/e2e/matrix.spec.ts`) does all of it. Generated from `tests/faults.rs`:\n\
         `UPDATE=1 cargo test --test faults`.\n\n",
    );
    let heads: Vec<_> = Kind::ALL.iter().map(|kind| format!("{} ({})", kind.name(), kind.method())).collect();
    writeln!(table, "| fault | {} |\n|---{}|", heads.join(" | "), "|---".repeat(heads.len())).unwrap();
    for (fault, cells) in &cells {
        let of = |kind: &Kind| match cells.iter().find(|(known, _)| known == kind) {
            None => "–".to_owned(),
            Some((_, cell)) if cell.sent == 1 => told(cell),
            Some((_, cell)) => format!("{}× {}", cell.sent, told(cell)),
        };
        let cells: Vec<_> = Kind::ALL.iter().map(of).collect();
        writeln!(table, "| {} | {} |", fault.name, cells.join(" | ")).unwrap();
    }
    let data: Vec<_> = cells
        .iter()
        .map(|(fault, cells)| {
            let cells: serde_json::Map<_, _> = cells
                .iter()
                .map(|(kind, Cell { ends, told, sent })| {
                    let ends = format!("{ends:?}").to_lowercase();
                    (kind.name().to_owned(), json!({"ends": ends, "told": told, "sent": sent}))
                })
                .collect();
            json!({"name": fault.name, "does": fault.does, "calls": cells})
        })
        .collect();
    let lines: Vec<_> = data.iter().map(Value::to_string).collect();
    is_written(TABLE, &table);
    is_written(DATA, &format!("[\n{}\n]\n", lines.join(",\n")));
}

fn is_written(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE").is_some() {
        fs::write(file, text).unwrap();
    } else {
        let written = fs::read_to_string(&file).unwrap_or_default();
        assert!(written == text, "{path} is out of date: UPDATE=1 cargo test --test faults");
    }
}
