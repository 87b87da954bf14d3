//! The words of the repository: the table of parameters is the field table's, the commands and the policy are the real ones,
//! and whatever a document names is there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::{env, fs, path::Path};

use faxbox_admin::{
    form::{Control, Default, Field, Item},
    text::fields,
};

/// What a newcomer reads.
const DOCUMENTS: &[&str] =
    &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ACCESS, CONTRACT];

/// The table of the criteria of accessibility.
const ACCESS: &str = "ACCESSIBILITY.md";

/// What comments mean by "contract".
const CONTRACT: &str = "sandbox/CONTRACT.md";

/// The generated part of the README stands between these.
const BEGIN: &str = "<!-- parameters -->\n";
const END: &str = "<!-- /parameters -->\n";

/// Folders whose files a document names from the top of the repository.
const FOLDERS: &[&str] = &["src/", "style/", "tests/", "sandbox/", "xtask/", "examples/", ".ci/", ".cargo/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_table_of_parameters_is_that_of_the_panel() {
    let readme = read("README.md");
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once(END).unwrap();
    let expected = parameters();
    if env::var_os("UPDATE").is_some() {
        fs::write(root().join("README.md"), format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
    } else {
        assert!(
            table == expected,
            "README.md's table of parameters is not that of src/form/field.rs and src/text/fields.rs. \
             Write it anew: UPDATE=1 cargo test --test readme"
        );
    }
}

/// One row for each parameter, in form order.
fn parameters() -> String {
    let mut lines = vec![
        "| path | control | section | label | filled in | what it is |".to_owned(),
        "|---|---|---|---|---|---|".to_owned(),
    ];
    lines.extend(Field::ALL.iter().map(|field| {
        let required = if field.is_required() { ", required" } else { "" };
        let row = [
            format!("`{}`{required}", field.path()),
            control(field.control()),
            plain(fields::section(field.spec().section).get()),
            plain(fields::label(*field).get()),
            filled_in(field.spec().default),
            plain(fields::help(*field).get()),
        ];
        format!("| {} |", row.join(" | "))
    }));
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

fn control(control: Control) -> String {
    let words = match control {
        Control::Text => "text",
        Control::Number => "telephone number",
        Control::Url => "web address",
        Control::TimeZone => "time zone",
        Control::Integer => "whole number",
        Control::Flag => "on, off or not set",
        Control::Choice(choices) => {
            return choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(" or ");
        }
        Control::List(Item::EmailAddress) => "list of e-mail addresses",
        Control::List(Item::Number) => "list of telephone numbers",
        Control::List(Item::PermissionRule) => "list of rules",
        Control::Shown => "shown, never edited",
    };
    words.to_owned()
}

fn filled_in(default: Default) -> String {
    default.value().map_or_else(|| "–".to_owned(), |value| format!("`{value}`"))
}

/// A text that Markdown shows as it stands.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if "\\`*_|<[".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[test]
fn the_readme_tells_how_to_start_and_how_to_test() {
    let readme = read("README.md");
    for command in ["cargo xtask run", "cargo xtask test"] {
        assert!(readme.contains(command), "README.md does not tell `{command}`");
    }
}

#[test]
fn the_policy_in_the_readme_is_the_one_that_is_served() {
    // A line that ends in a backslash goes on with the next one's text.
    let source = read("xtask/src/serve.rs");
    let source = source.split("\\\n").map(str::trim_start).collect::<String>();
    let policy = source.split('"').find(|text| text.starts_with("default-src ")).unwrap();
    // Each build has another one, and says it.
    let policy = policy.replace("{script}", "'self' 'sha256-HASH'");
    let (before, after) = policy.split_once("{connect}").unwrap();
    let readme = read("README.md");
    let told: Vec<_> =
        readme.match_indices("default-src ").map(|(at, _)| readme.get(at..).unwrap()).collect();
    assert!(!told.is_empty(), "README.md tells no policy");
    for told in told {
        let connect = told.strip_prefix(before).unwrap_or_else(|| panic!("{told}"));
        let (connect, rest) = connect.split_once(';').unwrap();
        assert!(connect.starts_with("'self' http"), "{connect}");
        assert!(rest.starts_with(after.trim_start_matches(';')), "{rest}");
    }
}

#[test]
fn every_snippet_that_names_a_file_is_taken_from_it() {
    let readme = read("README.md");
    let mut snippets = 0;
    for rest in readme.split("<!-- tests/").skip(1) {
        let (path, rest) = rest.split_once(" -->\n```").unwrap();
        let snippet = rest.split("```").next().unwrap();
        let file = read(&format!("tests/{path}"));
        let mut lines = file.lines().map(str::trim);
        // It may leave lines out, and has no line that the file has not.
        for line in snippet.lines().skip(1).map(str::trim) {
            assert!(lines.any(|of_file| of_file == line), "tests/{path} has no such line there: {line}");
        }
        snippets += 1;
    }
    assert!(snippets >= 4, "{snippets}");
}

#[test]
fn every_link_leads_somewhere() {
    for document in DOCUMENTS {
        let folder = root().join(document).parent().unwrap().to_owned();
        for link in links(&prose(&read(document))) {
            let file = link.split('#').next().unwrap_or_default();
            let elsewhere = file.is_empty() || file.contains("://");
            assert!(elsewhere || folder.join(file).exists(), "{document} links to {link}");
        }
    }
}

#[test]
fn every_file_and_test_that_is_named_is_there() {
    for document in DOCUMENTS {
        for name in code_spans(&read(document)) {
            let (path, item) = name.split_once("::").unwrap_or((&name, ""));
            let ordinary = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
            if !FOLDERS.iter().any(|folder| path.starts_with(folder)) || !path.chars().all(ordinary) {
                continue;
            }
            assert!(root().join(path).exists(), "{document} names {path}");
            let declared = |text: &str| {
                ["fn ", "const ", "struct ", "enum ", "type ", "mod "]
                    .iter()
                    .any(|kind| text.contains(&format!("{kind}{item}")))
            };
            assert!(item.is_empty() || declared(&read(path)), "{document} names {item} in {path}");
        }
    }
}

#[test]
fn every_criterion_of_accessibility_has_its_row_and_the_tests_that_hold_it() {
    let text = read(ACCESS);
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('|') && line.contains('.') && !line.starts_with("| criterion"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    // WCAG 2.2 has 31 of level A and 24 of AA.
    for (level, count) in [("A", 31), ("AA", 24)] {
        assert_eq!(rows.iter().filter(|row| row.get(1) == Some(&level)).count(), count, "{level}");
    }
    let mut numbers: Vec<_> = rows.iter().filter_map(|row| row.first()?.split(' ').next()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), rows.len(), "a criterion stands there twice");
    for row in rows {
        let [criterion, _, how, held] = row.as_slice() else { panic!("{row:?}") };
        let open = how.contains("by review") || how.contains("does not apply");
        assert_eq!(open, *held == "–", "{criterion}: a test, or why there is none");
        for part in held.split("; ").filter(|part| *part != "–") {
            let (file, title) = part.split_once(" “").unwrap();
            let title = title.trim_end_matches('”');
            assert!(read(file.trim_matches('`')).contains(title), "{criterion}: {file} has no {title:?}");
        }
    }
}

#[test]
fn every_part_of_the_contract_that_a_comment_quotes_is_there() {
    let contract = read(CONTRACT);
    let headings: Vec<_> = contract.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let mut quoted = 0;
    for folder in ["src", "sandbox/src"] {
        for (path, text) in sources(&root().join(folder)) {
            // A comment goes on in its next line.
            let text = text.lines().map(|line| line.trim_start().trim_start_matches('/')).collect::<String>();
            for rest in text.split("contract, \"").skip(1) {
                let part = rest.split('"').next().unwrap_or_default();
                quoted += 1;
                let is_there = headings.iter().any(|heading| heading.starts_with(part));
                assert!(is_there, "{path} quotes {part:?}, which {CONTRACT} has not");
            }
        }
    }
    assert!(quoted > 20, "{quoted}");
}

/// The Rust files below a folder, with their texts.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

#[test]
fn links_and_names_are_found_in_prose_alone() {
    let text = "[a](b.md) `src/x.rs`\n```sh\n[c](d) `tests/y.rs`\n```\n![e](f.png) `[g](h)`\n";
    assert_eq!(links(&prose(text)), ["b.md", "f.png"]);
    assert_eq!(code_spans(text), ["src/x.rs", "[g](h)"]);
}

/// The lines outside of fences.
fn unfenced(text: &str) -> String {
    let mut fenced = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The text outside of fences and of code in a line.
fn prose(text: &str) -> String {
    unfenced(text).split('`').step_by(2).collect()
}

/// The code in lines of prose.
fn code_spans(text: &str) -> Vec<String> {
    unfenced(text).split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What links and pictures lead to.
fn links(prose: &str) -> Vec<String> {
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}
