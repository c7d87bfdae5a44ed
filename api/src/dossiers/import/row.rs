//! From a row of an export to what happened to its dossier.

use chrono::{FixedOffset, NaiveDateTime, NaiveTime};
use mobile_contract::DossierCode;
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent, DossierTerm};

use super::column::EventColumn;
use super::dates::{self, When};
use super::header::Header;
use super::mapping::{Mapping, plain};
use super::table::Cell;
use crate::kernel::clock::from_hanoi;

/// What a row tells of its dossier. Ids are those of the first time; see [`versions`](super::versions).
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The dossier.
    pub code: DossierCode,
    /// What happened, column by column; none: the row says that it did not.
    pub steps: Vec<(EventColumn, Option<DossierEvent>)>,
}

/// Why a row tells nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The column, as the mapping names it.
    pub column: String,
    /// What is wrong with its cell.
    pub why: &'static str,
}

/// Reads rows of one export.
pub struct RowReader<'a> {
    mapping: &'a Mapping,
    header: &'a Header,
    hour: NaiveTime,
}

impl<'a> RowReader<'a> {
    /// A reader of rows.
    ///
    /// # Errors
    /// When the mapping's hour is none.
    pub fn new(mapping: &'a Mapping, header: &'a Header) -> Result<Self, String> {
        let hour = mapping.hour()?;
        Ok(Self {
            mapping,
            header,
            hour,
        })
    }

    /// Reads a row; `None` where it says nothing at all.
    ///
    /// # Errors
    /// Which cell is wrong, and how.
    pub fn read(&self, row: &[Cell]) -> Result<Option<Told>, Unreadable> {
        if row.iter().all(|cell| *cell == Cell::Empty) {
            return Ok(None);
        }
        let columns = &self.mapping.columns;
        let code = self.text(row, &columns.code)?;
        let wrong = |why| Unreadable {
            column: columns.code.clone(),
            why,
        };
        let code = code.ok_or_else(|| wrong("it is empty"))?;
        let code: DossierCode = code.parse().map_err(|_| wrong("it is no dossier code"))?;
        let mut steps = Vec::new();
        for (column, name) in &self.mapping.events {
            let when = self.when(row, name)?;
            steps.push((*column, when));
        }
        if let Some(ended) = &self.mapping.ended {
            let when = self.when(row, &ended.at)?;
            let state = self.text(row, &ended.state)?.unwrap_or_default();
            let which = ended.states.get(&plain(&state)).copied();
            let mut ends: Vec<EventColumn> = ended.states.values().copied().collect();
            ends.sort_unstable();
            ends.dedup();
            let further = ends
                .into_iter()
                .map(|end| (end, when.filter(|_| which == Some(end))));
            steps.extend(further);
        }
        let received = steps
            .iter()
            .find(|(column, _)| *column == EventColumn::Received);
        let received = received.and_then(|(_, when)| *when);
        let received = received.map(|when| self.moment(when, None));
        let steps = steps.into_iter().map(|(column, when)| {
            let event =
                when.map(|when| self.event(row, &code, column, self.moment(when, received)));
            Ok((column, event.transpose()?))
        });
        let steps = steps.collect::<Result<_, _>>()?;
        Ok(Some(Told { code, steps }))
    }

    fn event(
        &self,
        row: &[Cell],
        code: &DossierCode,
        column: EventColumn,
        at: NaiveDateTime,
    ) -> Result<DossierEvent, Unreadable> {
        let columns = &self.mapping.columns;
        let mut event = DossierEvent {
            id: column.as_str().to_owned(),
            dossier: code.clone(),
            at: instant(at),
            kind: column.kind(),
            corrects: None,
            agency: None,
            desk: None,
            procedure: None,
            place: None,
            channel: None,
            term: None,
            due_at: None,
            applicant: None,
            reason: None,
            signer: None,
            returnable: None,
        };
        match column {
            EventColumn::Received => self.describe(row, &mut event)?,
            EventColumn::Extended => {
                event.due_at = self.last_moment(row, columns.extended_to.as_ref())?;
            }
            _ => {}
        }
        if matches!(
            column,
            EventColumn::Extended | EventColumn::Refused | EventColumn::SupplementRequested
        ) {
            event.reason = self.maybe(row, columns.reason.as_ref())?;
        }
        Ok(event)
    }

