//! The catalogues of the languages beside English: each has every text, with its `{names}` and its plural forms, and none more.
//!
//! `UPDATE=1 cargo test --test languages` puts them in order, takes out what nothing says any more, and adds what lacks as `TODO …`, which
//! fails as well until somebody has translated it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Path, PathBuf},
};

use faxbox_admin::text::{
    Message, failures, filters,
    language::{self, Direction, Language, Question},
    list, plural, shell,
};
use serde_json::{Map, Value};

/// With the plural categories that each must have a form for. French, Spanish and Portuguese have one more, for whole millions.
const LANGUAGES: [(&str, &[&str]); 5] = [
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
    ("de", &["one", "other"]),
    ("es", &["one", "other"]),
    ("fr", &["one", "other"]),
    ("pt-BR", &["one", "other"]),
];

/// How a text begins that nobody has translated yet.
const UNTRANSLATED: &str = "TODO ";

/// A text for one, whose text for several is of the same name without this: of the two, a catalogue has the latter alone.
const ONE: &str = "_ONE";

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// A string of Rust or of JavaScript that begins behind a `"`, and what stands behind it.
fn string(text: &str) -> Option<(String, &str)> {
    let mut said = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((said, text.get(at + 1..)?)),
            '\\' => said.push(characters.next()?.1),
            other => said.push(other),
        }
    }
    None
}

/// Every text of a source, with its name: `NAME = "text";` or `name: "text",`.
fn texts(source: &str, between: &str, end: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        let Some((name, rest)) = line.split_once(between) else { continue };
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if let Some((text, rest)) = rest.strip_prefix('"').and_then(string)
            && is_name
            && rest.starts_with(end)
        {
            found.push((name.to_owned(), text));
        }
    }
    found
}

/// The English texts that a catalogue must have, in the order of the sources.
fn english() -> Vec<String> {
    let mut files: Vec<_> =
        fs::read_dir(path("src/text")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all: Vec<String> = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        let found = texts(&fs::read_to_string(file).unwrap(), " = ", ";");
        let names: HashSet<_> = found.iter().map(|(name, _)| name.clone()).collect();
        let is_told = |name: &str| !name.strip_suffix(ONE).is_some_and(|several| names.contains(several));
        all.extend(found.into_iter().filter(|(name, _)| is_told(name)).map(|(_, text)| text));
    }
    for script in ["src/ui/element.js", "src/ui/connect.js"] {
        let script = fs::read_to_string(path(script)).unwrap();
        let words = script.split_once("const WORDS = {").unwrap().1.split_once("};").unwrap().0;
        all.extend(texts(words, ": ", ",").into_iter().map(|(_, text)| text));
    }
    let mut seen = HashSet::new();
    all.retain(|text| seen.insert(text.clone()));
    assert!(all.len() > 800, "the sources are not read rightly any more");
    all
}

