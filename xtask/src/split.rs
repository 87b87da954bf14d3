//! The WASM in parts: what the first view needs, and chunks that come when they are used.
//!
//! The order counts, and each step fails in its own way when it is changed: split what cargo built (with relocations and names),
//! bind the main part (keeping what the linker exported, which the chunks import), shorten the names it shares with its script, shrink each file, bundle the scripts.

use std::{
    ffi::OsStr,
    fs, iter,
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};

use crate::{
    compress,
    process::{self, say},
    project::Project,
    rename,
    tools::{self, WASM_BINDGEN, WASM_SPLIT},
};

/// The name of the main part: `element.js` imports its script.
const MAIN: &str = "faxbox-admin";
/// The loader of the chunks, as `wasm-split-cli` calls it.
const LOADER: &str = "__wasm_split.js";
/// The loader fetches by whatever is called `fetch` in its module: ours gives up after a time. The glue has the browser's.
const LOADER_HEAD: &str = "const fetch = fetchChunk;\n";
/// The script that makes an instance of all of it, which `element.js` imports.
const ENGINE: &str = "engine.js";
/// What is bundled into it.
const ENGINE_PARTS: &str =
    "export { default, add_language, mount, on_panic, end } from \"./faxbox-admin.js\";\n";
/// A function that ends an instance, at the end of the glue: whatever the page still calls of it does nothing from then on.
const END: &str = "\nexport function end() { wasm = new Proxy({}, { get: () => () => 0 }); }\n";
/// The element's own scripts, as Trunk copies them.
pub const SCRIPTS: [&str; 5] = ["element.js", "connect.js", "early.js", "make.js", "shell.js"];
/// What the script gives to whoever imports it. What else `element.js` exports is for the others of our scripts.
pub const ENTRY: &str = "export { FaxboxAdmin } from \"./element.js\";\n";
/// What rustc's WASM uses beyond the first edition of WebAssembly.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Which parts are there before others, or come with them: `parts` in `src/ui/chunk.rs` says the same to the compiler. What a part
/// shares with one that rests on it is its own.
const RESTS_ON: [(&str, &[&str]); 4] = [
    ("tools", &["panel"]),
    ("editor", &["panel"]),
    ("document", &["panel", "editor"]),
    ("bulk", &["panel", "editor", "tools"]),
];

/// A WASM file under the name by which the script asks for it.
pub struct WasmFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What comes out: the files, ordered by name, and the one script.
pub struct Split {
    /// The main part and the chunks.
    pub wasm: Vec<WasmFile>,
    /// The element, the glue of `wasm-bindgen` and the loader of the chunks, bundled.
    pub script: String,
}

/// Splits the WASM that cargo built.
pub fn run(project: &Project, artefact: &Path, trunk_dist: &Path) -> Result<Split> {
    say("splitting the WASM …");
    let bound = project.empty_work("bound")?;
    let loader = bind(project, artefact, &bound)?;

    say("shrinking the WASM …");
    let wasm = optimise(project, &bound)?;

    fs::write(bound.join(LOADER), format!("{LOADER_HEAD}{loader}"))?;
    fs::write(bound.join("parts.js"), ENGINE_PARTS)?;
    let parts = bundle(project, &bound.join("parts.js"), &[])?;
    fs::write(bound.join(ENGINE), engine(&parts).context("the glue cannot be made a function")?)?;
    for name in SCRIPTS {
        fs::copy(trunk_dist.join(name), bound.join(name))
            .with_context(|| format!("Trunk copied no {name}"))?;
    }
    fs::write(bound.join("entry.js"), ENTRY)?;
    let script = bundle(project, &bound.join("entry.js"), &["--minify", "--define:SPLIT=true"])?;
    Ok(Split { wasm, script })
}

/// Makes the parts of what cargo built, as they are before they are shrunk, in a folder. Gives the loader of the chunks.
fn bind(project: &Project, artefact: &Path, bound: &Path) -> Result<String> {
    let parts = project.empty_work("split")?;
    let mut split = Command::new(WASM_SPLIT.program()?);
    split.arg(artefact).arg(&parts).args(["--out-name", MAIN]);
    process::run(split).context("the WASM cannot be split")?;

    let main = parts.join(format!("{MAIN}.wasm"));
    let mut bindgen = Command::new(WASM_BINDGEN.program()?);
    bindgen.args([
        "--target",
        "web",
        "--keep-lld-exports",
        "--no-demangle",
        "--no-typescript",
        // The element says where the WASM is; a bundler would look for the file of that path.
        "--omit-default-module-path",
        "--out-name",
        MAIN,
    ]);
    bindgen.arg("--out-dir").arg(bound).arg(&main);
    process::run(bindgen).context("the main part cannot be bound")?;
    let (wasm_file, script_file) = (bound.join(format!("{MAIN}_bg.wasm")), bound.join(format!("{MAIN}.js")));
    let (wasm, script) = rename::shorten(&fs::read(&wasm_file)?, &fs::read_to_string(&script_file)?)
        .context("the names between WASM and script cannot be shortened")?;
    fs::write(wasm_file, wasm)?;
    fs::write(script_file, script + END)?;

    fs::remove_file(&main)?;
    let mut loader = fs::read_to_string(parts.join(LOADER)).context("the splitter wrote no loader")?;
    for chunk in wasm_files(&parts)? {
        let name = chunk.file_name().and_then(OsStr::to_str).context("a chunk has no name")?;
        let given = shared_name(&loader, name).unwrap_or_else(|| name.to_owned());
        ensure!(given == name || !bound.join(&given).exists(), "two chunks are called {given}");
        loader = loader.replace(&format!("\"./{name}\""), &format!("\"./{given}\""));
        fs::rename(&chunk, bound.join(given))?;
    }
    Ok(loader)
}

