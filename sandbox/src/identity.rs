//! Identifiers, tags and the time: whatever a server makes up by itself. Deterministic but for the time, so that tests repeat.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds between the year 0, where the platform's calendar begins, and 1970 (contract, last paragraph).
pub const GREGORIAN_OFFSET_SECONDS: i64 = 62_167_219_200;

/// One step of `SplitMix64`: a good mixer of 64 bits.
fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// 64 bits out of some text (FNV-1a, mixed).
fn digest(salt: u64, text: &str) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ salt, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(folded)
}

/// 32 hexadecimal digits that follow from the text.
pub fn hex32(text: &str) -> String {
    format!("{:016x}{:016x}", digest(1, text), digest(2, text))
}

/// 8 hexadecimal digits that follow from the text.
pub fn hex8(text: &str) -> String {
    format!("{:08x}", digest(3, text) >> 32)
}

/// Seconds since 1970.
pub fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|elapsed| i64::try_from(elapsed.as_secs()).ok())
        .unwrap_or_default()
}

/// Seconds since the year 0.
pub fn gregorian_now() -> i64 {
    now() + GREGORIAN_OFFSET_SECONDS
}

/// `2026-01-31T23:59:59Z` (the civil calendar by days since 1970, after Howard Hinnant).
pub fn rfc3339(unix_seconds: i64) -> String {
    let (days, seconds) = (unix_seconds.div_euclid(86_400), unix_seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_the_calendar_has_them() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }

    #[test]
    fn identifiers_have_their_length_and_differ() {
        assert_eq!(hex32("a").len(), 32);
        assert_eq!(hex8("a").len(), 8);
        assert_ne!(hex32("a"), hex32("b"));
    }
}
