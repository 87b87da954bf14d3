//! What is on the screen before the panel is: the frame of the list and its first rows.
//!
//! Drawn by hand, so that the WASM of the first view holds no Leptos. It takes over what `list` in `shell.js` drew of it before. The panel draws the same markup in its place (`list::view`), keeps
//! the table, and does what was asked meanwhile: `src/ui/takeover.rs`.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Node};

use crate::{
    api::{early::Early, reply::Page},
    domain::FaxboxId,
    state::{
        ConnectForm, Connection, FIRST_PAGE_ROWS, Options, Permits, Route, Routing, Shortcuts, TokenSource,
        first_by_name,
    },
    text::{list as words, shell},
    ui::{
        browser::{self, TEXT_ORDER},
        icon::Icon,
        language,
        list::table::{self, append},
        session::Remember,
    },
};

/// The first view.
pub struct First {
    /// What is drawn.
    pub frame: Frame,
    /// Whose, and the first page; nothing where no page came.
    pub page: Option<(Connection, Page)>,
    /// Whether the tab remembers that.
    pub remember: Remember,
}

/// The view's elements.
pub struct Frame {
    /// All of it.
    pub root: Element,
    /// Where the table is.
    pub sheet: Element,
    /// What was pressed last.
    pub pressed: Rc<RefCell<Option<EventTarget>>>,
    title: HtmlElement,
    bar_end: Element,
    count: Element,
    _listener: Closure<dyn FnMut(Event)>,
}

/// The search of the list. The form of connecting has inputs too.
pub const SEARCH: &str = "input[type=search]";

/// Whether the list is what comes first once this is answered, looked at in no other way than it is drawn here.
pub fn is_for(options: &Options, early: &Early) -> bool {
    let connects = options.token == TokenSource::Person && options.connect == ConnectForm::Shown;
    let hash = if has_hash(options) { browser::hash() } else { String::new() };
    let is_list = match hash.as_str() {
        "" => options.start == Route::List,
        hash => Route::parse(hash, browser::decode) == Route::List && !hash.contains('?'),
    };
    is_list && options.permits == Permits::default() && (connects || !early.is_typed)
}

fn has_hash(options: &Options) -> bool {
    options.routing == Routing::Hash
}

/// Draws the frame, and its rows: of the page that is there, else once it comes.
pub async fn draw(
    host: &HtmlElement,
    options: &Options,
    language: Option<u32>,
    early: &Early,
    here: Option<Page>,
    remember: Remember,
) -> Option<First> {
    // The button that had it is gone then.
    let had_focus = early.is_typed && host.query_selector(":focus").ok()?.is_some();
    language::speak(language.unwrap_or_default());
    let frame = Frame::draw(host, options)?;
    if had_focus {
        frame.title.focus().ok()?;
    }
    let page = draw_page(&frame, options, language, early, here).await;
    Some(First { frame, page, remember })
}

async fn draw_page(
    frame: &Frame,
    options: &Options,
    language: Option<u32>,
    early: &Early,
    here: Option<Page>,
) -> Option<(Connection, Page)> {
    let (root, account, token) = (early.root.clone(), early.account.clone(), early.token.clone());
    let connection = Connection { root, account, token };
    account_of(&frame.bar_end, &connection, options)?;
    let page = match here {
        Some(page) => page,
        None => early.page().await?,
    };
    if !page.rows.is_empty() {
        // Another panel may have spoken another one meanwhile.
        language::speak(language.unwrap_or_default());
        frame.count.set_text_content(Some(&words::grouped(page.rows.len())));
        table::frame(&frame.sheet, None)?;
        frame.draw_rows(&page, options, table::rows_in_sight())?;
    }
    Some((connection, page))
}

impl First {
    /// The frame with its rows, where there are any: worth keeping.
    pub fn listed(&self) -> Option<&Frame> {
        let has_rows = self.page.as_ref().is_some_and(|(_, page)| !page.rows.is_empty());
        has_rows.then_some(&self.frame)
    }