/// Fails where the same WASM, taken apart twice, gives different bytes: the splitter and the binder are programs of others.
pub fn check_repeats(project: &Project, artefact: &Path) -> Result<()> {
    let once = || -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let bound = project.empty_work("bound-again")?;
        let loader = bind(project, artefact, &bound)?;
        let mut contents = vec![(PathBuf::from(LOADER), loader.into_bytes())];
        for file in compress::files(&bound)? {
            contents.push((file.clone(), fs::read(file)?));
        }
        Ok(contents)
    };
    let (first, second) = (once()?, once()?);
    ensure!(
        first.len() == second.len(),
        "split twice, the WASM is {} files and {}",
        first.len(),
        second.len()
    );
    for (one, other) in first.iter().zip(&second) {
        ensure!(one == other, "split twice, {} and {} are not the same", one.0.display(), other.0.display());
    }
    Ok(())
}

/// Bundles a script with all that it imports.
pub fn bundle(project: &Project, script: &Path, arguments: &[&str]) -> Result<String> {
    let mut esbuild = Command::new(tools::npm_program(project, "esbuild")?);
    esbuild.arg(script).args([
        "--bundle",
        // It comes on demand, as a file of its own.
        "--external:./language.js",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
        // The main part imports the loader once for each chunk: it is the same each time.
        "--log-override:duplicate-object-key=silent",
    ]);
    esbuild.args(arguments);
    process::output(esbuild).context("the scripts cannot be bundled")
}

/// A module that exports `engine` out of one that exports `a as b, c`: a function that runs it anew with each call and gives back what it
/// exports. Its `fetchChunk` is the function's first argument.
fn engine(module: &str) -> Result<String> {
    let (body, exports) = module.rsplit_once("export {").context("it exports nothing")?;
    let exports = exports.split('}').next().unwrap_or_default().split(',');
    let members: Vec<_> = exports
        .map(|export| match export.trim().split_once(" as ") {
            Some((inner, outer)) => format!("{outer}: {inner}"),
            None => export.trim().to_owned(),
        })
        .collect();
    Ok(format!(
        "export const engine = (fetchChunk) => {{\n{body}\nreturn {{ {} }};\n}};\n",
        members.join(", ")
    ))
}

/// The name of a file that several parts share, by those of them that rest on none of the others; nothing for the files of one part.
/// The splitter numbers them, and the numbers change from build to build.
fn shared_name(loader: &str, file: &str) -> Option<String> {
    let chunk = file.strip_suffix(".wasm")?;
    let before = loader.split_once(&format!(" */\nconst __{chunk} = "))?.0;
    let parts: Vec<_> = before.rsplit_once("/* ")?.1.split(", ").collect();
    let rests = |part: &str| RESTS_ON.iter().find(|(known, _)| *known == part).map_or(&[][..], |(_, on)| *on);
    let first = parts.iter().filter(|part| !rests(part).iter().any(|other| parts.contains(other)));
    Some(format!("{}.wasm", first.copied().collect::<Vec<_>>().join("_")))
}

/// Shrinks every WASM file of a folder, one on each core, and reads the results.
fn optimise(project: &Project, folder: &Path) -> Result<Vec<WasmFile>> {
    let wasm_opt = tools::npm_program(project, "wasm-opt")?;
    let files = wasm_files(folder)?;
    ensure!(!files.is_empty(), "there is no WASM to shrink");
    let shrink = |file: &Path| {
        let mut command = Command::new(&wasm_opt);
        command
            // One file a core, and one core a file: its own threads only wait for each other.
            .env("BINARYEN_CORES", "1")
            // Twice for what every visitor waits for: the second round finds what the first has bared.
            .args(if file.ends_with(format!("{MAIN}_bg.wasm")) {
                ["-Oz", "-Oz"].as_slice()
            } else {
                &["-Oz"]
            })
            .args(WASM_FEATURES)
            .args(["--strip-debug", "--strip-producers"])
            .arg(file)
            .arg("-o")
            .arg(file);
        process::run(command)?;
        let name = file.file_name().and_then(OsStr::to_str).context("a WASM file has no name")?.to_owned();
        Ok(WasmFile { name, bytes: fs::read(file)? })
    };
    // The largest first: what is begun last should not take longest.
    let mut queue =
        files.iter().map(|file| Ok((fs::metadata(file)?.len(), file))).collect::<Result<Vec<_>>>()?;
    queue.sort_unstable();
    let queue = Mutex::new(queue);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || iter::from_fn(next).map(|(_, file)| shrink(file)).collect::<Result<Vec<_>>>();
    let mut done = thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut done = Vec::new();
        for worker in workers {
            done.extend(worker.join().map_err(|_| anyhow!("wasm-opt died"))??);
        }
        Ok::<_, anyhow::Error>(done)
    })?;
    done.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(done)
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = compress::files(folder)?;
    Ok(files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_file_is_called_after_what_rests_on_nothing_else() {
        let name = |parts: &str| {
            shared_name(&format!("x;\n/* {parts} */\nconst __chunk_7 = makeLoad("), "chunk_7.wasm")
        };
        for (parts, expected) in [
            ("bulk, document, editor, panel, tools", "panel.wasm"),
            ("bulk, document, editor, tools", "editor_tools.wasm"),
            ("bulk, document, editor", "editor.wasm"),
            ("bulk, tools", "tools.wasm"),
            ("bulk, document", "bulk_document.wasm"),
        ] {
            assert_eq!(name(parts).as_deref(), Some(expected));
        }
        assert_eq!(shared_name("", "split_editor.wasm"), None);
    }
}
