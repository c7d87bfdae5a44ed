//! The layers of a procedure and how they merge.

use mobile_contract::knowledge::{Procedure, Source};
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
    let mut layers = layers.into_iter().map(|(_, procedure)| procedure);
    let mut merged = layers.next()?;
    for weaker in layers {
        fill(&mut merged, weaker);
    }
    Some(merged)
}

fn fill(merged: &mut Procedure, weaker: Procedure) {
    let mut filled = false;
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
        responsible,
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
