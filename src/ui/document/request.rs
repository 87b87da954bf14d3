//! The request that a save sends, as JSON and as a command, to be copied; and what an update does, in words.

use leptos::{prelude::*, task};

use crate::{
    api::{Consent, Endpoint, curl as command},
    domain::ApiRoot,
    form::{path, plan::NoUpdate},
    state::{Manner, Preview, Update},
    text::{Message, review as words, shell},
    ui::{
        browser,
        editor::{Context, names},
        icon::{Icon, icon},
    },
};

/// The request that would be sent now.
fn endpoint(context: Context, preview: &Preview, manner: Manner) -> Option<(ApiRoot, Endpoint)> {
    let connection =
        context.panel.session.with_untracked(|session| Some(session.as_ref()?.connection.clone()))?;
    let id = context.editor.with_untracked(|editor| editor.form()?.id().cloned());
    let (account, tag) = (&connection.account, preview.tag.as_ref());
    let endpoint = match (id, manner, &preview.update) {
        (None, ..) => Endpoint::create(account, &preview.document, Consent::NotAsked),
        (Some(id), Manner::Update, Some(Ok(update))) => Endpoint::update(account, &id, &update.body, tag),
        (Some(id), ..) => Endpoint::change(account, &id, &preview.document, tag),
    };
    Some((connection.root, endpoint))
}

/// Method, address and headers, then the body as JSON.
pub fn json(context: Context, preview: &Preview, manner: Manner) -> AnyView {
    let Some((root, endpoint)) = endpoint(context, preview, manner) else { return ().into_any() };
    let tag = endpoint.if_match.as_ref().map(|tag| format!("\nIf-Match: {}", tag.as_str()));
    let head = format!(
        "{} {}{}\nX-Auth-Token: $AUTH_TOKEN\nContent-Type: application/json{}",
        endpoint.method.as_str(),
        root.as_str(),
        endpoint.path,
        tag.unwrap_or_default()
    );
    let body = serde_json::to_string_pretty(&endpoint.body).unwrap_or_default();
    view! {
        <pre class="code" role="group" aria-label=words::REQUEST_LABEL.get()>{head}</pre>
        {copied(body, words::BODY_LABEL, words::COPY_BODY)}
    }
    .into_any()
}

/// The request as a command line.
pub fn curl(context: Context, preview: &Preview, manner: Manner) -> AnyView {
    let Some((root, endpoint)) = endpoint(context, preview, manner) else { return ().into_any() };
    copied(command(&root, &endpoint), words::CURL_LABEL, words::COPY_CURL)
}

/// A text with a button that copies it, and says whether it did.
fn copied(text: String, label: Message, button: Message) -> AnyView {
    let said = RwSignal::new("");
    let shown = text.clone();
    let copy = move |_| {
        let text = text.clone();
        task::spawn_local(async move {
            let done = if browser::copy(&text).await { shell::COPIED } else { shell::NOT_COPIED };
            said.try_set(done.get());
        });
    };
    view! {
        <div class="code-block">
            <pre class="code" role="group" aria-label=label.get()>{shown}</pre>
            <button class="button button--small" type="button" on:click=copy>{icon(Icon::COPY)} {button.get()}</button>
            " " <span class="muted" role="status">{move || said.get()}</span>
        </div>
        <p class="muted">{words::NOTHING_SENT_YET.get()}</p>
    }
    .into_any()
}

/// What an update would do on either kind of server, or why there is none.
pub fn update_said(update: &Result<Update, NoUpdate>) -> Vec<String> {
    let named = |paths: &[String]| names(paths.iter().map(String::as_str));
    match update {
        Ok(Update { body, repeated }) => {
            let keys: Vec<_> = body
                .as_object()
                .into_iter()
                .flat_map(|body| body.keys())
                .map(|key| path::escape(key))
                .collect();
            let top = if repeated.is_empty() { words::UPDATE_TOP } else { words::UPDATE_REPEATED };
            vec![
                words::UPDATE_WHAT.with(&[("fields", &named(&keys))]),
                top.with(&[("fields", &named(repeated))]),
                words::UPDATE_DEEP.get().to_owned(),
                words::UPDATE_SAFE.get().to_owned(),
            ]
        }
        Err(NoUpdate::Removes(paths)) => vec![words::UPDATE_REMOVES.with(&[("fields", &named(paths))])],
        Err(NoUpdate::Null(path)) => {
            vec![words::UPDATE_NULL.with(&[("fields", &named(std::slice::from_ref(path)))])]
        }
    }
}
