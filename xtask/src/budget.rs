//! What a visitor waits for: the size of the built files, and the limit on those that come before the first row.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use crate::compress;

/// What may be transferred, compressed with brotli, before the first row shows: page, script, style and main WASM.
pub const FIRST_LOAD_BUDGET_BYTES: u64 = 130 * 1024;

/// Prints a table of the files of `dist`, and fails where those of the first load are too big. `on_demand` says which files
/// are loaded later.
pub fn check(dist: &Path, on_demand: &[String]) -> Result<()> {
    let mut first_load = 0;
    println!("{:<44} {:>10} {:>10}", "file", "bytes", "brotli");
    for file in compress::files(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file).display().to_string();
        if is_twin(&file) {
            continue;
        }
        let raw = fs::metadata(&file)?.len();
        let brotli = fs::metadata(compress::twin(&file, "br"))?.len();
        let later = on_demand.contains(&name);
        if !later {
            first_load += brotli;
        }
        println!("{name:<44} {raw:>10} {brotli:>10}{}", if later { "  on demand" } else { "" });
    }
    println!("{:<44} {:>10} {first_load:>10}  of {FIRST_LOAD_BUDGET_BYTES}", "first load", "");
    if first_load > FIRST_LOAD_BUDGET_BYTES {
        bail!("the first load is {} bytes over its budget", first_load - FIRST_LOAD_BUDGET_BYTES);
    }
    Ok(())
}

fn is_twin(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}