    /// Draws the rows that were out of sight: the panel is not there yet, which draws more.
    pub fn draw_rest(&self, options: &Options, language: Option<u32>) {
        language::speak(language.unwrap_or_default());
        if let Some((_, page)) = &self.page {
            self.frame.draw_rows(page, options, FIRST_PAGE_ROWS.into());
        }
    }
}

impl Frame {
    fn draw(host: &HtmlElement, options: &Options) -> Option<Self> {
        let document = host.owner_document()?;
        let found = |selector| host.query_selector(selector).ok().flatten();
        let (shell_search, ghost) = (found(SEARCH), found("table"));
        let had_focus = shell_search.clone().filter(|search| search.matches(":focus") == Ok(true));
        let root = document.create_element("div").ok()?;
        root.set_class_name("faxbox");
        root.set_attribute("part", "panel").ok()?;
        let bar = part(&document, &root, "header", "bar")?;
        let title = append(&document, &bar, "h1", "bar__title")?;
        title.set_attribute("tabindex", "-1").ok()?;
        say(&document, &title, &[words::TITLE.get(), " "])?;
        let count = append(&document, &title, "span", "bar__count num")?;
        let bar_end = append(&document, &bar, "div", "bar__end")?;
        actions(&document, &bar_end, options)?;

        let main = append(&document, &root, "main", "list")?;
        part(&document, &main, "div", "attention")?;
        let toolbar = part(&document, &main, "div", "toolbar")?;
        toolbar.set_attribute("role", "search").ok()?;
        search(&document, &toolbar, options, shell_search)?;
        let sheet = part(&document, &main, "div", "sheet")?;
        let class = if ghost.is_some() { "visually-hidden" } else { "loading" };
        let loading = append(&document, &sheet, "p", class)?;
        loading.set_attribute("role", "status").ok()?;
        loading.set_text_content(Some(words::LOADING.get()));
        if let Some(ghost) = ghost {
            sheet.append_child(&ghost).ok()?;
        }

        let pressed = Rc::<RefCell<Option<EventTarget>>>::default();
        let press = Rc::clone(&pressed);
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            press.replace(event.target());
        });
        root.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref()).ok()?;
        host.set_text_content(None);
        host.append_child(&root).ok()?;
        if let Some(search) = had_focus {
            search.dyn_into::<HtmlElement>().ok()?.focus().ok()?;
        }
        let title = title.dyn_into().ok()?;
        Some(Self { root, sheet, pressed, title, bar_end, count, _listener: listener })
    }

    fn draw_rows(&self, page: &Page, options: &Options, most: usize) -> Option<()> {
        let rows = first_by_name(&page.rows, TEXT_ORDER, options.permits.fields, most);
        let address = |id: &FaxboxId| Route::Faxbox(id.clone()).hash(browser::encode);
        table::add(&self.sheet, &rows, None, |id| has_hash(options).then(|| address(id)))
    }
}

/// Says that the panel did not come: at the foot of the list or of the form of connecting, or in the place of the loading. What is given back is there when it
/// is to be asked for again.
pub fn complain(host: &HtmlElement, frame: Option<&Frame>) -> Option<impl Future<Output = ()>> {
    let document = host.owner_document()?;
    let form =
        host.query_selector("form").ok().flatten().and_then(|form| form.closest(".faxbox").ok().flatten());
    let note = if let Some(root) = frame.map(|frame| &frame.root).or(form.as_ref()) {
        let note = part(&document, root, "div", "notice")?;
        append(&document, &note, "strong", "")?.set_text_content(Some(shell::PART_MISSING.get()));
        note
    } else {
        host.set_text_content(None);
        let note = append(&document, host, "div", "trouble")?;
        append(&document, &note, "h1", "")?.set_text_content(Some(shell::PART_MISSING.get()));
        note
    };
    note.set_attribute("role", "alert").ok()?;
    append(&document, &note, "span", "")?.set_text_content(Some(shell::PART_MISSING_WHY.get()));
    let again = button(&document, &note, "button", "")?;
    again.set_text_content(Some(shell::TRY_AGAIN.get()));
    Some(async move {
        let pressed = Promise::new(&mut |resolve, _| {
            drop(again.add_event_listener_with_callback("click", &resolve));
        });
        drop(JsFuture::from(pressed).await);
        note.remove();
    })
}

