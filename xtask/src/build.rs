//! `cargo xtask build`: the release build, in `dist/`.
//!
//! Trunk builds the panel and gathers the page and what it names; `split` makes the WASM files and the script of that; here they
//! get names with hashes, the page is told those names, and everything is compressed and weighed. `dist/` is replaced at the end,
//! so that a failed build leaves the old one as it was.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use crate::{
    budget::{self, Growth},
    compress, integrity,
    process::{self, say},
    project::{self, Project},
    serve, split, tools,
};

/// The script, and by it the name of all that belongs to the panel.
const NAME: &str = "faxbox-admin";
/// Where the page looks in development for the script that begins before that one is there, and for what that draws.
const BEGIN: &str = "begin.js";
const BEGIN_STYLESHEET: &str = "style/begin.css";
/// Where the page and the script look for the stylesheet in development.
const STYLESHEET: &str = "style/index.css";
/// Where the script looks for that of the parts that come on demand.
const LATE_STYLESHEET: &str = "style/late.css";
/// Where the script looks for the worker that tries rules.
const WORKER: &str = "worker.js";
/// Where the script looks for the languages beside English, and where that file looks for their texts.
pub const LANGUAGES: &str = "language.js";
const CATALOGUES: &str = "catalogue";
/// How many digits of a content's hash stand in a file's name.
pub const HASH_DIGITS: usize = 16;

/// Makes `dist/`.
pub fn release(project: &Project, growth: Growth) -> Result<()> {
    let (staging, on_demand) = stage(project, "split")?;
    let dist = project.dist();
    if dist.exists() {
        fs::remove_dir_all(&dist).context("cannot replace dist")?;
    }
    move_folder(&staging, &dist)?;
    budget::check(&project.root, &dist, &on_demand, growth)?;
    say(&format!("the release build is in {}", dist.display()));
    let page = fs::read_to_string(dist.join("index.html")).context("there is no page")?;
    say(&format!("the page's policy: {}", serve::policy(&[], &page)));
    Ok(())
}

/// A release build that names the phases of its work among the browser's timings, beside `dist/`.
pub fn with_phases(project: &Project) -> Result<PathBuf> {
    Ok(stage(project, "split,phases")?.0)
}

/// Makes a release build with these features. Gives its folder, and the names of the files that the first view does without.
fn stage(project: &Project, features: &str) -> Result<(PathBuf, Vec<String>)> {
    let trunk_dist = project.work("trunk");
    let artefact = trunk_release(project, &trunk_dist, features)?;
    let split = split::run(project, &artefact, &trunk_dist)?;
    let named = name_files(project, &trunk_dist)?;
    let begin = begin(project, &trunk_dist)?;
    let (languages, catalogues) = name_languages(project, &trunk_dist)?;

    let staging = project.empty_work("dist")?;
    let on_demand = assemble(&trunk_dist, &staging, &split, &named, &begin, &languages)?;
    let on_demand = add_languages(&staging, on_demand, languages, catalogues)?;
    refuse_paths(project, &staging)?;
    integrity::check(&staging)?;
    say("compressing …");
    compress::folder(&staging)?;
    Ok((staging, on_demand))
}

/// A build for development, unsplit and quick, into a folder beside cargo's.
pub fn development(project: &Project) -> Result<PathBuf> {
    let dist = project.work("dev-dist");
    let mut trunk = tools::trunk(project)?;
    say("building the panel for development …");
    trunk.args(["build", "--dist"]).arg(&dist);
    process::run(trunk)?;
    Ok(dist)
}

/// Lets Trunk build the panel for release, ready to be split. Gives the WASM as cargo left it.
fn trunk_release(project: &Project, dist: &Path, features: &str) -> Result<PathBuf> {
    let mut trunk = tools::trunk(project)?;
    say("building the panel for release …");
    let mut fetch = project::cargo();
    fetch.args(["fetch", "--locked"]).current_dir(&project.root);
    process::run(fetch)?;
    trunk.args(["build", "--release", "--locked", "--features", features, "--dist"]).arg(dist);
    trunk.env("CARGO_ENCODED_RUSTFLAGS", release_flags(project)?.join("\u{1f}"));
    process::run(trunk)?;
    Ok(artefact(project))
}

/// What cargo builds for release.
pub fn artefact(project: &Project) -> PathBuf {
    project.target.join("wasm32-unknown-unknown/release/faxbox_admin.wasm")
}

/// The compiler's flags for a WASM that can be split and that holds no path of the machine it was built on.
fn release_flags(project: &Project) -> Result<Vec<String>> {
    let mut flags = vec!["--cfg=erase_components".to_owned(), "-Clink-args=--emit-relocs".to_owned()];
    let mut remap =
        |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    // Where several fit, the last one counts: from the outer folder to the inner one.
    let mut sysroot = Command::new("rustc");
    sysroot.args(["--print", "sysroot"]).current_dir(&project.root);
    remap(Path::new(process::output(sysroot)?.trim()), "rust");
    let cargo_home = cargo_home()?;
    remap(&cargo_home, "cargo");
    let sources = cargo_home.join("registry/src");
    if sources.is_dir() {
        for registry in fs::read_dir(sources)? {
            remap(&registry?.path(), "crates");
        }
    }
    remap(&project.root, "faxbox-admin");
    Ok(flags)
}

fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME").filter(|path| !path.is_empty()) {
        Some(path) => Ok(PathBuf::from(path)),
        None => Ok(env::home_dir().context("no home directory: set CARGO_HOME")?.join(".cargo")),
    }
}

/// A file that the script asks for by a name, under which it lies in development.
pub struct Named {
    /// That name.
    pub from: &'static str,
    /// Its name with a hash.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// The files of a build that are text and that the script asks for, each in one piece.
pub fn name_files(project: &Project, trunk_dist: &Path) -> Result<[Named; 3]> {
    let bundle = |from: &'static str, stem: &str| -> Result<Named> {
        let text = bundled(project, trunk_dist, from)?;
        let ending = from.rsplit('.').next().unwrap_or_default();
        Ok(Named { from, name: format!("{stem}-{}.{ending}", hash([text.as_bytes()], HASH_DIGITS)), text })
    };
    Ok([
        bundle(STYLESHEET, NAME)?,
        bundle(LATE_STYLESHEET, &format!("{NAME}-late"))?,
        bundle(WORKER, &format!("{NAME}-worker"))?,
    ])
}

/// A stylesheet or a script with all that it imports.
fn bundled(project: &Project, trunk_dist: &Path, from: &str) -> Result<String> {
    let mut esbuild = Command::new(tools::npm_program(project, "esbuild")?);
    esbuild.arg(trunk_dist.join(from)).args(["--bundle", "--minify", "--log-level=warning"]);
    process::output(esbuild).with_context(|| format!("{from} cannot be bundled"))
}

/// The script that stands in the page itself.
fn begin(project: &Project, trunk_dist: &Path) -> Result<String> {
    let style = serde_json::to_string(bundled(project, trunk_dist, BEGIN_STYLESHEET)?.trim())?;
    let style = format!("--define:FORM_STYLE={style}");
    let script = split::bundle(project, &trunk_dist.join(BEGIN), &["--minify", "--format=iife", &style])?;
    ensure!(!script.contains("</") && !script.contains("<!--"), "{BEGIN} would end within the page");
    Ok(script.trim().to_owned())
}

/// The file of the languages beside English, and their texts.
pub fn name_languages(project: &Project, trunk_dist: &Path) -> Result<(Named, Vec<Named>)> {
    let mut esbuild = Command::new(tools::npm_program(project, "esbuild")?);
    esbuild.arg(trunk_dist.join(LANGUAGES));
    esbuild.args(["--minify", "--format=esm", "--target=es2022", "--log-level=warning"]);
    let mut script = process::output(esbuild).context("the languages' script cannot be made small")?;
    let mut catalogues = Vec::new();
    for file in compress::files(&trunk_dist.join(CATALOGUES))? {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{NAME}-{stem}-{}.json", hash([text.as_bytes()], HASH_DIGITS));
        script = replace(&script, &format!("./{CATALOGUES}/{stem}.json\""), &format!("./{name}\""))?;
        catalogues.push(Named { from: CATALOGUES, name, text });
    }
    let name = format!("{NAME}-language-{}.js", hash([script.as_bytes()], HASH_DIGITS));
    Ok((Named { from: LANGUAGES, name, text: script }, catalogues))
}

/// Puts the languages beside the rest. Gives the names of all files that the first view does without.
fn add_languages(
    dist: &Path,
    mut on_demand: Vec<String>,
    languages: Named,
    catalogues: Vec<Named>,
) -> Result<Vec<String>> {
    for file in std::iter::once(languages).chain(catalogues) {
        fs::write(dist.join(&file.name), &file.text)
            .with_context(|| format!("cannot write {}", file.name))?;
        on_demand.push(file.name);
    }
    Ok(on_demand)
}

