//! Removing many faxboxes: which, a copy first, and the number typed by hand.

use leptos::prelude::*;

use crate::{
    domain::FaxboxId,
    state::{DryRun, Format, of_removal},
    text::{bulk as words, plural, shell},
    ui::{
        icon::{Icon, icon},
        live,
    },
};

use super::{Context, Reading, export, reading, running, table};

/// How many names are listed.
const NAMES_SHOWN: usize = 10;

/// Asks for the number of what will be removed.
pub fn view(context: Context, targets: Vec<FaxboxId>) -> AnyView {
    let targets = StoredValue::new(targets);
    let (typed, exported) =
        context.panel.keep("bulk remove", || (RwSignal::new(String::new()), RwSignal::new(false)));
    let read = move || {
        reading::read_then(context, move |context| {
            let run = context
                .documents
                .with_value(|documents| targets.try_with_value(|targets| of_removal(documents, targets)));
            if let Some(run) = run {
                context.dry_run.set(run);
            }
        });
    };
    read();
    // A copy holds whole documents, which may not be seen everywhere.
    let may_keep = context.panel.permits.get_untracked().fields.is_all();
    let count = move || context.dry_run.with(DryRun::totals).changes;
    let is_typed = move || typed.get().trim() == count().to_string();
    let can_go = move || count() > 0 && is_typed();
    let keep = move |_| {
        if context.reading.get_untracked() == Reading::Done {
            targets.with_value(|targets| export::write(context, Some(targets), Format::Json));
            exported.set(true);
        }
    };
    let go = move || {
        if untrack(can_go) {
            running::start(context);
        }
    };
    let go_label = move || {
        plural(count(), words::REMOVE_GO_ONE, words::REMOVE_GO).with(&[("count", &count().to_string())])
    };
    let wrong = move || {
        let wrong = !typed.get().is_empty() && !is_typed();
        if wrong { words::REMOVE_WRONG.with(&[("count", &count().to_string())]) } else { String::new() }
    };
    view! {
        <div class="dialog__body">
            <p>{words::REMOVE_WHY.get()}</p>
            {reading::state(context, read)}
            {live::view(move || names(context))}
            {may_keep.then(|| view! { <div>
                <button class="button" type="button" name="keep" aria-disabled=live::text(move || (context.reading.get() != Reading::Done).to_string()) on:click=keep>
                    {icon(Icon::DESCENDING)} {words::REMOVE_EXPORT.get()}
                </button>
            </div> })}
            <p role="status">{live::text(move || if exported.get() { words::REMOVE_EXPORTED.get().to_owned() } else { String::new() })}</p>
            <div class="field">
                <div class="field__label">
                    <label for="bulk-number">{live::text(move || words::REMOVE_TYPE.with(&[("count", &count().to_string())]))}</label>
                </div>
                <input
                    class="input bulk__number" type="text" inputmode="numeric" id="bulk-number" name="number" autocomplete="off"
                    aria-describedby="bulk-number-note"
                    prop:value=live::text(move || typed.get())
                    on:input:target=move |event| typed.set(event.target().value())
                    on:keydown=move |event| if event.key() == "Enter" { go() }
                />
                <p class="field__help" id="bulk-number-note">{live::text(wrong)}</p>
            </div>
        </div>
        <div class="dialog__foot">
            <button class="button" type="button" on:click=move |_| context.close()>{shell::CANCEL.get()}</button>
            <button class="button button--danger-fill" type="button" name="go" aria-disabled=live::text(move || (!can_go()).to_string()) on:click=move |_| go()>
                {live::text(go_label)}
            </button>
        </div>
    }
    .into_any()
}

/// Their names, as far as there is room.
fn names(context: Context) -> AnyView {
    context.dry_run.with(|run| {
        let removed = || run.rows.iter().filter(|row| row.work.is_some());
        let left = removed().count().saturating_sub(NAMES_SHOWN);
        let names = removed().take(NAMES_SHOWN).map(|row| view! { <li><bdi>{table::name(&row.name)}</bdi></li> });
        let more = (left > 0)
            .then(|| view! { <li class="muted">{words::REMOVE_AND_MORE.with(&[("count", &left.to_string())])}</li> });
        view! { <ul class="bulk__names">{names.collect::<Vec<_>>()} {more}</ul> }.into_any()
    })
}
