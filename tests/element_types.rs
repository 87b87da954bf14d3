//! The element's types, its script, the Rust behind it and the README name the same attributes and the same events.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::{collections::BTreeSet, fs, path::Path};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between each `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> BTreeSet<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

/// The attributes of the element.
fn attributes() -> BTreeSet<String> {
    let script = read("src/ui/element.js");
    let list = script.split("const ATTRIBUTES = [").nth(1).unwrap().split(']').next().unwrap().to_owned();
    between(&list, "\"", "\"")
        .into_iter()
        .filter(|word| !word.contains([',', '\n']))
        .map(str::to_owned)
        .collect()
}

/// `account-id` as a property: `accountId`.
fn property(attribute: &str) -> String {
    let mut parts = attribute.split('-');
    let first = parts.next().unwrap();
    if first == "readonly" {
        return "readOnly".to_owned();
    }
    parts.fold(first.to_owned(), |name, part| {
        let (head, tail) = part.split_at(1);
        name + &head.to_uppercase() + tail
    })
}

#[test]
fn every_attribute_is_read_typed_and_told() {
    let (types, readme, options) =
        (read("src/ui/element.d.ts"), read("README.md"), read("src/state/options.rs"));
    let attributes = attributes();
    assert_eq!(attributes.len(), 15);
    for attribute in &attributes {
        let name = property(attribute);
        assert!(
            types.contains(&format!("  {name}: ")) || types.contains(&format!("  set {name}(")),
            "element.d.ts lacks {name}"
        );
        assert!(readme.contains(&format!("`{attribute}`")), "README.md lacks {attribute}");
        assert!(options.contains(&format!("\"{attribute}\"")), "options.rs does not read {attribute}");
    }
}

#[test]
fn every_event_is_told_by_somebody_and_has_its_types() {
    let types = read("src/ui/element.d.ts");
    let declared: BTreeSet<_> =
        between(&types, "\"faxbox-", "\"").into_iter().filter(|name| *name != "admin").collect();
    let mut told = BTreeSet::new();
    let sources = ["teller.rs", "permission.rs", "calls.rs", "mod.rs", "element.js"]
        .map(|name| read(&format!("src/ui/{name}")));
    let names: Vec<_> = declared.iter().copied().collect();
    for name in names {
        if sources.iter().any(|source| source.contains(&format!("\"{name}\""))) {
            told.insert(name);
        }
    }
    assert_eq!(declared, told, "an event has types and nobody tells it");
    let readme = read("README.md");
    for name in &declared {
        assert!(readme.contains(&format!("`faxbox-{name}`")), "README.md lacks faxbox-{name}");
    }
    for source in &sources {
        for name in between(source, "tell(\"", "\"") {
            assert!(declared.contains(name), "{name} is told and has no types");
        }
    }
}
