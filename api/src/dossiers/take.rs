//! Taking events in: put into the records of their dossiers, together and once.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::limits::DOSSIER_EVENTS;
use mobile_contract::{DossierCode, ErrorCode};

use super::Dossiers;
use super::check::{Refusal, RefusedFor, fonts, form};
use super::entity::dossier;
use super::intake::{Saying, Scope};
use super::record::{Keys, Record, Told};
use super::row::{Known, Rows};
use super::store::{self, Kept};
use super::watch::HERE;
use crate::error::{Error, Result};

/// How often a transaction is tried again that met another one at the same dossier.
const TRIES: usize = 8;

/// What became of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were kept.
    pub stored: u64,
    /// How many were there already.
    pub duplicates: u64,
    /// How many dossiers carry a flag after them.
    pub flagged: u64,
    /// Those that were not kept, and why.
    pub refused: Vec<Refusal>,
}

/// How a dossier stood, and how it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The dossier.
    pub code: DossierCode,
    /// How it stood; `None`: it is new.
    pub before: Option<dossier::Model>,
    /// How many of its events were known before: the others came with this batch.
    pub known_events: usize,
    /// How it stands.
    pub after: Rows,
}

/// An event as it would be kept.
pub(super) struct Heard {
    /// Its line, from 1.
    pub(super) line: u64,
    /// What it tells.
    pub(super) told: Told,
    /// Why it is not kept, unless it is known already.
    pub(super) unless_known: Option<RefusedFor>,
}

/// Events of one dossier.
type Group = Vec<Heard>;

/// Whether a change is what somebody meant by it. It is asked inside the transaction: if not, nothing is kept.
pub(super) type Meant<'m> = &'m (dyn Fn(&Change) -> Result<()> + Sync);

/// What stands in the way of events beside their own form.
#[derive(Clone, Copy, Default)]
struct Gate<'g> {
    /// What a key may tell; `None`: everything.
    scope: Option<&'g Scope>,
    /// What was meant; `None`: whatever becomes of it.
    meant: Option<Meant<'g>>,
}

impl Dossiers {
    /// Takes events in, in one transaction: either all that can be kept are, or none. Sent again, they are known
    /// by their ids. A chunk of some thousand at most: who has more calls again.
    ///
    /// # Errors
    /// When the database fails, or others keep writing the same dossiers.
    pub async fn take(&self, source: &str, events: Vec<(u64, DossierEvent)>) -> Result<Taken> {
        self.take_by(source, events, Gate::default()).await
    }

    /// The same, as long as it changes what was meant.
    ///
    /// # Errors
    /// What `meant` says, and nothing is kept then.
    pub(super) async fn take_meant(
        &self,
        source: &str,
        events: Vec<(u64, DossierEvent)>,
        meant: Option<Meant<'_>>,
    ) -> Result<Taken> {
        let gate = Gate { meant, scope: None };
        self.take_by(source, events, gate).await
    }

    /// The same, of what a key may tell; `None`: of everything.
    ///
    /// # Errors
    /// 403 when it may not tell one of them, and none is kept then.
    pub(super) async fn take_within(
        &self,
        source: &str,
        events: Vec<(u64, DossierEvent)>,
        scope: Option<&Scope>,
    ) -> Result<Taken> {
        let gate = Gate { scope, meant: None };
        self.take_by(source, events, gate).await
    }

    async fn take_by(
        &self,
        source: &str,
        events: Vec<(u64, DossierEvent)>,
        gate: Gate<'_>,
    ) -> Result<Taken> {
        let now = self.clock.now();
        let mut checked = Taken::default();
        let keys = Keys::of(&self.vault)?;
        let mut groups: BTreeMap<DossierCode, Group> = BTreeMap::new();
        for (line, event) in events {
            if let Err(reason) = form(&event, now) {
                checked.refuse(line, event.id, reason);
                continue;
            }
            let code = event.dossier.clone();
            let unless_known = fonts(&event).err();
            let told = Told::of(&keys, source, now, event)?;
            groups.entry(code).or_default().push(Heard {
                line,
                told,
                unless_known,
            });
        }
        for _ in 0..TRIES {
            let mut taken = checked.clone();
            if self.try_take(&groups, gate, now, &mut taken).await? {
                return Ok(taken);
            }
        }
        Err(Error::new(ErrorCode::Unavailable))
    }

