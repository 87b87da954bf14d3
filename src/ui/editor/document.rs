//! The ways into the document's own file: the button, the text in the place of the form, the look before a save.

use leptos::prelude::*;

use crate::{
    state::{Editor, Form, Review},
    text::{document as words, editor, plural, shell},
    ui::{
        chunk::{Chunk, ChunkState, DocumentPart, load_document},
        dialog::Dialog,
        icon::{Icon, icon},
    },
};

use super::{
    context::{Context, Shown},
    permits, saving,
};

/// In the bar: shows the text in the place of the form, and the form again.
pub fn button(context: Context) -> impl IntoView {
    let pressed = move || context.document().shown.get() == Shown::Text;
    let turn = move |_| {
        context.document().shown.update(|shown| {
            *shown = match shown {
                Shown::Form => Shown::Text,
                Shown::Text => Shown::Form,
            };
        });
    };
    move || {
        context.permits().fields.is_all().then(|| view! {
        <button class="button button--quiet" type="button" name="show_document" title=words::JSON_HELP.get() aria-pressed=move || pressed().to_string() on:click=turn>
            {icon(Icon::CODE)} {words::JSON.get()}
        </button>
    })
    }
}

/// The document as text, while it is shown.
pub fn text(context: Context) -> impl IntoView {
    move || is_shown(context).then(|| part(context, |part| part.text))
}

/// Whether the text stands in the place of the form; tracked.
pub fn is_shown(context: Context) -> bool {
    context.document().shown.get() == Shown::Text && !context.is_loading()
}

/// The look at what a save would do, while one looks.
pub fn review(context: Context) -> impl IntoView {
    let open = Memo::new(move |_| context.document().review.with(Option::is_some));
    move || open.get().then(|| part(context, |part| part.review))
}

/// Opens that look, where there is anything to save; a text that is no document is put right first.
pub fn begin_review(context: Context) {
    if !permits::may_save(context) {
        return;
    }
    if context.editor.with_untracked(|editor| editor.form()?.syntax_error().cloned()).is_some() {
        saving::focus_first_error(context);
        return;
    }
    let any = context.editor.with_untracked(|editor| match editor {
        Editor::Editing(form) => form.draft.change_count() > 0,
        Editor::Loading(..) | Editor::Broken(..) | Editor::Saving(_) => false,
    });
    if any {
        context.document().review.set(Some(Review::Fetching));
    }
}

fn part(context: Context, pick: fn(DocumentPart) -> fn(Context) -> AnyView) -> AnyView {
    let chunk = Chunk::new(load_document);
    (move || match chunk.state() {
        ChunkState::Loading => view! { <p class="muted" role="status">{shell::LOADING.get()}</p> }.into_any(),
        ChunkState::Ready(part) => pick(part)(context),
        ChunkState::Failed => {
            let close = move || {
                context.document().shown.set(Shown::Form);
                context.document().review.set(None);
            };
            view! {
                <Dialog title=shell::PART_MISSING.get() on_cancel=close>
                    <div class="dialog__body"><p>{shell::PART_MISSING_WHY.get()}</p></div>
                    <div class="dialog__foot">
                        <button class="button" type="button" on:click=move |_| close()>{shell::CANCEL.get()}</button>
                        <button class="button button--primary" type="button" on:click=move |_| chunk.retry()>{shell::TRY_AGAIN.get()}</button>
                    </div>
                </Dialog>
            }
            .into_any()
        }
    })
    .into_any()
}

/// The ways out where what was typed as text is no document.
pub fn broken(context: Context) -> impl IntoView {
    view! {
        <div class="outcome__ways">
            <button class="button button--small" type="button" on:click=move |_| {
                context.document().shown.set(Shown::Text);
                context.focus("");
            }>{words::SHOW.get()}</button>
            <button class="button button--small" type="button" on:click=move |_| context.change(Form::drop_text)>
                {words::DROP.get()}
            </button>
        </div>
    }
}

/// How many keys of other programs were changed in the text, with the way back.
pub fn others(context: Context) -> impl IntoView {
    let count = Memo::new(move |_| context.read(move |form| form.draft.other_changes(form.opened()).len()));
    // The button goes with the changes, and the focus with the button.
    let put_back = move |_: leptos::ev::MouseEvent| {
        context.change(Form::put_back_others);
        context.panel.focus("[id=system-title]");
    };
    move || {
        let count = count.get();
        (count > 0 && !context.is_new() && context.permits().edits()).then(|| {
            let line = plural(count, words::OTHERS_ONE, words::OTHERS).with(&[("count", &count.to_string())]);
            view! {
                <p class="field__was">
                    {line} " "
                    <button class="link" type="button" on:click=put_back>
                        {editor::PUT_BACK.get()}
                    </button>
                </p>
            }
        })
    }
}
