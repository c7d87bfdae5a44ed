//! What speaks for each body: words, the name of an agency, and corrections.

use std::collections::{BTreeMap, HashMap};

use motcua_seed::Bilingual;
use motcua_seed::competences::{Body, Competence};

use super::phrases::Score;

/// What an agency's name in the text adds to it: people name the wrong one often.
const NAMED: f32 = 1.5;
/// What the right audience adds.
const AUDIENCE: f32 = 1.0;
/// What further matters of the same body add to its best one.
const BESIDE: f32 = 0.3;
/// Most phrases that are told as the reason.
const MOST_SAID: usize = 4;

/// What speaks for one body.
#[derive(Clone, Debug)]
pub(super) struct Evidence<'a> {
    pub(super) body: Body,
    pub(super) weight: f32,
    /// Its share of everything, 0..=1.
    pub(super) share: f32,
    /// The matter that speaks most for it.
    pub(super) best: Option<&'a Competence>,
    pub(super) said: Vec<String>,
}

/// What is weighed.
pub(super) struct Weighed<'a, 'r> {
    pub(super) entries: &'a [Competence],
    pub(super) scores: HashMap<usize, Score>,
    pub(super) named: Option<Body>,
    pub(super) shifts: &'r HashMap<Body, f32>,
    pub(super) audience: Option<mobile_contract::knowledge::Audience>,
}

impl<'a> Weighed<'a, '_> {
    /// The evidence for every body, the best first.
    pub(super) fn evidence(&self) -> Vec<Evidence<'a>> {
        let mut by_body: BTreeMap<&Body, Vec<(f32, &'a Competence, &Score)>> = BTreeMap::new();
        for (at, score) in &self.scores {
            if let Some(entry) = self.entries.get(*at) {
                let fits = self.audience.is_some_and(|a| entry.audience.contains(&a));
                let weight = score.weight + if fits { AUDIENCE } else { 0.0 };
                by_body
                    .entry(&entry.body)
                    .or_default()
                    .push((weight, entry, score));
            }
        }
        let mut all: Vec<Evidence<'a>> = by_body
            .into_iter()
            .map(|(body, matters)| of_matters(body, matters))
            .collect();
        self.add_name(&mut all);
        self.add_shifts(&mut all);
        share(&mut all);
        all
    }

    fn add_name(&self, all: &mut [Evidence<'a>]) {
        let named = all
            .iter_mut()
            .filter(|e| Some(&e.body) == self.named.as_ref());
        named.for_each(|e| e.weight += NAMED);
    }

    fn add_shifts(&self, all: &mut Vec<Evidence<'a>>) {
        for (body, shift) in self.shifts {
            match all.iter_mut().find(|e| e.body == *body) {
                Some(known) => known.weight = (known.weight + shift).max(0.0),
                None if *shift > 0.0 => all.push(Evidence {
                    body: body.clone(),
                    weight: *shift,
                    share: 0.0,
                    best: self.entries.iter().find(|e| e.body == *body),
                    said: Vec::new(),
                }),
                None => {}
            }
        }
    }
}

fn of_matters<'a>(body: &Body, mut matters: Vec<(f32, &'a Competence, &Score)>) -> Evidence<'a> {
    matters.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let best = matters.first();
    let beside: f32 = matters.iter().skip(1).map(|m| m.0).sum();
    Evidence {
        body: body.clone(),
        weight: best.map_or(0.0, |m| m.0) + BESIDE * beside,
        share: 0.0,
        best: best.map(|m| m.1),
        said: best.map_or_else(Vec::new, |m| m.2.said.clone()),
    }
}

/// Shares by the square of the weight: two words for one and one for another is no draw.
fn share(all: &mut Vec<Evidence<'_>>) {
    all.retain(|e| e.weight > 0.0);
    let whole: f32 = all.iter().map(|e| e.weight * e.weight).sum();
    for evidence in all.iter_mut() {
        evidence.share = evidence.weight * evidence.weight / whole;
    }
    all.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.body.cmp(&b.body))
    });
}

impl Evidence<'_> {
    /// Why this body, for people.
    pub(super) fn why(&self) -> Bilingual {
        let said: Vec<&str> = self
            .said
            .iter()
            .take(MOST_SAID)
            .map(String::as_str)
            .collect();
        let said = said.join("”, “");
        match (self.best, said.is_empty()) {
            (Some(entry), false) => Bilingual {
                vi: format!("Nội dung nói về {}: “{said}”.", entry.matter.vi),
                en: format!("The text is about {}: “{said}”.", entry.matter.en),
            },
            _ => Bilingual {
                vi: "Những việc tương tự đã được chuyển tới đây.".to_owned(),
                en: "Similar matters were sent here.".to_owned(),
            },
        }
    }
}
