//! A look at what a save would do: old and new by field, how it is sent, and the request itself.

use leptos::{prelude::*, task};

use crate::{
    api::Failure,
    form::change::Change,
    state::{Form, Manner, Outcome, Preview, Review},
    text::{editor, plural, review as words, shell},
    ui::{
        RADIOS,
        browser::knows_time_zone,
        dialog::Dialog,
        editor::{Context, Mark, full_name, names, said, submit, value},
        failure::reason,
    },
};

use super::request;

/// What of it is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Changes,
    Request,
    Curl,
}

pub fn view(context: Context) -> AnyView {
    let (tab, manner) = context.panel.keep("review", || {
        begin(context);
        (RwSignal::new(Tab::Changes), RwSignal::new(Manner::Change))
    });
    let close = move || context.document().review.set(None);
    let body = move || match context.document().review.get()? {
        Review::Fetching => {
            Some(view! { <p class="muted" role="status">{words::COMPARING.get()}</p> }.into_any())
        }
        Review::Failed(failure) => Some(failed(context, &failure)),
        Review::Ready(preview) => Some(ready(context, &preview, tab, manner)),
    };
    view! {
        <Dialog title=title(context) on_cancel=close>
            <div class="dialog__body">{body}</div>
            {foot(context, manner)}
        </Dialog>
    }
    .into_any()
}

fn title(context: Context) -> String {
    let (count, name) = context
        .editor
        .with_untracked(|editor| {
            let form = editor.form()?;
            Some((form.draft.change_count(), form.draft.text(crate::form::Field::Name)))
        })
        .unwrap_or_default();
    if context.is_new() {
        return words::TITLE_NEW.with(&[("name", &name)]);
    }
    plural(count, words::TITLE_ONE, words::TITLE).with(&[("count", &count.to_string()), ("name", &name)])
}

/// Fetches what stands on the server, and finds what a save would make of it.
fn begin(context: Context) {
    context.document().review.set(Some(Review::Fetching));
    let form = context.editor.with_untracked(|editor| editor.form().cloned());
    let (Some(form), Some(calls)) = (form, context.reading()) else { return };
    let (opened, mine, review) = (form.opened().clone(), form.document(), context.document().review);
    let Some(id) = form.id().cloned() else {
        context.document().review.set(Some(Review::Ready(Box::new(Preview::create(mine)))));
        return;
    };
    task::spawn_local(async move {
        let reply = calls.fetch(&id).await;
        // Closed meanwhile, or another faxbox is open.
        let waits = review.try_get_untracked().flatten() == Some(Review::Fetching);
        let is_it = context.editor.try_with_untracked(|editor| editor.form().and_then(Form::id) == Some(&id));
        if !waits || is_it != Some(true) || !calls.are_current() {
            return;
        }
        let met = match reply {
            Ok(fetched) => {
                Preview::edit(&opened, &mine, fetched).map(|preview| Review::Ready(Box::new(preview)))
            }
            Err(failure @ Failure::NotFound(_)) => Err(Box::new(Outcome::Failed(failure))),
            Err(failure) => Ok(Review::Failed(failure)),
        };
        match met {
            Ok(review) => context.document().review.set(Some(review)),
            Err(outcome) => {
                context.document().review.set(None);
                context.editor.update(|editor| editor.reviewed(*outcome, knows_time_zone));
                said(context);
            }
        }
    });
}

fn failed(context: Context, failure: &Failure) -> AnyView {
    view! {
        <div class="outcome outcome--error" role="alert">
            <h3>{words::NOT_COMPARED.get()}</h3>
            {reason(failure)}
            <div>
                <button class="button" type="button" on:click=move |_| begin(context)>{shell::TRY_AGAIN.get()}</button>
            </div>
        </div>
    }
    .into_any()
}

fn ready(context: Context, preview: &Preview, tab: RwSignal<Tab>, manner: RwSignal<Manner>) -> AnyView {
    let shown = {
        let preview = preview.clone();
        move || match tab.get() {
            Tab::Changes => changes(&preview),
            Tab::Request => request::json(context, &preview, manner.get()),
            Tab::Curl => request::curl(context, &preview, manner.get()),
        }
    };
    // The request holds the whole document.
    let tabs = move || context.permits().fields.is_all().then(|| tabs(tab));
    view! { {tabs} {shown} {ways(preview, manner)} <p class="muted">{compared(preview)}</p> }.into_any()
}

