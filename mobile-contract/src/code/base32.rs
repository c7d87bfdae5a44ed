//! Crockford's base32: no I, L, O or U, so that it can be read aloud and typed.

pub(crate) const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Crockford's check symbols: the remainder modulo 37.
const CHECK: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// The lowest bits of a number as so many symbols.
pub(crate) fn encode(number: u64, symbols: usize) -> Option<String> {
    (0..symbols)
        .rev()
        .map(|position| {
            let digit = (number >> (5 * position)) & 31;
            SYMBOLS
                .get(usize::try_from(digit).ok()?)
                .copied()
                .map(char::from)
        })
        .collect()
}

/// The check symbol of a number; `None` when it is no letter or digit.
pub(crate) fn check_symbol(number: u64) -> Option<char> {
    let at = usize::try_from(number % 37).ok()?;
    CHECK
        .get(at)
        .copied()
        .map(char::from)
        .filter(char::is_ascii_alphanumeric)
}

/// The symbols that were typed: lower case, hyphens and spaces are fine, and so are the letters
/// people mistake: I and L for 1, O for 0.
pub(crate) fn symbols(typed: &str) -> Vec<u8> {
    typed
        .bytes()
        .filter(|b| !matches!(b, b'-' | b' '))
        .map(|b| match b.to_ascii_uppercase() {
            b'I' | b'L' => b'1',
            b'O' => b'0',
            other => other,
        })
        .collect()
}

/// The number that symbols stand for.
pub(crate) fn decode(symbols: &[u8]) -> Option<u64> {
    symbols.iter().try_fold(0_u64, |number, symbol| {
        let digit = SYMBOLS.iter().position(|b| b == symbol)?;
        Some((number << 5) | u64::try_from(digit).ok()?)
    })
}
