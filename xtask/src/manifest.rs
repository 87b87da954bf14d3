//! The custom-elements manifest: what editors and catalogues know of the element, from its types and the tables of the README.
//!
//! Tests hold those to the program (`tests/element_types.rs`, `tests/look.rs`), so the manifest needs no list of its own.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// The edition of the manifest's format.
const SCHEMA_VERSION: &str = "1.0.0";
/// The element's class, as the types name it.
const CLASS: &str = "FaxboxAdmin";

/// A name that the types declare.
#[derive(Debug, PartialEq, Eq)]
struct Declared<'a> {
    name: &'a str,
    /// A property's type; nothing where it is a method or an event.
    property: Option<&'a str>,
    /// The comment above it.
    comment: String,
}

/// `custom-elements.json`, from the text of `element.d.ts` and of the README.
pub fn custom_elements(types: &str, readme: &str) -> Result<Value> {
    let members = declared(types, "class FaxboxAdmin ")?;
    let events = declared(types, "interface FaxboxEventDetails ")?;
    let attributes = table(readme, "attribute")?;
    let tokens = table(readme, "property")?;
    let parts = table(readme, "`::part()`")?;
    let class = members.iter().map(|member| match member.property {
        Some(kind) => json!({ "kind": "field", "name": member.name, "type": { "text": kind }, "description": member.comment }),
        None => json!({ "kind": "method", "name": member.name, "description": member.comment }),
    });
    let of_table = |rows: &[Row], of: fn(&str, &Row) -> Value| -> Vec<Value> {
        rows.iter().flat_map(|row| row.names.iter().map(|name| of(name, row)).collect::<Vec<_>>()).collect()
    };
    let export = |kind: &str, name: &str| json!({ "kind": kind, "name": name, "declaration": { "name": CLASS, "module": "faxbox-admin.js" } });
    Ok(json!({
        "schemaVersion": SCHEMA_VERSION,
        "readme": "README.md",
        "modules": [{
            "kind": "javascript-module",
            "path": "faxbox-admin.js",
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": CLASS,
                "tagName": "faxbox-admin",
                "superclass": { "name": "HTMLElement" },
                "description": "An admin panel for faxboxes.",
                "members": class.collect::<Vec<_>>(),
                "attributes": of_table(&attributes, |name, row| json!({
                    "name": name, "fieldName": property(name), "type": { "text": row.values }, "description": row.text,
                })),
                "events": events.iter().map(|event| json!({
                    "name": event.name,
                    "type": { "text": format!("CustomEvent<FaxboxEventDetails[\"{}\"]>", event.name) },
                    "description": event.comment,
                })).collect::<Vec<_>>(),
                "cssProperties": of_table(&tokens, |name, row| json!({
                    "name": name, "default": row.values, "description": row.text,
                })),
                "cssParts": of_table(&parts, |name, row| json!({ "name": name, "description": row.values })),
            }],
            "exports": [export("js", CLASS), export("custom-element-definition", "faxbox-admin")],
        }],
    }))
}

/// An attribute as a property: `account-id` is `accountId`.
fn property(attribute: &str) -> String {
    if attribute == "readonly" {
        return "readOnly".to_owned();
    }
    let mut name = String::new();
    for part in attribute.split('-') {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if !name.is_empty() => name.extend(first.to_uppercase().chain(letters)),
            first => name.extend(first.into_iter().chain(letters)),
        }
    }
    name
}

