//! The rules of the house: which layer may use which, what no source file holds, how long one may be.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The layers, lowest first: none may use one behind it.
const LAYERS: &[&str] = &["domain", "form", "api", "state", "ui"];

/// The most lines of a file in `src`.
const LINES_MAX: usize = 400;

/// Who may see the token: the sender of calls, and the page's own memory of a session.
const MAY_REVEAL: &[&str] = &["src/api/client.rs", "src/domain/auth_token.rs", "src/ui/session.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` whose name ends so, with its text; its path begins at the repository.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "target", "dist"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let short = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((short, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let found = files("src", ".rs");
    assert!(found.len() > 30);
    found
}

/// The text without its comments: they may speak of anything.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Whether `code` names the layer of this crate, alone or among others in braces.
fn uses(code: &str, layer: &str) -> bool {
    let named = |rest: &str| {
        rest.strip_prefix(layer)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    code.split("crate::").skip(1).any(|rest| match rest.strip_prefix('{') {
        None => named(rest),
        Some(group) => {
            let mut depth = 0_usize;
            let mut item_begins = true;
            for (at, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => return false,
                    '}' => depth -= 1,
                    ',' if depth == 0 => item_begins = true,
                    _ if c.is_whitespace() => {}
                    _ => {
                        if depth == 0 && item_begins && group.get(at..).is_some_and(named) {
                            return true;
                        }
                        item_begins = false;
                    }
                }
            }
            false
        }
    })
}

#[test]
fn no_layer_reaches_up() {
    for (path, text) in sources() {
        let Some(depth) = LAYERS.iter().position(|layer| path.starts_with(&format!("src/{layer}/"))) else {
            continue;
        };
        for above in LAYERS.iter().skip(depth + 1) {
            assert!(!uses(&code(&text), above), "{path} uses {above}");
        }
    }
}

#[test]
fn words_for_people_are_used_by_the_view_alone() {
    for (path, text) in sources() {
        if !path.starts_with("src/ui/") && !path.starts_with("src/text/") {
            assert!(!uses(&code(&text), "text"), "{path} uses text");
        }
        if path.starts_with("src/text/") {
            assert!(!uses(&code(&text), "ui"), "{path} uses ui");
        }
    }
}

#[test]
fn a_use_is_seen_alone_and_among_others() {
    for code in [
        "use crate::ui;",
        "crate::ui::mount()",
        "use crate::{\n    api::{a, b},\n    ui::c,\n};",
        "use crate::{ui};",
    ] {
        assert!(uses(code, "ui"), "{code}");
    }
    for code in
        ["use crate::uix;", "use crate::api::ui;", "use crate::{api::{ui, b}, form};", "use super::ui;"]
    {
        assert!(!uses(code, "ui"), "{code}");
    }
}

#[test]
fn nothing_in_the_panel_can_panic_on_purpose_or_write_html() {
    let forbidden = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "unreachable!(",
        "dbg!(",
        "inner_html",
        "set_inner_html",
        "insert_adjacent_html",
        "unsafe {",
        "unsafe fn",
    ];
    for (path, text) in sources() {
        let code = code(&text);
        for word in forbidden {
            assert!(!code.contains(word), "{path} holds {word}");
        }
    }
}

/// The browser never lets go of one in a shadow root that belongs to none.
#[test]
fn every_radio_button_belongs_to_a_form() {
    let of_connecting = "src/ui/connect/controls.rs";
    for (path, text) in sources() {
        let (radios, owned) = (text.matches("type=\"radio\"").count(), text.matches("form=RADIOS").count());
        assert!(
            radios == owned || path == of_connecting,
            "{path}: {radios} radio buttons, {owned} of a form"
        );
    }
}

#[test]
fn the_token_is_revealed_in_few_places() {
    for (path, text) in sources() {
        if !MAY_REVEAL.contains(&path.as_str()) {
            assert!(!code(&text).contains("reveal("), "{path} reveals the token");
        }
    }
}

#[test]
fn one_script_sends_the_token() {
    let scripts = fs::read_dir("src/ui").unwrap().map(|entry| entry.unwrap().path());
    let scripts = scripts.filter(|path| path.extension().is_some_and(|extension| extension == "js"));
    let sending = scripts.filter(|path| fs::read_to_string(path).unwrap().contains("X-Auth-Token"));
    assert_eq!(sending.collect::<Vec<_>>(), [Path::new("src/ui/early.js")]);
}

#[test]
fn one_file_makes_paths_and_one_reads_answers() {
    for (path, text) in sources() {
        if path != "src/api/endpoint.rs" {
            assert!(!code(&text).contains("/accounts/"), "{path} makes a path of the API");
        }
    }
}

#[test]
fn no_source_file_is_too_long_to_read() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{path} has {lines} lines");
    }
}

#[test]
fn no_lock_file_names_a_registry() {
    for (path, text) in
        files("tests", "package-lock.json").into_iter().chain(files("xtask", "package-lock.json"))
    {
        // A package of the same checkout is resolved to its folder.
        let resolved = text.split("\"resolved\": \"").skip(1);
        assert!(
            !resolved.into_iter().any(|from| from.split('"').next().unwrap_or_default().contains(':')),
            "{path} names a registry"
        );
    }
}

#[test]
fn the_readme_says_how_to_start_and_how_to_test() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for command in ["cargo xtask run", "cargo xtask test"] {
        assert!(readme.contains(command), "README.md does not tell `{command}`");
    }
}

/// What is small enough for its look to depend on what is in it, or asks for its children alone. Under anything larger, the browser looks for such a rule's subject at each
/// change of the page: 0.6 ms for a message, measured, in the place of 0.2 for the same without.
const MAY_LOOK_INSIDE: &[&str] = &[".dialog", "main", ".segmented__segment", ".option", ".source__said"];

#[test]
fn no_style_of_something_large_depends_on_what_is_in_it() {
    for (path, text) in files("style", ".css") {
        for (before, _) in text.match_indices(":has(").map(|(at, _)| text.split_at(at)) {
            let subject = before.rsplit(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).next();
            assert!(
                subject.is_some_and(|subject| MAY_LOOK_INSIDE.contains(&subject)),
                "{path}: {subject:?}:has(…): say it with a class",
            );
        }
    }
}
