//! Which language a panel speaks, and what its views keep while they are drawn anew.
//!
//! A change of language draws every view again: each text is asked for when it is drawn. What a person has typed or opened must
//! outlive that, so a view makes its signals by [`Panel::keep`].

use std::{any::Any, cell::RefCell, time::Duration};

use js_sys::{Array, Function};
use leptos::{leptos_dom::helpers::set_timeout, prelude::*};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    text::{
        language::{self, Direction, Language, Question},
        shell as words,
    },
    ui::panel::Panel,
};

/// The number of a language that did not come.
const MISSING: u32 = 0;

thread_local! {
    /// The languages that have come, each with what asks `Intl` about it. The first has the number 1: 0 is [`MISSING`].
    static LANGUAGES: RefCell<Vec<(&'static Language, Function)>> = const { RefCell::new(Vec::new()) };
}

/// Makes a language known to all panels; its number. See [`Language::new`] for the texts. `intl` is asked for the `category` of a
/// number, for a `number` or for a `list` as one writes them.
#[wasm_bindgen]
pub fn add_language(texts: String, right_to_left: bool, intl: Function) -> u32 {
    let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
    LANGUAGES.with_borrow_mut(|all| {
        let number = u32::try_from(all.len()).unwrap_or_default().saturating_add(1);
        all.push((Box::leak(Box::new(Language::new(texts, direction, number, ask))), intl));
        number
    })
}

fn ask(number: u32, question: Question<'_>) -> String {
    let (kind, of) = match question {
        Question::Category(count) => ("category", count.into()),
        Question::Number(count) => ("number", count.into()),
        Question::List(parts) => ("list", parts.iter().map(JsValue::from).collect::<Array>().into()),
    };
    let intl = known(number, |(_, intl)| intl.clone());
    let said = intl.and_then(|intl| intl.call2(&JsValue::UNDEFINED, &kind.into(), &of).ok());
    said.and_then(|said| said.as_string()).unwrap_or_default()
}

fn known<T>(number: u32, read: impl FnOnce(&(&'static Language, Function)) -> T) -> Option<T> {
    let at = (number as usize).checked_sub(1)?;
    LANGUAGES.with_borrow(|all| all.get(at).map(read))
}

/// Speaks the language of a number from here on.
pub fn speak(number: u32) {
    language::speak(known(number, |(language, _)| *language));
}

/// Something that outlives the drawing of its view.
pub struct Kept {
    name: &'static str,
    value: Box<dyn Any>,
    owner: Owner,
}

impl Panel {
    /// Speaks this panel's language from here on: another panel of the page may have spoken another one.
    pub fn speak(self) {
        let number = self.language.try_get_untracked().flatten().unwrap_or_default();
        speak(number);
    }

    /// Changes the language: `None` is English, a number what [`add_language`] gave. All is drawn anew, and nothing is lost.
    pub fn change_language(self, language: Option<u32>) {
        if self.language.get_untracked() != language {
            self.draw_anew(|| self.language.set(language));
        }
        self.tell_missing_language(language);
    }

    /// Says that a language did not come.
    pub fn tell_missing_language(self, language: Option<u32>) {
        if language == Some(MISSING) {
            self.notice.set(words::NO_LANGUAGE.get().to_owned());
        }
    }

    /// Makes a change after which views are drawn anew, and holds on to what they keep meanwhile.
    pub fn draw_anew(self, change: impl FnOnce()) {
        let focus = ":focus[id], :focus[name]";
        let focused =
            self.host.try_with_value(|host| host.query_selector(focus).ok().flatten()).flatten().map(
                |element| {
                    let attribute = if element.has_attribute("id") { "id" } else { "name" };
                    format!("[{attribute}=\"{}\"]", element.get_attribute(attribute).unwrap_or_default())
                },
            );
        self.is_drawn_anew.set_value(true);
        change();
        // Views of another file come a few promises later, and all of those before any timer.
        let done = move || {
            if self.is_drawn_anew.try_set_value(false).is_none()
                && let Some(selector) = focused
            {
                self.focus(selector);
            }
        };
        set_timeout(done, Duration::ZERO);
    }

    /// What a view made when it was first drawn; made now, where this is the first time. It is given up with the view.
    pub fn keep<T: Copy + 'static>(self, name: &'static str, make: impl FnOnce() -> T) -> T {
        let find =
            |kept: &Vec<Kept>| kept.iter().find(|kept| kept.name == name)?.value.downcast_ref().copied();
        on_cleanup(move || {
            if self.is_drawn_anew.try_get_value() == Some(false) {
                self.give_up(name);
            }
        });
        if let Some(found) = self.kept.try_with_value(find).flatten() {
            return found;
        }
        // Of no other owner, which would keep something of each it ever had: it goes with what is kept.
        let owner = Owner::default();
        let value = owner.with(make);
        self.kept.try_update_value(|kept| kept.push(Kept { name, value: Box::new(value), owner }));
        value
    }

    fn give_up(self, name: &'static str) {
        let taken = self.kept.try_update_value(|kept| {
            let at = kept.iter().position(|kept| kept.name == name)?;
            Some(kept.swap_remove(at))
        });
        if let Some(Kept { owner, .. }) = taken.flatten() {
            // Others that go with the view may still look at it.
            set_timeout(move || owner.cleanup(), Duration::ZERO);
        }
    }
}
