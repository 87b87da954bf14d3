//! `cargo xtask reproduce`: builds the checkout once more in another folder, from nothing, and compares what comes of it with `dist`.
//!
//! It takes as long as a first release build; `cargo xtask test` does only the quick part of it (`split::check_repeats`).

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    build, compress,
    process::{self, say},
    project::{self, Project},
    split,
};

/// Compares `dist` with a build of the same files elsewhere. Fails where a byte differs.
pub fn run(project: &Project) -> Result<()> {
    let dist = project.dist();
    ensure!(dist.is_dir(), "there is no release build to reproduce: `cargo xtask build` makes one");
    split::check_repeats(project, &build::artefact(project))?;

    let elsewhere = project.empty_work("reproduce")?;
    let mut list = Command::new("git");
    list.args(["ls-files", "-z"]).current_dir(&project.root);
    for name in process::output(list)?.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (project.root.join(name), elsewhere.join(name));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&from, &to).with_context(|| format!("cannot copy {name}"))?;
    }
    say("building the same files elsewhere …");
    let mut again = project::cargo();
    again.args(["run", "--quiet", "--locked", "--package", "xtask", "--", "build"]).current_dir(&elsewhere);
    again.env("CARGO_TARGET_DIR", elsewhere.join("target")).env_remove("CARGO_MANIFEST_DIR");
    process::run(again).context("the second build failed")?;
    compare(&dist, &elsewhere.join("dist"))?;
    fs::remove_dir_all(elsewhere)?;
    say("the two builds are the same, byte by byte");
    Ok(())
}

/// Fails where two folders do not hold the same files with the same bytes.
fn compare(one: &Path, other: &Path) -> Result<()> {
    let names = |folder: &Path| -> Result<Vec<_>> {
        let files = compress::files(folder)?;
        files.into_iter().map(|file| Ok(file.strip_prefix(folder)?.to_owned())).collect()
    };
    let (names_of_one, names_of_other) = (names(one)?, names(other)?);
    if names_of_one != names_of_other {
        let differs = |name: &&_| !names_of_other.contains(name);
        let name =
            names_of_one.iter().find(differs).map_or("fewer files", |name| name.to_str().unwrap_or("a file"));
        bail!("the second build has other files: the first has {name}");
    }
    for name in names_of_one {
        ensure!(fs::read(one.join(&name))? == fs::read(other.join(&name))?, "{} differs", name.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_the_same_where_every_byte_is() {
        let folder = Project::find().unwrap().empty_work("compare").unwrap();
        let (one, other) = (folder.join("one"), folder.join("other"));
        for folder in [&one, &other] {
            fs::create_dir_all(folder.join("in")).unwrap();
            fs::write(folder.join("in/a"), "a").unwrap();
        }
        compare(&one, &other).unwrap();
        fs::write(other.join("in/a"), "b").unwrap();
        assert!(compare(&one, &other).is_err());
        fs::write(other.join("in/a"), "a").unwrap();
        fs::write(other.join("b"), "").unwrap();
        assert!(compare(&one, &other).is_err());
        assert!(compare(&other, &one).is_err());
    }
}
