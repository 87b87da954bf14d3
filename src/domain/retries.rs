/// How often a failed fax is tried again: a whole number from 0.
///
/// The recorded server takes 0..4, other versions more; so what is above 4 is an oddity, not an error.
/// Source: contract, "The documented parameters", `retries`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries(u64);

/// Why a text is no number of [`Retries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetriesError {
    /// Letters, a fraction, or nothing at all.
    NotAWholeNumber,
    /// Below zero.
    Negative,
    /// More digits than any server would count.
    TooLarge,
}

/// What is odd about a number of retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetriesOddity {
    /// Above [`Retries::USUAL_MAX`], which many servers refuse.
    AboveUsual,
}

impl Retries {
    /// The most that the recorded server takes.
    pub const USUAL_MAX: u64 = 4;

    /// Reads decimal digits, with a sign at most.
    ///
    /// # Errors
    /// - `""`, `"two"`, `"1.5"`, `" 2"`: [`RetriesError::NotAWholeNumber`].
    /// - `"-1"`: [`RetriesError::Negative`].
    /// - 20 nines: [`RetriesError::TooLarge`].
    pub fn parse(text: &str) -> Result<Self, RetriesError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(RetriesError::NotAWholeNumber);
        }
        match digits.parse::<u64>() {
            Ok(0) => Ok(Self(0)),
            _ if negative => Err(RetriesError::Negative),
            Ok(number) => Ok(Self(number)),
            Err(_) => Err(RetriesError::TooLarge),
        }
    }

    /// The number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// What is odd about it, if anything.
    pub fn oddity(self) -> Option<RetriesOddity> {
        (self.0 > Self::USUAL_MAX).then_some(RetriesOddity::AboveUsual)
    }
}
