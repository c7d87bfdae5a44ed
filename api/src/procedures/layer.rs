//! The layers of a procedure and how they merge.

use mobile_contract::knowledge::{Facet, Level, Procedure, Source, Verify};
use mobile_contract::text::fold;

/// Where a layer comes from; the first has the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Written by hand.
    Curated,
    /// The detail pages of the national portal.
    PortalDetail,
    /// The list of the national catalogue.
    NationalList,
}

impl Layer {
    /// Every layer, the strongest first.
    pub const ALL: [Self; 3] = [Self::Curated, Self::PortalDetail, Self::NationalList];

    /// Name in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Curated => "curated",
            Self::PortalDetail => "portal_detail",
            Self::NationalList => "national_list",
        }
    }

    /// Reads the name in the database.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.as_str() == name)
    }
}

/// Merges the layers of one procedure, given in any order. Part by part the strongest layer that
/// says something wins; where a weaker one fills a gap, its source is named too.
#[must_use]
pub fn merge(mut layers: Vec<(Layer, Procedure)>) -> Option<Procedure> {
    layers.sort_by_key(|(layer, _)| *layer);
    let who = layers
        .iter()
        .find(|(_, procedure)| says_who(procedure))
        .map(|(layer, _)| *layer);
    let mut layers = layers.into_iter().map(|(_, procedure)| procedure);
    let mut merged = layers.next()?;
    for weaker in layers {
        fill(&mut merged, weaker);
    }
    doubt_responsible(&mut merged, who);
    Some(merged)
}

/// Whether a layer says anything about who is responsible. A list that is older must not add an
/// office that the newer page has left out: it may no longer exist.
fn says_who(procedure: &Procedure) -> bool {
    !procedure.responsible.is_empty()
        || !procedure.levels.is_empty()
        || procedure.as_stated.contains_key(&Facet::Who)
}

/// Nobody shall walk to an office because an old list names it.
fn doubt_responsible(merged: &mut Procedure, who: Option<Layer>) {
    let district = merged
        .responsible
        .iter()
        .any(|r| r.level == Level::District);
    let listed = who == Some(Layer::NationalList) && !merged.responsible.is_empty();
    if !district && !listed {
        return;
    }
    let why = "Tên và cấp của cơ quan ghi theo danh mục cũ, có thể đã thay đổi. Từ ngày 01/7/2025 \
               không còn cấp huyện. Hãy hỏi UBND xã, phường hoặc tổng đài 1022 trước khi đi.";
    merged.verify.push(Verify {
        field: "responsible".to_owned(),
        why: why.to_owned(),
    });
}

fn fill(merged: &mut Procedure, weaker: Procedure) {
    let mut filled = false;
    if !says_who(merged) && !weaker.responsible.is_empty() {
        merged.responsible.clone_from(&weaker.responsible);
        filled = true;
    }
    macro_rules! fill_lists {
        ($($part:ident),*) => {$(
            if merged.$part.is_empty() && !weaker.$part.is_empty() {
                merged.$part = weaker.$part;
                filled = true;
            }
        )*};
    }
    fill_lists!(
        audience,
        levels,
        channels,
        steps,
        conditions,
        results,
        legal_basis,
        related
    );
    if merged.cases.is_empty() && !(weaker.cases.is_empty() && weaker.as_stated.is_empty()) {
        merged.cases = weaker.cases;
        merged.as_stated.extend(weaker.as_stated);
        filled = true;
    }
    if merged.field.is_empty() {
        merged.field = weaker.field;
    }
    if filled {
        add_sources(&mut merged.sources, weaker.sources);
    }
    // People who copy an official title should find what we call by a shorter name.
    if fold(&merged.title) != fold(&weaker.title) && !merged.aliases.contains(&weaker.title) {
        merged.aliases.push(weaker.title);
    }
}

fn add_sources(known: &mut Vec<Source>, more: Vec<Source>) {
    for source in more {
        if !known
            .iter()
            .any(|s| s.url == source.url && s.title == source.title)
        {
            known.push(source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedure(title: &str, steps: &[&str], url: &str) -> Procedure {
        serde_json::from_value(serde_json::json!({
            "code": "1.001193", "title": title, "field": "Hộ tịch", "steps": steps,
            "sources": [{"title": "Cổng", "url": url, "as_of": "2026-07-15"}],
        }))
        .unwrap()
    }

    #[test]
    fn what_is_curated_is_never_hidden_by_an_import() {
        let merged = merge(vec![
            (
                Layer::PortalDetail,
                procedure("Thủ tục", &["khác"], "https://b"),
            ),
            (
                Layer::Curated,
                procedure("Khai sinh", &["đúng"], "https://a"),
            ),
        ])
        .unwrap();
        assert_eq!(merged.title, "Khai sinh");
        assert_eq!(merged.steps, ["đúng"]);
        assert_eq!(merged.sources.len(), 1);
    }

    #[test]
    fn an_old_list_does_not_add_an_office_to_a_page_that_names_its_levels() {
        let mut page = procedure("Khai sinh", &["bước"], "https://b");
        page.levels = vec![Level::Commune];
        let mut list = procedure("Khai sinh", &[], "https://c");
        list.responsible =
            serde_json::from_str(r#"[{"level":"district","agency":"Phòng Tư pháp"}]"#).unwrap();
        let merged = merge(vec![
            (Layer::PortalDetail, page),
            (Layer::NationalList, list.clone()),
        ])
        .unwrap();
        assert!(merged.responsible.is_empty() && merged.verify.is_empty());
        let alone = merge(vec![(Layer::NationalList, list)]).unwrap();
        assert_eq!(
            alone.verify.len(),
            1,
            "an office that only the old list names must be confirmed"
        );
    }

    #[test]
    fn a_gap_is_filled_together_with_its_source() {
        let merged = merge(vec![
            (
                Layer::NationalList,
                procedure("Khai sinh", &[], "https://c"),
            ),
            (
                Layer::PortalDetail,
                procedure("Khai sinh", &["bước"], "https://b"),
            ),
            (Layer::Curated, procedure("Khai sinh", &[], "https://a")),
        ])
        .unwrap();
        let urls: Vec<_> = merged
            .sources
            .iter()
            .filter_map(|s| s.url.as_deref())
            .collect();
        assert_eq!(merged.steps, ["bước"]);
        assert_eq!(urls, ["https://a", "https://b"]);
    }
}
