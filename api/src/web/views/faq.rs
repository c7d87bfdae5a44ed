use askama::Template;
use mobile_contract::ProcedureCode;
use mobile_contract::chat::ProcedureRef;
use mobile_contract::knowledge::Faq;

use super::Chrome;
use super::chrome::with_param;
use super::format::{Block, blocks};

/// Questions that belong together.
#[derive(Clone, Debug)]
pub struct FaqGroup<'a> {
    /// The procedure they are about; `None` for general questions.
    pub procedure: Option<ProcedureRef>,
    /// The questions.
    pub faqs: Vec<&'a Faq>,
}

impl<'a> FaqGroup<'a> {
    /// Groups questions by procedure, in the order in which procedures first appear; general
    /// questions come last. A procedure without a known title counts as general.
    pub fn group(
        faqs: &'a [Faq],
        title: impl Fn(&ProcedureCode) -> Option<String>,
    ) -> Vec<FaqGroup<'a>> {
        let mut groups: Vec<FaqGroup<'a>> = Vec::new();
        let mut general = FaqGroup {
            procedure: None,
            faqs: Vec::new(),
        };
        for faq in faqs {
            let named = faq
                .procedure
                .as_ref()
                .and_then(|code| Some((code, title(code)?)));
            let Some((code, title)) = named else {
                general.faqs.push(faq);
                continue;
            };
            let same =
                |g: &&mut FaqGroup<'_>| g.procedure.as_ref().is_some_and(|p| p.code == *code);
            match groups.iter_mut().find(same) {
                Some(group) => group.faqs.push(faq),
                None => groups.push(FaqGroup {
                    procedure: Some(ProcedureRef {
                        code: code.clone(),
                        title,
                    }),
                    faqs: vec![faq],
                }),
            }
        }
        if !general.faqs.is_empty() {
            groups.push(general);
        }
        groups
    }
}

/// `/hoi-dap`: frequently asked questions, page by page.
#[derive(Debug, Template)]
#[template(path = "faqs.html")]
pub struct FaqListPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// The questions of this page.
    pub groups: &'a [FaqGroup<'a>],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
}

impl FaqListPage<'_> {
    fn next_url(&self) -> Option<String> {
        self.next_cursor
            .map(|cursor| self.chrome.href(&with_param("/hoi-dap", "cursor", cursor)))
    }
}

/// `/hoi-dap/{id}`: one question with its answer and source.
#[derive(Debug, Template)]
#[template(path = "faq.html")]
pub struct FaqPage<'a> {
    /// Frame of the page.
    pub chrome: Chrome<'a>,
    /// Idempotency key of the question box.
    pub key: &'a str,
    /// The question.
    pub faq: &'a Faq,
    /// The procedure it belongs to.
    pub procedure: Option<&'a ProcedureRef>,
}

impl FaqPage<'_> {
    fn blocks(&self) -> Vec<Block<'_>> {
        blocks(&self.faq.answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faq(id: &str, procedure: Option<&str>) -> Faq {
        Faq {
            id: id.parse().unwrap(),
            question: id.to_owned(),
            also: vec![],
            answer: String::new(),
            procedure: procedure.map(|code| code.parse().unwrap()),
            facet: None,
            sources: vec![],
            answered_by: None,
            verify: None,
        }
    }

    #[test]
    fn questions_of_one_procedure_stand_together_and_general_ones_last() {
        let faqs = [
            faq("chung", None),
            faq("a", Some("1.001193")),
            faq("b", Some("1.000894")),
            faq("c", Some("1.001193")),
        ];
        let groups = FaqGroup::group(&faqs, |code| Some(code.to_string()));
        let ids: Vec<Vec<&str>> = groups
            .iter()
            .map(|g| g.faqs.iter().map(|f| f.id.as_str()).collect())
            .collect();
        assert_eq!(ids, vec![vec!["a", "c"], vec!["b"], vec!["chung"]]);
        assert!(groups[2].procedure.is_none());
    }
}
