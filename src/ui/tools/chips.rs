//! The filters.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    form::Field,
    state::{Attention, Column, FaxOption, Filters, Permits, Presence, Takers, Trouble},
    text::{Message, filters as words, list::grouped, plural},
    ui::{
        icon::{Icon, icon},
        live,
        panel::Panel,
    },
};

use super::signals::Signals;

/// How long typing must rest before an address is tried.
const TYPING_PAUSE: Duration = Duration::from_millis(300);

/// Put before the text that a filter keeps, so that the choice of an empty one is not the choice of none.
const KEPT: char = '=';

/// What can be chosen: its value, and its words.
type Choices = Vec<(String, String)>;

/// The filters, in a line; in narrow rooms behind a button.
pub fn view(panel: Panel) -> AnyView {
    let signals = Signals::of(panel);
    let open = RwSignal::new(false);
    let count = live::memo(move || signals.filters.with(Filters::count));
    let label = move || match count.get() {
        0 => words::FILTERS.get().to_owned(),
        count => words::FILTERS_COUNT.with(&[("count", &count.to_string())]),
    };
    let clear = move |_| {
        signals.filter(|filters| *filters = Filters::default());
        panel.focus("input[type=search]");
    };
    let clear = move || {
        (count.get() > 0).then(|| {
            view! {
                <button class="button button--quiet chips__clear" type="button" on:click=clear>
                    {icon(Icon::CROSS)} {words::CLEAR_FILTERS.get()}
                </button>
            }
        })
    };
    view! {
        <button class="button chips__toggle" type="button" aria-expanded=live::text(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
            {icon(Icon::FILTER)} {live::text(label)}
        </button>
        <div class="chips__line" class:chips__line--open=live::flag(move || open.get()) role="group" aria-label=words::FILTERS.get()>
            {trouble(signals)}
            {live::view(move || permitted(panel, signals, panel.permits.get()))}
            {live::view(move || clear().into_any())}
        </div>
        {takers(signals)}
    }
    .into_any()
}

/// The filters by what may be seen.
fn permitted(panel: Panel, signals: Signals, permits: Permits) -> AnyView {
    let column = |column: Column| permits.show_column(column);
    view! {
        {permits.show_attention(Attention::NobodyTold).then(|| no_recipients(signals))}
        {column(Column::Callback).then(|| callback(signals))}
        {column(Column::FaxOption).then(|| fax_option(signals))}
        {column(Column::TimeZone).then(|| time_zone(panel, signals))}
        {column(Column::Retries).then(|| retries(panel, signals))}
        {permits.fields.hold(Field::SmtpPermissionList).then(|| sender(signals))}
    }
    .into_any()
}

/// A filter that is one of several, or none.
fn choice(
    label: Message,
    any: Message,
    choices: impl Fn() -> Choices + Send + 'static,
    chosen: impl Fn() -> String + Copy + Send + 'static,
    choose: impl Fn(String) + 'static,
) -> AnyView {
    let options = move || {
        let first = (String::new(), any.get().to_owned());
        let options = std::iter::once(first).chain(choices());
        let option = |(value, text): (String, String)| {
            let selected = value.clone();
            view! { <option value=value prop:selected=live::flag(move || chosen() == selected)>{text}</option> }
        };
        options.map(option).collect::<Vec<_>>()
    };
    view! {
        <select
            class="chip"
            class:chip--on=live::flag(move || !chosen().is_empty())
            aria-label=label.get()
            on:change:target=move |event| choose(event.target().value())
        >
            {live::view(move || options().into_any())}
        </select>
    }
    .into_any()
}

fn trouble(signals: Signals) -> AnyView {
    choice(
        words::TROUBLE,
        words::TROUBLE,
        || {
            Trouble::ALL
                .iter()
                .map(|trouble| (trouble.name().to_owned(), words::trouble(*trouble).get().to_owned()))
                .collect()
        },
        move || signals.filters.with(|filters| filters.trouble.map_or("", Trouble::name).to_owned()),
        move |value| signals.filter(|filters| filters.trouble = Trouble::parse(&value)),
    )
}

/// The same as the bar of the overview.
fn no_recipients(signals: Signals) -> AnyView {
    let pressed = move || signals.filters.with(|filters| filters.attention.has(Attention::NobodyTold));
    let press = move |_| {
        signals.filter(|filters| filters.attention = filters.attention.toggled(Attention::NobodyTold));
    };
    view! {
        <button class="chip" class:chip--on=live::flag(pressed) type="button" aria-pressed=live::text(move || pressed().to_string()) on:click=press>
            {words::NO_RECIPIENTS.get()}
        </button>
    }
    .into_any()
}

fn callback(signals: Signals) -> AnyView {
    choice(
        words::CALLBACK,
        words::CALLBACK,
        || {
            Presence::ALL
                .iter()
                .map(|presence| (presence.name().to_owned(), words::callback(*presence).get().to_owned()))
                .collect()
        },
        move || signals.filters.with(|filters| filters.callback.map_or("", Presence::name).to_owned()),
        move |value| signals.filter(|filters| filters.callback = Presence::parse(&value)),
    )
}

fn fax_option(signals: Signals) -> AnyView {
    choice(
        words::FAX_OPTION,
        words::FAX_OPTION,
        || {
            FaxOption::ALL
                .iter()
                .map(|option| (option.name().to_owned(), words::fax_option(*option).get().to_owned()))
                .collect()
        },
        move || signals.filters.with(|filters| filters.fax_option.map_or("", FaxOption::name).to_owned()),
        move |value| signals.filter(|filters| filters.fax_option = FaxOption::parse(&value)),
    )
}

fn time_zone(panel: Panel, signals: Signals) -> AnyView {
    let there = texts(panel, Column::TimeZone);
    choice(
        words::TIME_ZONE,
        words::TIME_ZONE,
        move || {
            kept(there.get(), signals.filters.with(|filters| filters.time_zone.clone()), words::NO_TIME_ZONE)
        },
        move || signals.filters.with(|filters| value(filters.time_zone.as_deref())),
        move |value| signals.filter(|filters| filters.time_zone = text(&value)),
    )
}

fn retries(panel: Panel, signals: Signals) -> AnyView {
    let there = texts(panel, Column::Retries);
    let choices = move || {
        let choices =
            kept(there.get(), signals.filters.with(|filters| filters.retries.clone()), words::NO_RETRIES);
        let named = |(value, text): (String, String)| match text.parse::<usize>() {
            Ok(count) => {
                let words = plural(count, words::RETRIES_SOME_ONE, words::RETRIES_SOME);
                (value, words.with(&[("count", &text)]))
            }
            Err(_) => (value, text),
        };
        choices.into_iter().map(named).collect()
    };
    choice(
        words::RETRIES,
        words::RETRIES,
        choices,
        move || signals.filters.with(|filters| value(filters.retries.as_deref())),
        move |value| signals.filter(|filters| filters.retries = text(&value)),
    )
}

/// The different texts that the loaded faxboxes have in a column.
fn texts(panel: Panel, column: Column) -> Memo<Vec<String>> {
    let rows = Signals::of(panel).rows;
    live::memo(move || {
        rows.with(|_| ());
        panel.list.with_untracked(|list| {
            let mut texts: Vec<_> = list.rows().iter().map(|row| row.cell(column)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts.into_iter().map(str::to_owned).collect()
        })
    })
}

/// The texts as choices; the one that is chosen is one of them, whether there is a faxbox that has it or not.
fn kept(mut texts: Vec<String>, chosen: Option<String>, none: Message) -> Choices {
    if let Some(chosen) = chosen
        && let Err(place) = texts.binary_search(&chosen)
    {
        texts.insert(place, chosen);
    }
    let named = |text: String| {
        let words = if text.is_empty() { none.get().to_owned() } else { text.clone() };
        (value(Some(&text)), words)
    };
    texts.into_iter().map(named).collect()
}

fn value(text: Option<&str>) -> String {
    text.map(|text| format!("{KEPT}{text}")).unwrap_or_default()
}

fn text(value: &str) -> Option<String> {
    value.strip_prefix(KEPT).map(str::to_owned)
}

/// The address of a sender: what it is let in by is tried when typing rests.
fn sender(signals: Signals) -> AnyView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let ask = move |address: String| signals.filter(|filters| filters.let_in(&address));
    let wait = move |later: Option<TimeoutHandle>| {
        if let Some(Some(before)) = timer.try_update_value(|timer| std::mem::replace(timer, later)) {
            before.clear();
        }
    };
    let typed = move |address: String| wait(set_timeout_with_handle(move || ask(address), TYPING_PAUSE).ok());
    // Who goes on to something else does not wait, and what they do there is not undone by what was typed before.
    let done = move |address: String| {
        wait(None);
        ask(address);
    };
    let address = move || signals.filters.with(|filters| filters.sender.clone().unwrap_or_default());
    view! {
        <input
            class="chip chip--sender"
            class:chip--on=live::flag(move || !address().is_empty())
            type="text"
            inputmode="email"
            name="sender"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-label=words::SENDER.get()
            placeholder=words::SENDER_HINT.get()
            prop:value=live::text(address)
            on:input:target=move |event| typed(event.target().value())
            on:change:target=move |event| done(event.target().value())
        />
    }
    .into_any()
}

/// How many faxboxes would take the sender's mail, and what follows where it is more than one.
fn takers(signals: Signals) -> AnyView {
    let takers = live::memo(move || signals.takers());
    let line = move || {
        let Some(takers) = takers.get() else { return String::new() };
        if let Some(trying) = signals.trying() {
            return trying;
        }
        let sender = signals.filters.with(|filters| filters.sender.clone()).unwrap_or_default();
        let certain = match takers.certain {
            0 => words::NO_TAKER,
            certain => plural(certain, words::TAKERS_ONE, words::TAKERS),
        };
        let certain = certain.with(&[("count", &grouped(takers.certain)), ("sender", &sender)]);
        if takers.open == 0 {
            return certain;
        }
        let open = plural(takers.open, words::OPEN_ONE, words::OPEN);
        certain + " " + &open.with(&[("count", &grouped(takers.open))])
    };
    let competing = move || {
        takers.get().is_some_and(Takers::compete).then(|| {
            view! { <span class="takers__warning">{icon(Icon::WARNING)} {words::COMPETE.get()}</span> }
        })
    };
    view! {
        <p class="takers" class:visually-hidden=live::flag(move || takers.with(Option::is_none)) role="status">{live::text(line)} " " {live::view(move || competing().into_any())}</p>
    }
    .into_any()
}