/// As `shell::bar` draws it, before the rows are there: the bar might need another line with it.
fn account_of(bar_end: &Element, connection: &Connection, options: &Options) -> Option<()> {
    let document = bar_end.owner_document()?;
    let id = connection.account.as_str();
    let account = append(&document, &bar_end.parent_element()?, "span", "account")?;
    account.set_attribute("title", id).ok()?;
    append(&document, &account, "span", "account__dot")?.set_attribute("aria-hidden", "true").ok()?;
    append(&document, &account, "bdi", "")?.set_text_content(Some(id));
    if options.token == TokenSource::Person {
        let sign_out = button(&document, &account, "account__sign-out", shell::SIGN_OUT.get())?;
        sign_out.set_attribute("aria-label", shell::SIGN_OUT.get()).ok()?;
        Icon::SIGN_OUT.append(&document, &sign_out)?;
    }
    account.after_with_node_1(bar_end).ok()
}

/// As `toolbar::actions`.
fn actions(document: &Document, end: &Element, options: &Options) -> Option<()> {
    const QUIET: &str = "button button--quiet";
    for (icon, title, word) in [
        (Icon::REFRESH, words::REFRESH, words::REFRESH),
        (Icon::CHANGE, words::CHANGE_HINT, words::CHANGE),
        (Icon::DESCENDING, words::IMPORT, words::IMPORT),
        (Icon::ASCENDING, words::EXPORT, words::EXPORT),
    ] {
        let button = button(document, end, QUIET, title.get())?;
        icon.append(document, &button)?;
        append(document, &button, "span", "wide-only")?.set_text_content(Some(word.get()));
        if icon == Icon::CHANGE {
            button.set_attribute("disabled", "").ok()?;
        }
    }
    let class = "button button--primary";
    let new = append(document, end, if has_hash(options) { "a" } else { "button" }, class)?;
    if has_hash(options) {
        new.set_attribute("href", &Route::New.hash(browser::encode)).ok()?;
    } else {
        new.set_attribute("type", "button").ok()?;
    }
    Icon::ADD.append(document, &new)?;
    say(document, &new, &[words::NEW.get()])?;
    key(document, &new, "n", options)
}

/// As `toolbar::search`. Where somebody types into that of the shell, it stays.
fn search(
    document: &Document,
    toolbar: &Element,
    options: &Options,
    shell_search: Option<Element>,
) -> Option<()> {
    let search = append(document, toolbar, "div", "search")?;
    Icon::SEARCH.append(document, &search)?;
    let input = match shell_search {
        Some(input) => {
            search.append_child(&input).ok()?;
            input
        }
        None => append(document, &search, "input", "input")?,
    };
    for (name, value) in [
        ("type", "search"),
        ("name", "search"),
        ("aria-label", words::SEARCH.get()),
        ("placeholder", words::SEARCH_HINT.get()),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
    ] {
        input.set_attribute(name, value).ok()?;
    }
    key(document, &search, "/", options)
}

fn key(document: &Document, parent: &Element, key: &str, options: &Options) -> Option<()> {
    if options.shortcuts == Shortcuts::On {
        let hint = append(document, parent, "kbd", "wide-only")?;
        hint.set_attribute("aria-hidden", "true").ok()?;
        hint.set_text_content(Some(key));
    }
    Some(())
}

/// A block that a host may give other looks.
fn part(document: &Document, parent: &Element, tag: &str, name: &str) -> Option<Element> {
    let block = append(document, parent, tag, name)?;
    block.set_attribute("part", name).ok()?;
    Some(block)
}

fn button(document: &Document, parent: &Element, class: &str, title: &str) -> Option<Element> {
    let button = append(document, parent, "button", class)?;
    button.set_attribute("type", "button").ok()?;
    button.set_attribute("title", title).ok()?;
    Some(button)
}

fn say(document: &Document, parent: &Node, texts: &[&str]) -> Option<()> {
    for text in texts {
        parent.append_child(&document.create_text_node(text)).ok()?;
    }
    Some(())
}
