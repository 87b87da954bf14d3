//! What connecting found: each check that was made, and what the one that failed means.

use leptos::prelude::*;

use crate::{
    state::{Check, Checks},
    text::{Message, connect as words, failures},
    ui::{
        failure::told,
        icon::{Icon, icon},
    },
};

/// What was wrong, in one sentence, for the control that is to blame.
pub fn blame(checks: &Checks) -> Message {
    match &checks.failed {
        Some((Check::Account, _)) | None => words::check(Check::Account, false),
        Some((_, failure)) => failures::explain(failure).what,
    }
}

/// Each check that was made, and the way out.
pub fn view(checks: &Checks) -> AnyView {
    let Some((failed, failure)) = &checks.failed else { return ().into_any() };
    let lines = Check::ALL.iter().filter_map(|check| checks.passed(*check).map(|passed| (*check, passed)));
    let lines = lines.map(|(check, passed)| {
        let (class, sign, spoken) = if passed {
            ("checks__line checks__line--passed", Icon::TICK, words::PASSED)
        } else {
            ("checks__line checks__line--failed", Icon::ERROR, words::FAILED)
        };
        view! {
            <li class=class>
                {icon(sign)} <span>{words::check(check, passed).get()} <span class="visually-hidden">" (" {spoken.get()} ")"</span></span>
            </li>
        }
    });
    let way_out = match failed {
        Check::Account => words::ACCOUNT_WAY_OUT,
        _ => failures::explain(failure).way_out,
    };
    view! {
        <div class="checks" role="status">
            <ul class="checks__list" aria-label=words::CHECKS.get()>{lines.collect::<Vec<_>>()}</ul>
            <p class="checks__way-out">{way_out.get()}</p>
            {told(failure)}
        </div>
    }
    .into_any()
}
