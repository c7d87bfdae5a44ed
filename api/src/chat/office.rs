//! Where to go in the citizen's own commune, when it is known.

use mobile_contract::chat::Citation;
use mobile_contract::knowledge::{Facet, Level, Procedure};

use super::answer;
use super::turn::Turn;

impl Turn<'_> {
    /// Names the office of the citizen's place beside an answer to "where": the agency of the kind
    /// that the procedure names, with its source. Says nothing when the place, or its office, is not
    /// known, or the commune is not where it is done.
    pub(super) fn add_office(
        &self,
        procedure: &Procedure,
        facet: Option<Facet>,
        text: &mut String,
        citations: &mut Vec<Citation>,
    ) {
        let Some(place) = self
            .topic
            .kept
            .place
            .as_ref()
            .filter(|_| facet == Some(Facet::Place))
        else {
            return;
        };
        let kind = procedure
            .responsible
            .iter()
            .filter(|responsible| responsible.level == Level::Commune)
            .find_map(|responsible| responsible.kind);
        let names = &self.assistant.reader.names;
        let Some(office) = kind.and_then(|kind| names.office(&place.id, kind)) else {
            return;
        };
        let at = self.locale.pick("Ở", "In");
        let is = self.locale.pick("nơi nhận là", "the office is");
        text.push_str(&format!(
            "\n{at} {}, {is}: {}.",
            lower_kind(&place.name),
            office.name
        ));
        for citation in answer::citations(&office.sources) {
            if !citations.contains(&citation) {
                citations.push(citation);
            }
        }
    }
}

/// "Xã Yên Mỹ" within a sentence is "xã Yên Mỹ".
fn lower_kind(name: &str) -> String {
    crate::kernel::words::lower_first(name)
}