fn tabs(tab: RwSignal<Tab>) -> impl IntoView {
    let segment = |one: Tab, label: crate::text::Message| {
        view! {
            <label class="segmented__segment">
                <input type="radio" form=RADIOS name="review" prop:checked=move || tab.get() == one on:change=move |_| tab.set(one) />
                <span>{label.get()}</span>
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=words::SHOW.get()>
            {segment(Tab::Changes, words::SHOW_CHANGES)} {segment(Tab::Request, words::SHOW_REQUEST)} {segment(Tab::Curl, words::SHOW_CURL)}
        </div>
    }
}

fn changes(preview: &Preview) -> AnyView {
    view! {
        <table class="diff diff--sides">
            <thead>
                <tr>
                    <th scope="col">{words::FIELD.get()}</th>
                    <th scope="col">{words::NOW.get()}</th>
                    <th scope="col">{words::AFTER.get()}</th>
                </tr>
            </thead>
            <tbody>{preview.changes.iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
    .into_any()
}

fn row(change: &Change) -> impl IntoView + use<> {
    let Change { path, was, becomes, .. } = change;
    let name = full_name(path);
    let code = (name != *path).then(|| view! { <code>{path.clone()}</code> });
    view! {
        <tr>
            <th scope="row">{name} " " {code}</th>
            <td data-side=words::NOW.get()>{value(path, was.as_ref(), becomes.as_ref(), Mark::Gone)}</td>
            <td data-side=words::AFTER.get()>{value(path, becomes.as_ref(), was.as_ref(), Mark::New)}</td>
        </tr>
    }
}

/// The choice of the call, in words; nothing for a new faxbox, which has one way alone.
fn ways(preview: &Preview, manner: RwSignal<Manner>) -> Option<impl IntoView + use<>> {
    let update = preview.update.as_ref()?;
    let others = preview.others.to_string();
    let change = [words::CHANGE_WHAT.with(&[("others", &others)]), words::CHANGE_SAFE.get().to_owned()];
    let update_said = request::update_said(update);
    Some(view! {
        <fieldset class="options">
            <legend>{words::HOW.get()}</legend>
            {option(manner, Manner::Change, words::CHANGE.get(), "POST", &change, true)}
            {option(manner, Manner::Update, words::UPDATE.get(), "PATCH", &update_said, update.is_ok())}
        </fieldset>
    })
}

fn option(
    manner: RwSignal<Manner>,
    one: Manner,
    label: &'static str,
    method: &'static str,
    said: &[String],
    possible: bool,
) -> impl IntoView + use<> {
    let lines = said.iter().map(|line| view! { <span class="option__line">{line.clone()}</span> });
    let (name, what) = (format!("{method}-name"), format!("{method}-what"));
    view! {
        <label class="option">
            <input
                type="radio"
                form=RADIOS
                name="manner"
                disabled=!possible
                aria-labelledby=name.clone()
                aria-describedby=what.clone()
                prop:checked=move || manner.get() == one
                on:change=move |_| manner.set(one)
            />
            <span><span id=name><b>{label}</b> " " <code>{method}</code></span> <span id=what>{lines.collect::<Vec<_>>()}</span></span>
        </label>
    }
}

/// What comparing with the server showed.
fn compared(preview: &Preview) -> String {
    let foreign = names(preview.foreign.iter().map(String::as_str));
    match (&preview.update, &preview.tag) {
        (None, _) => String::new(),
        _ if !foreign.is_empty() => words::OTHERS.with(&[("fields", &foreign)]),
        (_, None) => words::UNGUARDED.get().to_owned(),
        _ => words::NOBODY_ELSE.get().to_owned(),
    }
}

fn foot(context: Context, manner: RwSignal<Manner>) -> impl IntoView {
    let ready = move || matches!(context.document().review.get(), Some(Review::Ready(_)));
    let label = move || match context.document().review.get() {
        Some(Review::Ready(preview)) if preview.update.is_some() => {
            let count = preview.changes.len();
            plural(count, words::SAVE_ONE, words::SAVE).with(&[("count", &count.to_string())])
        }
        _ if context.is_new() => words::CREATE.get().to_owned(),
        _ => editor::SAVE.get().to_owned(),
    };
    let save = move |_| {
        if matches!(context.document().review.get_untracked(), Some(Review::Ready(_))) {
            let manner = manner.get_untracked();
            context.document().review.set(None);
            context.panel.focus("[name=save]");
            submit(context, manner);
        }
    };
    view! {
        <div class="dialog__foot">
            <button class="button" type="button" on:click=move |_| context.document().review.set(None)>{words::BACK.get()}</button>
            <button class="button button--primary" type="button" name="save_reviewed" aria-disabled=move || (!ready()).to_string() on:click=save>
                {label}
            </button>
        </div>
    }
}