/// Puts the files into `dist` under their final names. Gives the names of those that the first view does without.
fn assemble(
    trunk_dist: &Path,
    dist: &Path,
    split: &split::Split,
    named: &[Named; 3],
    begin: &str,
    languages: &Named,
) -> Result<Vec<String>> {
    let write = |name: &str, bytes: &[u8]| {
        fs::write(dist.join(name), bytes).with_context(|| format!("cannot write {name}"))
    };
    let mut script = split.script.clone();
    let mut on_demand = Vec::new();
    let mut main_wasm = String::new();

    // One hash for all: a chunk fits only the main part it was split from, even where its own bytes are the same as before.
    let hash = hash(split.wasm.iter().map(|file| file.bytes.as_slice()), HASH_DIGITS);
    for file in &split.wasm {
        let stem = file.name.trim_end_matches(".wasm").trim_end_matches("_bg");
        let name = format!("{stem}-{hash}.wasm");
        script = replace(&script, &format!("./{}\"", file.name), &format!("./{name}\""))?;
        write(&name, &file.bytes)?;
        if stem == NAME {
            main_wasm = name;
        } else {
            on_demand.push(name);
        }
    }
    ensure!(!main_wasm.is_empty(), "there is no main part among the WASM files");

    for file in named {
        write(&file.name, file.text.as_bytes())?;
        script = replace(&script, &format!("./{}\"", file.from), &format!("./{}\"", file.name))?;
        if integrity::is(&file.name, "css") {
            script = integrity::put(&script, &file.name, file.text.as_bytes())?;
        }
    }
    script = replace(&script, &format!("./{LANGUAGES}\""), &format!("./{}\"", languages.name))?;
    let [style, late @ ..] = named;
    on_demand.extend(late.iter().map(|file| file.name.clone()));
    let script_name = format!("{NAME}-{}.js", self::hash([script.as_bytes()], HASH_DIGITS));
    write(&script_name, script.as_bytes())?;

    let page = fs::read_to_string(trunk_dist.join("index.html")).context("Trunk made no page")?;
    let page = integrity::put_inline(&page, BEGIN, begin)?;
    // At the priority of a stylesheet: it asks for the first page of the list. The WASM is wanted when that comes.
    let page = replace(
        &page,
        r#"<script type="module" src="element.js"></script>"#,
        &format!(
            r#"<script type="module" fetchpriority="high" src="{script_name}" integrity="{}"></script><link rel="preload" href="{main_wasm}" as="fetch" type="application/wasm" crossorigin>"#,
            integrity::of(script.as_bytes())
        ),
    )?;
    let page = replace(
        &page,
        &format!(r#"<link rel="stylesheet" href="{STYLESHEET}">"#),
        &format!(
            r#"<link rel="stylesheet" href="{}" integrity="{}">"#,
            style.name,
            integrity::of(style.text.as_bytes())
        ),
    )?;
    // The page stands alone: what Trunk left blank is of no use in it.
    let page: String =
        page.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    write("index.html", page.as_bytes())?;

    fs::copy(trunk_dist.join("config.json"), dist.join("config.json")).context("cannot copy config.json")?;
    Ok(on_demand)
}

/// Whether a built file is of the page alone, by its name: a host has a page of its own.
pub fn is_of_page(name: &str) -> bool {
    ["index.html", "config.json"].contains(&name)
}

/// Whether a built file is the element's script, by its name.
pub fn is_script(name: &str) -> bool {
    let hash = name.strip_prefix(NAME).and_then(|rest| rest.strip_prefix('-')?.strip_suffix(".js"));
    hash.is_some_and(|hash| hash.len() == HASH_DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Replaces every occurrence of a text that must be there.
pub fn replace(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.contains(from), "expected to find {from} in what was built");
    Ok(text.replace(from, to))
}

/// The first digits of the SHA-256 of contents, one after the other.
pub fn hash<'a>(contents: impl IntoIterator<Item = &'a [u8]>, digits: usize) -> String {
    let mut hash = Sha256::new();
    contents.into_iter().for_each(|content| hash.update(content));
    let hash = hash.finalize();
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    hash.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).take(digits).collect()
}

/// Fails where a path of this machine has got into a file.
fn refuse_paths(project: &Project, dist: &Path) -> Result<()> {
    let home = cargo_home()?;
    for file in compress::files(dist)? {
        let bytes = fs::read(&file)?;
        for path in [&project.root, &project.target, &home] {
            let path = path.join("");
            let path = path.as_os_str().as_encoded_bytes();
            if bytes.windows(path.len()).any(|window| window == path) {
                bail!("{} holds a path of this machine", file.display());
            }
        }
    }
    Ok(())
}

/// Moves a folder, also where cargo's target folder is on another disk.
fn move_folder(from: &Path, to: &Path) -> Result<()> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    for file in compress::files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(fs::remove_dir_all(from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_that_of_all_contents() {
        assert_eq!(hash([b"ab".as_slice(), b"c"], HASH_DIGITS), "ba7816bf8f01cfea");
        assert_eq!(hash([b"abc".as_slice()], 4), "ba78");
    }

    #[test]
    fn the_script_is_known_by_its_name() {
        assert!(is_script("faxbox-admin-0123456789abcdef.js"));
        for name in [
            "faxbox-admin.js",
            "faxbox-admin-worker-0123456789abcdef.js",
            "faxbox-admin-0123456789abcdef.wasm",
        ] {
            assert!(!is_script(name), "{name}");
        }
    }

    #[test]
    fn what_is_replaced_must_be_there() {
        assert_eq!(replace("a b a", "a", "c").unwrap(), "c b c");
        assert!(replace("b", "a", "c").is_err());
    }
}
