//! What a visitor waits for: the size of the built files, the limit on those that come before the first row, and the figures that
//! each file is held to.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{build::HASH_DIGITS, compress, process::say};

/// What may be transferred, compressed with brotli, before the first row shows: page, script, style and main WASM.
pub const FIRST_LOAD_BUDGET_BYTES: u64 = 100 * 1024;
/// How much more than its committed figure a file may weigh.
const GROWTH_MAX_PERCENT: u64 = 2;
/// Below this, a percent is noise.
const GROWTH_FREE_BYTES: u64 = 64;
/// The committed figures: a line for each file, `name bytes`, names without hashes.
const FIGURES: &str = "xtask/sizes.txt";

/// What is done where a file weighs more than its figure allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// It is said.
    Told,
    /// The build fails.
    Refused,
    /// The figures are written anew: on purpose.
    Raised,
}

/// Prints a table of the files of `dist`, and fails where those of the first load are too big, or where one has grown and `growth`
/// forbids it. `on_demand` says which files are loaded later.
pub fn check(root: &Path, dist: &Path, on_demand: &[String], growth: Growth) -> Result<()> {
    let mut first_load = 0;
    let mut weights = BTreeMap::new();
    println!("{:<44} {:>10} {:>10}", "file", "bytes", "brotli");
    for file in compress::files(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file).display().to_string();
        if compress::is_twin(&file) {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let brotli = fs::metadata(compress::twin(&file, "br"))?.len();
        let later = on_demand.contains(&name);
        if !later {
            first_load += brotli;
        }
        *weights.entry(plain_name(&name)).or_default() += brotli;
        println!("{name:<44} {raw:>10} {brotli:>10}{}", if later { "  on demand" } else { "" });
    }
    println!("{:<44} {:>10} {first_load:>10}  of {FIRST_LOAD_BUDGET_BYTES}", "first load", "");
    if first_load > FIRST_LOAD_BUDGET_BYTES {
        bail!("the first load is {} bytes over its budget", first_load - FIRST_LOAD_BUDGET_BYTES);
    }
    weigh(&root.join(FIGURES), &weights, growth)
}

fn weigh(path: &Path, weights: &BTreeMap<String, u64>, growth: Growth) -> Result<()> {
    if growth == Growth::Raised {
        let lines: Vec<_> = weights.iter().map(|(name, bytes)| format!("{name} {bytes}")).collect();
        return fs::write(path, lines.join("\n") + "\n")
            .with_context(|| format!("cannot write {}", path.display()));
    }
    if !path.exists() {
        say("no file is held to a figure yet: `cargo xtask build --raise` writes them");
        return Ok(());
    }
    let figures = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let grown = grown(&figures, weights);
    if grown.is_empty() {
        return Ok(());
    }
    let words = format!(
        "{}\nWin it back; or, where it is worth its bytes, raise the figures on purpose by `cargo xtask build --raise`, and say \
         in the commit what for.",
        grown.join("\n")
    );
    if growth == Growth::Refused {
        bail!("{words}");
    }
    say(&words);
    Ok(())
}

/// What weighs more than its figure allows, in words.
fn grown(figures: &str, weights: &BTreeMap<String, u64>) -> Vec<String> {
    let figure = |name: &str| -> Option<u64> {
        let mut lines = figures.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(known, _)| *known == name)?.1.parse().ok()
    };
    let told = |(name, &bytes): (&String, &u64)| match figure(name) {
        None => Some(format!("{name}: {bytes} bytes, and no figure in {FIGURES}")),
        Some(allowed) => {
            let more = (allowed * GROWTH_MAX_PERCENT / 100).max(GROWTH_FREE_BYTES);
            (bytes > allowed + more).then(|| format!("{name}: grown from {allowed} to {bytes} bytes"))
        }
    };
    weights.iter().filter_map(told).collect()
}

/// A file's name without its hash.
fn plain_name(name: &str) -> String {
    let Some((stem, ending)) = name.rsplit_once('.') else { return name.to_owned() };
    let stem = match stem.rsplit_once('-') {
        Some((stem, hash)) if hash.len() == HASH_DIGITS => stem,
        _ => stem,
    };
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hashes() {
        for (name, plain) in [
            ("index.html", "index.html"),
            ("faxbox-admin-0123456789abcdef.js", "faxbox-admin.js"),
            ("faxbox-admin-late-0123456789abcdef.css", "faxbox-admin-late.css"),
            ("split_editor-0123456789abcdef.wasm", "split_editor.wasm"),
            ("editor_tools-0123456789abcdef.wasm", "editor_tools.wasm"),
        ] {
            assert_eq!(plain_name(name), plain);
        }
    }

    #[test]
    fn a_file_grows_two_percent_and_no_more() {
        let figures = "big.wasm 10000\nsmall.js 100\n";
        let grown = |name: &str, bytes| grown(figures, &BTreeMap::from([(name.to_owned(), bytes)])).len();
        for (name, bytes, refused) in [
            ("big.wasm", 9_000, 0),
            ("big.wasm", 10_200, 0),
            ("big.wasm", 10_201, 1),
            ("small.js", 164, 0),
            ("small.js", 165, 1),
            ("other.js", 1, 1),
        ] {
            assert_eq!(grown(name, bytes), refused, "{name} {bytes}");
        }
    }
}
