//! Hosts of web addresses, read as browsers and HTTP clients read them: `0x7f.1` is 127.0.0.1.
//!
//! Source: the URL Standard, "host parsing". Names beyond ASCII are kept as they are, full-width digits and dots excepted.

/// A host as a client understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Name(String),
    V4(u32),
    V6(u128),
}

/// The names that only one machine or one network resolves: RFC 6761, RFC 6762, RFC 8375, and ICANN's `internal`.
const PRIVATE_NAMES: [&str; 4] = ["localhost", "local", "internal", "home.arpa"];

/// The IPv4 networks that nobody reaches from outside, with the bits that name each: this host, the private ones
/// (RFC 1918), the carriers' own (RFC 6598), loopback, link-local.
const PRIVATE_V4: [(u32, u32); 7] = [
    (0x0000_0000, 8),
    (0x0a00_0000, 8),
    (0x6440_0000, 10),
    (0x7f00_0000, 8),
    (0xa9fe_0000, 16),
    (0xac10_0000, 12),
    (0xc0a8_0000, 16),
];

/// Whether a host, as it stands in an address without brackets and port, is the server's own machine or lies in a network
/// that nobody reaches from outside. A name without a dot is one of these.
///
/// - `localhost`, `127.1`, `0x7f.1`, `10.0.0.1`, `100.64.0.1`, `fax.internal`, `::1`, `fd00::1`, `::ffff:10.0.0.1`: it is.
/// - `hook.example`, `8.8.8.8`, `2001:db8::1`: it is not.
pub(super) fn is_private(host: &str) -> bool {
    match read(host) {
        Host::V4(address) => is_private_v4(address),
        Host::V6(address) => {
            let mapped = u32::try_from(address & 0xffff_ffff).ok().filter(|_| address >> 32 == 0xffff);
            // Unspecified and loopback, unique local (fc00::/7), link-local (fe80::/10).
            address <= 1
                || address >> 121 == 0x7e
                || address >> 118 == 0x3fa
                || mapped.is_some_and(is_private_v4)
        }
        Host::Name(name) => {
            let inside = |parent: &str| {
                name.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            !name.contains(['.', ':']) || PRIVATE_NAMES.iter().any(|parent| inside(parent))
        }
    }
}

fn is_private_v4(address: u32) -> bool {
    PRIVATE_V4.iter().any(|(network, bits)| (address ^ network) >> (32 - bits) == 0)
}

fn read(host: &str) -> Host {
    if host.contains(':') {
        return v6(host).map_or_else(|| Host::Name(host.to_owned()), Host::V6);
    }
    let name: String = decoded(host).chars().map(plain).collect();
    let name = name.strip_suffix('.').unwrap_or(&name).to_ascii_lowercase();
    v4(&name).map_or(Host::Name(name), Host::V4)
}

/// The letter that a client takes a full-width one for.
fn plain(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

/// Without its percent-encoding; what is none stays.
fn decoded(host: &str) -> String {
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = match (first, behind) {
            (b'%', [high, low, after @ ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| (h << 4 | l, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((first, behind));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| host.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// One to four numbers, each decimal, octal (`0177`) or hexadecimal (`0x7f`); the last fills the bytes that are left.
fn v4(host: &str) -> Option<u32> {
    let parts: Vec<u32> = host.split('.').map(v4_number).collect::<Option<_>>()?;
    let (&last, before) = parts.split_last()?;
    let left = 4_u32.checked_sub(u32::try_from(before.len()).ok()?).filter(|left| *left > 0)?;
    if before.iter().any(|part| *part > 0xff) || u64::from(last) >= 1_u64 << (8 * left) {
        return None;
    }
    let high = before.iter().fold(0_u64, |address, part| address << 8 | u64::from(*part));
    u32::try_from(high << (8 * left) | u64::from(last)).ok()
}

fn v4_number(part: &str) -> Option<u32> {
    let (digits, radix) = match (part.strip_prefix("0x"), part.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) => (digits, 8),
        (None, None) => (part, 10),
    };
    match (digits, part) {
        ("", "0" | "0x") => Some(0),
        // `from_str_radix` takes a sign.
        _ if digits.starts_with(['+', '-']) => None,
        _ => u32::from_str_radix(digits, radix).ok(),
    }
}

/// Eight groups of hexadecimal digits, one run of zeros left out by `::`, the last two written as IPv4 or not; a zone behind
/// `%` is of no interest.
fn v6(host: &str) -> Option<u128> {
    let host = host.split('%').next().unwrap_or_default();
    let (before, behind) = match host.split_once("::") {
        Some((before, behind)) => (groups(before)?, Some(groups(behind)?)),
        None => (groups(host)?, None),
    };
    let fold =
        |groups: &[u16]| groups.iter().fold(0_u128, |address, group| address << 16 | u128::from(*group));
    match behind {
        None => (before.len() == 8).then(|| fold(&before)),
        Some(behind) if before.len() + behind.len() < 8 => {
            let mut all = before.clone();
            all.resize(8 - behind.len(), 0);
            all.extend(behind);
            Some(fold(&all))
        }
        Some(_) => None,
    }
}

fn groups(text: &str) -> Option<Vec<u16>> {
    let mut groups = Vec::new();
    for part in text.split(':').filter(|_| !text.is_empty()) {
        if part.contains('.') {
            let address = v4(part)?;
            groups.extend(
                [address >> 16, address & 0xffff].map(|half| u16::try_from(half).unwrap_or_default()),
            );
        } else if part.starts_with('+') {
            return None;
        } else {
            groups.push(u16::from_str_radix(part, 16).ok()?);
        }
    }
    Some(groups)
}
