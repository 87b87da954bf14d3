//! What needs attention, over all faxboxes that are loaded: bars that filter, and a table for those who listen.

use leptos::prelude::*;

use crate::{
    state::{Attention, List, Overview, Permits},
    text::{filters as words, list::grouped, plural},
    ui::{
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::signals::Signals;

/// Below this room the overview is folded until somebody wants it: it would be all that is seen. As in `style/room.css`.
const FOLDED_BELOW_PIXELS: i32 = 620;

/// The overview.
pub fn view(panel: Panel) -> AnyView {
    let signals = Signals::of(panel);
    let overview = live::memo(move || {
        signals.rows.with(|_| ());
        panel
            .list
            .with_untracked(|list| Overview::of(list.rows().iter().map(|row| Some(row.counts?.attention))))
    });
    let is_narrow = panel
        .host
        .try_with_value(|host| host.client_width())
        .is_some_and(|width| width < FOLDED_BELOW_PIXELS);
    let folded = move || signals.folded.get().unwrap_or(is_narrow);
    let fold = move |_| signals.folded.set(Some(!folded()));
    let line = move || {
        let Overview { judged, concerned, .. } = overview.get();
        signals.rows.with(|_| ());
        let loaded = panel.list.with_untracked(List::len);
        let count = grouped;
        match concerned {
            _ if judged < loaded => {
                words::JUDGING.with(&[("judged", &count(judged)), ("count", &count(loaded))])
            }
            0 => words::NONE_CONCERNED.get().to_owned(),
            // Some of what concerns them may not be seen.
            _ if !panel.permits.get().fields.is_all() => String::new(),
            concerned => {
                words::CONCERNED.with(&[("concerned", &count(concerned)), ("count", &count(loaded))])
            }
        }
    };
    let bars = move || {
        (!folded()).then(|| {
            let permits = panel.permits.get();
            let kinds = Attention::ALL.iter().filter(|kind| permits.show_attention(**kind));
            let bars = kinds.map(|kind| bar(signals, overview, *kind)).collect::<Vec<_>>();
            view! { <ul class="attention__list">{bars}</ul> }
        })
    };
    view! {
        <h2 class="attention__head">
            <button class="attention__fold" type="button" aria-expanded=live::text(move || (!folded()).to_string()) on:click=fold>
                {icon(Icon::BACK)} {words::ATTENTION.get()}
            </button>
            <span class="muted num">{live::text(line)}</span>
        </h2>
        {live::view(move || bars().into_any())}
        {live::view(move || table(overview, panel.permits.get()).into_any())}
    }
    .into_any()
}

/// A bar: one press shows those faxboxes alone, the next all again.
fn bar(signals: Signals, overview: Memo<Overview>, kind: Attention) -> impl IntoView {
    let count = move || overview.with(|overview| overview.count(kind));
    let pressed = move || signals.filters.with(|filters| filters.attention.has(kind));
    let press = move |_| signals.filter(|filters| filters.attention = filters.attention.toggled(kind));
    let length = move || {
        let permille = overview.with(|overview| overview.bar_permille(kind));
        format!("{}.{}%", permille / 10, permille % 10)
    };
    let spoken = move || {
        let count = count();
        plural(count, words::FAXBOXES_ONE, words::FAXBOXES).with(&[("count", &grouped(count))])
    };
    view! {
        <li>
            <button
                class="attention__item"
                type="button"
                data-attention=kind.name()
                aria-pressed=live::text(move || pressed().to_string())
                disabled=live::flag(move || count() == 0 && !pressed())
                on:click=press
            >
                <span class="attention__kind">{words::attention(kind).get()}</span>
                <span class="num muted" aria-hidden="true">{live::text(move || grouped(count()))}</span>
                <span class="visually-hidden">{live::text(spoken)}</span>
                <span class="attention__bar" aria-hidden="true"><i style:inline-size=live::text(length)></i></span>
            </button>
        </li>
    }
}

fn table(overview: Memo<Overview>, permits: Permits) -> impl IntoView {
    let row = |kind: &Attention| {
        let kind = *kind;
        let count = move || grouped(overview.with(|overview| overview.count(kind)));
        view! { <tr><th scope="row">{words::attention(kind).get()}</th><td>{live::text(count)}</td></tr> }
    };
    view! {
        // A table is never narrower than its words, so it is hidden by what it stands in.
        <div class="visually-hidden">
            <table>
                <caption>{words::ATTENTION.get()}</caption>
                <thead><tr><th scope="col">{words::KIND.get()}</th><th scope="col">{words::COUNT.get()}</th></tr></thead>
                <tbody>{Attention::ALL.iter().filter(|kind| permits.show_attention(**kind)).map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
}
