//! One change for many faxboxes: what to change, and what would become of each.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    api::json,
    domain::{FaxboxId, PermissionRule},
    form::{
        Control, Field, Section,
        edit::{Edit, lists},
        table,
    },
    state::{DryRun, Permits, Task, of_edit},
    text::{Message, bulk as words, fields, plural, shell},
    ui::{browser::knows_time_zone, live},
};

use super::{Context, Reading, preview, reading, running};

/// How long typing must rest before it is told what would become of each faxbox.
const TYPING_REST: Duration = Duration::from_millis(200);

/// The changes that are no parameter's own, as the choice's values.
const ADD: &str = "add";
const REMOVE: &str = "remove";
const REPLACE: &str = "replace";
const EXACT: &str = "exact";
/// And what is no change, but is looked for here.
const ERASE: &str = "erase";

/// What the view holds.
#[derive(Clone, Copy)]
struct Form {
    context: Context,
    targets: StoredValue<Vec<FaxboxId>>,
    /// One of the four above, or a documented path.
    what: RwSignal<String>,
    /// Which list, by its path.
    list: RwSignal<String>,
    /// The first control's text.
    first: RwSignal<String>,
    /// The second's.
    second: RwSignal<String>,
    /// Counts what was typed: only what rested is judged.
    typed: StoredValue<u32>,
    /// Whether what is shown is of what is typed.
    is_shown: RwSignal<bool>,
}

/// Asks what to change and shows what would become of each.
pub fn view(context: Context, targets: Vec<FaxboxId>) -> AnyView {
    let permits = context.panel.permits.get_untracked();
    let list = lists().find(|field| permits.fields.hold(*field)).unwrap_or(Field::InboundEmail);
    let form = context.panel.keep("bulk change", || Form {
        context,
        targets: StoredValue::new(targets),
        what: RwSignal::new(first_of(permits).to_owned()),
        list: RwSignal::new(list.path().to_owned()),
        first: RwSignal::new(String::new()),
        second: RwSignal::new(String::new()),
        typed: StoredValue::new(0),
        is_shown: RwSignal::new(false),
    });
    let read = move || reading::read_then(context, move |_| propose(form));
    read();
    live::effect(move |before: Option<()>| {
        form.what.track();
        form.list.track();
        form.first.track();
        form.second.track();
        if before.is_some() {
            propose_soon(form);
        }
    });
    let totals = move || context.dry_run.with(DryRun::totals);
    let can_go = move || form.is_shown.get() && totals().changes > 0;
    let go = move |_| {
        if untrack(can_go) {
            running::start(context);
        }
    };
    let go_label = move || {
        let count = totals().changes;
        plural(count, words::CHANGE_GO_ONE, words::CHANGE_GO).with(&[("count", &count.to_string())])
    };
    view! {
        <div class="dialog__body">
            <div class="bulk__form">
                <div class="field">
                    <div class="field__label"><label for="bulk-what">{words::WHAT.get()}</label></div>
                    <select class="input" id="bulk-what" name="what" on:change:target=move |event| choose(form, event.target().value())>
                        {options(permits)}
                    </select>
                </div>
                {live::view(move || controls(form, &form.what.get()))}
            </div>
            {reading::state(context, read)}
            {live::view(move || match (context.reading.get(), context.dry_run.with(|run| run.rows.is_empty())) {
                (Reading::Done, false) => preview::view(context),
                _ => view! { <p class="muted">{words::TYPE_FIRST.get()}</p> }.into_any(),
            })}
        </div>
        <div class="dialog__foot">
            <span class="bulk__note">{words::RUN_NOTE.get()}</span>
            <button class="button" type="button" on:click=move |_| context.close()>{shell::CANCEL.get()}</button>
            <button class="button button--primary" type="button" name="go" aria-disabled=live::text(move || (!can_go()).to_string()) on:click=go>
                {live::text(go_label)}
            </button>
        </div>
    }
    .into_any()
}

