//! What a host may style: the README's tables are what stands in `style/` and in the views.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::{collections::BTreeSet, fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder that end so, one behind the other.
fn texts(folder: &Path, ending: &str) -> String {
    let mut found = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += &texts(&path, ending);
        } else if path.to_string_lossy().ends_with(ending) {
            found += &fs::read_to_string(&path).unwrap();
        }
    }
    found
}

fn style() -> String {
    plain(&texts(&root().join("style"), ".css"))
}

/// One stylesheet.
fn sheet(name: &str) -> String {
    plain(&fs::read_to_string(root().join("style").join(name)).unwrap())
}

fn plain(style: &str) -> String {
    style.split_whitespace().collect::<Vec<_>>().join(" ").replace("( ", "(")
}

/// A stylesheet with those that it names.
fn bundle(name: &str) -> String {
    let style = sheet(name);
    let named = style.split("@import \"").skip(1).map(|rest| bundle(rest.split('"').next().unwrap()));
    named.chain([style.clone()]).collect()
}

/// Whether a style says anything of a class.
fn dresses(style: &str, class: &str) -> bool {
    let end = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c));
    style.split(&format!(".{class}")).skip(1).any(end)
}

/// The rows of a table of the README: the name in the first cell, the second cell.
fn table(name: &str) -> Vec<(String, String)> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once(&format!("<!-- {name} -->\n")).unwrap();
    let (table, _) = rest.split_once(&format!("<!-- /{name} -->")).unwrap();
    let cells = |line: &str| {
        let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
        (cells.next().unwrap().trim_matches('`').to_owned(), cells.next().unwrap().to_owned())
    };
    table.lines().skip(2).map(cells).collect()
}

/// What stands behind `start`, up to the bracket that closes what `start` is in, or to the end of the declaration.
fn rest_of<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    let mut depth = 0_usize;
    let end = rest.find(|c| {
        match c {
            '(' => depth += 1,
            ')' | ';' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        false
    });
    Some(rest.get(..end?)?.trim())
}

/// What holds where a host says nothing.
fn default(style: &str, token: &str) -> String {
    let default =
        rest_of(style, &format!("var({token},")).unwrap_or_else(|| panic!("{token} has no default"));
    // Our own accent has a name, since there are browsers that can use no other.
    match default.strip_prefix("var(").and_then(|name| name.strip_suffix(')')) {
        Some(name) => rest_of(style, &format!("{name}:")).unwrap().to_owned(),
        None => default.to_owned(),
    }
}

#[test]
fn the_table_of_tokens_is_that_of_the_style() {
    let style = style();
    let used: BTreeSet<_> = style
        .split("var(--faxbox-")
        .skip(1)
        .map(|rest| format!("--faxbox-{}", rest.split([',', ')']).next().unwrap()))
        .collect();
    let told = table("tokens");
    assert_eq!(told.iter().map(|(token, _)| token.clone()).collect::<BTreeSet<_>>(), used);
    for (token, cell) in told {
        // One that is mixed of others is told in words.
        if let Some(written) = cell.strip_prefix('`').and_then(|cell| cell.strip_suffix('`')) {
            assert_eq!(default(&style, &token), written, "{token}");
        } else {
            assert!(default(&style, &token).contains("color-mix("), "{token}");
        }
    }
}

#[test]
fn the_table_of_parts_is_that_of_the_views() {
    let views = texts(&root().join("src/ui"), ".rs");
    // In a view, and where it is drawn by hand.
    let drawn: BTreeSet<_> = [" part=\"", "(\"part\", \""]
        .iter()
        .flat_map(|before| views.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()))
        .collect();
    assert_eq!(table("parts").into_iter().map(|(part, _)| part).collect::<BTreeSet<_>>(), drawn);
}

