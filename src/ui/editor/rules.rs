//! The rules of who may mail to a faxbox: read back in words, tried against an address as one types it.

use leptos::{prelude::*, task};

use crate::{
    domain::{Admission, Doubt, PermissionRule, Sender, Trial, Verdict},
    form::{Entry, Field, ListForm, Row},
    text::{Message, rules as words},
    ui::{
        icon::{Icon, icon},
        trial::Searcher,
    },
};

use super::{context::Context, row::control_id};

/// The id of the control into which an address is typed.
const TRY_ID: &str = "try-address";

/// What one row came to.
#[derive(Clone, Debug, PartialEq)]
struct Tried {
    rule: String,
    /// Nothing while it is tried.
    verdict: Option<Verdict>,
}

/// The trial of all rules against one address.
#[derive(Clone, Copy)]
pub struct Trials {
    field: Field,
    address: RwSignal<String>,
    /// What the rows came to, blank ones left out; nothing without an address.
    tried: RwSignal<Vec<(usize, Tried)>>,
    searcher: StoredValue<Option<Searcher>, LocalStorage>,
    /// Whether somebody is at it.
    is_running: StoredValue<bool>,
}

impl Trials {
    /// The trial of a field's rules; nothing is tried before an address is typed.
    pub fn new(context: Context, field: Field) -> Self {
        let trials = Self {
            field,
            address: RwSignal::new(String::new()),
            tried: RwSignal::new(Vec::new()),
            searcher: StoredValue::new_local(Some(Searcher::new(context.panel))),
            is_running: StoredValue::new(false),
        };
        // Without an address nothing is tried, and there may be many.
        let wanted = Memo::new(move |_| {
            let address = trials.address.get();
            let rules = if address.trim().is_empty() { Vec::new() } else { trials.rules(context) };
            (address, rules)
        });
        Effect::new(move |_| {
            wanted.track();
            trials.run(wanted);
        });
        trials
    }

    /// The rules that would be saved, each with its row.
    fn rules(self, context: Context) -> Vec<(usize, String)> {
        let rule = |(index, row): (usize, &Row)| match row {
            Row::Text(text) => Some((index, text.clone())),
            Row::Blank | Row::Other(_) => None,
        };
        context.read(move |form| form.draft.rows(self.field).iter().enumerate().filter_map(rule).collect())
    }

    /// Tries until what was tried is what is wanted: typing is faster than a rule that hangs.
    fn run(self, wanted: Memo<(String, Vec<(usize, String)>)>) {
        if self.is_running.get_value() {
            return;
        }
        let Some(mut searcher) = self.searcher.try_update_value(Option::take).flatten() else { return };
        self.is_running.set_value(true);
        task::spawn_local(async move {
            let mut last = None;
            while let Some(now) = wanted.try_get_untracked().filter(|now| last.as_ref() != Some(now)) {
                let (address, rules) = &now;
                self.try_all(&mut searcher, address.trim(), rules).await;
                last = Some(now);
            }
            self.is_running.try_set_value(false);
            self.searcher.try_update_value(|kept| *kept = Some(searcher));
        });
    }

    /// Those that surely come back first; each step is shown.
    async fn try_all(self, searcher: &mut Searcher, address: &str, rules: &[(usize, String)]) {
        if address.is_empty() {
            self.tried.try_set(Vec::new());
            return;
        }
        let sender = Sender::new(address);
        let trials: Vec<_> = rules.iter().map(|(_, rule)| Trial::new(rule)).collect();
        let (suspect, harmless): (Vec<_>, Vec<_>) = (0..trials.len())
            .partition(|index| trials.get(*index).is_some_and(|trial| trial.is_suspect(&sender)));
        let mut verdicts = vec![None; trials.len()];
        for (indices, last) in [(harmless, suspect.is_empty()), (suspect, true)] {
            let some: Vec<_> = indices.iter().filter_map(|index| trials.get(*index)).collect();
            for (index, verdict) in indices.iter().zip(searcher.verdicts(&some, &sender).await) {
                if let Some(slot) = verdicts.get_mut(*index) {
                    *slot = Some(verdict);
                }
            }
            let tried = rules.iter().zip(&verdicts);
            let tried =
                tried.map(|((row, rule), verdict)| (*row, Tried { rule: rule.clone(), verdict: *verdict }));
            let tried: Vec<_> = tried.collect();
            if self.tried.try_with_untracked(|shown| *shown != tried) == Some(true) {
                self.tried.try_set(tried);
            }
            if last {
                break;
            }
        }
    }