/// Whether a change that is no parameter's own touches nothing but what may be seen.
fn is_offered(permits: Permits, what: &str) -> bool {
    match what {
        REPLACE => lists().all(|field| permits.fields.hold(field)),
        ADD | REMOVE => lists().any(|field| permits.fields.hold(field)),
        EXACT => permits.fields.hold(Field::SmtpPermissionList),
        _ => permits.allow_removals(),
    }
}

/// What is chosen at first.
fn first_of(permits: Permits) -> &'static str {
    let own = [REPLACE, ADD].into_iter().find(|what| is_offered(permits, what));
    let set = || Field::ALL.iter().find(|field| permits.fields.hold(**field)).map(|field| field.path());
    own.or_else(set).unwrap_or(ERASE)
}

/// The choice of what to change.
fn options(permits: Permits) -> AnyView {
    let first = first_of(permits);
    let option = |value: &'static str, label: String| {
        view! { <option value=value selected=value == first>{label}</option> }.into_any()
    };
    let own = [
        (REPLACE, words::WHAT_REPLACE),
        (ADD, words::WHAT_ADD),
        (REMOVE, words::WHAT_REMOVE),
        (EXACT, words::WHAT_EXACT),
    ];
    let own = own.into_iter().filter(|(value, _)| is_offered(permits, value));
    let own = own.map(|(value, label)| option(value, label.get().to_owned())).collect::<Vec<_>>();
    let own =
        (!own.is_empty()).then(|| view! { <optgroup label=words::WHAT_ADDRESSES.get()>{own}</optgroup> });
    let erase = is_offered(permits, ERASE).then(|| {
        view! { <optgroup label=words::WHAT_NO_CHANGE.get()>{option(ERASE, words::WHAT_ERASE.get().to_owned())}</optgroup> }
    });
    let is_shown = |section: &&Section| **section != Section::System && permits.show(**section);
    let sections = Section::ALL.iter().filter(is_shown).map(|section| {
        let fields = Field::of(*section).filter(|field| permits.fields.hold(*field)).map(|field| {
            option(field.path(), words::WHAT_SET.with(&[("field", &fields::full_label(field))]))
        });
        view! { <optgroup label=fields::section(*section).get()>{fields.collect::<Vec<_>>()}</optgroup> }
    });
    view! {
        {own}
        {sections.collect::<Vec<_>>()}
        {erase}
    }
    .into_any()
}

fn choose(form: Form, what: String) {
    if what == ERASE {
        form.context.task.set(Task::Remove(form.targets.get_value()));
        return;
    }
    form.first.set(String::new());
    form.second.set(String::new());
    form.what.set(what);
}

/// The controls of a change.
fn controls(form: Form, what: &str) -> AnyView {
    match what {
        ADD | REMOVE => view! {
            {list_choice(form)}
            {text(form.first, "first", words::ENTRY)}
        }
        .into_any(),
        REPLACE => view! {
            {text(form.first, "first", words::ADDRESS)}
            {text(form.second, "second", words::BECOMES)}
            <p class="field__help bulk__hint">{words::REPLACE_HINT.get()}</p>
        }
        .into_any(),
        EXACT => {
            let hint = move || match form.first.get() {
                rule if rule.is_empty() => String::new(),
                rule => words::EXACT_HINT.with(&[("rule", &PermissionRule::exact(&rule))]),
            };
            view! {
                {text(form.first, "first", words::RULE)}
                <p class="field__help bulk__hint">{live::text(hint)}</p>
            }
            .into_any()
        }
        path => match field_of(path).map(Field::control) {
            Some(Control::Flag) => picks(form, &["true", "false"]),
            Some(Control::Choice(choices)) => picks(form, choices),
            Some(Control::List(_)) => view! {
                <div class="field">
                    <div class="field__label"><label for="bulk-first">{words::VALUE_LINES.get()}</label></div>
                    <textarea class="input input--area" id="bulk-first" name="first" rows="3" spellcheck="false" prop:value=live::text(move || form.first.get()) on:input:target=move |event| form.first.set(event.target().value())></textarea>
                    <p class="field__help">{words::EMPTY_HINT.get()}</p>
                </div>
            }
            .into_any(),
            _ => view! {
                {text(form.first, "first", words::VALUE)}
                <p class="field__help bulk__hint">{words::EMPTY_HINT.get()}</p>
            }
            .into_any(),
        },
    }
}