    /// What a dossier is, which its receipt says.
    fn describe(&self, row: &[Cell], event: &mut DossierEvent) -> Result<(), Unreadable> {
        let (mapping, columns) = (self.mapping, &self.mapping.columns);
        let always = &mapping.always;
        let agency = self.maybe(row, columns.agency.as_ref())?;
        let agency =
            agency.map(|said| mapping.agencies.get(&plain(&said)).cloned().unwrap_or(said));
        event.agency = agency.or_else(|| always.agency.clone());
        event.desk = self.maybe(row, columns.desk.as_ref())?;
        let procedure = self.procedure(row)?;
        event.procedure = procedure.or_else(|| always.procedure.clone());
        let place = self.maybe(row, columns.place.as_ref())?;
        event.place = place.or_else(|| always.place.clone());
        event.channel = always.channel;
        if let Some(said) = self.maybe(row, columns.channel.as_ref())? {
            let known = mapping.channels.get(&plain(&said));
            event.channel = Some(*known.ok_or_else(|| Unreadable {
                column: columns.channel.clone().unwrap_or_default(),
                why: "the mapping's channels do not have it",
            })?);
        }
        if let Some(said) = self.maybe(row, columns.term.as_ref())? {
            let amount = said.parse().map_err(|_| Unreadable {
                column: columns.term.clone().unwrap_or_default(),
                why: "it is no whole number",
            })?;
            let unit = mapping.term_unit;
            event.term = Some(DossierTerm { amount, unit });
        }
        event.due_at = self.last_moment(row, columns.due.as_ref())?;
        let applicant = DossierApplicant {
            name: self.maybe(row, columns.name.as_ref())?,
            phone: self
                .maybe(row, columns.phone.as_ref())?
                .map(|n| padded(n, 10)),
            id_number: self
                .maybe(row, columns.id_number.as_ref())?
                .map(|n| padded(n, 12)),
            email: self.maybe(row, columns.email.as_ref())?,
        };
        event.applicant = (applicant != DossierApplicant::default()).then_some(applicant);
        Ok(())
    }

    /// A procedure's code. It has six decimals; where it was taken for a number, the last zeros are lost.
    fn procedure(&self, row: &[Cell]) -> Result<Option<String>, Unreadable> {
        let Some(name) = &self.mapping.columns.procedure else {
            return Ok(None);
        };
        let mapped = |said: &str| self.mapping.procedures.get(&plain(said)).cloned();
        let said = self.text(row, name)?;
        Ok(said.map(|said| {
            mapped(&said).unwrap_or_else(|| match self.header.cell(row, name) {
                Cell::Number(number) if said.contains('.') => {
                    let code = format!("{number:.6}");
                    mapped(&code).unwrap_or(code)
                }
                _ => said,
            })
        }))
    }

    /// A date by which something ends. A day alone is told as its midnight, and means all of it.
    fn last_moment(
        &self,
        row: &[Cell],
        column: Option<&String>,
    ) -> Result<Option<chrono::DateTime<FixedOffset>>, Unreadable> {
        let Some(name) = column else { return Ok(None) };
        let when = self.when(row, name)?;
        Ok(when.map(|when| {
            instant(match when {
                When::Moment(moment) => moment,
                When::Day(day) => day.and_time(NaiveTime::MIN),
            })
        }))
    }

    /// A moment for what has a day only: the usual hour, but not before the dossier was received that day.
    fn moment(&self, when: When, received: Option<NaiveDateTime>) -> NaiveDateTime {
        match when {
            When::Moment(moment) => moment,
            When::Day(day) => {
                let usual = day.and_time(self.hour);
                received
                    .filter(|received| received.date() == day)
                    .map_or(usual, |received| received.max(usual))
            }
        }
    }

    fn when(&self, row: &[Cell], name: &str) -> Result<Option<When>, Unreadable> {
        let cell = self.header.cell(row, name);
        if *cell == Cell::Garbled {
            return Err(garbled(name));
        }
        dates::read(cell, &self.mapping.dates).map_err(|()| Unreadable {
            column: name.to_owned(),
            why: "it is no date of the mapping's forms",
        })
    }

    fn maybe(&self, row: &[Cell], column: Option<&String>) -> Result<Option<String>, Unreadable> {
        match column {
            Some(name) => self.text(row, name),
            None => Ok(None),
        }
    }

    fn text(&self, row: &[Cell], name: &str) -> Result<Option<String>, Unreadable> {
        match self.header.cell(row, name) {
            Cell::Empty => Ok(None),
            Cell::Text(text) => Ok(Some(text.clone())),
            // Codes and phone numbers that Excel took for numbers: whole ones are written as such.
            Cell::Number(number) => Ok(Some(number.to_string())),
            Cell::Moment(_) => Err(Unreadable {
                column: name.to_owned(),
                why: "it is a date",
            }),
            Cell::Broken => Err(Unreadable {
                column: name.to_owned(),
                why: "its formula came to an error",
            }),
            Cell::Garbled => Err(garbled(name)),
        }
    }
}

fn garbled(column: &str) -> Unreadable {
    Unreadable {
        column: column.to_owned(),
        why: "its letters cannot be made out: they are not those of the file, and of no other writing for sure",
    }
}

fn instant(local: NaiveDateTime) -> chrono::DateTime<FixedOffset> {
    from_hanoi(local).fixed_offset()
}

/// A number that lost its first zero where it was taken for one to reckon with.
fn padded(number: String, digits: usize) -> String {
    let lost = number.len() + 1 == digits && number.bytes().all(|b| b.is_ascii_digit());
    if lost { format!("0{number}") } else { number }
}

#[cfg(test)]
mod tests;
