//! `cargo xtask package`: the panel as an npm package, in `target/package`, and packed beside it.
//!
//! One script with a name that stays, `faxbox-admin.js`; behind it, in `assets`, what it asks for, by names with hashes. The script says
//! these names as `new URL("./assets/…", import.meta.url)` or `import("./assets/…")`: by that a browser finds them beside the script
//! wherever it lies, and bundlers know that they belong to it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use crate::{
    budget::Growth,
    build, compress, integrity, manifest,
    process::{self, say},
    project::Project,
    sbom, split, tools,
};

/// What is imported.
const ENTRY: &str = "faxbox-admin.js";
/// Pages that have the package installed, for the end-to-end tests.
const HOSTS: &str = "tests/e2e/hosts";
/// A catalogue: each has all texts.
const CATALOGUE: &str = "src/text/catalogue/de.json";
/// The folder of what it asks for.
const ASSETS: &str = "assets";
/// How a script names a file so that browsers find it beside the script, and bundlers know that it belongs to it.
const NAMING: [&str; 2] = ["new URL(\"", "import(\""];
/// Files that are the same in each package: where they are in the checkout, and what they are called in the package.
const COPIES: [(&str, &str); 13] = [
    ("xtask/package/vite.js", "vite.js"),
    ("xtask/package/vite.d.ts", "vite.d.ts"),
    ("xtask/package/react.js", "react.js"),
    ("xtask/package/react.d.ts", "react.d.ts"),
    ("xtask/package/vue.js", "vue.js"),
    ("xtask/package/vue.d.ts", "vue.d.ts"),
    ("src/ui/element.d.ts", "faxbox-admin.d.ts"),
    ("src/ui/bridge.js", "bridge.js"),
    ("src/ui/bridge.d.ts", "bridge.d.ts"),
    ("CHANGELOG.md", "CHANGELOG.md"),
    ("SECURITY.md", "SECURITY.md"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
];

/// What a build gives to a package.
struct Panel {
    /// The element's script, all of it.
    script: String,
    /// What it asks for, under the names it says.
    assets: Vec<(String, Vec<u8>)>,
}

/// Builds the panel and makes the package of it.
pub fn release(project: &Project) -> Result<()> {
    build::release(project, Growth::Told)?;
    let tarball = of_release(project)?;
    say(&format!("the package is in {}", folder(project).display()));
    say(&format!("and packed in {}", tarball.display()));
    Ok(())
}

/// Makes the package of the release build as it lies in `dist`, and packs it. Gives the packed file.
pub fn of_release(project: &Project) -> Result<PathBuf> {
    let dist = project.dist();
    let mut script = None;
    let mut assets = Vec::new();
    for file in compress::files(&dist)? {
        let name = name_of(&file)?;
        if compress::is_twin(&file) || build::is_of_page(&name) {
            continue;
        }
        let bytes = fs::read(&file)?;
        if build::is_script(&name) {
            ensure!(script.is_none(), "there are two scripts in {}", dist.display());
            script = Some(String::from_utf8(bytes)?);
        } else {
            assets.push((name, bytes));
        }
    }
    let script = script.with_context(|| format!("there is no script in {}", dist.display()))?;
    make(project, &Panel { script, assets })
}

/// Unpacks the package among those that the hosts of the tests have installed, as npm would: it needs no other package.
pub fn install_for_hosts(project: &Project, tarball: &Path) -> Result<()> {
    let hosts = project.root.join(HOSTS);
    tools::npm(&hosts)?;
    let installed = hosts.join("node_modules/faxbox-admin");
    if installed.exists() {
        fs::remove_dir_all(&installed)?;
    }
    fs::create_dir_all(&installed)?;
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(tarball).arg("-C").arg(&installed).args(["--strip-components", "1"]);
    process::run(tar).context("the package cannot be unpacked")
}

/// Makes the package of a build for development: the WASM in one piece, and no new instance after a panic; else as in a release.
pub fn of_development(project: &Project, trunk_dist: &Path) -> Result<PathBuf> {
    const WASM: &str = "faxbox-admin_bg.wasm";
    let mut esbuild = Command::new(tools::npm_program(project, "esbuild")?);
    let parts = project.empty_work("dev-package")?;
    for name in split::SCRIPTS.into_iter().chain(["faxbox-admin.js"]) {
        fs::copy(trunk_dist.join(name), parts.join(name)).with_context(|| format!("Trunk made no {name}"))?;
    }
    fs::write(parts.join("engine.js"), "export const engine = () => import(\"./faxbox-admin.js\");\n")?;
    fs::write(parts.join("entry.js"), split::ENTRY)?;
    esbuild.arg(parts.join("entry.js")).args(["--bundle", "--format=esm", "--log-level=error"]);
    esbuild.arg(format!("--external:./{}", build::LANGUAGES));
    let script = process::output(esbuild).context("the scripts cannot be bundled")?;
    // Trunk lets the glue of `wasm-bindgen` look for the WASM by itself too, which a bundler would follow.
    let mut script = build::replace(&script, &format!("new URL(\"{WASM}\", import.meta.url)"), "undefined")?;
    let wasm = fs::read(trunk_dist.join(WASM)).with_context(|| format!("Trunk made no {WASM}"))?;
    let mut assets = vec![(WASM.to_owned(), wasm)];
    let (languages, catalogues) = build::name_languages(project, trunk_dist)?;
    for file in build::name_files(project, trunk_dist)?.into_iter().chain([languages]) {
        script = build::replace(&script, &format!("./{}\"", file.from), &format!("./{}\"", file.name))?;
        assets.push((file.name, file.text.into_bytes()));
    }
    assets.extend(catalogues.into_iter().map(|file| (file.name, file.text.into_bytes())));
    make(project, &Panel { script, assets })
}

/// The package, unpacked.
pub fn folder(project: &Project) -> PathBuf {
    project.target.join("package")
}

fn make(project: &Project, panel: &Panel) -> Result<PathBuf> {
    let folder = folder(project);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join(ASSETS))?;
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.join(name), bytes).with_context(|| format!("cannot write {name}"))
    };

    let mut integrity = Map::new();
    let mut add = |name: &str, bytes: &[u8]| {
        integrity.insert(name.to_owned(), integrity::of(bytes).into());
        write(name, bytes)
    };
    add(ENTRY, behind_the_entry(panel)?.as_bytes())?;
    for (name, bytes) in &panel.assets {
        add(&format!("{ASSETS}/{name}"), bytes)?;
    }
    write("integrity.json", &pretty(&Value::Object(integrity))?)?;

    for (from, to) in COPIES {
        fs::copy(project.root.join(from), folder.join(to)).with_context(|| format!("cannot copy {from}"))?;
    }
    let read = |name: &str| {
        fs::read_to_string(project.root.join(name)).with_context(|| format!("cannot read {name}"))
    };
    let (types, readme) = (read("src/ui/element.d.ts")?, read("README.md")?);
    write("custom-elements.json", &pretty(&manifest::custom_elements(&types, &readme)?)?)?;
    write("messages.json", &pretty(&messages(&read(CATALOGUE)?)?)?)?;
    write("README.md", readme_of_the_package(&readme)?.as_bytes())?;
    write("package.json", &pretty(&package_json())?)?;
    let crates = sbom::crates_of_the_panel(project)?;
    write("sbom.cdx.json", &pretty(&sbom::cyclone_dx(&crates))?)?;
    write("THIRD-PARTY-LICENSES.txt", sbom::licences(&crates)?.as_bytes())?;
    pack(project, &folder)
}

