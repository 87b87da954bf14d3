//! Whose code is in the WASM: the bill of materials (`CycloneDX`) and the licences, from what cargo knows.
//!
//! In it are the crates that are compiled for the browser, and Rust's standard library. The linker drops what is not used, of some all
//! of it. Macros and build scripts run at build time and are not in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    build, compress, process,
    project::{self, Project},
};

/// The edition of the format.
const SPEC_VERSION: &str = "1.6";
/// What the names of files with a licence or a notice begin with.
const LICENCE_FILES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];

/// A crate in the WASM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name at the registry.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression.
    pub licence: String,
    /// Where its source is told to be kept.
    pub repository: Option<String>,
    /// SHA-256 of what the registry gives, in hexadecimal digits; none of the standard library and of what is ours.
    pub checksum: Option<String>,
    /// What it needs, by package URL.
    pub needs: BTreeSet<String>,
    /// Its folder on this machine; none of the standard library.
    folder: Option<PathBuf>,
}

impl Crate {
    /// The package URL, by which the world knows it.
    pub fn purl(&self) -> String {
        if self.folder.is_some() {
            format!("pkg:cargo/{}@{}", self.name, self.version)
        } else {
            format!("pkg:generic/{}@{}", self.name, self.version)
        }
    }
}

/// The crates that the panel is made of, itself first, the others by name.
pub fn crates_of_the_panel(project: &Project) -> Result<Vec<Crate>> {
    let mut metadata = project::cargo();
    metadata.args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
        "wasm32-unknown-unknown",
    ]);
    metadata.current_dir(&project.root);
    let metadata: Value = serde_json::from_str(&process::output(metadata)?)?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut crates = crates(&metadata, &lock)?;
    crates.push(standard_library()?);
    Ok(crates)
}

/// What comes with the compiler.
fn standard_library() -> Result<Crate> {
    let mut rustc = Command::new("rustc");
    rustc.arg("--version");
    let told = process::output(rustc)?;
    Ok(Crate {
        name: "rust-std".to_owned(),
        version: told.split_whitespace().nth(1).context("rustc tells no version")?.to_owned(),
        licence: "MIT OR Apache-2.0".to_owned(),
        repository: Some("https://github.com/rust-lang/rust".to_owned()),
        checksum: None,
        needs: BTreeSet::new(),
        folder: None,
    })
}

/// From what `cargo metadata` says, and the checksums of `Cargo.lock`.
fn crates(metadata: &Value, lock: &str) -> Result<Vec<Crate>> {
    let list = |of: &Value, key: &str| of.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).map(str::to_owned);
    let by_id = |entries: Vec<Value>| -> BTreeMap<String, Value> {
        entries.into_iter().filter_map(|entry| Some((text(&entry, "id")?, entry))).collect()
    };
    let packages = by_id(list(metadata, "packages"));
    let nodes = by_id(list(metadata.get("resolve").context("cargo resolves nothing")?, "nodes"));
    let is_macro = |id: &str| {
        let targets = packages.get(id).map(|package| list(package, "targets")).unwrap_or_default();
        targets.iter().any(|target| list(target, "kind").iter().any(|kind| kind == "proc-macro"))
    };
    let needs = |id: &str| -> Vec<String> {
        let needed = nodes.get(id).map(|node| list(node, "deps")).unwrap_or_default();
        let in_the_wasm = |needed: &&Value| {
            list(needed, "dep_kinds").iter().any(|kind| kind.get("kind") == Some(&Value::Null))
        };
        let ids = needed.iter().filter(in_the_wasm).filter_map(|needed| text(needed, "pkg"));
        ids.filter(|id| !is_macro(id)).collect()
    };
    let panel = packages
        .iter()
        .find(|(_, package)| text(package, "name").as_deref() == Some("faxbox-admin"))
        .map(|(id, _)| id.clone())
        .context("cargo does not know the panel")?;

    let mut found = BTreeSet::new();
    let mut open = vec![panel.clone()];
    while let Some(id) = open.pop() {
        if found.insert(id.clone()) {
            open.extend(needs(&id));
        }
    }
    let purl = |id: &String| {
        let package = packages.get(id)?;
        Some(format!("pkg:cargo/{}@{}", text(package, "name")?, text(package, "version")?))
    };
    let told = |id: &String| -> Result<Crate> {
        let package = packages.get(id).with_context(|| format!("cargo does not describe {id}"))?;
        let name = text(package, "name").context("a crate has no name")?;
        let version = text(package, "version").context("a crate has no version")?;
        let manifest = PathBuf::from(text(package, "manifest_path").context("a crate has no manifest")?);
        Ok(Crate {
            // Before SPDX expressions, alternatives were divided by a slash.
            licence: text(package, "license")
                .with_context(|| format!("{name} tells no licence"))?
                .replace('/', " OR "),
            repository: text(package, "repository"),
            checksum: text(package, "source").and_then(|_| checksum(lock, &name, &version)),
            needs: needs(id).iter().filter_map(purl).collect(),
            folder: manifest.parent().map(Path::to_owned),
            name,
            version,
        })
    };
    let mut crates = found.iter().map(told).collect::<Result<Vec<_>>>()?;
    crates.sort_by_key(|of| (of.name != "faxbox-admin", of.purl()));
    ensure!(crates.len() > 1, "the panel depends on nothing");
    Ok(crates)
}

