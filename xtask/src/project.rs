//! Where things are.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The checkout and the folder that cargo builds into.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// Cargo's target folder: `target`, or what `CARGO_TARGET_DIR` says.
    pub target: PathBuf,
}

impl Project {
    /// Asks cargo.
    pub fn find() -> Result<Self> {
        // As `cargo run` says it: checkouts that share a target folder share the program too.
        let xtask = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = xtask.parent().context("xtask has no parent folder")?;
        let mut metadata = cargo();
        metadata.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).current_dir(root);
        let metadata: Value = serde_json::from_str(&process::output(metadata)?)?;
        let target = metadata
            .get("target_directory")
            .and_then(Value::as_str)
            .context("cargo names no target folder")?;
        Ok(Self { root: root.to_owned(), target: PathBuf::from(target) })
    }

    /// A folder of ours for what a build makes on its way.
    pub fn work(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// The same, made empty.
    pub fn empty_work(&self, name: &str) -> Result<PathBuf> {
        let folder = self.work(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// The release build.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }
}

/// The cargo that runs us, in the checkout's own toolchain.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The folder in the user's cache where tools that were built from source stay, by version.
pub fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => env::home_dir().context("no home directory: set XDG_CACHE_HOME")?.join(".cache"),
    };
    Ok(base.join("faxbox-admin"))
}
