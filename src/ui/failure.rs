//! A failed call, as a person reads it: what happened, what to do, and the request's id to hand on.

use leptos::prelude::*;

use crate::{
    api::Failure,
    text::{failures::explain, shell},
};

/// What happened and what to do, in one paragraph, with the server's own word below.
pub fn reason(failure: &Failure) -> AnyView {
    let explanation = explain(failure);
    view! {
        <p>{explanation.what.get()} " " {explanation.way_out.get()}</p>
        {told(failure)}
    }
    .into_any()
}

/// The status, the server's own word and the request's id, where told.
pub fn told(failure: &Failure) -> Option<impl IntoView + use<>> {
    let refused = failure.refused()?;
    let id = refused.request_id.as_deref().map(|id| shell::REQUEST.with(&[("id", id)]));
    let parts = [Some(refused.status.to_string()), Some(refused.message.clone()), id];
    let line: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Some(view! { <p class="told mono">{line.join(" · ")}</p> })
}
