/// Most zones that are offered for one text.
pub const TIME_ZONES_OFFERED_MAX: usize = 3;

/// The zones that somebody may have meant who typed a place alone, or with a wrong region: `Berlin`, `new york`,
/// `Germany/Berlin`. Of those in `known` that end with that place, the first few.
pub fn time_zones_meant<'a>(typed: &str, known: &'a [String]) -> Vec<&'a str> {
    let last = |name: &str| name.rsplit('/').next().unwrap_or_default().trim().replace(' ', "_");
    let place = last(typed);
    let is_meant = |zone: &&str| !place.is_empty() && last(zone).eq_ignore_ascii_case(&place);
    known.iter().map(String::as_str).filter(is_meant).take(TIME_ZONES_OFFERED_MAX).collect()
}
