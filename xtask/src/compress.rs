//! `.br` and `.gz` beside every file, so that a static server need not compress while people wait.

use std::{
    ffi::OsString,
    fs,
    io::Write,
    path::{Path, PathBuf},
    thread,
};

use anyhow::{Context, Result, anyhow};
use flate2::{Compression, GzBuilder};

/// Brotli's highest quality: slow to write, as fast as any to read.
const BROTLI_QUALITY: i32 = 11;
/// Brotli's largest ordinary window, as a power of two.
const BROTLI_WINDOW: i32 = 24;

/// Compresses every file of a folder.
pub fn folder(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    thread::scope(|scope| {
        let jobs: Vec<_> = files.iter().map(|file| scope.spawn(|| compress(file))).collect();
        jobs.into_iter().try_for_each(|job| job.join().map_err(|_| anyhow!("a compression died"))?)
    })
}

/// The files of a folder and its folders, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            found.extend(files(&entry.path())?);
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// The name of a file's compressed twin.
pub fn twin(file: &Path, extension: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

/// Whether a file is another one's compressed twin.
pub fn is_twin(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

fn compress(file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;

    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &parameters)?;
    fs::write(twin(file, "br"), brotli)?;

    // No time and no name in its head: the same input gives the same file.
    let mut gzip = GzBuilder::new().write(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    fs::write(twin(file, "gz"), gzip.finish()?)?;
    Ok(())
}
