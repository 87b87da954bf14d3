//! When a call is made again without asking anybody.
//!
//! A write is made again only where the answer says that nothing was done (429); a read, which does nothing, also where no answer came.

use super::Failure;

/// How long a 429 is waited out, the first time, the second, the third. Then the person is told.
pub const PATIENCE_SECONDS: [u32; 3] = [2, 4, 8];
/// The longest `Retry-After` that is waited for. Where the server wants more, the person is told at once.
pub const RETRY_AFTER_SECONDS_MAX: u32 = 60;
/// How long is waited before a read that failed is made again: the first time, the second, the third. Then the person is told.
pub const READ_BACKOFF_MILLISECONDS: [u32; 3] = [500, 1000, 2000];

/// For how many seconds to wait after the 429 that follows on `before` others; nothing where the person is to be told.
/// `retry_after` is what the server asked for, where a proxy lets the page read it.
pub fn patience(before: usize, retry_after: Option<u32>) -> Option<u32> {
    rest(*PATIENCE_SECONDS.get(before)?, retry_after)
}

/// How long to rest after a 429: `own` seconds, or as long as the server asks for, which may be too long to wait.
pub fn rest(own: u32, retry_after: Option<u32>) -> Option<u32> {
    match retry_after {
        Some(seconds) if seconds > RETRY_AFTER_SECONDS_MAX => None,
        told => Some(own.max(told.unwrap_or_default())),
    }
}

/// For how many milliseconds to wait before a read is made again that failed `before` times already; nothing where the person is
/// to be told.
pub fn backoff(before: usize, failure: &Failure) -> Option<u32> {
    READ_BACKOFF_MILLISECONDS.get(before).copied().filter(|_| failure.is_passing())
}

/// A wait of half to all of `milliseconds`, by a throw of dice: so that those that failed together do not come back together.
pub fn jittered(milliseconds: u32, dice: u32) -> u32 {
    let half = milliseconds / 2;
    milliseconds - half + dice.checked_rem(half.saturating_add(1)).unwrap_or_default()
}
