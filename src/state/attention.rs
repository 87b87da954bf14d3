use serde_json::Value;

use crate::{
    domain::{FaxHeaderOddity, FaxIdentityOddity, PermissionRuleOddity},
    form::{Fault, Field, Problem, path},
};

/// What somebody who keeps many faxboxes in order looks for first.
///
/// Each is told only where the editor tells a problem too, of the same place: see [`AttentionSet::of`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// No rule lets anybody mail to it.
    NobodyMaySend,
    /// A rule lets in more senders than it says.
    OpenRule,
    /// Nobody is told of arriving faxes.
    NobodyTold,
    /// A callback goes over plain http.
    PlainHttp,
    /// Its time zone is none that can be told the time in.
    UnknownTimeZone,
    /// The server's own name is printed on every page.
    DefaultHeader,
    /// The name or the number at the top of a page is longer than what there is room for.
    HeaderTooLong,
    /// Its own domain has capitals: mail to it is never found.
    DomainInCapitals,
}

impl Attention {
    /// In the order they are shown: who may send, who is told, what is printed.
    pub const ALL: &[Self] = &[
        Self::NobodyMaySend,
        Self::OpenRule,
        Self::NobodyTold,
        Self::PlainHttp,
        Self::UnknownTimeZone,
        Self::DefaultHeader,
        Self::HeaderTooLong,
        Self::DomainInCapitals,
    ];

    /// Its name in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NobodyMaySend => "nobody-may-send",
            Self::OpenRule => "open-rule",
            Self::NobodyTold => "nobody-told",
            Self::PlainHttp => "plain-http",
            Self::UnknownTimeZone => "unknown-time-zone",
            Self::DefaultHeader => "default-header",
            Self::HeaderTooLong => "header-too-long",
            Self::DomainInCapitals => "domain-in-capitals",
        }
    }

    /// What a problem of `document` calls attention to.
    ///
    /// A fault tells the gravest oddity of a text alone. A callback to a private host over http, or a domain with both an
    /// `@` and a capital, has a problem already, so that it is enough to look at the text.
    pub fn of(problem: &Problem, document: &Value) -> Option<Self> {
        let text = || path::get(document, &problem.path).and_then(Value::as_str).unwrap_or_default();
        match &problem.fault {
            Fault::NobodyMaySend => Some(Self::NobodyMaySend),
            Fault::RuleOdd(
                PermissionRuleOddity::Everybody
                | PermissionRuleOddity::Unanchored
                | PermissionRuleOddity::UnanchoredWithDot
                | PermissionRuleOddity::AnyCharacterDot,
            ) => Some(Self::OpenRule),
            Fault::NobodyTold => Some(Self::NobodyTold),
            Fault::UrlOdd(_) if text().starts_with("http://") => Some(Self::PlainHttp),
            Fault::EmptyTimeZone | Fault::UnknownTimeZone => Some(Self::UnknownTimeZone),
            Fault::DefaultHeader if problem.path == Field::FaxHeader.path() => Some(Self::DefaultHeader),
            Fault::FaxIdentityOdd(FaxIdentityOddity::TooLong { .. })
            | Fault::FaxHeaderOdd(FaxHeaderOddity::TooLong { .. }) => Some(Self::HeaderTooLong),
            Fault::SmtpDomainOdd(_) if text().bytes().any(|byte| byte.is_ascii_uppercase()) => {
                Some(Self::DomainInCapitals)
            }
            _ => None,
        }
    }
}

/// Some kinds of [`Attention`], a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttentionSet(u8);

impl AttentionSet {
    /// What the problems of a document, as the editor tells them, call attention to.
    pub fn of(problems: &[Problem], document: &Value) -> Self {
        let kinds = problems.iter().filter_map(|problem| Attention::of(problem, document));
        kinds.fold(Self::default(), Self::with)
    }

    /// With one kind more.
    #[must_use]
    pub const fn with(self, kind: Attention) -> Self {
        Self(self.0 | 1 << kind as u8)
    }

    /// With a kind that was not there, or without one that was.
    #[must_use]
    pub const fn toggled(self, kind: Attention) -> Self {
        Self(self.0 ^ 1 << kind as u8)
    }

    /// Whether a kind is there.
    pub const fn has(self, kind: Attention) -> bool {
        self.0 & 1 << kind as u8 != 0
    }

    /// Whether none is there.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether both have one in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds that are there, in the order they are shown.
    pub fn kinds(self) -> impl Iterator<Item = Attention> {
        Attention::ALL.iter().copied().filter(move |kind| self.has(*kind))
    }
}

/// How many faxboxes need attention, and for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Faxboxes that were judged.
    pub judged: usize,
    /// Those of them that need attention for anything.
    pub concerned: usize,
    counts: [usize; Attention::ALL.len()],
}

impl Overview {
    /// Counts over all faxboxes; one that was not judged yet is `None`.
    pub fn of(faxboxes: impl IntoIterator<Item = Option<AttentionSet>>) -> Self {
        let mut overview = Self::default();
        for set in faxboxes.into_iter().flatten() {
            overview.judged += 1;
            overview.concerned += usize::from(!set.is_empty());
            for (kind, count) in Attention::ALL.iter().zip(&mut overview.counts) {
                *count += usize::from(set.has(*kind));
            }
        }
        overview
    }

    /// Faxboxes that need attention for `kind`.
    pub fn count(&self, kind: Attention) -> usize {
        self.counts.get(kind as usize).copied().unwrap_or_default()
    }

    /// The length of a bar, in thousandths of the longest; what is not nothing can be seen.
    pub fn bar_permille(&self, kind: Attention) -> usize {
        let longest = self.counts.iter().copied().max().unwrap_or_default();
        match self.count(kind) {
            0 => 0,
            count => (count * 1000).div_ceil(longest.max(1)).max(BAR_LEAST_PERMILLE),
        }
    }
}

/// The shortest bar that is one, in thousandths of the longest.
pub const BAR_LEAST_PERMILLE: usize = 15;
