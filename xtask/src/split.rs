//! The WASM in parts: what the first view needs, and chunks that come when they are used.
//!
//! The order counts, and each step fails in its own way when it is changed: split what cargo built (with relocations and names),
//! bind the main part (keeping what the linker exported, which the chunks import), shrink each file, bundle the scripts.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::{Context, Result, anyhow, ensure};

use crate::{
    compress,
    process::{self, say},
    project::Project,
    tools::{self, WASM_BINDGEN, WASM_SPLIT},
};

/// The name of the main part: `element.js` imports its script.
const MAIN: &str = "faxbox-admin";
/// The loader of the chunks, as `wasm-split-cli` calls it.
const LOADER: &str = "__wasm_split.js";
/// The loader fetches by whatever is called `fetch` in its module: ours gives up after a time.
const LOADER_HEAD: &str = "import { fetchWasm as fetch } from \"./element.js\";\n";
/// What rustc's WASM uses beyond the first edition of WebAssembly.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
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
    let parts = project.empty_work("split")?;
    let bound = project.empty_work("bound")?;

    say("splitting the WASM …");
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
        "--out-name",
        MAIN,
    ]);
    bindgen.arg("--out-dir").arg(&bound).arg(&main);
    process::run(bindgen).context("the main part cannot be bound")?;

    fs::remove_file(&main)?;
    for chunk in wasm_files(&parts)? {
        let name = chunk.file_name().context("a chunk has no name")?;
        fs::rename(&chunk, bound.join(name))?;
    }

    say("shrinking the WASM …");
    let wasm = optimise(project, &bound)?;

    let loader = fs::read_to_string(parts.join(LOADER)).context("the splitter wrote no loader")?;
    fs::write(bound.join(LOADER), format!("{LOADER_HEAD}{loader}"))?;
    fs::copy(trunk_dist.join("element.js"), bound.join("element.js"))
        .context("Trunk copied no element.js")?;
    let mut esbuild = Command::new(tools::npm_program(project, "esbuild")?);
    esbuild.arg(bound.join("element.js"));
    esbuild.args([
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--log-level=warning",
    ]);
    let script = process::output(esbuild).context("the scripts cannot be bundled")?;
    Ok(Split { wasm, script })
}

/// Shrinks every WASM file of a folder, two at a time or more, and reads the results.
fn optimise(project: &Project, folder: &Path) -> Result<Vec<WasmFile>> {
    let wasm_opt = tools::npm_program(project, "wasm-opt")?;
    let files = wasm_files(folder)?;
    ensure!(!files.is_empty(), "there is no WASM to shrink");
    let shrink = |file: &Path| {
        let mut command = Command::new(&wasm_opt);
        command
            .arg("-Oz")
            .args(WASM_FEATURES)
            .args(["--strip-debug", "--strip-producers"])
            .arg(file)
            .arg("-o")
            .arg(file);
        process::run(command)?;
        let name = file.file_name().and_then(OsStr::to_str).context("a WASM file has no name")?.to_owned();
        Ok(WasmFile { name, bytes: fs::read(file)? })
    };
    thread::scope(|scope| {
        let jobs: Vec<_> = files.iter().map(|file| scope.spawn(move || shrink(file))).collect();
        jobs.into_iter().map(|job| job.join().map_err(|_| anyhow!("wasm-opt died"))?).collect()
    })
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = compress::files(folder)?;
    Ok(files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "wasm"))
        .collect())
}
