//! What was typed, kept in the tab's storage where the host allows that, and offered when one comes back.
//!
//! An item for each faxbox, or new one, of each account. What is kept is what stands in the form and the drafts of before that
//! nobody has decided about; a save or a discard leaves nothing to keep.

use std::time::Duration;

use leptos::{
    leptos_dom::helpers::{
        TimeoutHandle, set_timeout_with_handle, window_event_listener, window_event_listener_untyped,
    },
    prelude::*,
};

use crate::{
    domain::FaxboxId,
    form::Field,
    state::{Age, Editor, Form, Route, Stage, StoredDraft, read_drafts, write_drafts},
    text::{Message, fields, form as words, language::list, plural},
    ui::{browser, panel::Panel, session::drafts_prefix},
};

use super::context::Context;

/// How long typing goes on before it is kept.
const KEEP_DELAY: Duration = Duration::from_millis(250);

/// How a new faxbox is called among the keys of the storage, beside ids.
const NEW: &str = "new";

/// What the editor knows of the drafts of the open faxbox.
#[derive(Clone, Copy)]
pub struct Drafts {
    /// Those of before, newest first, that nobody has decided about.
    offers: RwSignal<Vec<StoredDraft>>,
    /// The one that was discarded last, to be brought back.
    dropped: RwSignal<Option<StoredDraft>>,
    /// Whether what is typed could not be kept.
    pub refused: RwSignal<bool>,
    kept: StoredValue<Kept>,
}

/// What stands in the storage.
#[derive(Default)]
struct Kept {
    /// Under which key; none where the form is not to be kept.
    key: Option<String>,
    /// What of the form stands there.
    draft: Option<StoredDraft>,
    timer: Option<TimeoutHandle>,
}

impl Drafts {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            offers: RwSignal::new(Vec::new()),
            dropped: RwSignal::new(None),
            refused: RwSignal::new(false),
            kept: StoredValue::new(Kept::default()),
        }
    }
}

/// Keeps what is typed, as long as the view is there.
pub fn watch(context: Context) {
    Effect::new(move |_| {
        context.editor.track();
        context.rest.track();
        keep_soon(context);
    });
    let hide = window_event_listener_untyped("visibilitychange", move |_| keep(context));
    let go = window_event_listener(leptos::ev::pagehide, move |_| keep(context));
    on_cleanup(move || {
        hide.remove();
        go.remove();
        keep(context);
    });
}

/// The key of a faxbox, or of a new one, of whoever is signed in.
fn key(panel: Panel, id: Option<&FaxboxId>) -> Option<String> {
    if !panel.has_storage() {
        return None;
    }
    let session = panel.session.try_get_untracked().flatten()?;
    Some(format!("{}{}", drafts_prefix(&session.connection), id.map_or(NEW, FaxboxId::as_str)))
}

fn read(key: &str) -> Vec<StoredDraft> {
    let text = browser::tab_storage().and_then(|storage| storage.get_item(key).ok().flatten());
    text.as_deref().map(read_drafts).unwrap_or_default()
}

/// Whether the storage holds now what it shall.
fn write(key: &str, drafts: &[StoredDraft]) -> bool {
    let Some(storage) = browser::tab_storage() else { return drafts.is_empty() };
    if drafts.is_empty() {
        return storage.remove_item(key).is_ok();
    }
    write_drafts(drafts).is_ok_and(|text| storage.set_item(key, &text).is_ok())
}

/// A form was opened: what was kept of it before is offered.
pub fn opened(context: Context) {
    let found = context.editor.with_untracked(|editor| {
        let form = editor.form()?;
        let key = key(context.panel, form.id())?;
        let offers = read(&key).into_iter().filter(|draft| draft.adds_to(form)).collect::<Vec<_>>();
        Some((key, offers))
    });
    let (key, offers) = found.unzip();
    let kept = Kept { key, ..Kept::default() };
    if let Some(Some(timer)) = context.drafts.kept.try_update_value(|old| std::mem::replace(old, kept).timer)
    {
        timer.clear();
    }
    let offers = offers.unwrap_or_default();
    if let Some(newest) = offers.first() {
        let is_new =
            context.editor.with_untracked(|editor| editor.form().is_some_and(|form| form.id().is_none()));
        context.said.set([title(is_new).get(), &told(newest)].join(". "));
    }
    context.drafts.offers.set(offers);
    context.drafts.dropped.set(None);
    keep(context);
}