    /// False: another transaction was faster, and nothing was written.
    async fn try_take(
        &self,
        groups: &BTreeMap<DossierCode, Group>,
        gate: Gate<'_>,
        now: DateTime<Utc>,
        taken: &mut Taken,
    ) -> Result<bool> {
        let transaction = self.db.begin().await?;
        let codes: Vec<&DossierCode> = groups.keys().collect();
        let mut kept = store::load(&*transaction, &codes).await?;
        if let Some(scope) = gate.scope {
            // It was looked at before, but a dossier may have gone on since.
            for (code, heard) in groups {
                let sayings: Vec<_> = heard.iter().map(Saying::from).collect();
                scope.allows(code, &sayings, kept.get(code.as_str()))?;
            }
        }
        let named = store::agency_codes(&*transaction).await?;
        let changes = self.changes(groups, &mut kept, named, now, taken)?;
        if let Some(meant) = gate.meant {
            changes.iter().try_for_each(meant)?;
        }
        let rows: Vec<&Rows> = changes.iter().map(|change| &change.after).collect();
        if !store::write(&*transaction, &rows).await? {
            return Ok(false);
        }
        super::watch::note_repeats(&*transaction, &changes).await?;
        self.tell(&*transaction, &changes, now).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// What follows from the events. No waiting in here: the knowledge of the moment is held.
    fn changes(
        &self,
        groups: &BTreeMap<DossierCode, Group>,
        kept: &mut HashMap<String, Kept>,
        named: HashMap<String, mobile_contract::Slug>,
        now: DateTime<Utc>,
        taken: &mut Taken,
    ) -> Result<Vec<Change>> {
        let (agencies, places) = (self.agencies.get(), self.places.get());
        let procedures = self.procedures.get();
        let mut known = Known::new(&agencies, &places, &procedures, named);
        let mut changes = Vec::with_capacity(groups.len());
        for (code, heard) in groups {
            let (before, mut record) = match kept.remove(code.as_str()) {
                Some(kept) => (Some(kept.dossier), kept.record),
                None => (None, Record::default()),
            };
            let known_events = record.events.len();
            if !taken.add(&mut record, heard) {
                continue;
            }
            let revision = before
                .as_ref()
                .map_or(store::FIRST, |row| row.revision.saturating_add(1));
            let after = self.rows(&mut known, code, &mut record, (revision, now))?;
            taken.flagged += u64::from(!after.dossier.flags.is_empty());
            let code = code.clone();
            changes.push(Change {
                code,
                before,
                known_events,
                after,
            });
        }
        Ok(changes)
    }
}

impl Taken {
    fn refuse(&mut self, line: u64, id: String, reason: RefusedFor) {
        let id = Some(id);
        let detail = None;
        self.refused.push(Refusal {
            line,
            id,
            reason,
            detail,
        });
    }

    /// Puts events into a record. False: it said nothing new.
    fn add(&mut self, record: &mut Record, heard: &[Heard]) -> bool {
        let before = record.events.len();
        for Heard {
            line,
            told: event,
            unless_known,
        } in heard
        {
            let same = record
                .events
                .iter()
                .find(|other| other.id == event.id && other.source == event.source);
            match same {
                Some(same) if same.mark == event.mark => self.duplicates += 1,
                Some(_) => self.refuse(*line, event.id.clone(), RefusedFor::IdReused),
                // What was decided here is recorded in any case: it is little, and a promise to a citizen stands on it.
                None if record.events.len() >= DOSSIER_EVENTS && event.source != HERE => {
                    self.refuse(*line, event.id.clone(), RefusedFor::TooMany);
                }
                None => match unless_known {
                    Some(reason) => self.refuse(*line, event.id.clone(), *reason),
                    None => {
                        record.events.push(event.clone());
                        self.stored += 1;
                    }
                },
            }
        }
        record.events.len() > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::check::FontIn;

    fn heard(id: &str, unless_known: Option<RefusedFor>) -> Heard {
        let told = serde_json::json!({
            "id": id, "source": "mot-cua", "arrived": "2026-11-10T01:00:00Z", "mark": id,
            "at": "2026-11-10T01:00:00Z", "kind": "received",
        });
        Heard {
            line: 1,
            told: serde_json::from_value(told).unwrap(),
            unless_known,
        }
    }

    #[test]
    fn what_was_kept_before_its_letters_were_asked_for_is_known_when_it_comes_again() {
        let font = RefusedFor::Font(FontIn::Name);
        let mut record = Record {
            events: vec![heard("1", None).told],
            ..Record::default()
        };
        let mut taken = Taken::default();
        let sent = [heard("1", Some(font)), heard("2", Some(font))];
        assert!(!taken.add(&mut record, &sent));
        assert_eq!((taken.stored, taken.duplicates), (0, 1));
        let refused: Vec<_> = taken.refused.iter().map(|r| (&r.id, r.reason)).collect();
        assert_eq!(refused, [(&Some("2".to_owned()), font)]);
    }
}
