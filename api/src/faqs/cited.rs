//! Which questions a text rests on, by the addresses of their pages.

use mobile_contract::FaqId;
use mobile_contract::chat::Citation;
use url::Url;

/// Where the page of a question lies: below it stands the id.
pub const PAGES: &str = "hoi-dap";

/// The questions among what is cited. Only those that agencies answered have their own page as source;
/// those of the bundle cite where they were read.
#[must_use]
pub fn cited(citations: &[Citation]) -> Vec<FaqId> {
    let urls = citations.iter().filter_map(|c| c.url.as_deref());
    let mut ids: Vec<FaqId> = urls.filter_map(question).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn question(url: &str) -> Option<FaqId> {
    let url: Url = url.parse().ok()?;
    let mut segments = url.path_segments()?.rev();
    let id = segments.next()?;
    (segments.next()? == PAGES).then(|| id.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citing(url: &str) -> Citation {
        Citation {
            title: String::new(),
            url: Some(url.to_owned()),
            as_of: "2026-11-28".parse().unwrap(),
        }
    }

    #[test]
    fn a_question_is_known_by_its_page_and_by_nothing_else() {
        let pages = [
            citing("https://motcua.example/hoi-dap/khai-sinh-a1b2"),
            citing("https://motcua.example/prefix/hoi-dap/khai-sinh-a1b2"),
            citing("https://motcua.example/thu-tuc/1.001193"),
            citing("https://motcua.example/hoi-dap/khai-sinh-a1b2/x"),
            citing("https://motcua.example/hoi-dap/"),
            citing("khong phai"),
        ];
        let ids = cited(&pages);
        assert_eq!(ids, ["khai-sinh-a1b2".parse().unwrap()]);
    }
}
