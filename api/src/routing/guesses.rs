//! Who may be responsible, for whoever decides.

use super::evidence::Evidence;
use super::read::Read;
use super::request::{Guess, Route};

/// The best guesses. A commune's body that is not known is told by who leads the matter in the province.
pub(super) fn guesses(read: &Read<'_>, evidence: &[Evidence<'_>]) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = Vec::new();
    for this in evidence {
        let own = read.bodies.find(&this.body, read.place.as_ref());
        let leads = || read.bodies.agency(this.best?.next.as_ref()?);
        let Some(agency) = own.or_else(leads) else {
            continue;
        };
        if guesses.len() < Route::MOST_GUESSES && !guesses.iter().any(|g| g.agency.id == agency.id)
        {
            guesses.push(Guess {
                agency: agency.clone(),
                share: this.share,
                why: this.why(),
            });
        }
    }
    guesses
}

/// Guesses behind one that is known otherwise: they share what that one leaves.
pub(super) fn led_by(mut lead: Vec<Guess>, others: Vec<Guess>) -> Vec<Guess> {
    let left = 1.0 - lead.iter().map(|guess| guess.share).sum::<f32>();
    for guess in others {
        let mut known = lead.iter();
        if lead.len() < Route::MOST_GUESSES && !known.any(|g| g.agency.id == guess.agency.id) {
            lead.push(Guess {
                share: guess.share * left,
                ..guess
            });
        }
    }
    lead
}