#[test]
fn the_first_view_waits_for_no_style_that_comes_later() {
    /// Of the problems, which are counted later; and what is the name of an attribute, or of a part.
    const LATER: &[&str] = &["mark--error", "mark--warning", "part", "row"];
    let (first, late) = (bundle("index.css"), bundle("late.css"));
    let mut seen = 0;
    for file in ["first.rs", "list/table.rs", "list/row.rs"] {
        let source = fs::read_to_string(root().join("src/ui").join(file)).unwrap();
        for class in source.split('"').skip(1).step_by(2).flat_map(str::split_whitespace) {
            seen += usize::from(dresses(&first, class));
            let is_late = dresses(&late, class) && !dresses(&first, class);
            assert!(!is_late || LATER.contains(&class), "{file} draws {class}, which style/late.css dresses");
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn the_form_of_connecting_waits_for_no_style_that_the_page_does_not_bring_along() {
    /// Drawn once somebody waits for the server; and what is the name of a word.
    const LATER: &[&str] = &["checks", "ways"];
    let (begin, first, late) = (bundle("begin.css"), bundle("index.css"), bundle("late.css"));
    let source = fs::read_to_string(root().join("src/ui/connect.js")).unwrap();
    let mut seen = 0;
    for class in source.split('"').skip(1).step_by(2).flat_map(str::split_whitespace) {
        seen += usize::from(dresses(&begin, class));
        let is_late = !LATER.contains(&class) && (dresses(&first, class) || dresses(&late, class));
        assert!(
            !is_late || dresses(&begin, class),
            "connect.js draws {class}, which style/begin.css does not dress"
        );
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn the_room_that_a_panel_has_decides_and_not_the_window() {
    let style = style();
    for question in style.split("@media").skip(1).map(|rest| rest.split('{').next().unwrap()) {
        assert!(!question.contains("width") && !question.contains("height"), "@media{question}");
    }
}

#[test]
fn what_stands_left_or_right_follows_the_direction_of_the_text() {
    // But for the file that is about just that.
    let style = style().replace(&sheet("rtl.css"), "");
    for word in ["-left:", "-right:", " left:", " right:", "text-align: left", "text-align: right"] {
        assert!(!style.contains(word), "style/ says {word}");
    }
}

/// The shortest time in which what goes on without end may come round, in milliseconds: three times a second is a flash (WCAG 2.3.1).
const ROUND_MIN_MS: u32 = 334;

/// A time as CSS says it, in milliseconds.
fn milliseconds(word: &str) -> Option<u32> {
    let (number, unit) =
        word.strip_suffix("ms").map(|n| (n, 1.0)).or_else(|| word.strip_suffix('s').map(|n| (n, 1000.0)))?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "times of a style sheet are short and never negative"
    )]
    number.parse::<f64>().ok().map(|number| (number * unit) as u32)
}

#[test]
fn nothing_flashes_more_than_three_times_a_second() {
    for (time, expected) in [("1.6s", 1600), ("334ms", 334), ("333ms", 333), ("0s", 0)] {
        assert_eq!(milliseconds(time), Some(expected), "{time}");
    }
    let mut endless = 0;
    for animation in style().split("animation:").skip(1).map(|rest| rest.split(';').next().unwrap()) {
        let mut words = animation.split_whitespace();
        let round = words.find_map(milliseconds).unwrap();
        // Once and for all is no flash; a number of times is not used at all.
        assert!(!animation.split_whitespace().any(|word| word.parse::<f64>().is_ok()), "{animation}");
        if animation.contains("infinite") {
            endless += 1;
            assert!(round >= ROUND_MIN_MS, "{animation}");
        }
    }
    assert!(endless > 0);
    assert!(!style().contains("animation-duration") && !style().contains("animation-iteration"));
}

#[test]
fn a_default_is_read_up_to_its_own_bracket() {
    assert_eq!(rest_of("a: f(var(--x, g(1), h(2)), 3);", "var(--x,"), Some("g(1), h(2)"));
    assert_eq!(rest_of("--y: light-dark(a, b); c", "--y:"), Some("light-dark(a, b)"));
}

/// Each weight and size of a face is looked for by the system of its own, and the first row waits for it.
#[test]
fn text_has_two_weights() {
    let style = style();
    let weights: BTreeSet<_> =
        style.split("font-weight: ").skip(1).map(|rest| rest.split(';').next().unwrap()).collect();
    assert_eq!(weights, BTreeSet::from(["400", "600"]));
}
