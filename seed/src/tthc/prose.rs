//! Fields that are prose with lists in them: steps, conditions, results.

use super::tidy::{self, cut, rest};
use crate::pattern::pattern;

pattern!(
    STEP,
    r"(?m)(?:^\s*|[.;:]\s*|\s[-+*–]\s*)((?:[-+*–]\s*)?(?:Bước|BƯỚC)\s+(\d{1,2})\s*[:.)\-–]?\s*)"
);
pattern!(
    INTRO,
    r"(?i)^(?:[\s\-+*.]|\d\.)*(?:a\)\s*)?trình tự(?: thực hiện)?[^\n:]{0,40}:?\s*$"
);
pattern!(
    TOP,
    r"^\s*(?:-|–|•|\*|\d{1,2}[.)]|[a-zđ]\d?\)|\(\d{1,2}\)|[IVX]{1,4}\.)"
);
pattern!(CODE, r"Mã:\s*[A-Z0-9.\-]*\d");

/// What happens, in order. Split at "Bước 1", "Bước 2"; without such words, at the points of the list.
pub(super) fn steps(text: &str) -> Vec<String> {
    let marks: Vec<(usize, usize, Option<u32>)> = STEP
        .captures_iter(text)
        .filter_map(|found| {
            let mark = found.get(1)?;
            Some((
                mark.start(),
                mark.end(),
                found.get(2).and_then(|n| n.as_str().parse().ok()),
            ))
        })
        .collect();
    let Some(first) = marks.first().map(|mark| mark.0) else {
        return points(text);
    };
    let intro = cut(text, 0, first);
    let intro = if INTRO.is_match(intro) { "" } else { intro };
    let in_order = marks.iter().zip(1..).all(|(mark, n)| mark.2 == Some(n));
    // The place in the list says which step it is, unless the source counts in its own way.
    let intro = if intro.contains(char::is_alphabetic) {
        intro
    } else {
        ""
    };
    let numbered = in_order && tidy::item(intro).is_none();
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([text.len()]);
    let mut steps: Vec<String> = tidy::item(intro).into_iter().collect();
    for ((start, after, _), end) in marks.iter().zip(ends) {
        let from = if numbered { *after } else { *start };
        steps.extend(paragraph(cut(text, from, end)));
    }
    steps
}

/// A step may have lines of its own; they stay, one on a line.
fn paragraph(text: &str) -> Option<String> {
    let lines: Vec<String> = text
        .lines()
        .map(tidy::line)
        .filter(|line| !line.is_empty())
        .collect();
    let text = lines.join("\n");
    let text = text.trim_end_matches([' ', '\n', '-', '+', ';']);
    let text = text.strip_prefix("- ").unwrap_or(text);
    (!tidy::says_nothing(text) && text.contains(char::is_alphabetic))
        .then(|| tidy::capitalised(text))
}

/// The points of a list, each with the lines below it.
fn points(text: &str) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    let lists = text.lines().any(|line| TOP.is_match(line));
    for line in text.lines() {
        let clean = tidy::line(line);
        if clean.is_empty() || INTRO.is_match(&clean) {
            continue;
        }
        match points.last_mut() {
            Some(last) if lists && !TOP.is_match(line) => {
                last.push('\n');
                last.push_str(&clean);
            }
            _ => points.push(tidy::without_mark(&clean).to_owned()),
        }
    }
    points.retain(|point| !tidy::says_nothing(point) && point.contains(char::is_alphabetic));
    points
}

/// What must be true: a line each.
pub(super) fn conditions(text: &str) -> Vec<String> {
    if tidy::says_nothing(text) {
        return Vec::new();
    }
    text.lines().filter_map(tidy::item).collect()
}

/// What one holds in the end. The portal glues names, descriptions and codes of results; a code
/// ends a result.
pub(super) fn results(text: &str) -> Vec<String> {
    let mut results = Vec::new();
    for line in text.lines() {
        for part in CODE.split(line) {
            let Some(result) = tidy::item(part) else {
                continue;
            };
            let result = said_once(&result);
            if !results.contains(&result) {
                results.push(result);
            }
        }
    }
    results
}

/// "Giấy chứng nhậnGiấy chứng nhận theo mẫu 1": a name glued to a description that begins with it.
fn said_once(text: &str) -> String {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let name = cut(text, 0, at);
        if before.is_lowercase() && c.is_uppercase() && rest(text, at).starts_with(name) {
            return rest(text, at).to_owned();
        }
        before = c;
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_split_at_their_numbers() {
        let text = "Trình tự thực hiện:\n- Bước 1: Chuẩn bị hồ sơ.\n+ Bản chính\n- Bước 2: Nộp hồ sơ. Bước 3: Nhận kết quả";
        assert_eq!(
            steps(text),
            ["Chuẩn bị hồ sơ.\n+ Bản chính", "Nộp hồ sơ.", "Nhận kết quả"]
        );
    }

    #[test]
    fn steps_that_count_in_their_own_way_keep_their_numbers() {
        let text = "Bước 1: Nộp.\nBước 1: Gửi.";
        assert_eq!(steps(text), ["Bước 1: Nộp.", "Bước 1: Gửi."]);
    }

    #[test]
    fn a_step_mentioned_in_a_sentence_does_not_split_it() {
        assert_eq!(
            steps("Bước 1: Nộp hồ sơ, rồi quay lại Bước 1 nếu thiếu"),
            ["Nộp hồ sơ, rồi quay lại Bước 1 nếu thiếu"]
        );
    }

    #[test]
    fn without_numbers_the_points_of_the_list_are_steps() {
        assert_eq!(
            steps("- Người dân nộp hồ sơ\n+ tại xã\n- Nhận kết quả"),
            ["Người dân nộp hồ sơ\n+ tại xã", "Nhận kết quả"]
        );
    }

    #[test]
    fn results_are_split_at_codes_and_said_once() {
        assert_eq!(
            results("Giấy phépGiấy phép theo mẫu 1Mã: TP-G12.01Thẻ"),
            ["Giấy phép theo mẫu 1", "Thẻ"]
        );
        assert!(results("Không có thông tin").is_empty());
    }

    #[test]
    fn no_condition_is_an_empty_list() {
        assert!(conditions("Không có.").is_empty());
        assert_eq!(
            conditions("- Đủ 18 tuổi;\n- Có nơi ở"),
            ["Đủ 18 tuổi", "Có nơi ở"]
        );
    }
}