/// What `Cargo.lock` holds a crate to.
fn checksum(lock: &str, name: &str, version: &str) -> Option<String> {
    let head = format!("\nname = \"{name}\"\nversion = \"{version}\"\n");
    let (_, rest) = lock.split_once(&head)?;
    let rest = rest.split("[[package]]").next()?;
    let (_, checksum) = rest.split_once("checksum = \"")?;
    checksum.split('"').next().map(str::to_owned)
}

/// The bill of materials. It holds no time and no chance: the same crates give the same bytes.
pub fn cyclone_dx(crates: &[Crate]) -> Value {
    let component = |of: &Crate| {
        let hashes = of.checksum.iter().map(|checksum| json!({ "alg": "SHA-256", "content": checksum }));
        let references = of.repository.iter().map(|repository| json!({ "type": "vcs", "url": repository }));
        json!({
            "type": "library",
            "bom-ref": of.purl(),
            "name": of.name,
            "version": of.version,
            "purl": of.purl(),
            "licenses": [{ "expression": of.licence }],
            "hashes": hashes.collect::<Vec<_>>(),
            "externalReferences": references.collect::<Vec<_>>(),
        })
    };
    let (panel, others) = match crates.split_first() {
        Some((panel, others)) => (component(panel), others),
        None => (json!({}), crates),
    };
    let components: Vec<_> = others.iter().map(component).collect();
    let standard = others.iter().filter(|of| of.folder.is_none()).map(Crate::purl);
    let standard: BTreeSet<_> = standard.collect();
    let needs = |of: &Crate| -> BTreeSet<_> {
        if of.folder.is_some() { of.needs.union(&standard).cloned().collect() } else { BTreeSet::new() }
    };
    let dependencies: Vec<_> =
        crates.iter().map(|of| json!({ "ref": of.purl(), "dependsOn": needs(of) })).collect();
    let id = build::hash([Value::from(components.clone()).to_string().as_bytes()], 32);
    json!({
        "$schema": format!("http://cyclonedx.org/schema/bom-{SPEC_VERSION}.schema.json"),
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "serialNumber": format!("urn:uuid:{}", uuid(&id)),
        "version": 1,
        "metadata": { "component": panel },
        "components": components,
        "dependencies": dependencies,
    })
}

