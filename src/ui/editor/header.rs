//! The line at the top of a page as a fax machine prints it, live.
//!
//! No standard says how that line looks: this is the common order of time, name, number and page. Machines have a fixed type;
//! the drawing has the width of what stands in it, so that a long line is drawn smaller and not cut where none is.

use std::time::Duration;

use leptos::{leptos_dom::helpers::set_timeout_with_handle, prelude::*};

use crate::{
    domain::{INHERIT_TIME_ZONE, Print, Run, SERVER_DEFAULT_NAME, header_runs, identity_runs},
    form::{Field, Section},
    text::page as words,
    ui::{
        browser,
        icon::{Icon, icon},
        live,
    },
};

use super::{context::Context, field};

/// Units of the drawing that a letter is wide.
const LETTER: usize = 6;
/// Letters between the parts of the line, and at either edge.
const GAP: usize = 2;
/// Letters of the narrowest line that is drawn: a shorter one leaves the middle free.
const MIN_LETTERS: usize = 60;
/// Most letters of a lost piece that are drawn.
const LOST_SHOWN: usize = 12;

/// Where the time of the line comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Clock {
    /// The faxbox's own zone.
    Own(String),
    /// The zone of the owner, else of the account, which nobody tells here.
    Inherited,
    /// A name that this browser cannot tell the time by.
    Unknown(String),
}

impl Clock {
    fn read(zone: String) -> Self {
        if zone.is_empty() || zone == INHERIT_TIME_ZONE {
            Self::Inherited
        } else if browser::knows_time_zone(&zone) {
            Self::Own(zone)
        } else {
            Self::Unknown(zone)
        }
    }

    fn time(&self) -> String {
        browser::page_time(if let Self::Own(zone) = self { zone } else { "" })
    }

    fn told(&self) -> String {
        let here = browser::own_time_zone();
        match self {
            Self::Own(zone) => words::ZONE_OWN.with(&[("zone", zone)]),
            Self::Inherited => words::ZONE_INHERITED.with(&[("zone", &here)]),
            Self::Unknown(name) => words::ZONE_UNKNOWN.with(&[("zone", &here), ("name", name)]),
        }
    }
}

/// What stands in the line; nothing before it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Line {
    time: String,
    header: Vec<Run>,
    identity: Vec<Run>,
}

/// The fields of the section, with the drawing beside them where there is no room for it at the side.
pub fn section(context: Context) -> AnyView {
    let fields = field::section(context, Section::PageHeader);
    view! { <div class="preview preview--inline">{drawing(context)}</div> {fields} }.into_any()
}

/// The drawing with its heading.
pub fn aside(context: Context) -> impl IntoView {
    view! {
        {move || context.permits().show(Section::PageHeader).then(|| view! {
            <section class="preview">
                <h2 class="aside__title">{words::TITLE.get()}</h2>
                {drawing(context)}
            </section>
        })}
    }
}

fn drawing(context: Context) -> impl IntoView {
    let minute = minutes();
    let text = move |field| context.read(move |form| form.draft.text(field));
    let clock = Memo::new(move |_| Clock::read(text(Field::FaxTimezone)));
    // What the server would print is told by the document alone.
    let is_loading = Memo::new(move |_| context.is_loading());
    let line = Memo::new(move |_| {
        minute.get();
        if is_loading.get() {
            return Line::default();
        }
        let header = match text(Field::FaxHeader) {
            header if header.is_empty() => SERVER_DEFAULT_NAME.to_owned(),
            header => header,
        };
        let identity = identity_runs(&text(Field::FaxIdentity));
        Line { time: clock.get().time(), header: header_runs(&header), identity }
    });
    let lost = move || {
        line.with(|line| line.header.iter().chain(&line.identity).any(|run| run.print == Print::Lost))
    };
    view! {
        <div class="paper">
            {live::view(move || line.with(drawn))}
            <svg class="paper__text" viewBox="0 0 400 448" aria-hidden="true">
                <path d="M0 8h400" />
                <path d="M44 48h130v12H44zM44 84h300v6H44zM44 100h284v6H44zM44 116h312v6H44zM44 132h170v6H44zM44 174h312v90H44zM44 286h300v6H44zM44 302h270v6H44zM44 318h300v6H44zM44 334h210v6H44z" />
            </svg>
        </div>
        {live::view(move || line.with(read_out))}
        {live::view(move || if lost() {
            view! { <p class="note note--warning">{icon(Icon::WARNING)} <span>{words::LOST.get()}</span></p> }.into_any()
        } else {
            ().into_any()
        })}
        <p class="field__help">{live::text(move || if is_loading.get() { "\u{a0}".to_owned() } else { clock.get().told() })}</p>
    }
}