/// Every text in English, as `setMessages` takes them: what a host says otherwise, or translates, begins as a copy. A catalogue knows
/// which there are, and which have plural forms.
fn messages(catalogue: &str) -> Result<Value> {
    let catalogue: Map<String, Value> = serde_json::from_str(catalogue)?;
    let english = catalogue.into_iter().map(|(text, said)| {
        let said = if said.is_object() { json!({ "other": text }) } else { text.clone().into() };
        (text, said)
    });
    Ok(Value::Object(english.collect()))
}

/// What the README of the checkout says to whoever has the package: all of the section on embedding. Links to the checkout become words.
fn readme_of_the_package(readme: &str) -> Result<String> {
    const SECTION: &str = "## In a page of your own\n";
    let (_, rest) = readme.split_once(SECTION).context("the README has no section for portals")?;
    let section = rest.split("\n## ").next().unwrap_or_default();
    let section: Vec<_> = section.lines().filter(|line| !line.starts_with("<!-- ")).collect();
    Ok(format!(
        "# Faxbox Admin\n\nAn admin panel for faxboxes as one element, `<faxbox-admin>`.\n{}\n\nLicensed under MIT or Apache 2.0, at your option.\n",
        section.join("\n").trim_end()
    ))
}

/// The script with its files in a folder of their own. Fails where a file is named in no way that a bundler understands.
fn behind_the_entry(panel: &Panel) -> Result<String> {
    let mut script = integrity::take(&panel.script);
    for (name, _) in &panel.assets {
        let before = script.clone();
        for begin in NAMING {
            script = script.replace(&format!("{begin}./{name}\""), &format!("{begin}./{ASSETS}/{name}\""));
        }
        // Files of the folder name each other as they lie there.
        let naming = NAMING.map(|begin| format!("{begin}./{name}\""));
        let named = |(_, bytes): &(String, Vec<u8>)| {
            str::from_utf8(bytes).is_ok_and(|text| naming.iter().any(|naming| text.contains(naming)))
        };
        ensure!(
            script != before || panel.assets.iter().any(named),
            "nothing asks for {name} as a bundler understands it"
        );
    }
    for begin in NAMING {
        for rest in script.split(begin).skip(1) {
            let path = rest.split('"').next().unwrap_or_default();
            let known = path.strip_prefix("./assets/");
            let known = known.is_some_and(|path| panel.assets.iter().any(|(name, _)| name == path));
            ensure!(known, "the script asks for {path}, which is no file of the build");
        }
    }
    Ok(script)
}