fn keep_soon(context: Context) {
    let waiting = context.drafts.kept.try_with_value(|kept| kept.key.is_none() || kept.timer.is_some());
    if waiting == Some(false) {
        let timer = set_timeout_with_handle(move || keep(context), KEEP_DELAY).ok();
        context.drafts.kept.try_update_value(|kept| kept.timer = timer);
    }
}

/// Keeps what is typed now.
pub fn keep(context: Context) {
    let Drafts { offers, refused, kept, .. } = context.drafts;
    let timer = kept.try_update_value(|kept| kept.timer.take()).flatten();
    if let Some(timer) = timer {
        timer.clear();
    }
    let now = browser::now();
    let form = context.editor.try_with_untracked(|editor| {
        let form = editor.form()?;
        let stage = if matches!(editor, Editor::Saving(_)) { Stage::Sent } else { Stage::Typed };
        Some((key(context.panel, form.id())?, StoredDraft::of(form, stage, now)))
    });
    let Some((key, draft)) = form.flatten() else { return };
    let Some(Some(offered)) = offers.try_with_untracked(|offers| Some(offers.clone())) else { return };
    let before = kept.try_update_value(|kept| {
        let before = kept.key.clone()?;
        kept.key = Some(key.clone());
        Some((before, kept.draft.take()))
    });
    // No key: the form is not to be kept any more.
    let Some(Some((old_key, old))) = before else { return };
    // It was created meanwhile, and is kept under its id from now on.
    let was_new = old_key != key;
    if was_new {
        write(&old_key, &offered);
        offers.try_set(Vec::new());
    }
    let offered = if was_new { Vec::new() } else { offered };
    let draft = match (draft, old) {
        (Some(draft), Some(old)) if draft.says_the_same_as(&old) => Some(old),
        (draft, _) => draft,
    };
    let all = draft.clone().into_iter().chain(offered).collect::<Vec<_>>();
    let failed = !write(&key, &all);
    kept.try_update_value(|kept| kept.draft = draft);
    if refused.try_get_untracked() == Some(!failed) {
        refused.try_set(failed);
    }
}

/// The form is left, and what was typed into it is not to be kept; what was offered still is.
pub fn drop_typed(context: Context) {
    let key = context.drafts.kept.try_update_value(|kept| std::mem::take(kept).key).flatten();
    if let (Some(key), Some(offers)) = (key, context.drafts.offers.try_get_untracked()) {
        write(&key, &offers);
    }
}

/// A faxbox was created after its form had been left: what was kept of it would create it once more.
pub fn created(panel: Panel) {
    if panel.route.try_get_untracked() != Some(Route::New)
        && let Some(key) = key(panel, None)
    {
        write(&key, &[]);
    }
}

/// What was kept of a faxbox that cannot be opened, newest first.
pub fn of(panel: Panel, id: &FaxboxId) -> Vec<StoredDraft> {
    key(panel, Some(id)).map(|key| read(&key)).unwrap_or_default()
}

/// Forgets what was kept of a faxbox.
pub fn forget(panel: Panel, id: &FaxboxId) {
    if let Some(key) = key(panel, Some(id)) {
        write(&key, &[]);
    }
}

/// What is offered, what was discarded, and that nothing can be kept; above the form.
pub fn view(context: Context) -> impl IntoView {
    let Drafts { offers, dropped, refused, .. } = context.drafts;
    let not_kept = move || {
        let needed = refused.get() && context.read(Form::is_dirty);
        needed.then(
            || view! { <p class="outcome outcome--warning" role="status">{words::DRAFT_NOT_KEPT.get()}</p> },
        )
    };
    view! {
        {move || if context.permits().edits() { offers.with(|offers| offers.first().map(|draft| offer(context, draft))) } else { None }}
        {move || dropped.get().map(|draft| brought_back(context, draft))}
        {not_kept}
    }
}

fn title(is_new: bool) -> Message {
    if is_new { words::DRAFT_TITLE_NEW } else { words::DRAFT_TITLE }
}

