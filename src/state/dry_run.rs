//! What a change or an import would do, faxbox by faxbox, before anything is sent.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::{
    domain::FaxboxId,
    form::{
        Fault, Field, KnowsTimeZone, Problem, Severity,
        edit::{Change, Edit, changes},
        judge, path,
        value::{ID, public, same_or_missing},
    },
};

use super::{
    errand::Work,
    import::{File, Row, Wish},
    item::Item,
};

/// What would be done, in the order it would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DryRun {
    /// A row for each faxbox, or for each row of the file.
    pub rows: Vec<Proposal>,
    /// Headings of the file that are left out.
    pub unknown: Vec<String>,
}

/// What would become of one faxbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The file's row, from 1.
    pub number: Option<usize>,
    /// Which one; a new one has no id yet.
    pub id: Option<FaxboxId>,
    /// What a person knows it by.
    pub name: String,
    /// What would be sent; nothing where nothing changes, or where something keeps it from being sent.
    pub work: Option<Work>,
    /// What would change.
    pub changes: Vec<Change>,
    /// What keeps it from being sent, and what is odd about what changes.
    pub issues: Vec<Issue>,
}

/// Something to tell of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Issue {
    /// A problem of the document that would be written.
    Problem(Problem),
    /// A cell that begins with `json:` and holds none.
    NotJson(&'static str),
    /// Several faxboxes have this name, and the row names none of their ids.
    SeveralOfThisName(usize),
    /// An earlier row of the file is about the same faxbox.
    Twice {
        /// That row.
        first: usize,
    },
    /// The id is none of this account's: it was found by its name.
    FoundByName,
    /// The id is none of this account's, and neither is the name: it would be created with a new id.
    NewId,
    /// Another faxbox of the account has, or would have, the same mail domain.
    DomainTaken {
        /// That one's name.
        by: String,
    },
    /// It is not there any more.
    Gone,
}

impl Issue {
    /// Whether it keeps the row from being sent.
    pub fn stops(&self) -> bool {
        match self {
            Self::Problem(problem) => problem.severity() == Severity::Error,
            Self::FoundByName | Self::NewId => false,
            Self::NotJson(_)
            | Self::SeveralOfThisName(_)
            | Self::Twice { .. }
            | Self::DomainTaken { .. }
            | Self::Gone => true,
        }
    }
}

impl Proposal {
    /// Whether something keeps it from being sent.
    pub fn is_stopped(&self) -> bool {
        self.issues.iter().any(Issue::stops)
    }

    /// Whether it would be created.
    pub fn creates(&self) -> bool {
        matches!(self.work, Some(Work::Create(_)))
    }
}

/// How many rows would do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Created.
    pub creates: usize,
    /// Changed or removed.
    pub changes: usize,
    /// As they are wanted already.
    pub same: usize,
    /// Kept from being sent.
    pub stopped: usize,
}

impl DryRun {
    /// How many rows would do what.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for row in &self.rows {
            match &row.work {
                Some(Work::Create(_)) => totals.creates += 1,
                Some(_) => totals.changes += 1,
                None if row.is_stopped() => totals.stopped += 1,
                None => totals.same += 1,
            }
        }
        totals
    }

    /// What a run would do.
    pub fn items(&self) -> Vec<Item> {
        let item = |row: &Proposal| {
            Some(Item::new(row.id.clone(), row.name.clone(), row.changes.clone(), row.work.clone()?))
        };
        self.rows.iter().filter_map(item).collect()
    }
}

/// Every faxbox of an account, by id and by name.
struct Present<'a> {
    documents: &'a [Value],
    by_id: HashMap<&'a str, usize>,
    by_name: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Present<'a> {
    fn new(documents: &'a [Value]) -> Self {
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_id = HashMap::new();
        for (place, document) in documents.iter().enumerate() {
            if let Some(id) = document.get(ID).and_then(Value::as_str) {
                by_id.insert(id, place);
            }
            if let Some(name) = name(document) {
                by_name.entry(name).or_default().push(place);
            }
        }
        Self { documents, by_id, by_name }
    }

    fn get(&self, place: usize) -> Option<&'a Value> {
        self.documents.get(place)
    }
}

