//! Which part of a procedure a question asks for.

use mobile_contract::knowledge::Facet;
use motcua_seed::vocabulary::CueStrength;

/// A cue found in the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cue {
    /// The part it asks for.
    pub(super) facet: Facet,
    /// How surely it asks.
    pub(super) strength: CueStrength,
    /// Position of its first word.
    pub(super) at: usize,
    /// How many words it has.
    pub(super) words: usize,
    /// A frame of a yes-or-no question: "có phải … không".
    pub(super) is_frame: bool,
}

/// What is surely asked ("cần giấy tờ gì") goes before what is asked in a general way ("làm thế
/// nào"). Of several sure ones the first is the question; of general ones the last is, because
/// stories end with what they want.
///
/// The frame of a yes-or-no question goes behind what it frames ("có phải mất phí không"), and a general
/// "thế nào" asks for the part that is named beside it ("phí thế nào").
pub(super) fn decide(cues: &[Cue]) -> Option<Facet> {
    let best = cues.iter().map(|cue| cue.strength).max()?;
    let named = cues.iter().find(|cue| cue.strength == CueStrength::Hint);
    let general = |cue: &Cue| cue.strength == CueStrength::Hint || cue.facet == Facet::Steps;
    if let (CueStrength::Weak, Some(named), true) = (best, named, cues.iter().all(general)) {
        return Some(named.facet);
    }
    let framed = cues.iter().any(|cue| cue.strength == best && !cue.is_frame);
    let last = |cue: &Cue| {
        if best == CueStrength::Strong {
            cue.at
        } else {
            usize::MAX - cue.at
        }
    };
    cues.iter()
        .filter(|cue| cue.strength == best && !(framed && cue.is_frame))
        .min_by_key(|cue| (last(cue), std::cmp::Reverse(cue.words), cue.facet))
        .map(|cue| cue.facet)
}