fn text(value: RwSignal<String>, name: &'static str, label: Message) -> AnyView {
    let id = format!("bulk-{name}");
    view! {
        <div class="field">
            <div class="field__label"><label for=id.clone()>{label.get()}</label></div>
            <input class="input" type="text" id=id name=name autocomplete="off" spellcheck="false" prop:value=live::text(move || value.get()) on:input:target=move |event| value.set(event.target().value()) />
        </div>
    }
    .into_any()
}

fn list_choice(form: Form) -> AnyView {
    let shown = form.context.panel.permits.get_untracked().fields;
    let option = |field: Field| {
        let chosen = form.list.with_untracked(|list| list == field.path());
        view! { <option value=field.path() selected=chosen>{fields::full_label(field)}</option> }
    };
    view! {
        <div class="field">
            <div class="field__label"><label for="bulk-list">{words::LIST.get()}</label></div>
            <select class="input" id="bulk-list" name="list" on:change:target=move |event| form.list.set(event.target().value())>
                {lists().filter(|field| shown.hold(*field)).map(option).collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

/// One of a few, or nothing.
fn picks(form: Form, values: &'static [&'static str]) -> AnyView {
    let option =
        |value: &&'static str| view! { <option value=*value>{fields::choice(value).to_owned()}</option> };
    view! {
        <div class="field">
            <div class="field__label"><label for="bulk-first">{words::VALUE.get()}</label></div>
            <select class="input" id="bulk-first" name="first" on:change:target=move |event| form.first.set(event.target().value())>
                <option value="">{words::NOT_SET.get()}</option>
                {values.iter().map(option).collect::<Vec<_>>()}
            </select>
        </div>
    }
    .into_any()
}

fn field_of(path: &str) -> Option<Field> {
    Field::ALL.iter().copied().find(|field| field.path() == path)
}

/// What the controls say, where they say enough.
fn edit(form: Form) -> Option<Edit> {
    let (first, second) = (form.first.get_untracked(), form.second.get_untracked());
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let what = form.what.get_untracked();
    match what.as_str() {
        ADD => Some(Edit::Add(field_of(&form.list.get_untracked())?, given(&first)?)),
        REMOVE => Some(Edit::Remove(field_of(&form.list.get_untracked())?, given(&first)?)),
        REPLACE => Some(Edit::Replace { from: given(&first)?, to: given(&second)? }),
        EXACT => Some(Edit::MakeExact(given(&first)?)),
        path => {
            let field = field_of(path)?;
            let value = table::value(field, &first, json::read).ok()?;
            Some(Edit::Set(vec![(field, value)]))
        }
    }
}

/// Tells what would become of each, once typing rests.
fn propose_soon(form: Form) {
    form.is_shown.set(false);
    let number = form.typed.try_update_value(|typed| {
        *typed = typed.wrapping_add(1);
        *typed
    });
    set_timeout(
        move || {
            if form.typed.try_get_value() == number {
                propose(form);
            }
        },
        TYPING_REST,
    );
}

fn propose(form: Form) {
    // The view may have made room for another.
    if form.what.try_get_untracked().is_none() || form.context.reading.get_untracked() != Reading::Done {
        return;
    }
    let run = match edit(form) {
        None => DryRun::default(),
        Some(edit) => form.context.documents.with_value(|documents| {
            form.targets.with_value(|targets| of_edit(documents, targets, &edit, knows_time_zone))
        }),
    };
    form.context.dry_run.set(run);
    form.is_shown.set(true);
}