/// Changes when the minute does, as long as the view is there.
fn minutes() -> RwSignal<u32> {
    let minute = RwSignal::new(0_u32);
    let handle = StoredValue::new(None);
    wait(minute, handle);
    on_cleanup(move || {
        if let Some(Some(handle)) = handle.try_get_value() {
            let handle: leptos::leptos_dom::helpers::TimeoutHandle = handle;
            handle.clear();
        }
    });
    minute
}

fn wait(minute: RwSignal<u32>, handle: StoredValue<Option<leptos::leptos_dom::helpers::TimeoutHandle>>) {
    let next = move || {
        if minute.try_update(|minute| *minute = minute.wrapping_add(1)).is_some() {
            wait(minute, handle);
        }
    };
    let rest = Duration::from_millis(browser::milliseconds_to_next_minute());
    handle.try_set_value(set_timeout_with_handle(next, rest).ok());
}

/// The letters of a text that are drawn.
fn letters(runs: &[Run]) -> usize {
    runs.iter().map(|run| shown(run).chars().count()).sum()
}

/// The letters of the whole line, its gaps and edges included.
fn needed(line: &Line) -> usize {
    let parts =
        [line.time.chars().count(), letters(&line.header), letters(&line.identity), words::PAGE.get().len()];
    parts.iter().map(|letters| letters + GAP).sum::<usize>() + GAP
}

/// What of a text is printed, or what of it is not.
fn of(runs: &[Run], print: Print) -> String {
    runs.iter().filter(|run| run.print == print).map(|run| run.text.as_str()).collect()
}

/// A line that is drawn small, in letters that can be read; those who listen have heard it with the drawing.
fn read_out(line: &Line) -> AnyView {
    if needed(line) <= MIN_LETTERS || line.time.is_empty() {
        return ().into_any();
    }
    let parts = [line.time.clone(), of(&line.header, Print::Printed), of(&line.identity, Print::Printed)];
    let parts = parts.into_iter().chain([words::PAGE.get().to_owned()]).filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join("  ");
    view! { <p class="mono" aria-hidden="true">{text}</p> }.into_any()
}

fn drawn(line: &Line) -> AnyView {
    if line.time.is_empty() {
        let view_box = format!("0 0 {} 30", MIN_LETTERS * LETTER);
        return view! { <svg class="paper__line" viewBox=view_box aria-hidden="true"></svg> }.into_any();
    }
    let (time, header, identity) =
        (line.time.chars().count(), letters(&line.header), letters(&line.identity));
    let page = words::PAGE.get().len();
    let width = needed(line).max(MIN_LETTERS);
    let at_page = width - GAP - page;
    let at_identity = at_page.saturating_sub(GAP + identity);
    view! {
        <svg class="paper__line" viewBox=format!("0 0 {} 30", width * LETTER) role="img" aria-label=spoken(line)>
            {piece(GAP, time, line.time.clone().into_any())}
            {piece(GAP + time + GAP, header, spans(&line.header))}
            {piece(at_identity, identity, spans(&line.identity))}
            {piece(at_page, page, words::PAGE.get().into_any())}
        </svg>
    }
    .into_any()
}

/// A text of so many letters, as wide as they are whatever the type of this machine.
fn piece(at: usize, letters: usize, text: AnyView) -> Option<impl IntoView> {
    let (x, length) = (at * LETTER, letters * LETTER);
    (letters > 0)
        .then(|| view! { <text x=x y="20" textLength=length lengthAdjust="spacingAndGlyphs">{text}</text> })
}

fn spans(runs: &[Run]) -> AnyView {
    let spans = runs.iter().map(|run| {
        let class = match run.print {
            Print::Printed => None,
            Print::Lost => Some("paper__lost"),
        };
        view! { <tspan class=class>{shown(run)}</tspan> }
    });
    spans.collect::<Vec<_>>().into_any()
}

/// A run as it is drawn: of a long one that is lost, its beginning.
fn shown(run: &Run) -> String {
    match run.print {
        Print::Printed => run.text.clone(),
        Print::Lost => match run.text.char_indices().nth(LOST_SHOWN) {
            Some((end, _)) => format!("{}…", run.text.get(..end).unwrap_or_default()),
            None => run.text.clone(),
        },
    }
}

fn spoken(line: &Line) -> String {
    let (header, identity) = (of(&line.header, Print::Printed), of(&line.identity, Print::Printed));
    let sentence = if identity.is_empty() { words::SPOKEN_WITHOUT_IDENTITY } else { words::SPOKEN };
    let sentence = sentence.with(&[("time", &line.time), ("header", &header), ("identity", &identity)]);
    let lost = of(&line.header, Print::Lost) + &of(&line.identity, Print::Lost);
    if lost.is_empty() {
        sentence
    } else {
        format!("{sentence} {}", words::SPOKEN_LOST.with(&[("lost", &lost)]))
    }
}
