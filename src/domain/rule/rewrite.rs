//! From what somebody typed to what they most likely meant.

/// See [`super::PermissionRule::exact`].
pub fn exact(address: &str) -> String {
    format!("^{}$", escaped(address))
}

/// See [`super::PermissionRule::as_exact`].
pub fn as_exact(text: &str) -> Option<String> {
    let meant = meant(text);
    let (mailbox, domain) = meant.split_once('@')?;
    let rule = (is_mailbox(mailbox) && is_domain(domain)).then(|| exact(&meant))?;
    (rule != text).then_some(rule)
}

/// See [`super::PermissionRule::as_domain`].
pub fn as_domain(text: &str) -> Option<String> {
    let meant = meant(text);
    let (mailbox, domain) = meant.rsplit_once('@')?;
    let is_anybody = matches!(mailbox, "" | "*" | ".*" | ".+" | "[^@]+" | "[^@]*" | "(.*)" | "(.+)");
    if !(is_anybody || is_mailbox(mailbox)) || !is_domain(domain) {
        return None;
    }
    let rule = format!("^[^@]+@{}$", escaped(domain));
    (rule != text).then_some(rule)
}

/// The text without what ties it to the ends, without the backslashes before signs, in small letters.
fn meant(text: &str) -> String {
    let text = text.trim().trim_start_matches("mailto:").trim_start_matches('<').trim_end_matches('>');
    let text = text.strip_prefix('^').unwrap_or(text);
    let text = text.strip_suffix('$').filter(|text| !text.ends_with('\\')).unwrap_or(text);
    let mut meant = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let letter =
            if letter == '\\' { letters.next().filter(|next| !next.is_alphanumeric()) } else { Some(letter) };
        // A backslash that means more than the sign behind it stays, and is part of no address.
        meant.push(letter.unwrap_or('\\').to_ascii_lowercase());
    }
    meant
}

fn is_mailbox(text: &str) -> bool {
    let stands_for_itself = |c: char| c.is_ascii_alphanumeric() || "._-+'".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && text.chars().all(stands_for_itself)
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    !text.is_empty() && text.split('.').all(is_label)
}

/// What stands for this text alone. The sender's address is lowered before it is compared, so it is in small letters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, '@' | '-' | '_') {
            escaped.push('\\');
        }
        escaped.push(letter.to_ascii_lowercase());
    }
    escaped
}
