//! Numbers as the portal writes them.

/// A number with at most two decimals, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal(u32);

impl Decimal {
    /// Reads "7", "1.5", "0,5".
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let part: u32 = match part.len() {
            0 => 0,
            1 => part.parse::<u32>().ok()?.checked_mul(10)?,
            2 => part.parse().ok()?,
            _ => return None,
        };
        whole
            .parse::<u32>()
            .ok()?
            .checked_mul(100)?
            .checked_add(part)
            .map(Self)
    }

    /// The number, when it is whole.
    pub const fn whole(self) -> Option<u32> {
        self.times(1)
    }

    /// The number multiplied, when the product is whole.
    pub const fn times(self, factor: u32) -> Option<u32> {
        match self.0.checked_mul(factor) {
            Some(hundredths) if hundredths % 100 == 0 => Some(hundredths / 100),
            _ => None,
        }
    }
}

/// A whole amount: "10,000", "10.000", "10000". Groups must be of three digits.
pub(super) fn amount(text: &str) -> Option<u64> {
    let mut groups = text.split([',', '.']);
    let first = groups.next()?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || (first.len() > 1 && first.starts_with('0')) {
        return None;
    }
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 || !digits(group) {
            return None;
        }
        all.push_str(group);
    }
    all.parse().ok()
}

/// An amount as people read it: 10000 → "10.000".
pub(super) fn readable(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_either_spelling_and_only_with_whole_groups() {
        assert_eq!(amount("1,500,000"), Some(1_500_000));
        assert_eq!(amount("20.000"), Some(20_000));
        assert_eq!(amount("1,50"), None);
        assert_eq!(amount("020"), None);
        assert_eq!(readable(1_500_000), "1.500.000");
    }

    #[test]
    fn halves_are_whole_in_a_smaller_unit() {
        let number = Decimal::parse("1.5");
        assert_eq!(number.and_then(Decimal::whole), None);
        assert_eq!(number.and_then(|n| n.times(2)), Some(3));
    }
}
