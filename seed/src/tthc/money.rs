//! Amounts of money inside sentences.

use super::numbers;
use crate::pattern::pattern;

pattern!(
    AMOUNT,
    r"(?i)(?:^|[^\d.,/])(\d{1,3}(?:[.,]\d{3})+|\d+(?:,\d{1,2})?)\s*(?:\((?:[^()\d]{1,80})\)\s*)?(tỷ|triệu|nghìn|ngàn)?\s*(đồng|việt nam đồng|vnđ|vnd|đ)(?:[^\p{L}]|$)"
);
// Amounts without a currency, recognised by what they are paid for: "8.000.000/lần".
pattern!(
    PER_AMOUNT,
    r"(?:^|[^\d.,/])(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*/\s*\p{L}"
);
// Amounts without a currency, recognised by the word before them: "Lệ phí: 1,500,000".
pattern!(
    NAMED_AMOUNT,
    r"(?i)(?:phí|mức|thu)\s*:?\s*(\d{1,3}(?:[.,]\d{3})+)(?:[^\d.,]|$)"
);
pattern!(MULTIPLE, r"(?i)\d\s*(?:tỷ|triệu|nghìn|ngàn)");
pattern!(
    PER,
    r"(?i)(?:^(?:đồng)?|(?:\d|triệu|nghìn|ngàn|tỷ)\s*(?:đồng|việt nam đồng|vnđ|vnd|đ)|\d[.,]\d{3})\s*/\s*(?:01\s+|1\s+)?(\p{L}[^.;:,()\d/]{0,40}?)\s*(?:[.;,()]|$)"
);

/// The different amounts in đồng a text states, in order.
pub(super) fn amounts(text: &str) -> Vec<u64> {
    let mut found: Vec<(usize, u64)> = Vec::new();
    for hit in AMOUNT.captures_iter(text) {
        let (Some(number), multiple) = (hit.get(1), hit.get(2).map(|m| m.as_str().to_lowercase()))
        else {
            continue;
        };
        if let Some(value) = value(number.as_str(), multiple.as_deref()) {
            found.push((number.start(), value));
        }
    }
    for hit in PER_AMOUNT
        .captures_iter(text)
        .chain(NAMED_AMOUNT.captures_iter(text))
    {
        if let Some(number) = hit.get(1)
            && let Some(value) = numbers::amount(number.as_str())
        {
            found.push((number.start(), value));
        }
    }
    found.sort_unstable();
    let mut values: Vec<u64> = Vec::new();
    for (_, value) in found {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn value(number: &str, multiple: Option<&str>) -> Option<u64> {
    let factor = match multiple {
        Some("tỷ") => 1_000_000_000,
        Some("triệu") => 1_000_000,
        Some(_) => 1_000,
        None => return numbers::amount(number),
    };
    // "02 triệu": people fill up with zeros. "1,5 triệu" has a part.
    if let Some((whole, part)) = number.split_once(',')
        && part.len() == 1
    {
        let tenths: u64 = format!("{whole}{part}").parse().ok()?;
        return tenths.checked_mul(factor / 10);
    }
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// Whether a text counts in thousands, millions or billions besides the amounts found in it:
/// thresholds such as "dưới 50 tỷ".
pub(super) fn counts_in_multiples(text: &str) -> bool {
    MULTIPLE.is_match(text)
}

/// What the amount of a note is paid for: "10.000 đồng/thẻ" and "/thẻ" → "thẻ".
pub(super) fn per(note: &str) -> Option<String> {
    PER.captures(note)?
        .get(1)
        .map(|unit| unit.as_str().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_found_in_every_spelling() {
        assert_eq!(amounts("Lệ phí: 135.000 đồng/lần."), [135_000]);
        assert_eq!(amounts("20.000vnđ / tờ khai"), [20_000]);
        assert_eq!(
            amounts("02 triệu đồng/giấy, nay 1,5 triệu đồng"),
            [2_000_000, 1_500_000]
        );
        assert_eq!(amounts("lần đầu: 8.000.000/lần"), [8_000_000]);
        assert_eq!(
            amounts("65.000.000 (sáu mươi lăm triệu) đồng"),
            [65_000_000]
        );
    }

    #[test]
    fn an_amount_without_a_currency_is_known_by_the_word_before_it() {
        assert_eq!(
            amounts("tàu bay từ 5.700 kg, Lệ phí: 1,500,000 (một lần)"),
            [1_500_000]
        );
    }

    #[test]
    fn numbers_of_decrees_and_dates_are_no_amounts() {
        assert_eq!(
            amounts("Thông tư số 64/2025/TT-BTC ngày 30/6/2025, Điều 3"),
            Vec::<u64>::new()
        );
        assert_eq!(amounts("Điều 10 được áp dụng"), Vec::<u64>::new());
    }

    #[test]
    fn what_is_paid_for_is_read_behind_the_amount() {
        assert_eq!(per("20.000 đồng/tờ khai.").as_deref(), Some("tờ khai"));
        assert_eq!(
            per("/hồ sơ (Thông tư số 61/2023/TT-BTC)").as_deref(),
            Some("hồ sơ")
        );
        assert_eq!(
            per("Lệ phí: 40.000đ/01 giấy chứng nhận").as_deref(),
            Some("giấy chứng nhận")
        );
        assert_eq!(
            per("Theo Thông tư 25/2022/TT-BTC: 02 triệu đồng/giấy.").as_deref(),
            Some("giấy")
        );
        assert_eq!(per("Thông tư số 61/2023/TT-BTC"), None);
    }
}
