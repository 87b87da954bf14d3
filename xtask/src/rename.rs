//! Short names between the main WASM and its script.
//!
//! wasm-bindgen ends each name with a hash of 16 digits, which no compression gets rid of, in the WASM and in the script. The two
//! are bound to each other alone, so they may call what passes between them `a`, `b`, `c`.

use anyhow::{Context, Result, bail, ensure};

/// The module that the WASM imports all of them from, as wasm-bindgen names it.
const MODULE: &str = "./faxbox-admin_bg.js";
/// How it is called afterwards.
const SHORT_MODULE: &str = "w";
/// How the names of exported closures begin, each with a hash.
const CLOSURE: &str = "_ZN";
/// Magic and version.
const HEADER_BYTES: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// Renames what `wasm` imports from its script, and the closures that it exports; in both.
///
/// # Errors
/// A WASM that cannot be read, an import that is no function, a name that `script` lacks.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut input = Input { bytes: wasm };
    let mut output = input.take(HEADER_BYTES)?.to_vec();
    let mut script = replace(script, &format!("\"{MODULE}\":"), &format!("\"{SHORT_MODULE}\":"))?;
    while !input.bytes.is_empty() {
        let id = input.byte()?;
        let section = input.sized()?;
        let section = match id {
            IMPORTS => imports(section, &mut script).context("the imports of the WASM")?,
            EXPORTS => exports(section, &mut script).context("the exports of the WASM")?,
            _ => section.to_vec(),
        };
        output.push(id);
        write_sized(&mut output, &section);
    }
    Ok((output, script))
}

fn imports(section: &[u8], script: &mut String) -> Result<Vec<u8>> {
    let mut input = Input { bytes: section };
    let count = input.number()?;
    let mut output = Vec::new();
    write_number(&mut output, count);
    for index in 0..count {
        let (module, name, kind, place) = (input.text()?, input.text()?, input.byte()?, input.number()?);
        ensure!(kind == FUNCTION, "{name} is no function");
        if module == MODULE {
            let short = short_name(index);
            *script = replace(script, &format!("{name}: function("), &format!("{short}: function("))?;
            write_sized(&mut output, SHORT_MODULE.as_bytes());
            write_sized(&mut output, short.as_bytes());
        } else {
            write_sized(&mut output, module.as_bytes());
            write_sized(&mut output, name.as_bytes());
        }
        output.push(kind);
        write_number(&mut output, place);
    }
    Ok(output)
}

fn exports(section: &[u8], script: &mut String) -> Result<Vec<u8>> {
    let mut input = Input { bytes: section };
    let count = input.number()?;
    let mut output = Vec::new();
    write_number(&mut output, count);
    for index in 0..count {
        let (name, kind, place) = (input.text()?, input.byte()?, input.number()?);
        if name.starts_with(CLOSURE) {
            let short = format!("${}", short_name(index));
            // The script's own functions have the same names; with the bracket, no name is the beginning of another.
            *script = replace(script, &format!("wasm.{name}("), &format!("wasm.{short}("))?;
            write_sized(&mut output, short.as_bytes());
        } else {
            write_sized(&mut output, name.as_bytes());
        }
        output.push(kind);
        write_number(&mut output, place);
    }
    Ok(output)
}

/// `a` to `z`, then `ba`, `bb`, …
fn short_name(index: u32) -> String {
    let digit = |value: u32| char::from_digit(value + 10, 36).unwrap_or('_');
    match index / 26 {
        0 => digit(index).to_string(),
        more => short_name(more) + &digit(index % 26).to_string(),
    }
}

fn replace(text: &str, from: &str, to: &str) -> Result<String> {
    ensure!(text.contains(from), "the script has no {from}");
    Ok(text.replace(from, to))
}

struct Input<'a> {
    bytes: &'a [u8],
}

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count).context("the WASM ends too early")?;
        self.bytes = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// LEB128.
    fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number in the WASM is too long");
    }

    fn sized(&mut self) -> Result<&'a [u8]> {
        let size = self.number()?;
        self.take(size as usize)
    }

    fn text(&mut self) -> Result<&'a str> {
        Ok(str::from_utf8(self.sized()?)?)
    }
}

fn write_number(output: &mut Vec<u8>, mut number: u32) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return output.push(low);
        }
        output.push(low | 0x80);
    }
}

fn write_sized(output: &mut Vec<u8>, bytes: &[u8]) {
    write_number(output, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    output.extend(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"{ __wbg_then_0123: function(arg0) {}, } "./faxbox-admin_bg.js": import0, wasm._ZN1a(0); wasm._ZN1a_5(0); function _ZN1a() {}"#;

    fn section(id: u8, entries: &[&[u8]]) -> Vec<u8> {
        let mut content = vec![u8::try_from(entries.len()).unwrap()];
        for entry in entries {
            content.extend(*entry);
        }
        let mut section = vec![id];
        write_sized(&mut section, &content);
        section
    }

    fn entry(names: &[&str], rest: &[u8]) -> Vec<u8> {
        let mut entry = Vec::new();
        for name in names {
            write_sized(&mut entry, name.as_bytes());
        }
        entry.extend(rest);
        entry
    }

    fn wasm(sections: &[Vec<u8>]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0".to_vec(), sections.concat()].concat()
    }

    #[test]
    fn the_wasm_and_its_script_agree_on_short_names() {
        let long = wasm(&[
            section(
                IMPORTS,
                &[
                    &entry(&["./__wasm_split.js", "load"], &[FUNCTION, 1]),
                    &entry(&[MODULE, "__wbg_then_0123"], &[FUNCTION, 0x81, 1]),
                ],
            ),
            section(
                EXPORTS,
                &[&entry(&["_ZN1a"], &[0, 5]), &entry(&["memory"], &[2, 0]), &entry(&["_ZN1a_5"], &[0, 6])],
            ),
            section(10, &[b"code"]),
        ]);
        let short = wasm(&[
            section(
                IMPORTS,
                &[
                    &entry(&["./__wasm_split.js", "load"], &[FUNCTION, 1]),
                    &entry(&["w", "b"], &[FUNCTION, 0x81, 1]),
                ],
            ),
            section(
                EXPORTS,
                &[&entry(&["$a"], &[0, 5]), &entry(&["memory"], &[2, 0]), &entry(&["$c"], &[0, 6])],
            ),
            section(10, &[b"code"]),
        ]);
        let (wasm, script) = shorten(&long, SCRIPT).unwrap();
        assert_eq!(wasm, short);
        assert_eq!(
            script,
            r#"{ b: function(arg0) {}, } "w": import0, wasm.$a(0); wasm.$c(0); function _ZN1a() {}"#
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let import = |rest: &[u8]| wasm(&[section(IMPORTS, &[&entry(&[MODULE, "__wbg_other"], rest)])]);
        for (wasm, script) in [
            (import(&[FUNCTION, 0]), SCRIPT),
            (import(&[3, 0]), SCRIPT),
            (wasm(&[vec![IMPORTS, 9]]), SCRIPT),
            (b"\0asm".to_vec(), SCRIPT),
            (wasm(&[]), "no module"),
        ] {
            assert!(shorten(&wasm, script).is_err());
        }
    }

    #[test]
    fn names_are_short_and_differ() {
        for (index, name) in [(0, "a"), (25, "z"), (26, "ba"), (27, "bb"), (676, "baa")] {
            assert_eq!(short_name(index), name);
        }
    }
}
