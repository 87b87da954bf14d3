//! The list of sections, which of them one is in, and a slim head once the bar is out of sight.

use leptos::{leptos_dom::helpers::request_animation_frame, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Element;

use crate::{
    form::{Field, Place, Problem, Section, Severity, place_of},
    text::{editor as words, fields, form, list, plural},
    ui::icon::{Icon, icon},
};

use super::{context::Context, form::name};

/// How far below the top of the window a section begins that counts as the one that is read: a part of its height.
const READ_FROM: f64 = 0.2;

/// Where one is.
#[derive(Clone, Copy)]
pub struct Whereabouts {
    section: RwSignal<Section>,
    /// Whether the bar, which names the faxbox, is out of sight.
    is_past_bar: RwSignal<bool>,
    /// The section that was gone to: the one that one is in, as long as its heading is in sight.
    gone_to: StoredValue<Option<Section>>,
    /// Whether a drawing is waited for.
    waits: StoredValue<bool>,
}

impl Whereabouts {
    /// At the top; follows what is scrolled as long as the view is there.
    pub fn new(context: Context) -> Self {
        let here = Self {
            section: RwSignal::new(Section::Identity),
            is_past_bar: RwSignal::new(false),
            gone_to: StoredValue::new(None),
            waits: StoredValue::new(false),
        };
        let look = move || {
            if here.waits.try_get_value() == Some(false) {
                here.waits.set_value(true);
                request_animation_frame(move || here.look(context));
            }
        };
        listen_to_scrolling(look);
        here
    }

    fn look(self, context: Context) {
        // None where the view is gone.
        if self.waits.try_update_value(|waits| *waits = false).is_none() {
            return;
        }
        let find = |selector: &str| {
            context.panel.host.try_with_value(|host| host.query_selector(selector).ok().flatten()).flatten()
        };
        let (Some(bar), Some(body)) = (find(".bar"), find(".editor__form")) else { return };
        let past = bar.get_bounding_client_rect().bottom() <= 0.0;
        if self.is_past_bar.get_untracked() != past {
            self.is_past_bar.set(past);
        }
        let top = |section: Section| Some(find(&heading(section))?.get_bounding_client_rect().top());
        let window = window_height(&bar);
        let gone_to = self
            .gone_to
            .get_value()
            .filter(|section| top(*section).is_some_and(|top| (0.0..window).contains(&top)));
        self.gone_to.set_value(gone_to);
        let section = gone_to.unwrap_or_else(|| {
            // The last sections never come to the top: the line that they must pass goes down as one goes on.
            let body = body.get_bounding_client_rect();
            let way = (body.height() - window).max(1.0);
            let done = (-body.top() / way).clamp(0.0, 1.0);
            let line = window * (READ_FROM + done * (1.0 - READ_FROM));
            let mut passed =
                Section::ALL.iter().copied().filter(|section| top(*section).is_some_and(|top| top <= line));
            passed.next_back().unwrap_or(Section::Identity)
        });
        if self.section.get_untracked() != section {
            self.section.set(section);
        }
    }

    fn go_to(self, context: Context, section: Section) {
        self.gone_to.set_value(Some(section));
        self.section.set(section);
        context.draw_all();
        context.panel.focus(heading(section));
    }
}

fn heading(section: Section) -> String {
    format!("#{}-title", section.anchor())
}

fn window_height(element: &Element) -> f64 {
    element
        .owner_document()
        .and_then(|document| document.document_element())
        .map_or(0.0, |root| root.client_height().into())
}

/// Whatever scrolls, the page or something of a host around the panel: such an event does not bubble, but it can be caught.
fn listen_to_scrolling(act: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn()>::new(act);
    let function = listener.as_ref().unchecked_ref();
    drop(window.add_event_listener_with_callback_and_bool("scroll", function, true));
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        listener.try_with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            drop(window.remove_event_listener_with_callback_and_bool("scroll", function, true));
        });
    });
}