/// `package.json`.
fn package_json() -> Value {
    json!({
        "name": "faxbox-admin",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "<faxbox-admin>: an admin panel for faxboxes as a custom element.",
        "keywords": ["fax", "kazoo", "custom-element", "web-component", "wasm"],
        "license": "MIT OR Apache-2.0",
        "type": "module",
        "main": "./faxbox-admin.js",
        "types": "./faxbox-admin.d.ts",
        "customElements": "custom-elements.json",
        // Importing it defines the element: no bundler may leave that out.
        "sideEffects": ["./faxbox-admin.js", "./react.js", "./vue.js"],
        "exports": {
            ".": { "types": "./faxbox-admin.d.ts", "default": "./faxbox-admin.js" },
            "./faxbox-admin.js": { "types": "./faxbox-admin.d.ts", "default": "./faxbox-admin.js" },
            "./react": { "types": "./react.d.ts", "default": "./react.js" },
            "./vue": { "types": "./vue.d.ts", "default": "./vue.js" },
            "./bridge": { "types": "./bridge.d.ts", "default": "./bridge.js" },
            "./vite": { "types": "./vite.d.ts", "default": "./vite.js" },
            "./messages.json": "./messages.json",
            "./custom-elements.json": "./custom-elements.json",
            "./integrity.json": "./integrity.json",
            "./sbom.cdx.json": "./sbom.cdx.json",
            "./package.json": "./package.json",
        },
        "files": [
            "faxbox-admin.js", "faxbox-admin.d.ts", "assets", "bridge.js", "bridge.d.ts", "vite.js", "vite.d.ts",
            "react.js", "react.d.ts", "vue.js", "vue.d.ts", "messages.json", "custom-elements.json", "integrity.json", "sbom.cdx.json", "THIRD-PARTY-LICENSES.txt",
            "CHANGELOG.md", "SECURITY.md", "LICENSE-MIT", "LICENSE-APACHE",
        ],
    })
}

/// JSON for people: indented, keys in the order they were put in.
fn pretty(value: &Value) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec_pretty(value)?;
    text.push(b'\n');
    Ok(text)
}

/// Packs a package as npm does before it publishes.
fn pack(project: &Project, folder: &Path) -> Result<PathBuf> {
    tools::node()?;
    let mut pack = Command::new("npm");
    pack.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(&project.target);
    pack.arg(folder).current_dir(&project.target);
    let name = process::output(pack).context("the package cannot be packed")?;
    Ok(project.target.join(name.trim()))
}

fn name_of(file: &Path) -> Result<String> {
    let name = file.file_name().and_then(|name| name.to_str());
    Ok(name.with_context(|| format!("{} has an odd name", file.display()))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(script: &str, assets: &[&str]) -> Result<String> {
        let assets = assets.iter().map(|name| ((*name).to_owned(), Vec::new())).collect();
        behind_the_entry(&Panel { script: script.to_owned(), assets })
    }

    #[test]
    fn a_file_that_the_script_asks_for_is_behind_it() {
        for (script, expected) in [
            ("x(new URL(\"./a.js\",import.meta.url))", "x(new URL(\"./assets/a.js\",import.meta.url))"),
            ("import(\"./a.js\")", "import(\"./assets/a.js\")"),
        ] {
            assert_eq!(moved(script, &["a.js"]).unwrap(), expected);
        }
    }

    #[test]
    fn a_file_that_no_bundler_would_find_is_refused() {
        for (script, assets) in [
            ("", ["a.wasm"].as_slice()),
            ("fetch(\"./a.wasm\")", &["a.wasm"]),
            ("new URL(\"./\" + name, import.meta.url)", &[]),
            ("new URL(\"./b.wasm\",import.meta.url)", &[]),
        ] {
            assert!(moved(script, assets).is_err(), "{script}");
        }
    }
}
