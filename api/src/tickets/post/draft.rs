//! What a reply by mail says as an answer: the words, what they cite, and whether they are meant as
//! they are.

use mobile_contract::text::fold;
use mobile_contract::{FaqId, ProcedureCode};

/// On a line of its own: the answer goes out though it cites nothing or names no next step.
const ANYWAY: [&str; 2] = ["gui luon", "send anyway"];

/// An answer, as it was written in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) cites: Vec<String>,
    pub(super) anyway: bool,
}

impl Written {
    /// Reads what somebody wrote. Codes of procedures in it, and links to pages of questions, are
    /// citations as well.
    pub(super) fn read(own_words: &str) -> Self {
        let is_anyway = |line: &str| {
            let said = fold(line);
            let said = said.trim_matches(|c: char| !c.is_alphanumeric());
            ANYWAY.contains(&said)
        };
        let anyway = own_words.lines().any(is_anyway);
        let kept: Vec<&str> = own_words.lines().filter(|line| !is_anyway(line)).collect();
        let text = kept.join("\n").trim().to_owned();
        Self {
            cites: cited(&text),
            text,
            anyway,
        }
    }
}

fn cited(text: &str) -> Vec<String> {
    let mut cites: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let found = match word.rsplit_once("/hoi-dap/") {
            Some((_, id)) => id.parse::<FaqId>().ok().map(|id| id.to_string()),
            None => {
                let code = word.rsplit_once("/thu-tuc/").map_or(word, |(_, code)| code);
                let code = code.parse::<ProcedureCode>().ok();
                code.map(|code| code.to_string())
            }
        };
        cites.extend(found.filter(|found| !cites.contains(found)));
    }
    cites
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_links_in_an_answer_are_its_citations() {
        let read = Written::read(
            "Bạn làm theo thủ tục 1.001193 (xem https://motcua.vn/thu-tuc/1.001193),\nvà https://motcua.vn/hoi-dap/khai-sinh-muon. Lệ phí 50.000 đồng, ngày 1.12.",
        );
        assert_eq!(read.cites, ["1.001193", "khai-sinh-muon"]);
        assert!(!read.anyway);
    }

    #[test]
    fn a_line_says_that_it_is_meant_as_it_is_and_does_not_go_out() {
        for line in ["GỬI LUÔN", "gui luon.", "Send anyway"] {
            let read = Written::read(&format!("{line}\nViệc này đúng quy định."));
            assert!(read.anyway, "{line}");
            assert_eq!(read.text, "Việc này đúng quy định.");
        }
        assert!(!Written::read("Bạn gửi luôn hồ sơ nhé.").anyway);
    }
}
