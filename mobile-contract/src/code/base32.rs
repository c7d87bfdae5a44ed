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

/// Bytes as symbols, highest bit first; the bits that the last symbol has too many are zero.
pub(crate) fn encode_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity((bytes.len() * 8).div_ceil(5));
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut push = |value: u32| {
        let symbol = usize::try_from(value & 31)
            .ok()
            .and_then(|at| SYMBOLS.get(at));
        text.extend(symbol.copied().map(char::from));
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    text
}

/// The bytes that symbols stand for, in any case. Nothing else is forgiven: each sequence of bytes has
/// one way to be written, so that nobody can change a signature that stays good.
pub(crate) fn decode_bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut bytes = [0; N];
    let mut out = bytes.iter_mut();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for symbol in text.bytes() {
        let symbol = symbol.to_ascii_uppercase();
        let digit = SYMBOLS.iter().position(|b| *b == symbol)?;
        held = (held << 5) | u32::try_from(digit).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *out.next()? = u8::try_from(held >> bits).ok()?;
            held &= (1 << bits) - 1;
        }
    }
    (held == 0 && out.next().is_none()).then_some(bytes)
}
