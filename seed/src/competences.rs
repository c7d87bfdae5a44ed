//! `competences.yaml`: which body is responsible for what, in the words of citizens.

use std::collections::HashSet;

use mobile_contract::Slug;
use mobile_contract::knowledge::{AgencyKind, Audience, Source};
use mobile_contract::ticket::TicketKind;
use serde::{Deserialize, Serialize};

use crate::bilingual::Bilingual;
use crate::vocabulary::{GAP, words};

/// A body: one agency of the province, or the agency of a kind that serves the commune.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// An agency.
    Agency(Slug),
    /// The commune's agency of this kind.
    Commune(AgencyKind),
}

impl Body {
    /// The agency, where it is always the same.
    #[must_use]
    pub const fn agency(&self) -> Option<&Slug> {
        match self {
            Self::Agency(id) => Some(id),
            Self::Commune(_) => None,
        }
    }
}

/// What a body is responsible for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competence {
    /// Stable id.
    pub id: Slug,
    /// What it is about, to tell people why.
    pub matter: Bilingual,
    /// Who is responsible.
    pub body: Body,
    /// The next level: whom the commune hands over to, and who leads the matter in the province.
    #[serde(default)]
    pub next: Option<Slug>,
    /// Whom it is for; empty: everyone.
    #[serde(default)]
    pub audience: Vec<Audience>,
    /// The kinds of ticket its words count for; empty: all.
    #[serde(default)]
    pub kinds: Vec<TicketKind>,
    /// Fields of administration, as the catalogue names them.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Words that name this matter and hardly any other.
    #[serde(default)]
    pub strong: Vec<String>,
    /// Words of this matter.
    #[serde(default)]
    pub usual: Vec<String>,
    /// Words that others use, too.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Where it was read. Empty only with `verify`.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// Where complaints and denunciations are received.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The tracks it receives.
    pub tracks: Vec<TicketKind>,
    /// Words that lead to it; empty: all that no desk before it took.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whose desk.
    pub body: Body,
}

/// The file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competences {
    /// Who decides when agencies send a ticket to and fro: the coordination desk.
    pub arbiter: Option<Slug>,
    /// Reception desks, in the order in which they are tried.
    pub desks: Vec<Desk>,
    /// Competences.
    pub competences: Vec<Competence>,
}

/// Why the file was refused.
#[derive(Debug, thiserror::Error)]
pub enum CompetencesError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// An entry without source and doubt, an id that is there twice, or a phrase that cannot be found.
    #[error("the competence {0} is not in order")]
    Entry(Slug),
    /// A track that no desk without words receives, or no arbiter.
    #[error("there is no last desk, or no arbiter")]
    Desk,
}

impl Competences {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is not of the expected form or not in order.
    pub fn from_yaml(text: &str) -> Result<Self, CompetencesError> {
        let read: Self = serde_saphyr::from_str(text)?;
        let mut ids = HashSet::new();
        for entry in &read.competences {
            if !ids.insert(&entry.id) || !entry.is_in_order() {
                return Err(CompetencesError::Entry(entry.id.clone()));
            }
        }
        let received = |track: TicketKind| {
            let last = |desk: &Desk| desk.words.is_empty() && desk.tracks.contains(&track);
            read.desks.iter().any(last)
        };
        let both = received(TicketKind::Complaint) && received(TicketKind::Denunciation);
        if both && read.arbiter.is_some() {
            Ok(read)
        } else {
            Err(CompetencesError::Desk)
        }
    }

    /// Every agency that the file names.
    pub fn agencies(&self) -> impl Iterator<Item = &Slug> {
        let desks = self.desks.iter().filter_map(|desk| desk.body.agency());
        self.competences
            .iter()
            .flat_map(|c| c.body.agency().into_iter().chain(&c.next))
            .chain(desks)
            .chain(&self.arbiter)
    }
}

impl Competence {
    /// Its phrases with what they weigh.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, f32)> {
        let strong = self.strong.iter().map(|p| (p.as_str(), STRONG));
        let usual = self.usual.iter().map(|p| (p.as_str(), USUAL));
        let weak = self.weak.iter().map(|p| (p.as_str(), WEAK));
        strong.chain(usual).chain(weak)
    }

    fn is_in_order(&self) -> bool {
        let told = !self.sources.is_empty() || self.verify.is_some();
        let findable = |phrase: &str| words(phrase).first().is_some_and(|w| w.exact != GAP);
        told && self.phrases().all(|(phrase, _)| findable(phrase))
    }
}

/// What a word weighs that names one matter.
pub const STRONG: f32 = 3.0;
/// What a usual word weighs.
pub const USUAL: f32 = 2.0;
/// What a word weighs that others use, too.
pub const WEAK: f32 = 1.0;

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("../data/competences.yaml");

    #[test]
    fn the_bundled_competences_are_in_order() {
        let read = Competences::from_yaml(BUNDLED).unwrap();
        assert!(read.competences.len() >= 30);
    }

    #[test]
    fn an_entry_without_source_or_doubt_is_refused() {
        let wrong = format!(
            "{BUNDLED}\n  - id: x\n    matter: {{vi: x, en: x}}\n    body: {{agency: so-y-te}}\n    strong: [x]\n"
        );
        assert!(matches!(
            Competences::from_yaml(&wrong),
            Err(CompetencesError::Entry(_))
        ));
    }
}