/// A UUID of 32 digits that were reckoned: version 8, which is free for such.
fn uuid(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// The licences and notices that the crates come with, each text once.
pub fn licences(crates: &[Crate]) -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut lines =
        vec!["What is compiled into the WASM of Faxbox Admin, and under which licences.\n".to_owned()];
    for of in crates.iter().filter(|of| of.name != "faxbox-admin") {
        lines.push(format!("{} {}: {}", of.name, of.version, of.licence));
        let Some(folder) = &of.folder else { continue };
        for file in compress::files(folder)? {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_uppercase();
            let is_code = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("rs"));
            let is_licence = LICENCE_FILES.iter().any(|begin| name.starts_with(begin)) && !is_code;
            if !is_licence || file.parent() != Some(folder) {
                continue;
            }
            let text =
                fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let text: Vec<_> = text.lines().map(str::trim_end).collect();
            texts.entry(text.join("\n").trim().to_owned()).or_default().insert(of.name.clone());
        }
    }
    for (text, names) in texts {
        let names: Vec<_> = names.into_iter().collect();
        lines.push(format!("\n{}\n{}\n\n{text}", "-".repeat(80), names.join(", ")));
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;

    fn found() -> Vec<Crate> {
        static FOUND: OnceLock<Vec<Crate>> = OnceLock::new();
        FOUND.get_or_init(|| crates_of_the_panel(&Project::find().unwrap()).unwrap()).clone()
    }

    #[test]
    fn the_bill_names_what_is_in_the_wasm_and_nothing_else() {
        let names: Vec<_> = found().into_iter().map(|of| of.name).collect();
        assert_eq!(names.first().map(String::as_str), Some("faxbox-admin"));
        for (name, is_in) in [
            ("leptos", true),
            ("serde_json", true),
            ("wasm-bindgen", true),
            ("rust-std", true),
            // Macros.
            ("leptos_macro", false),
            ("serde_derive", false),
            // Tests, the sandbox, the chores.
            ("proptest", false),
            ("axum", false),
            ("jsonschema", false),
        ] {
            assert_eq!(names.iter().any(|of| of == name), is_in, "{name}");
        }
    }

    #[test]
    fn each_crate_of_the_registry_has_the_checksum_of_the_lock_file() {
        for of in found() {
            let ours = ["faxbox-admin", "wasm-streams", "rust-std"].contains(&of.name.as_str());
            assert_eq!(of.checksum.as_ref().map_or(0, String::len), if ours { 0 } else { 64 }, "{}", of.name);
        }
        let lock = "[[package]]\nname = \"a\"\nversion = \"1\"\n\n[[package]]\nname = \"b\"\nversion = \"1\"\nchecksum = \"ff\"\n";
        assert_eq!(checksum(lock, "a", "1"), None);
        assert_eq!(checksum(lock, "b", "1").as_deref(), Some("ff"));
        assert_eq!(checksum(lock, "b", "2"), None);
    }

    #[test]
    fn the_bill_is_whole_and_the_same_each_time() {
        let bill = cyclone_dx(&found());
        assert_eq!(bill, cyclone_dx(&found()));
        assert_eq!(bill["bomFormat"], "CycloneDX");
        let text = |of: &Value| of.as_str().unwrap().to_owned();
        let panel = text(&bill["metadata"]["component"]["bom-ref"]);
        let refs: Vec<_> =
            bill["components"].as_array().unwrap().iter().map(|of| text(&of["bom-ref"])).collect();
        let known: BTreeSet<_> = refs.iter().cloned().chain([panel]).collect();
        assert_eq!(known.len(), refs.len() + 1, "a name stands twice");
        let edges = bill["dependencies"].as_array().unwrap();
        assert_eq!(edges.len(), known.len());
        for edge in edges {
            assert!(known.contains(&text(&edge["ref"])));
            for needed in edge["dependsOn"].as_array().unwrap() {
                assert!(known.contains(&text(needed)), "{needed}");
            }
        }
        let serial = text(&bill["serialNumber"]);
        assert!(serial.starts_with("urn:uuid:") && serial.len() == "urn:uuid:".len() + 36, "{serial}");
    }

    #[test]
    fn every_crate_brings_the_text_of_its_licence_or_names_a_usual_one() {
        let crates = found();
        let text = licences(&crates).unwrap();
        for of in &crates {
            assert!(of.name == "faxbox-admin" || text.contains(&format!("{} {}: ", of.name, of.version)));
        }
        for part in ["Permission is hereby granted, free of charge", "Apache License"] {
            assert!(text.contains(part), "{part}");
        }
    }
}