fn name(document: &Value) -> Option<&str> {
    document.get(Field::Name.path())?.as_str()
}

fn id(document: &Value) -> Option<FaxboxId> {
    FaxboxId::parse(document.get(ID)?.as_str()?).ok()
}

/// What an edit would do to `targets`, of all that there is.
pub fn of_edit(
    documents: &[Value],
    targets: &[FaxboxId],
    edit: &Edit,
    knows_time_zone: KnowsTimeZone,
) -> DryRun {
    let present = Present::new(documents);
    let rows = targets.iter().map(|target| {
        let found = present.by_id.get(target.as_str()).and_then(|place| present.get(*place));
        let Some(document) = found else { return gone(target) };
        let work = Work::Apply(edit.clone());
        proposal(None, document, &edit.apply(document), work, knows_time_zone)
    });
    let mut run = DryRun { rows: rows.collect(), unknown: Vec::new() };
    refuse_taken_domains(&mut run, documents);
    run
}

/// What removing `targets` would do, of all that there is.
pub fn of_removal(documents: &[Value], targets: &[FaxboxId]) -> DryRun {
    let present = Present::new(documents);
    let rows = targets.iter().map(|target| {
        let found = present.by_id.get(target.as_str()).and_then(|place| present.get(*place));
        let Some(document) = found else { return gone(target) };
        Proposal {
            number: None,
            id: Some(target.clone()),
            name: name(document).unwrap_or_default().to_owned(),
            work: Some(Work::Remove { seen: document.clone() }),
            changes: Vec::new(),
            issues: Vec::new(),
        }
    });
    DryRun { rows: rows.collect(), unknown: Vec::new() }
}

fn gone(target: &FaxboxId) -> Proposal {
    Proposal {
        number: None,
        id: Some(target.clone()),
        name: target.to_string(),
        work: None,
        changes: Vec::new(),
        issues: vec![Issue::Gone],
    }
}

/// What a file would do, of all that there is. A row is about the faxbox of its id, else about the only one of its name, else
/// about a new one.
pub fn of_file(documents: &[Value], file: &File, knows_time_zone: KnowsTimeZone) -> DryRun {
    let present = Present::new(documents);
    let mut met: HashMap<usize, usize> = HashMap::new();
    let rows = file.rows.iter().map(|row| {
        let (found, mut issues) = matching(&present, row);
        issues.extend(row.unreadable.iter().map(|path| Issue::NotJson(path)));
        if let Some(place) = found
            && let Some(first) = met.insert(place, row.number)
        {
            issues.push(Issue::Twice { first });
        }
        let mut proposal = match found.and_then(|place| present.get(place)) {
            Some(document) => existing(document, row, knows_time_zone),
            None => new(row, knows_time_zone),
        };
        proposal.issues.splice(0..0, issues);
        if proposal.is_stopped() {
            proposal.work = None;
        }
        proposal
    });
    let mut run = DryRun { rows: rows.collect(), unknown: file.unknown.clone() };
    refuse_taken_domains(&mut run, documents);
    run
}

/// Which faxbox a row is about.
fn matching(present: &Present<'_>, row: &Row) -> (Option<usize>, Vec<Issue>) {
    if let Some(place) = row.id.as_deref().and_then(|id| present.by_id.get(id)) {
        return (Some(*place), Vec::new());
    }
    let named = row.name().and_then(|name| present.by_name.get(name)).map_or(&[] as &[usize], Vec::as_slice);
    match (named, &row.id) {
        ([], None) => (None, Vec::new()),
        ([], Some(_)) => (None, vec![Issue::NewId]),
        ([place], None) => (Some(*place), Vec::new()),
        ([place], Some(_)) => (Some(*place), vec![Issue::FoundByName]),
        (several, _) => (None, vec![Issue::SeveralOfThisName(several.len())]),
    }
}