    /// What the list makes of the address, in words; tracked. Nothing without an address.
    fn summary(self, context: Context) -> Option<(&'static str, String)> {
        let form = context.read(move |form| match form.draft.entry(self.field) {
            Entry::Rows(_, ListForm::Text) => Some(ListForm::Text),
            _ => None,
        });
        let row = |row: usize| (row + 1).to_string();
        if form == Some(ListForm::Text) {
            return Some((REFUSED, words::TEXT_NOT_LIST.get().to_owned()));
        }
        let is_rule = |row: &Row| matches!(row, Row::Text(_));
        if !context.read(move |form| form.draft.rows(self.field).iter().any(is_rule)) {
            return Some((REFUSED, words::NO_RULES.get().to_owned()));
        }
        let (rows, verdicts): (Vec<_>, Vec<_>) =
            self.tried.with(|tried| tried.iter().map(|(row, tried)| (*row, tried.verdict)).unzip());
        let shown = |index: usize| rows.get(index).map(|at| row(*at)).unwrap_or_default();
        // What is still tried counts as not tried, until it is.
        let known: Vec<_> =
            verdicts.iter().map(|verdict| verdict.unwrap_or(Verdict::Untested(Doubt::Deadline))).collect();
        let untested = known.iter().position(|verdict| matches!(verdict, Verdict::Untested(_)));
        Some(match (Admission::of(&known), untested) {
            (Admission::NoRules, _) => return None,
            (Admission::LetIn { row }, Some(before)) if before < row => {
                (ALLOWED, words::LET_IN_AT_LATEST.with(&[("row", &shown(row)), ("untested", &shown(before))]))
            }
            (Admission::LetIn { row }, _) => (ALLOWED, words::LET_IN.with(&[("row", &shown(row))])),
            (Admission::Refused, _) => (REFUSED, words::NOT_LET_IN.get().to_owned()),
            (Admission::Stopped { row }, _) => (BROKEN, words::STOPPED.with(&[("row", &shown(row))])),
            (Admission::Open { .. }, _) if verdicts.contains(&None) => {
                (UNTESTED, words::TRYING.get().to_owned())
            }
            (Admission::Open { row }, _) => (UNTESTED, words::OPEN.with(&[("row", &shown(row))])),
        })
    }

    /// What a row came to, and whether a row before it has let the address in; tracked. Nothing where another rule stands there
    /// now, or nothing is tried.
    fn verdict(self, row: usize, rule: &str) -> Option<(Option<Verdict>, bool)> {
        self.tried.with(|tried| {
            let place = tried.binary_search_by_key(&row, |(at, _)| *at).ok()?;
            let (_, found) = tried.get(place).filter(|(_, found)| found.rule == rule)?;
            let before = tried.get(..place)?;
            let is_later = before.iter().any(|(_, before)| before.verdict == Some(Verdict::Allowed));
            Some((found.verdict, is_later))
        })
    }
}

const ALLOWED: &str = "note note--good";
const REFUSED: &str = "note";
const BROKEN: &str = "note note--error";
const UNTESTED: &str = "note note--warning";