/// What a class or an interface declares, each with the comment above it. Overloads of the DOM's own are left out.
fn declared<'a>(types: &'a str, of: &str) -> Result<Vec<Declared<'a>>> {
    let (_, body) = types.split_once(of).with_context(|| format!("the types have no {of}"))?;
    let body = body.split("\n}").next().unwrap_or_default();
    let mut found: Vec<Declared> = Vec::new();
    let mut comment = String::new();
    let mut in_comment = false;
    for line in body.lines().skip(1) {
        let text = line.trim();
        if text.starts_with("/**") {
            (comment, in_comment) = (String::new(), true);
        }
        if in_comment {
            let words = text.trim_start_matches("/**").trim_end_matches("*/").trim_start_matches('*').trim();
            if !comment.is_empty() && !words.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words);
            in_comment = !text.ends_with("*/");
            continue;
        }
        // What is further in belongs to a declaration that goes over several lines.
        let is_declaration = line
            .strip_prefix("  ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '"'));
        if !is_declaration
            || text.starts_with("static ")
            || text.starts_with("get ")
            || text.contains("EventListener")
        {
            continue;
        }
        let text = text.trim_end_matches(';');
        let entry =
            if let Some((name, kind)) = text.strip_prefix("set ").and_then(|rest| rest.split_once('(')) {
                let kind = kind.split_once(": ").map_or("", |(_, kind)| kind).trim_end_matches(')');
                (name, Some(kind))
            } else if let Some((name, _)) = text.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                (name, None)
            } else if let Some((name, kind)) = text.split_once(": ").filter(|(name, _)| !name.contains('(')) {
                (name.trim_start_matches("readonly "), Some(kind))
            } else if let Some((name, _)) = text.split_once('(') {
                (name, None)
            } else {
                continue;
            };
        found.push(Declared { name: entry.0, property: entry.1, comment: std::mem::take(&mut comment) });
    }
    ensure!(!found.is_empty(), "{of} declares nothing");
    Ok(found)
}

/// A row of a table of the README.
struct Row {
    /// The code spans of its first cell.
    names: Vec<String>,
    /// Its second cell.
    values: String,
    /// Its last cell.
    text: String,
}

/// The table of the README whose first cell says this.
fn table(readme: &str, first: &str) -> Result<Vec<Row>> {
    let mut lines = readme.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    ensure!(lines.next().is_some(), "the README has no table of {first}");
    let rows = lines.skip(1).map_while(|line| line.strip_prefix("| ")).map(|line| {
        let cells: Vec<_> = line
            .trim_end_matches('|')
            .trim_end()
            .split(" | ")
            .map(|cell| cell.trim().replace('`', ""))
            .collect();
        let cell = |at: Option<&String>| at.cloned().unwrap_or_default();
        let head = line.split(" | ").next().unwrap_or_default();
        Row {
            names: head.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
            values: cell(cells.get(1)),
            text: cell(cells.last()),
        }
    });
    let rows: Vec<_> = rows.collect();
    ensure!(!rows.is_empty(), "the README's table of {first} is empty");
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: &str = "
export interface FaxboxEventDetails {
  /** It is there. */
  \"faxbox-ready\": Record<string, never>;
  /** It failed. */
  \"faxbox-error\": {
    readonly code: string;
  };
}
export declare class FaxboxAdmin extends HTMLElement {
  static readonly observedAttributes: readonly string[];
  /** Where. */
  server: string | null;
  get can(): string | null;
  set can(can: string | readonly Ability[] | null);
  /**
   * Asked
   * again.
   */
  getToken: (() => Promise<string>) | undefined;
  open(id: string): void;
  addEventListener<Name>(
    type: Name,
  ): void;
}
";

    #[test]
    fn what_the_types_declare_is_found_with_its_comment() {
        let is = |name, property, comment: &str| Declared { name, property, comment: comment.to_owned() };
        assert_eq!(
            declared(TYPES, "class FaxboxAdmin ").unwrap(),
            [
                is("server", Some("string | null"), "Where."),
                is("can", Some("string | readonly Ability[] | null"), ""),
                is("getToken", Some("(() => Promise<string>) | undefined"), "Asked again."),
                is("open", None, ""),
            ]
        );
        assert_eq!(
            declared(TYPES, "interface FaxboxEventDetails ").unwrap(),
            [is("faxbox-ready", None, "It is there."), is("faxbox-error", None, "It failed.")]
        );
        assert!(declared(TYPES, "class Other ").is_err());
    }

    #[test]
    fn a_row_that_names_two_is_two() {
        let readme = "| attribute | values | |\n|---|---|---|\n| `server`, `account-id` | texts | where `x` |\n\n| other |\n";
        let rows = table(readme, "attribute").unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].names, ["server", "account-id"]);
        assert_eq!((rows[0].values.as_str(), rows[0].text.as_str()), ("texts", "where x"));
        assert!(table(readme, "event").is_err());
    }

    #[test]
    fn attributes_are_properties() {
        for (attribute, name) in [("server", "server"), ("account-id", "accountId"), ("readonly", "readOnly")]
        {
            assert_eq!(property(attribute), name);
        }
    }
}
