//! What the page and the script say of the content of scripts and stylesheets: the browser takes no other. The WASM has a hash in its
//! name instead, since `integrity` would cost its streaming; so has what the browser can be told no `integrity` of, the worker and the
//! script of the languages.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256, Sha384};

use crate::build::replace;

/// What stands beside the name of a stylesheet in a script, minified: before its hash and behind.
const BESIDE: [&str; 2] = ["\",import.meta.url),{integrity:\"", "\"}"];

/// What a page writes beside a file's name, so that the browser refuses another content.
pub fn of(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Around a script that stands in the page itself, and not in a file. It runs where it stands: a module would wait for a task of its own.
const INLINE: [&str; 2] = ["<script>", "</script>"];

/// Puts a script into the page itself, in the place of its address.
pub fn put_inline(page: &str, from: &str, script: &str) -> Result<String> {
    let [before, behind] = INLINE;
    let address = format!(r#"<script type="module" async src="{from}"></script>"#);
    replace(page, &address, &format!("{before}{script}{behind}"))
}

/// What a policy says of the script that stands in a page itself; nothing where there is none.
pub fn of_inline(page: &str) -> Option<String> {
    let [before, behind] = INLINE;
    let (script, _) = page.split_once(before)?.1.split_once(behind)?;
    Some(format!("'sha256-{}'", base64(&Sha256::digest(script))))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| DIGITS.get((bits & 63) as usize).map_or('=', |digit| char::from(*digit));
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            (0..3).fold(0, |bits, index| bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0)));
        let digits = [digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)];
        text.extend(digits.iter().take(chunk.len() + 1));
        text.extend(std::iter::repeat_n('=', 3 - chunk.len()));
    }
    text
}

/// Writes the hash of a stylesheet beside its name in a script.
pub fn put(script: &str, name: &str, content: &[u8]) -> Result<String> {
    let [before, behind] = BESIDE;
    replace(script, &format!("./{name}{before}{behind}"), &format!("./{name}{before}{}{behind}", of(content)))
}

/// Takes the hashes out of a script again: the bundler of a host may change what a stylesheet holds.
pub fn take(script: &str) -> String {
    let [before, behind] = BESIDE;
    let mut parts = script.split(before);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once(behind).map_or(part, |(_, rest)| rest);
        text.extend([before, behind, rest]);
    }
    text
}

/// Fails where the page, or a script that it names, asks for a script or a stylesheet and does not say what it holds, or says what the
/// file of that name does not hold.
pub fn check(dist: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html")).context("there is no page")?;
    let mut claims = of_page(&page);
    let scripts: Vec<_> = claims.iter().map(|(name, _)| name.clone()).filter(|name| is(name, "js")).collect();
    ensure!(scripts.len() == 1, "the page names {} scripts", scripts.len());
    ensure!(of_inline(&page).is_some(), "no script stands in the page itself");
    for script in scripts {
        let text = fs::read_to_string(dist.join(&script)).with_context(|| format!("there is no {script}"))?;
        claims.extend(of_script(&text));
    }
    ensure!(
        claims.len() == 4,
        "the page and its script should name a script and three stylesheets: {claims:?}"
    );
    for (name, claimed) in claims {
        let content = fs::read(dist.join(&name)).with_context(|| format!("there is no {name}"))?;
        ensure!(
            claimed.as_deref() == Some(&of(&content)),
            "the integrity of {name} is said to be {claimed:?}"
        );
    }
    Ok(())
}

/// The scripts and stylesheets that a page asks for, with what it says of them.
fn of_page(page: &str) -> Vec<(String, Option<String>)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let asked = page.split('<').filter_map(|tag| {
        let name = attribute(tag, "src").or_else(|| attribute(tag, "href"))?;
        let is_ours = [".js", ".css"].iter().any(|ending| name.ends_with(ending));
        is_ours.then(|| (name, attribute(tag, "integrity")))
    });
    asked.collect()
}

/// Whether a file of this name is of this kind.
pub fn is(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == extension)
}

/// The stylesheets that a script asks for, with what it says of them.
fn of_script(script: &str) -> Vec<(String, Option<String>)> {
    let [before, behind] = BESIDE;
    let asked = script.split("\"./").skip(1).filter_map(|rest| {
        let name = rest.split('"').next().filter(|name| is(name, "css"))?;
        let claimed = rest.strip_prefix(name)?.strip_prefix(before).and_then(|rest| rest.split_once(behind));
        Some((name.to_owned(), claimed.map(|(hash, _)| hash.to_owned())))
    });
    asked.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_script_in_the_page_is_known_by_its_hash() {
        let page = r#"<p></p><script type="module" async src="a.js"></script><script src="b.js"></script>"#;
        assert_eq!(of_inline(page), None);
        let page = put_inline(page, "a.js", "abc").unwrap();
        assert_eq!(page, r#"<p></p><script>abc</script><script src="b.js"></script>"#);
        let hash = "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='";
        assert_eq!(of_inline(&page).as_deref(), Some(hash));
        assert!(put_inline(&page, "a.js", "abc").is_err());
    }

    #[test]
    fn a_hash_is_put_into_a_script_and_taken_out_again() {
        let script = r#"a(new URL("./x.css",import.meta.url),{integrity:""});b"#;
        let with = put(script, "x.css", b"a").unwrap();
        assert_eq!(of_script(&with), [("x.css".to_owned(), Some(of(b"a")))]);
        assert_eq!(of_script(r#"new URL("./x.css",import.meta.url)"#), [("x.css".to_owned(), None)]);
        assert_eq!(take(&with), script);
        assert!(put(script, "y.css", b"a").is_err());
    }

    #[test]
    fn what_is_not_what_is_said_of_it_fails_the_build() {
        let dist = std::env::temp_dir().join(format!("faxbox-integrity-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let sheet = |hash: &str| format!(r#"new URL("./x.css",import.meta.url),{{integrity:"{hash}"}}"#);
        let built = |page: &str, hash: &str| {
            let script = [sheet(hash), sheet(hash)].concat();
            let page = format!(
                r#"<link rel="icon" href="data:,"><link rel="stylesheet" href="x.css"{page}><script src="y.js" integrity="{}"></script><script>z</script>"#,
                of(script.as_bytes()),
            );
            for (name, text) in [("index.html", page.as_str()), ("x.css", "a"), ("y.js", &script)] {
                fs::write(dist.join(name), text).unwrap();
            }
            check(&dist).map_err(|error| error.to_string())
        };
        let right = of(b"a");
        let said = format!(r#" integrity="{right}""#);
        assert_eq!(built(&said, &right), Ok(()));
        for (page, hash) in
            [("", right.as_str()), (&said, ""), (&said, &of(b"b")), (r#" integrity="""#, &right)]
        {
            let error = built(page, hash).unwrap_err();
            assert!(error.contains("the integrity of x.css"), "{error}");
        }
        fs::remove_dir_all(&dist).unwrap();
    }
}