/// Where an address is typed, and what the list makes of it.
pub fn view(context: Context, trials: Trials) -> impl IntoView {
    let summary = Memo::new(move |_| trials.summary(context));
    let class = move || summary.get().map_or(REFUSED, |(class, _)| class);
    view! {
        <div class="try">
            <label class="field__label" for=TRY_ID>{words::TRY_LABEL.get()}</label>
            <input
                class="input"
                type="text"
                id=TRY_ID
                inputmode="email"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="try-help"
                prop:value=trials.address
                on:input:target=move |event| trials.address.set(event.target().value())
            />
            <p class=class role="status">
                {move || summary.get().map(|(class, text)| view! { {sign(class).map(icon)} <span>{text}</span> })}
            </p>
            <p class="field__help" id="try-help">{words::TRY_HELP.get()}</p>
        </div>
    }
}

fn sign(class: &str) -> Option<Icon> {
    match class {
        ALLOWED => Some(Icon::TICK),
        BROKEN => Some(Icon::ERROR),
        UNTESTED => Some(Icon::WARNING),
        _ => None,
    }
}

/// What a row says, what it came to, and what it can be made.
pub fn row(context: Context, trials: Trials, position: Memo<usize>) -> AnyView {
    let rule = Memo::new(move |_| {
        let row = position.get();
        context.read(move |form| match form.draft.rows(trials.field).get(row) {
            Some(Row::Text(text)) => Some(text.clone()),
            _ => None,
        })
    });
    let reading = move || {
        let rule = PermissionRule::parse(&rule.get()?).ok()?;
        let id = format!("{}-reading", control_id(trials.field, position.get()));
        Some(view! { <span id=id data-reading>{words::reading(&rule.reading())}</span> })
    };
    let verdict = move || {
        let (verdict, is_later) = trials.verdict(position.get(), &rule.get()?)?;
        let (class, text) = match verdict {
            None => (REFUSED, words::ROW_TRYING.get().to_owned()),
            Some(Verdict::Allowed) if is_later => (REFUSED, words::ROW_ALLOWED_TOO.get().to_owned()),
            Some(Verdict::Allowed) => (ALLOWED, words::ROW_ALLOWED.get().to_owned()),
            Some(Verdict::Refused) => (REFUSED, words::ROW_REFUSED.get().to_owned()),
            Some(Verdict::Broken) => (BROKEN, words::ROW_BROKEN.get().to_owned()),
            Some(Verdict::Untested(doubt)) => {
                (UNTESTED, words::ROW_UNTESTED.with(&[("why", words::doubt(doubt).get())]))
            }
        };
        Some(
            view! { <span class=class data-verdict=name(verdict)>{sign(class).map(icon)} <span>{text}</span></span> },
        )
    };
    let rewrites = move || {
        let (rule, row) = (rule.get()?, position.get());
        let exact = PermissionRule::as_exact(&rule)
            .map(|to| rewrite(context, trials.field, row, to, words::EXACT, words::EXACT_NAME));
        let domain = PermissionRule::as_domain(&rule)
            .map(|to| rewrite(context, trials.field, row, to, words::DOMAIN, words::DOMAIN_NAME));
        Some(view! { {exact} {domain} })
    };
    view! { <p class="rule">{verdict} {reading} {rewrites}</p> }.into_any()
}

/// The name of a verdict, for tests and for hosts' styles.
fn name(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "trying",
        Some(Verdict::Allowed) => "allowed",
        Some(Verdict::Refused) => "refused",
        Some(Verdict::Broken) => "broken",
        Some(Verdict::Untested(_)) => "untested",
    }
}

/// A button that puts another rule into the row.
fn rewrite(
    context: Context,
    field: Field,
    row: usize,
    to: String,
    label: Message,
    name: Message,
) -> impl IntoView {
    let parts = [("row", (row + 1).to_string()), ("rule", to.clone())];
    let parts = parts.each_ref().map(|(key, value)| (*key, value.as_str()));
    let (name, done) = (name.with(&parts), words::REWRITTEN.with(&parts));
    let title = to.clone();
    let rewrite = move |_| {
        context.edit(field, |draft| draft.type_row(field, row, to.clone()));
        context.panel.notice.set(done.clone());
        // The button goes where there is nothing left to make of the rule.
        context.focus(&control_id(field, row));
    };
    view! { <button class="link" type="button" aria-label=name title=title on:click=rewrite>{label.get()}</button> }
}
