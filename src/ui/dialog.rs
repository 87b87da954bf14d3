//! A dialog: the browser's own `<dialog>`, which holds the focus, closes on Escape and gives the focus back.

use leptos::{html, prelude::*};

/// A modal dialog that is open as long as it is in the page.
#[component]
pub fn Dialog(
    /// Its heading, which names it for assistive technology.
    #[prop(into)]
    title: String,
    /// What Escape does.
    on_cancel: impl Fn() + 'static,
    /// Below the heading.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // Fails only where it is not in a page, and then nobody sees it.
            drop(dialog.show_modal());
        }
    });
    // Closing gives the focus back; being taken out of the page alone does not.
    on_cleanup(move || {
        if let Some(Some(dialog)) = dialog.try_get_untracked() {
            dialog.close();
        }
    });
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        on_cancel();
    };
    let heading = title.clone();
    view! {
        <dialog node_ref=dialog class="dialog" part="dialog" aria-label=title on:cancel=cancel>
            <div class="dialog__head">
                <h2>{heading}</h2>
            </div>
            {children()}
        </dialog>
    }
}
