//! Agencies that end, as another bundle tells.

use motcua::agencies::Agencies;

use crate::App;

/// From now on the server knows that an agency works until a day, and which follow it.
///
/// # Panics
/// When the day or a name is none, or there is no such agency.
pub fn ends(app: &App, id: &str, last: &str, successors: &[&str]) {
    let shared = &app.tickets().names.agencies;
    let known = shared.keep();
    let mut agencies: Vec<_> = known.after(None, None, None).cloned().collect();
    let ended = agencies.iter_mut().find(|agency| agency.id.as_str() == id);
    let ended = ended.expect("an agency");
    ended.valid_to = Some(last.parse().expect("a day"));
    let names = successors.iter().map(|id| id.parse().expect("an id"));
    ended.successors = names.collect();
    let counters = known.counters().cloned().collect();
    shared.replace(Agencies::new(agencies, counters));
}