/// The list of sections: the one that one is in is marked, and each has a dot where something was changed, is odd or is wrong.
pub fn sections(context: Context, here: Whereabouts) -> impl IntoView {
    let links = move || {
        let permits = context.permits();
        Section::ALL
            .iter()
            .filter(|section| permits.show(**section))
            .map(|section| link(context, here, *section))
            .collect::<Vec<_>>()
    };
    view! {
        <nav class="sections" part="sections" aria-label=words::SECTIONS.get()><ul>{links}</ul></nav>
    }
}

/// One section alone needs no list of them; tracked.
pub fn has_several(context: Context) -> bool {
    let permits = context.permits();
    Section::ALL.iter().filter(|section| permits.show(**section)).count() > 1
}

fn link(context: Context, here: Whereabouts, section: Section) -> impl IntoView {
    let is_here = Memo::new(move |_| here.section.get() == section);
    view! {
        <li>
            <button
                type="button"
                aria-current=move || is_here.get().then_some("true")
                on:click=move |_| here.go_to(context, section)
            >
                {fields::section(section).get()} {move || dot(context, section)}
            </button>
        </li>
    }
}

fn dot(context: Context, section: Section) -> Option<impl IntoView> {
    let inside = move |problem: &&Problem| match place_of(&problem.path) {
        Place::Field(field) | Place::Row(field, _) => field.spec().section == section,
        Place::Form => false,
    };
    let (gravest, changed) = context.read_with_problems(move |form, problems| {
        let gravest = problems.iter().filter(inside).map(Problem::severity).min();
        (gravest, Field::of(section).any(|field| form.draft.is_changed(field)))
    });
    let (class, spoken) = match (gravest, changed) {
        (Some(Severity::Error), _) => ("dot dot--error", words::HAS_PROBLEMS),
        (Some(Severity::Warning), _) => ("dot dot--warning", words::HAS_WARNINGS),
        (None, true) => ("dot", words::CHANGED),
        (None, false) => return None,
    };
    Some(view! { <span class=class><span class="visually-hidden">{spoken.get()}</span></span> })
}

/// Which faxbox this is, once the bar is out of sight. Always there, since nothing should have to be made while one scrolls.
pub fn slim_head(context: Context, here: Whereabouts) -> impl IntoView {
    view! {
        <div class="slim" hidden=move || !here.is_past_bar.get()>
            <bdi class="slim__name" aria-hidden="true">{move || name(context)}</bdi>
            {marks(context)}
        </div>
    }
}

/// How many problems there are; each count leads to the first.
pub fn marks(context: Context) -> impl IntoView {
    let mark = move |severity: Severity| {
        let (class, sign, one, several) = match severity {
            Severity::Error => ("mark mark--error", Icon::ERROR, list::ERRORS_ONE, list::ERRORS),
            Severity::Warning => ("mark mark--warning", Icon::WARNING, list::WARNINGS_ONE, list::WARNINGS),
        };
        let count = Memo::new(move |_| {
            let of_it = move |problem: &&Problem| problem.severity() == severity;
            context.read_with_problems(move |_, problems| problems.iter().filter(of_it).count())
        });
        let any = Memo::new(move |_| count.get() > 0);
        let text = move || plural(count.get(), one, several).with(&[("count", &count.get().to_string())]);
        let label = move || form::FIRST_PROBLEM.with(&[("problems", &text())]);
        // It stays while its number changes: it may have got the focus from the very control that was judged.
        move || {
            any.get().then(|| {
                view! {
                    <button class=class type="button" aria-label=label on:click=move |_| go_to_first(context, severity)>
                        {icon(sign)} {text}
                    </button>
                }
            })
        }
    };
    view! { {mark(Severity::Warning)} {mark(Severity::Error)} }
}

/// Puts the focus on the first control with a problem of this severity, or on what is said above the form.
fn go_to_first(context: Context, severity: Severity) {
    let path = context.problems.with_untracked(|problems| {
        problems.iter().find(|problem| problem.severity() == severity).map(|problem| problem.path.clone())
    });
    let path = path.unwrap_or_default();
    let control = format!("[id=\"{path}\"]");
    context.reach(&path);
    context.panel.focus_first([&*control, ".outcome"]);
}
