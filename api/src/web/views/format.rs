//! Small helpers of the templates.

/// A text as one component of a query.
pub(in crate::web) fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The address, if a page may link to it: imported text could carry any scheme.
pub(in crate::web) fn web_url(url: Option<&str>) -> Option<&str> {
    url.filter(|u| u.starts_with("https://") || u.starts_with("http://"))
}

/// A piece of an answer: answers are plain lines, list items begin with `- ` or `1. `.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::web) enum Block<'a> {
    /// A line of its own.
    Paragraph(&'a str),
    /// Items without order.
    List(Vec<&'a str>),
    /// Items in order, and the number of the first.
    Numbered(u32, Vec<&'a str>),
}

/// Takes an answer apart into what HTML has elements for.
pub(in crate::web) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut after_blank = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        let last = if after_blank { None } else { blocks.last_mut() };
        after_blank = false;
        match (bullet(line), numbered(line), last) {
            (Some(item), _, Some(Block::List(items))) => items.push(item),
            (Some(item), _, _) => blocks.push(Block::List(vec![item])),
            (_, Some((_, item)), Some(Block::Numbered(_, items))) => items.push(item),
            (_, Some((number, item)), _) => blocks.push(Block::Numbered(number, vec![item])),
            _ => blocks.push(Block::Paragraph(line)),
        }
    }
    blocks
}

fn bullet(line: &str) -> Option<&str> {
    ["- ", "• ", "+ ", "* "]
        .iter()
        .find_map(|sign| line.strip_prefix(sign))
        .map(str::trim)
}

fn numbered(line: &str) -> Option<(u32, &str)> {
    let (number, item) = line.split_once(['.', ')'])?;
    let short = number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let item = item.strip_prefix(' ').filter(|_| short)?;
    Some((number.parse().ok()?, item.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_encoded_byte_by_byte() {
        assert_eq!(encode("đất & a=b"), "%C4%91%E1%BA%A5t%20%26%20a%3Db");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_url(Some("https://a.vn/x")), Some("https://a.vn/x"));
        assert_eq!(web_url(Some("javascript:alert(1)")), None);
        assert_eq!(web_url(None), None);
    }

    #[test]
    fn lines_become_paragraphs_and_lists() {
        let text =
            "Cần nộp:\n- Tờ khai\n- Giấy chứng sinh\n\nCác bước:\n2. Nộp\n3. Nhận\nPhí 1.000 đ";
        assert_eq!(
            blocks(text),
            vec![
                Block::Paragraph("Cần nộp:"),
                Block::List(vec!["Tờ khai", "Giấy chứng sinh"]),
                Block::Paragraph("Các bước:"),
                Block::Numbered(2, vec!["Nộp", "Nhận"]),
                Block::Paragraph("Phí 1.000 đ"),
            ]
        );
    }

    #[test]
    fn a_code_or_a_date_is_no_list_item() {
        for line in [
            "1.001193 là mã thủ tục",
            "15.07.2026",
            ") a",
            ". b",
            "1234. x",
        ] {
            assert_eq!(blocks(line), vec![Block::Paragraph(line)]);
        }
    }
}
