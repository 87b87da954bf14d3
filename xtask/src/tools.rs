//! The tools, each at a pinned version, installed when they are missing.
//!
//! What is built from source goes into a folder of the user's cache that is named after the version, so that the next checkout
//! finds it there and nothing of the user's own is touched. What comes from npm goes into `node_modules` beside its lock file.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{self, say},
    project::{self, Project},
};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node that what we take from npm runs on.
const NODE_MAJOR: u32 = 20;

/// A tool that cargo builds from source.
pub struct Tool {
    package: &'static str,
    version: &'static str,
    binary: &'static str,
    features: &'static str,
    takes: &'static str,
}

/// Bundles the panel. 0.22 wants a newer Rust than ours.
pub const TRUNK: Tool =
    Tool { package: "trunk", version: "0.21.14", binary: "trunk", features: "", takes: "about 5 minutes" };

/// Makes the JavaScript side of the WASM, and runs the browser tests. Equals the crate `wasm-bindgen` to the digit.
pub const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    version: "0.2.129",
    binary: "wasm-bindgen",
    features: "",
    takes: "about 3 minutes",
};

/// Splits the WASM; belongs to the crate `wasm_split_helpers`.
pub const WASM_SPLIT: Tool = Tool {
    package: "wasm_split_cli_support",
    version: "0.2.4",
    binary: "wasm-split-cli",
    features: "build-binary",
    takes: "about a minute",
};

/// Checks licences, doubled crates and sources by `deny.toml`.
pub const CARGO_DENY: Tool = Tool {
    package: "cargo-deny",
    version: "0.20.2",
    binary: "cargo-deny",
    features: "",
    takes: "about 5 minutes",
};

impl Tool {
    /// The folder with the tool's programs; builds it where it is missing.
    pub fn folder(&self) -> Result<PathBuf> {
        let Self { package, version, binary, features, takes } = self;
        let cache = project::cache()?;
        let root = cache.join("tools").join(format!("{package}-{version}"));
        let bin = root.join("bin");
        if bin.join(binary).is_file() {
            return Ok(bin);
        }
        say(&format!("building {package} {version} from source ({takes}, once) …"));
        fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
        let mut install = project::cargo();
        install.args(["install", package, "--version", version, "--locked", "--quiet", "--root"]).arg(&root);
        if !features.is_empty() {
            install.args(["--features", features]);
        }
        // Not in the checkout: neither its settings nor its target folder have a part in this.
        install.current_dir(&cache);
        for variable in ["CARGO_TARGET_DIR", "CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"] {
            install.env_remove(variable);
        }
        process::run(install).with_context(|| format!("{package} {version} cannot be installed"))?;
        Ok(bin)
    }

    /// The tool's main program.
    pub fn program(&self) -> Result<PathBuf> {
        Ok(self.folder()?.join(self.binary))
    }
}

/// Adds the WASM target to the toolchain, where it is missing.
pub fn wasm_target() -> Result<()> {
    let mut libdir = Command::new("rustc");
    libdir.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    if Path::new(process::output(libdir)?.trim()).is_dir() {
        return Ok(());
    }
    say(&format!("adding the target {WASM_TARGET} to the toolchain …"));
    let mut add = Command::new("rustup");
    add.args(["target", "add", WASM_TARGET]);
    process::run(add).with_context(|| format!("Rust needs the target {WASM_TARGET}"))
}

/// Installs what a `package-lock.json` names, where that is not done or not up to date.
pub fn npm(folder: &Path) -> Result<()> {
    let modified = |name: &str| fs::metadata(folder.join(name)).and_then(|file| file.modified());
    let lock =
        modified("package-lock.json").with_context(|| format!("{} has no lock file", folder.display()))?;
    // npm writes this file last.
    if modified("node_modules/.package-lock.json").is_ok_and(|installed| installed >= lock) {
        return Ok(());
    }
    node()?;
    say(&format!("installing the npm packages of {} …", folder.display()));
    let mut ci = Command::new("npm");
    // Playwright would fetch browsers of its own; esbuild works without its script.
    ci.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    ci.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    process::run(ci)
}

/// Makes sure that there is a Node that is new enough, and npm.
pub fn node() -> Result<()> {
    let mut version = Command::new("node");
    version.arg("--version");
    let major = process::output(version)
        .ok()
        .and_then(|version| version.trim().strip_prefix('v')?.split('.').next()?.parse().ok());
    if major.is_none_or(|major: u32| major < NODE_MAJOR) || process::which("npm").is_none() {
        bail!("Node {NODE_MAJOR} or later and npm are needed: install them");
    }
    Ok(())
}

/// A program from npm that the release build needs.
pub fn npm_program(project: &Project, name: &str) -> Result<PathBuf> {
    let folder = project.root.join("xtask");
    npm(&folder)?;
    Ok(folder.join("node_modules/.bin").join(name))
}

/// Trunk, with the `wasm-bindgen` that it needs before all others on its path.
pub fn trunk(project: &Project) -> Result<Command> {
    wasm_target()?;
    let mut trunk = Command::new(TRUNK.program()?);
    trunk.current_dir(&project.root).env("PATH", process::path_with(&[WASM_BINDGEN.folder()?])?);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads this variable as a flag of its own and refuses the usual value.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_agree_everywhere() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
        let version = WASM_BINDGEN.version;
        assert!(read("Cargo.toml").contains(&format!("wasm-bindgen = \"={version}\"")));
        assert!(read("Trunk.toml").contains(&format!("wasm_bindgen = \"{version}\"")));
    }
}