fn existing(seen: &Value, row: &Row, knows_time_zone: KnowsTimeZone) -> Proposal {
    match &row.wish {
        Wish::Cells(cells) => {
            // What a file says as it is already is nobody's wish: what others do there meanwhile stays.
            let differs = |(field, value): &&(Field, Option<Value>)| {
                !same_or_missing(path::get(seen, field.path()), value.as_ref())
            };
            let edit = Edit::Set(cells.iter().filter(differs).cloned().collect());
            let mine = edit.apply(seen);
            proposal(Some(row.number), seen, &mine, Work::Apply(edit), knows_time_zone)
        }
        Wish::Document(document) => {
            let mut mine = public(document);
            // The system's to count.
            let attempts = Field::Attempts.path();
            match seen.get(attempts) {
                Some(count) => path::set(&mut mine, attempts, count.clone()),
                None => path::remove(&mut mine, attempts),
            }
            let work = Work::Reach { seen: seen.clone(), mine: mine.clone() };
            proposal(Some(row.number), seen, &mine, work, knows_time_zone)
        }
    }
}

fn new(row: &Row, knows_time_zone: KnowsTimeZone) -> Proposal {
    let document = row.fresh();
    let nothing = Value::Object(serde_json::Map::new());
    let work = Work::Create(document.clone());
    let mut proposal = proposal(Some(row.number), &nothing, &document, work, knows_time_zone);
    if proposal.changes.is_empty() {
        proposal.issues.push(Issue::Problem(Problem::new(Field::Name.path(), Fault::Required)));
    }
    proposal
}

fn proposal(
    number: Option<usize>,
    before: &Value,
    after: &Value,
    work: Work,
    knows_time_zone: KnowsTimeZone,
) -> Proposal {
    let changes = changes(before, after);
    let mut issues = Vec::new();
    if !changes.is_empty() {
        let is_new = |problem: &Problem| {
            let at = |change: &Change| {
                let rest = problem.path.strip_prefix(&change.path);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            changes.iter().any(at)
        };
        // Whatever the server would refuse stops it, changed or not; an oddity is told where it is of this change's making.
        let told = |problem: &Problem| problem.severity() == Severity::Error || is_new(problem);
        issues.extend(judge(after, knows_time_zone).into_iter().filter(told).map(Issue::Problem));
    }
    let stopped = issues.iter().any(Issue::stops);
    Proposal {
        number,
        id: id(before),
        name: name(before).or(name(after)).unwrap_or_default().to_owned(),
        work: (!changes.is_empty() && !stopped).then_some(work),
        changes,
        issues,
    }
}

/// The server keeps mail domains apart over all faxboxes: within the account that can be told before.
fn refuse_taken_domains(run: &mut DryRun, documents: &[Value]) {
    let domain_path = Field::CustomSmtpEmailAddress.path();
    let sets = |row: &Proposal| {
        let change = row.changes.iter().find(|change| change.path == domain_path)?;
        Some(change.after.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    let leaving: HashSet<&str> = run
        .rows
        .iter()
        .filter(|row| sets(row).is_some())
        .filter_map(|row| Some(row.id.as_ref()?.as_str()))
        .collect();
    let mut owners: HashMap<String, String> = HashMap::new();
    for document in documents {
        let stays = document.get(ID).and_then(Value::as_str).is_none_or(|id| !leaving.contains(id));
        if let Some(domain) = path::get(document, domain_path).and_then(Value::as_str)
            && stays
        {
            owners.insert(domain.to_owned(), name(document).unwrap_or_default().to_owned());
        }
    }
    let mut taken = Vec::new();
    for (index, row) in run.rows.iter().enumerate().filter(|(_, row)| row.work.is_some()) {
        let Some(domain) = sets(row).filter(|domain| !domain.is_empty()) else { continue };
        if let Some(by) = owners.get(&domain) {
            taken.push((index, by.clone()));
        } else {
            owners.insert(domain, row.name.clone());
        }
    }
    for (index, by) in taken {
        if let Some(row) = run.rows.get_mut(index) {
            row.issues.push(Issue::DomainTaken { by });
            row.work = None;
        }
    }
}
