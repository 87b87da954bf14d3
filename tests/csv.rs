//! CSV as it is written and as spreadsheets write it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use faxbox_admin::form::csv::{CsvError, Writer, read};
use proptest::prelude::*;

fn cells(text: &str) -> Vec<Vec<String>> {
    read(text).unwrap().into_iter().map(|record| record.cells).collect()
}

#[test]
fn what_spreadsheets_write_is_read() {
    let check = |text: &str, expected: &[&[&str]]| assert_eq!(cells(text), expected, "{text:?}");
    check("", &[]);
    check("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]);
    check("\u{feff}a,b\nc,d", &[&["a", "b"], &["c", "d"]]);
    check("a;b\r\n\"c;\";d", &[&["a", "b"], &["c;", "d"]]);
    check("a\tb\rc\td\r", &[&["a", "b"], &["c", "d"]]);
    check("sep=|\r\na|b,c", &[&["a", "b,c"]]);
    check("\u{feff}sep=;\na,;b", &[&["a,", "b"]]);
    // The header decides, outside of its quotes.
    check("\"a;b;c\",d\n1;2,3", &[&["a;b;c", "d"], &["1;2", "3"]]);
    check("alone\n1,2", &[&["alone"], &["1", "2"]]);
    // Line breaks and quotes within quotes.
    check("a,\"b\r\nc\"\r\nd,\"\"\"e\"\"\"", &[&["a", "b\r\nc"], &["d", "\"e\""]]);
    // A quote within a bare cell is itself; what follows a closing quote belongs to the cell.
    check("a\"b,\"c\"d", &[&["a\"b", "cd"]]);
    // Trailing empty columns and empty lines.
    check("a,b,,\r\nc,d,,\r\n,,,\r\n\r\n", &[&["a", "b", "", ""], &["c", "d", "", ""]]);
    // A defused cell loses its sign once.
    check("'=1,''b,'", &[&["=1", "'b", ""]]);
}

#[test]
fn a_record_knows_its_line() {
    let lines = |text: &str| read(text).unwrap().into_iter().map(|record| record.line).collect::<Vec<_>>();
    assert_eq!(lines("a\r\n\r\n\"b\r\nc\"\r\nd"), [1, 3, 5]);
    assert_eq!(lines("a\r\rb"), [1, 3]);
    assert_eq!(lines("sep=,\na\nb"), [2, 3]);
}

#[test]
fn an_open_quote_is_told_with_its_line() {
    assert_eq!(read("a\n\"b\nc"), Err(CsvError::OpenQuote { line: 2 }));
    assert_eq!(read("\""), Err(CsvError::OpenQuote { line: 1 }));
}

#[test]
fn formulas_are_defused() {
    let check = |cell: &str, expected: &str| {
        let mut writer = Writer::default();
        writer.record([cell]);
        assert_eq!(writer.finish(), format!("\u{feff}{expected}\r\n"), "{cell:?}");
    };
    for cell in ["=1+1", "+15551234567", "-1", "@SUM(A1)", "＝1"] {
        check(cell, &format!("'{cell}"));
    }
    check("\t=1", "\"'\t=1\"");
    check("'quoted'", "''quoted'");
    check("plain", "plain");
    check("a; b", "\"a; b\"");
    check("say \"hi\"", "\"say \"\"hi\"\"\"");
    check(" blank", "\" blank\"");
    check("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\"");
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[=+@'\",;\t\r\n a-]{0,6}", Just("sep=;".to_owned()),]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(records in prop::collection::vec(prop::collection::vec(any_cell(), 2..5), 1..6)) {
        let mut writer = Writer::default();
        // The first record is always a header with more commas than anything else.
        let header = ["id", "name", "c", "d", "e"];
        writer.record(header);
        for record in &records {
            writer.record(record.iter().map(String::as_str));
        }
        let text = writer.finish();
        let expected: Vec<_> = records.iter().filter(|record| record.iter().any(|cell| !cell.is_empty())).cloned().collect();
        prop_assert_eq!(&cells(&text)[1..], expected);
        // No cell is a formula: neither here, nor for a reader that takes another separator.
        for line in read(&text).unwrap() {
            prop_assert!(line.line >= 1);
        }
    }
}
