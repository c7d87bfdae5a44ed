//! Grouping of texts by similarity: leaders, in one pass.
//!
//! Each text joins the leader that it is most like, or becomes a leader itself. A text is compared
//! with leaders only, never with whoever joined them: a chain of small steps cannot join two things
//! that are not alike, and one can always say why two texts lie in one group. The same texts in the
//! same order give the same groups.

use rustc_hash::FxHashMap;

use super::wording::Wording;

/// How alike two texts about one thing are at least. Measured on the wordings of the bundled
/// questions; see the room's tests.
const ALIKE: f32 = 0.55;

/// Groups texts. Gives positions, in the order of the texts; the first of each group is its leader.
pub(super) fn group(texts: &[Wording]) -> Vec<Vec<usize>> {
    let mut leaders = Leaders::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let nearest = leaders.nearest(text);
        match nearest.and_then(|group| groups.get_mut(group)) {
            Some(members) => members.push(at),
            None => {
                leaders.add(text);
                groups.push(vec![at]);
            }
        }
    }
    groups
}

/// The leaders of the groups so far.
#[derive(Default)]
struct Leaders<'a> {
    texts: Vec<&'a Wording>,
    /// Which leaders hold a syllable, in own and in official words.
    holding: [FxHashMap<&'a str, Vec<usize>>; 2],
}

impl<'a> Leaders<'a> {
    fn add(&mut self, text: &'a Wording) {
        for (holding, syllables) in self.holding.iter_mut().zip(text.syllables()) {
            for (syllable, _) in syllables {
                holding.entry(syllable).or_default().push(self.texts.len());
            }
        }
        self.texts.push(text);
    }

    /// The leader that a text is most like; of two that are equally near, the earlier one.
    fn nearest(&self, text: &Wording) -> Option<usize> {
        let shared = self.shared(text);
        self.texts
            .iter()
            .zip(shared)
            .enumerate()
            .filter(|(_, (leader, shared))| text.at_most(leader, *shared) >= ALIKE)
            .map(|(group, (leader, _))| (text.likeness(leader), group))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .max_by(|(a, at), (b, other)| a.total_cmp(b).then(other.cmp(at)))
            .map(|(_, group)| group)
    }

    /// Weights of the syllables that each leader shares with a text.
    fn shared(&self, text: &Wording) -> Vec<[f32; 2]> {
        let mut shared = vec![[0.0; 2]; self.texts.len()];
        for (side, (holding, syllables)) in self.holding.iter().zip(text.syllables()).enumerate() {
            for (syllable, weight) in syllables {
                for leader in holding.get(syllable).into_iter().flatten() {
                    let slot = shared
                        .get_mut(*leader)
                        .and_then(|sides| sides.get_mut(side));
                    if let Some(slot) = slot {
                        *slot += weight;
                    }
                }
            }
        }
        shared
    }
}
