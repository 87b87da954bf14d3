//! Whether the panel's judgment and another judge's agree.

use faxbox_admin::form::{Severity, judge};
use serde_json::Value;

/// The paths that the panel calls wrong, and those that it calls odd.
pub struct Judgment {
    errors: Vec<String>,
    warnings: Vec<String>,
}

impl Judgment {
    pub fn of(document: &Value) -> Self {
        let (errors, warnings): (Vec<_>, Vec<_>) =
            judge(document, |_| true).into_iter().partition(|problem| problem.severity() == Severity::Error);
        let paths = |problems: Vec<faxbox_admin::form::Problem>| {
            problems.into_iter().map(|problem| problem.path).collect()
        };
        Self { errors: paths(errors), warnings: paths(warnings) }
    }
}

/// Whether two paths are the same, or one is the parent of the other.
fn are_near(a: &str, b: &str) -> bool {
    let is_parent = |parent: &str, child: &str| match child.rsplit_once('.') {
        Some((start, _)) => start == parent,
        None => parent.is_empty() && !child.is_empty(),
    };
    a == b || is_parent(a, b) || is_parent(b, a)
}

/// The refused paths that the panel tells neither an error nor a warning near.
pub fn missed(judgment: &Judgment, refused: &[String]) -> Vec<String> {
    let told =
        |path: &String| judgment.errors.iter().chain(&judgment.warnings).any(|told| are_near(told, path));
    refused.iter().filter(|path| !told(path)).cloned().collect()
}

/// The panel's errors that nothing was refused near; a web address that is none excepted.
pub fn errors_that_are_none(judgment: &Judgment, refused: &[String]) -> Vec<String> {
    let none = |path: &&String| {
        !path.ends_with(".callback.url") && !refused.iter().any(|refused| are_near(refused, path))
    };
    judgment.errors.iter().filter(none).cloned().collect()
}
