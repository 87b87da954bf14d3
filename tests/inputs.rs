//! Whatever comes from outside, nothing panics: a bounded run of what `fuzz` does without end.
//!
//! `fuzz/corpus` holds the inputs to begin with; each is also changed at a few places, the same in every run.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test may stop at the first surprise"
)]

#[path = "common/inputs.rs"]
mod inputs;

use std::{env, fs, path::Path};

use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// How many changed inputs each reader gets, where the variable `RUNS` does not ask for more.
const RUNS: u32 = 2_000;

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "-",
    "1e999",
    "\\u",
    "\\ud800",
    "\u{feff}",
    "\0",
    "(",
    ")",
    "(?<",
    "(?R)",
    "{65535}",
    "\\p{L}",
    "[[:alpha:]",
    "*",
    "|",
    "%",
    "%F0",
    "?",
    "&",
    "=",
    "#/faxboxes/",
    "\r\n",
    ";",
    "sep=",
    "json:",
    "'",
    "ü",
    "𝄞",
    "data",
    "name",
    "smtp_permission_list",
    "99999999999999999999",
    "\u{202e}",
];

/// One change of an input.
#[derive(Clone, Debug)]
enum Change {
    Take(Index, usize),
    Put(Index, usize),
    Flip(Index, u8),
    Double(Index, usize),
    Deepen(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 1_usize..9).prop_map(|(at, length)| Change::Take(at, length)),
        (any::<Index>(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Put(at, piece)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (any::<Index>(), 1_usize..40).prop_map(|(at, length)| Change::Double(at, length)),
        (1_usize..600).prop_map(Change::Deepen),
    ]
}

fn apply(input: &mut Vec<u8>, change: &Change) {
    let place = |at: &Index, input: &[u8]| at.index(input.len() + 1);
    match change {
        Change::Take(at, length) => {
            let from = place(at, input);
            input.drain(from..(from + length).min(input.len()));
        }
        Change::Put(at, piece) => {
            let at = place(at, input);
            input.splice(at..at, PIECES[*piece].bytes());
        }
        Change::Flip(at, byte) => {
            let at = place(at, input);
            if let Some(place) = input.get_mut(at) {
                *place = *byte;
            }
        }
        Change::Double(at, length) => {
            let from = place(at, input);
            let piece = input[from..(from + length).min(input.len())].to_vec();
            input.splice(from..from, piece);
        }
        // Nested as deeply as a stack would mind: in front, so that a reader goes all the way down.
        Change::Deepen(levels) => {
            let at = usize::from(!input.is_empty());
            let open = if levels % 2 == 0 { b'[' } else { b'(' };
            input.splice(at..at, vec![open; *levels]);
        }
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read(file).unwrap()).collect()
}

#[test]
fn no_input_makes_a_reader_panic() {
    let runs = env::var("RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(RUNS);
    for (name, read) in inputs::ALL {
        let corpus = corpus(name);
        assert!(corpus.len() > 4, "{name}: {}", corpus.len());
        for input in &corpus {
            read(input);
        }
        // The same in every run.
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let config = Config { cases: runs, failure_persistence: None, ..Config::default() };
        let changed = (0..corpus.len(), vec(change(), 1..6));
        let run = TestRunner::new_with_rng(config, rng).run(&changed, |(place, changes)| {
            let mut input = corpus[place].clone();
            for change in &changes {
                apply(&mut input, change);
            }
            read(&input);
            Ok(())
        });
        if let Err(error) = run {
            panic!("{name}: {error}");
        }
    }
}

#[test]
fn every_reader_has_its_target() {
    for (name, _) in inputs::ALL {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fuzz/targets/{name}.rs"));
        let text = fs::read_to_string(target).unwrap();
        assert!(text.contains(&format!("\"{name}\"")), "{name}");
    }
}
