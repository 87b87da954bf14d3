/// The `ETag` of a fetched faxbox, quotes included, as `If-Match` takes it back.
///
/// Inside it reads `generation-hash`; the generation rises by one with each write.
/// Source: contract, "Writing: what destroys data".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityTag(String);

impl EntityTag {
    /// Keeps a header's value, `"3-ab"` or `W/"3-ab"` with its quotes; nothing where it is not quoted or not ASCII, as `3-ab`: an
    /// unquoted `If-Match` is a malformed header.
    pub fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        let opaque = header.strip_prefix("W/").unwrap_or(header);
        let quoted = opaque.len() >= 2 && opaque.starts_with('"') && opaque.ends_with('"');
        let plain = header.bytes().all(|byte| (0x21..0x7f).contains(&byte));
        (quoted && plain).then(|| Self(header.to_owned()))
    }

    /// The header's value.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How often the faxbox was written, where the tag tells it: 3 of `"3-ab"`, nothing of `"ab"`.
    pub fn generation(&self) -> Option<u64> {
        let opaque = self.0.trim_start_matches("W/").trim_matches('"');
        opaque.split_once('-').and_then(|(generation, _)| generation.parse().ok())
    }

    /// The tag to send after `refused` did not match: this one, the newest; where it is the refused one, the same without
    /// a proxy's mark, once; nothing where no other is left, since it will never match.
    pub fn after(&self, refused: Option<&Self>) -> Option<Self> {
        let bare = self.without_proxy_mark();
        match refused {
            Some(refused) if *refused == *self => bare,
            Some(refused) if bare.as_ref() == Some(refused) => None,
            _ => Some(self.clone()),
        }
    }

    /// The tag without what a compressing proxy put on it (`W/"…"`, `"…-gzip"`), where it carries such a mark.
    pub fn without_proxy_mark(&self) -> Option<Self> {
        let opaque = self.0.trim_start_matches("W/").trim_matches('"');
        let bare = ["-gzip", "-br", "-df", ";gzip", ";br"]
            .iter()
            .find_map(|mark| opaque.strip_suffix(mark))
            .unwrap_or(opaque);
        let bare = format!("\"{bare}\"");
        (bare != self.0).then_some(Self(bare))
    }
}