fn catalogue(name: &str) -> Map<String, Value> {
    let text = fs::read_to_string(path(&format!("src/text/catalogue/{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The `{names}` in a text.
fn names(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    parts
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect()
}

/// What is wrong with what a catalogue says in the place of a text.
fn fault(english: &str, said: &Value, categories: &[&str]) -> Option<String> {
    let wrong = |text: &str, may_lack: &str| {
        let (wanted, found) = (names(english), names(text));
        if text.is_empty() || text.starts_with(UNTRANSLATED) {
            Some("is not translated".to_owned())
        } else if let Some(more) = found.difference(&wanted).next() {
            Some(format!("has a {{{more}}} that nothing fills in"))
        } else {
            let lacks = wanted.difference(&found).find(|name| **name != may_lack)?;
            Some(format!("lacks {{{lacks}}}"))
        }
    };
    match said {
        Value::String(text) => wrong(text, ""),
        Value::Object(forms) => {
            if !names(english).contains("count") {
                return Some("has plural forms, and no {count} to choose by".to_owned());
            }
            if let Some(lacking) = categories.iter().find(|category| !forms.contains_key(**category)) {
                return Some(format!("lacks the plural form “{lacking}”"));
            }
            forms.iter().find_map(|(category, text)| {
                if !categories.contains(&category.as_str()) && category != "many" {
                    return Some(format!("has a plural form “{category}” that this language has not"));
                }
                // “a faxbox” and “two faxboxes” need no number.
                wrong(text.as_str().unwrap_or_default(), if category == "other" { "" } else { "count" })
            })
        }
        _ => Some("is no text".to_owned()),
    }
}

#[test]
fn every_language_has_every_text_with_its_names_and_its_plural_forms_and_none_more() {
    let english = english();
    let mut faults = Vec::new();
    for (language, categories) in LANGUAGES {
        let mut all = catalogue(language);
        if std::env::var_os("UPDATE").is_some() {
            let lacking = |text: &String| Value::String(format!("{UNTRANSLATED}{text}"));
            let said =
                |text: &String| (text.clone(), all.get(text).cloned().unwrap_or_else(|| lacking(text)));
            let lines: Vec<_> = english
                .iter()
                .map(said)
                .map(|(text, said)| format!("  {}: {said}", Value::String(text)))
                .collect();
            fs::write(
                path(&format!("src/text/catalogue/{language}.json")),
                format!("{{\n{}\n}}\n", lines.join(",\n")),
            )
            .unwrap();
            all = catalogue(language);
        }
        for text in &english {
            let fault = match all.get(text) {
                None => Some("is not there".to_owned()),
                Some(said) => fault(text, said, categories),
            };
            faults.extend(fault.map(|fault| format!("{language}: “{text}” {fault}")));
        }
        let known: HashSet<_> = english.iter().collect();
        let more = all.keys().filter(|text| !known.contains(text));
        faults.extend(more.map(|text| format!("{language}: “{text}” is said by nothing")));
    }
    assert!(
        faults.is_empty(),
        "A text was added or changed in src/text or in WORDS of src/ui/element.js or connect.js. Each catalogue in src/text/catalogue needs it, by its \
         English:\n  \"the English text\": \"what is said in its place\",\nor, where {{count}} counts, {{\"one\": …, \"other\": …}} with the \
         categories of the language. `UPDATE=1 cargo test --test languages` adds the lines to fill in.\n\n{}",
        faults.join("\n")
    );
}

#[test]
fn what_is_wrong_in_a_catalogue_is_found() {
    let check = |english: &str, said: Value, expected: Option<&str>| {
        let found = fault(english, &said, &["one", "other"]);
        assert_eq!(found.as_deref(), expected, "{english} {said}");
    };
    check("Save", "Speichern".into(), None);
    check("Save", "".into(), Some("is not translated"));
    check("Save", "TODO Save".into(), Some("is not translated"));
    check("Save", 5.into(), Some("is no text"));
    check("In {a,b}", "In {a,b}".into(), None);
    check("{count} of {all}", "{count} von {all}".into(), None);
    check("{count} of {all}", "{count}".into(), Some("lacks {all}"));
    check("Save", "{name}".into(), Some("has a {name} that nothing fills in"));
    let forms = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    check("{count} faxboxes", forms(r#"{"one": "eine Faxbox", "other": "{count} Faxboxen"}"#), None);
    check("{count} faxboxes", forms(r#"{"one": "eine", "other": "alle"}"#), Some("lacks {count}"));
    check("{count} faxboxes", forms(r#"{"other": "{count}"}"#), Some("lacks the plural form “one”"));
    check(
        "{count} faxboxes",
        forms(r#"{"one": "1", "two": "2", "other": "{count}"}"#),
        Some("has a plural form “two” that this language has not"),
    );
    check(
        "Save",
        forms(r#"{"one": "1", "other": "2"}"#),
        Some("has plural forms, and no {count} to choose by"),
    );
}

/// As `flat` in `src/ui/language.js` hands the texts over.
fn flat(texts: &Map<String, Value>) -> String {
    let mut keys: Vec<_> = texts.keys().collect();
    keys.sort();
    let said = |key: &&String| match texts.get(*key).unwrap() {
        Value::Object(forms) => {
            let mut forms: Vec<_> =
                forms.iter().map(|(name, form)| (name.as_str(), form.as_str().unwrap())).collect();
            forms.sort_by_key(|(name, _)| *name == "other");
            forms.iter().map(|(name, form)| format!("{name}\u{1}{form}")).collect::<Vec<_>>().join("\u{1}")
        }
        text => text.as_str().unwrap().to_owned(),
    };
    keys.iter().map(|key| format!("{key}\0{}", said(key))).collect::<Vec<_>>().join("\0")
}

/// The plural rules of Arabic and of what has two forms, after CLDR; a number as it is, a list with bars.
fn ask(language: u32, question: Question<'_>) -> String {
    match question {
        Question::Category(count) if language == 0 => {
            let category = match (count, count % 100) {
                (0, _) => "zero",
                (1, _) => "one",
                (2, _) => "two",
                (_, 3..=10) => "few",
                (_, 11..=99) => "many",
                _ => "other",
            };
            category.to_owned()
        }
        Question::Category(count) => if count == 1 { "one" } else { "other" }.to_owned(),
        Question::Number(count) => format!("<{count}>"),
        Question::List(parts) => parts.join("|"),
    }
}

/// Speaks a language as long as the test runs: each has a thread of its own.
fn speak(name: &str, number: u32) {
    let direction = if name == "ar" { Direction::RightToLeft } else { Direction::LeftToRight };
    let language = Language::new(flat(&catalogue(name)), direction, number, ask);
    language::speak(Some(Box::leak(Box::new(language))));
}

fn counted(count: usize, one: Message, several: Message) -> String {
    plural(count, one, several).with(&[("count", &language::number(count))])
}

#[test]
fn english_is_built_in_and_has_two_forms() {
    assert_eq!(shell::CLOSE.get(), "Close");
    assert_eq!(counted(0, list::ERRORS_ONE, list::ERRORS), "0 problems");
    assert_eq!(counted(1, list::ERRORS_ONE, list::ERRORS), "1 problem");
    assert_eq!(counted(12_345, list::ERRORS_ONE, list::ERRORS), "12\u{202f}345 problems");
    assert_eq!(language::list(&["a".to_owned(), "b".to_owned()]), "a, b");
}

#[test]
fn another_language_is_spoken_in_the_place_of_english() {
    speak("de", 1);
    assert_eq!(shell::CLOSE.get(), "Schließen");
    assert_eq!(
        failures::explain(&faxbox_admin::api::Failure::Blocked).what.get(),
        "Der Browser lässt diese Seite dort nicht anfragen."
    );
    assert_eq!(counted(1, list::ERRORS_ONE, list::ERRORS), "<1> Problem");
    assert_eq!(counted(2, list::ERRORS_ONE, list::ERRORS), "<2> Probleme");
    assert_eq!(filters::SELECTED.with(&[("count", "12.345")]), "12.345 ausgewählt");
    assert_eq!(language::list(&["a".to_owned(), "b".to_owned()]), "a|b");
    language::speak(None);
    assert_eq!(shell::CLOSE.get(), "Close");
}

#[test]
fn arabic_has_six_forms_and_what_is_filled_in_keeps_its_own_direction() {
    speak("ar", 0);
    let isolated = |text: &str| format!("\u{2068}{text}\u{2069}");
    for (count, expected) in [
        (0, "لا مشكلات".to_owned()),
        (1, "مشكلة واحدة".to_owned()),
        (2, "مشكلتان".to_owned()),
        (3, isolated("<3>") + " مشكلات"),
        (10, isolated("<10>") + " مشكلات"),
        (11, isolated("<11>") + " مشكلة"),
        (100, isolated("<100>") + " مشكلة"),
        (103, isolated("<103>") + " مشكلات"),
    ] {
        assert_eq!(counted(count, list::ERRORS_ONE, list::ERRORS), expected, "{count}");
    }
    assert_eq!(faxbox_admin::text::form::COPY_NAME.plain(&[("name", "Berlin")]), "نسخة من Berlin");
}

#[test]
fn a_text_that_a_language_lacks_is_english() {
    let some = "Close\0Zu\0{count} faxboxes\0one\u{1}eine\u{1}other\u{1}viele";
    let language = Language::new(some.to_owned(), Direction::LeftToRight, 1, ask);
    language::speak(Some(Box::leak(Box::new(language))));
    assert_eq!((shell::CLOSE.get(), shell::CANCEL.get()), ("Zu", "Cancel"));
    assert_eq!(counted(1, list::ALL_ONE, list::ALL), "eine");
    assert_eq!(counted(1, list::ERRORS_ONE, list::ERRORS), "<1> problem");
    assert_eq!(counted(2, list::ERRORS_ONE, list::ERRORS), "<2> problems");
}
