//! Finding a browser, or installing Debian's.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::process::{self, say};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A Chromium or Chrome: the one that `CHROMIUM` names, else one on `PATH`, else Debian's, which is installed where that is allowed.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("CHROMIUM names {}, which is not a file", named.display());
        }
        return Ok(named);
    }
    let find = || BROWSERS.into_iter().find_map(process::which);
    if let Some(browser) = find() {
        return Ok(browser);
    }
    apt_install("chromium")?;
    find().context("Chromium is installed and yet not on PATH")
}

/// The driver through which the browser tests start the browser.
pub fn chromedriver() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMEDRIVER").filter(|name| !name.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    let find = || process::which("chromedriver");
    if let Some(driver) = find() {
        return Ok(driver);
    }
    apt_install("chromium-driver")?;
    find().context("chromium-driver is installed and yet chromedriver is not on PATH")
}

fn apt_install(package: &str) -> Result<()> {
    if process::which("apt-get").is_none() || !is_root() {
        bail!(
            "{package} is missing: install it (Debian: sudo apt-get install chromium chromium-driver), \
             or name a Chromium or Chrome by CHROMIUM and its driver by CHROMEDRIVER"
        );
    }
    say(&format!("installing Debian's {package} (a minute or two, once) …"));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        process::run(command)
    };
    apt(&["update", "-qq"])?;
    apt(&["install", "-y", "-qq", "--no-install-recommends", package])
}

fn is_root() -> bool {
    let mut id = Command::new("id");
    id.arg("-u");
    process::output(id).is_ok_and(|id| id.trim() == "0")
}
