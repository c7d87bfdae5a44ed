//! How the columns of an export are to be read: a small YAML file that somebody writes once for each system.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};
use mobile_contract::Slug;
use mobile_contract::api_keys::OWN_SOURCES;
use mobile_contract::dossier::event::DossierChannel;
use mobile_contract::knowledge::TimeUnit;
use mobile_contract::limits::API_KEY_SOURCE_CHARS;
use mobile_contract::text::fold;
use serde::Deserialize;

use super::column::{Encoding, EventColumn};

/// A mapping, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Name of the system; ids of events are unique within it.
    pub source: Slug,
    /// The sheet of a workbook; the first when absent.
    pub sheet: Option<String>,
    /// How cells are written; told by trying when absent.
    pub encoding: Option<Encoding>,
    /// Columns that say something of the dossier.
    pub columns: Columns,
    /// Columns with the day or the moment of what happened.
    pub events: BTreeMap<EventColumn, String>,
    /// A column with the end, and another one that says which end it was.
    pub ended: Option<Ended>,
    /// Forms of dates as `strftime` writes them, tried in order.
    #[serde(default = "usual_dates")]
    pub dates: Vec<String>,
    /// The hour of what has a day only.
    #[serde(default = "morning")]
    pub hour: String,
    /// What the export calls ways of handing in.
    #[serde(default)]
    pub channels: BTreeMap<String, DossierChannel>,
    /// What it calls agencies: our ids.
    #[serde(default)]
    pub agencies: BTreeMap<String, String>,
    /// What it calls procedures: their codes.
    #[serde(default)]
    pub procedures: BTreeMap<String, String>,
    /// Unit of the column `term`.
    #[serde(default = "working_day")]
    pub term_unit: TimeUnit,
    /// What holds where the column is absent or empty.
    #[serde(default)]
    pub always: Always,
}

/// Names of columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Code of the dossier.
    pub code: String,
    /// Date on the receipt.
    pub due: Option<String>,
    /// The agency.
    pub agency: Option<String>,
    /// Its desk.
    pub desk: Option<String>,
    /// The procedure.
    pub procedure: Option<String>,
    /// The place: our id.
    pub place: Option<String>,
    /// How it was handed in.
    pub channel: Option<String>,
    /// How long it may take, as a number.
    pub term: Option<String>,
    /// Full name of who handed it in.
    pub name: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Number of the identity card.
    pub id_number: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// The new date of an extension.
    pub extended_to: Option<String>,
    /// Why: of an extension, a refusal, a supplement.
    pub reason: Option<String>,
}

/// An end whose kind stands in another column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// Column of the date.
    pub at: String,
    /// Column of the state.
    pub state: String,
    /// What states mean; others mean that it goes on.
    pub states: BTreeMap<String, EventColumn>,
}

/// What holds for every row.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Always {
    /// The agency.
    pub agency: Option<String>,
    /// The procedure.
    pub procedure: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// How it was handed in.
    pub channel: Option<DossierChannel>,
}

fn usual_dates() -> Vec<String> {
    [
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y %H:%M",
        "%d/%m/%Y",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d",
    ]
    .map(ToOwned::to_owned)
    .into()
}

fn morning() -> String {
    "08:00".to_owned()
}

const fn working_day() -> TimeUnit {
    TimeUnit::WorkingDay
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// In words: what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut mapping: Self = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
        if mapping.source.as_str().len() > API_KEY_SOURCE_CHARS {
            return Err(format!(
                "source has at most {API_KEY_SOURCE_CHARS} characters"
            ));
        }
        if OWN_SOURCES.contains(&mapping.source.as_str()) {
            return Err(format!(
                "source is {}, which is the name of our own events; choose another one",
                mapping.source
            ));
        }
        if !mapping.events.contains_key(&EventColumn::Received) {
            return Err("events names no column for received".to_owned());
        }
        mapping.ends()?;
        mapping.hour()?;
        for form in &mapping.dates {
            let sample = NaiveDateTime::default();
            let mut shown = String::new();
            // A form that is none fails to be written.
            std::fmt::Write::write_fmt(&mut shown, format_args!("{}", sample.format(form)))
                .map_err(|_| format!("dates has {form:?}, which is no form of a date"))?;
        }
        mapping.channels = folded(mapping.channels);
        mapping.agencies = folded(mapping.agencies);
        mapping.procedures = folded(mapping.procedures);
        if let Some(ended) = &mut mapping.ended {
            ended.states = folded(std::mem::take(&mut ended.states));
        }
        Ok(mapping)
    }

    /// What states may mean: ends, each of which is told by one column only. Of two, the second would take back what
    /// the first one said, at every run anew.
    fn ends(&self) -> Result<(), String> {
        let states = self.ended.iter().flat_map(|ended| &ended.states);
        for (state, end) in states {
            let name = end.as_str();
            if !end.is_end() {
                return Err(format!(
                    "ended.states says {name} of {state:?}, which is no end; its column belongs to events"
                ));
            }
            if let Some(column) = self.events.get(end) {
                return Err(format!(
                    "{name} stands in events (column {column:?}) and in ended.states ({state:?}); it can be told by one of them only"
                ));
            }
        }
        Ok(())
    }

    /// The hour of what has a day only.
    ///
    /// # Errors
    /// When it is none.
    pub fn hour(&self) -> Result<NaiveTime, String> {
        NaiveTime::parse_from_str(&self.hour, "%H:%M")
            .map_err(|_| format!("hour is {:?}, and must be like 08:00", self.hour))
    }

    /// Names of all columns that it reads.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let columns = &self.columns;
        let optional = [
            &columns.due,
            &columns.agency,
            &columns.desk,
            &columns.procedure,
            &columns.place,
            &columns.channel,
            &columns.term,
            &columns.name,
            &columns.phone,
            &columns.id_number,
            &columns.email,
            &columns.extended_to,
            &columns.reason,
        ];
        let ended = self.ended.as_ref();
        let ended = ended.map(|ended| [ended.at.as_str(), ended.state.as_str()]);
        std::iter::once(columns.code.as_str())
            .chain(optional.into_iter().filter_map(|name| name.as_deref()))
            .chain(self.events.values().map(String::as_str))
            .chain(ended.into_iter().flatten())
    }
}

/// Names as people type them: case, marks and blanks do not count.
fn folded<T>(names: BTreeMap<String, T>) -> BTreeMap<String, T> {
    let folded = names.into_iter().map(|(name, value)| (plain(&name), value));
    folded.collect()
}

/// A name as it is compared.
#[must_use]
pub fn plain(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