/// When it was typed, and into what.
pub fn told(draft: &StoredDraft) -> String {
    let of = |count, one, several| plural(usize::try_from(count).unwrap_or(usize::MAX), one, several);
    let (message, count) = match Age::between(draft.at, browser::now()) {
        Age::Moment => (words::DRAFT_MOMENT, 0),
        Age::Minutes(count) => (of(count, words::DRAFT_MINUTES_ONE, words::DRAFT_MINUTES), count),
        Age::Hours(count) => (of(count, words::DRAFT_HOURS_ONE, words::DRAFT_HOURS), count),
        Age::Days(count) => (of(count, words::DRAFT_DAYS_ONE, words::DRAFT_DAYS), count),
    };
    let names = draft.fields().into_iter().map(fields::full_label).collect::<Vec<_>>();
    let names = list(&names);
    let names = if names.is_empty() { words::DRAFT_REST.get() } else { &names };
    message.with(&[("count", &count.to_string()), ("fields", names)])
}

fn offer(context: Context, draft: &StoredDraft) -> impl IntoView + use<> {
    let is_new = context.is_new();
    let opened = draft.clone();
    let changed = context.read(move |form| form.id().is_some() && !opened.was_opened_from(form.opened()));
    // Of a faxbox that is there the comparison knows it.
    let sent = is_new && draft.stage == Stage::Sent;
    let name = title(is_new).get();
    let take_words = if is_new { words::DRAFT_TAKE_NEW } else { words::DRAFT_TAKE };
    view! {
        <section class="outcome outcome--draft" aria-label=name>
            <h2>{name}</h2>
            <p>{told(draft)}</p>
            {changed.then(|| view! { <p>{words::DRAFT_CHANGED.get()}</p> })}
            {sent.then(|| view! { <p>{words::DRAFT_SENT.get()}</p> })}
            <div class="ways">
                <button class="button button--primary" type="button" name="take_draft" on:click=move |_| take(context)>{take_words.get()}</button>
                <button class="button" type="button" name="drop_draft" on:click=move |_| discard(context)>{words::DRAFT_DROP.get()}</button>
            </div>
        </section>
    }
}

/// The newest offer, which is none from now on.
fn decide(context: Context) -> Option<StoredDraft> {
    let draft = context.drafts.offers.try_update(|offers| (!offers.is_empty()).then(|| offers.remove(0)))?;
    context.drafts.dropped.set(None);
    draft
}

fn take(context: Context) {
    let Some(draft) = decide(context) else { return };
    context.change(|form| form.take_up(&draft));
    context.said.set(words::DRAFT_TAKEN.get().to_owned());
    focus_first(context, &draft.fields());
    keep(context);
}

fn focus_first(context: Context, fields: &[Field]) {
    match fields.first() {
        Some(field) => context.focus(field.path()),
        None => context.panel.focus(".bar__title"),
    }
}

fn discard(context: Context) {
    let Some(draft) = decide(context) else { return };
    context.drafts.dropped.set(Some(draft));
    context.said.set(words::DRAFT_DROPPED.get().to_owned());
    context.panel.focus("[name=bring_back_draft]");
    keep(context);
}

fn brought_back(context: Context, draft: StoredDraft) -> impl IntoView {
    let back = move |_| {
        context.drafts.dropped.set(None);
        context.drafts.offers.update(|offers| offers.insert(0, draft.clone()));
        context.panel.focus("[name=take_draft]");
        keep(context);
    };
    view! {
        <p class="outcome outcome--draft">
            {words::DRAFT_DROPPED.get()} " "
            <button class="link" type="button" name="bring_back_draft" on:click=back>{words::DRAFT_BRING_BACK.get()}</button>
        </p>
    }
}

/// For a faxbox that did not come: what was typed into it before, and, where it is gone, the way to a new one.
pub fn of_broken(context: Context, id: &FaxboxId, is_gone: bool) -> Option<AnyView> {
    let draft = of(context.panel, id).into_iter().next()?;
    if !is_gone {
        return Some(view! { <p>{words::DRAFT_WAITS.get()}</p> }.into_any());
    }
    let (told, id) = (told(&draft), id.clone());
    let create = move |_| {
        context.open_new(Form::create_from(&draft.document()));
        forget(context.panel, &id);
    };
    Some(
        view! {
            <p>{words::DRAFT_GONE.get()} " " {told}</p>
            <button class="button button--primary" type="button" name="create_from_draft" on:click=create>{words::DRAFT_CREATE.get()}</button>
        }
        .into_any(),
    )
}
