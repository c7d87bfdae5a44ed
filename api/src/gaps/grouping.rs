//! Grouping of texts by similarity: leaders, in one pass.
//!
//! Each text joins the leader that it is most like, or becomes a leader itself. A text is compared
//! with leaders only, never with whoever joined them: a chain of small steps cannot join two things
//! that are not alike, and one can always say why two texts lie in one group. The same texts in the
//! same order give the same groups.

use rustc_hash::{FxHashMap, FxHashSet};

use super::wording::Wording;

/// How alike two texts about one thing are at least. Measured on the wordings of the bundled
/// questions; see the room's tests.
const ALIKE: f32 = 0.55;

/// Groups texts. Gives positions, in the order of the texts; the first of each group is its leader.
pub(super) fn group(texts: &[Wording]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // Which groups' leaders hold a syllable.
    let mut holding: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, text) in texts.iter().enumerate() {
        let near: FxHashSet<usize> = text
            .syllables()
            .filter_map(|syllable| holding.get(syllable))
            .flatten()
            .copied()
            .collect();
        let nearest = near
            .into_iter()
            .filter_map(|group| {
                let leader = texts.get(*groups.get(group)?.first()?)?;
                Some((text.likeness(leader), group))
            })
            .filter(|(likeness, _)| *likeness >= ALIKE)
            // Of two leaders that are equally near, the earlier one.
            .max_by(|(a, at), (b, other)| a.total_cmp(b).then(other.cmp(at)));
        match nearest.and_then(|(_, group)| groups.get_mut(group)) {
            Some(members) => members.push(at),
            None => {
                for syllable in text.syllables().collect::<FxHashSet<_>>() {
                    holding.entry(syllable).or_default().push(groups.len());
                }
                groups.push(vec![at]);
            }
        }
    }
    groups
}
