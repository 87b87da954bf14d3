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

/// A Chromium without any window, for the end-to-end tests: half the work of one that could have windows. Where it cannot be had, [`chromium`].
pub fn headless() -> Result<PathBuf> {
    const PACKAGE: &str = "chromium-headless-shell";
    let named = env::var_os("CHROMIUM").is_some_and(|name| !name.is_empty());
    if !named {
        if let Some(browser) = process::which(PACKAGE) {
            return Ok(browser);
        }
        // Other systems, and other people's machines, have it seldom: their browser does as well, and is slower.
        if let Err(error) = apt_install(PACKAGE) {
            say(&format!("going on without {PACKAGE}: {error:#}"));
        } else if let Some(browser) = process::which(PACKAGE) {
            return Ok(browser);
        }
    }
    chromium()
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

/// Firefox: the one that `FIREFOX` names, else one on `PATH`, else Debian's.
pub fn firefox() -> Result<PathBuf> {
    const PACKAGE: &str = "firefox-esr";
    if let Some(named) = env::var_os("FIREFOX").filter(|name| !name.is_empty()) {
        return Ok(PathBuf::from(named));
    }
    let find = || [PACKAGE, "firefox"].into_iter().find_map(process::which);
    if let Some(browser) = find() {
        return Ok(browser);
    }
    apt_install(PACKAGE)?;
    find().context("Firefox is installed and yet not on PATH")
}

/// `WebKitGTK`.
pub struct WebKit {
    /// What speaks `WebDriver`.
    pub driver: PathBuf,
    /// The small browser that comes with the library.
    pub browser: PathBuf,
}

/// Debian's `WebKitGTK`, with a screen that nobody sees.
pub fn webkit() -> Result<WebKit> {
    for (program, package) in [("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")] {
        if process::which(program).is_none() {
            apt_install(package)?;
        }
    }
    let driver = process::which("WebKitWebDriver").context("webkit2gtk-driver has no WebKitWebDriver")?;
    let mut list = Command::new("find");
    list.args(["/usr/lib", "/usr/libexec", "-name", "MiniBrowser", "-path", "*webkit2gtk*"])
        .stderr(Stdio::null());
    let found = process::output(list).unwrap_or_default();
    let browser = found.lines().next().context("WebKitGTK's MiniBrowser is not there")?;
    Ok(WebKit { driver, browser: PathBuf::from(browser) })
}

fn apt_install(package: &str) -> Result<()> {
    if process::which("apt-get").is_none() || !is_root() {
        bail!(
            "{package} is missing: install it (Debian: sudo apt-get install {package}), \
             or name a Chromium or Chrome by CHROMIUM, its driver by CHROMEDRIVER, a Firefox by FIREFOX"
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
