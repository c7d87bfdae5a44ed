//! The parts of a procedure's page that need arranging: cases, papers by role, a row per channel.

use mobile_contract::Locale;
use mobile_contract::knowledge::{
    Case, Channel, Document, DocumentRole, Facet, Fee, Procedure, TimeLimit,
};

use crate::kernel::words;

/// One case as the page shows it.
#[derive(Debug)]
pub(super) struct CaseView<'a> {
    /// Counted from zero.
    pub(super) index: usize,
    pub(super) name: Option<&'a str>,
    pub(super) when: Option<&'a str>,
    pub(super) papers: Vec<PaperGroup<'a>>,
    pub(super) rows: Vec<ChannelRow>,
    pub(super) paper_doubts: Vec<&'a str>,
    pub(super) fee_doubts: Vec<&'a str>,
    pub(super) time_doubts: Vec<&'a str>,
}

/// Papers with which the same is to be done.
#[derive(Debug)]
pub(super) struct PaperGroup<'a> {
    pub(super) heading: &'static str,
    /// Something to bring, hence to tick off.
    pub(super) to_bring: bool,
    pub(super) papers: Vec<&'a Document>,
}

/// Time and fee for one or more ways of applying.
#[derive(Debug)]
pub(super) struct ChannelRow {
    /// Their names; `None`: however one applies.
    pub(super) channel: Option<String>,
    pub(super) times: Vec<Line>,
    pub(super) fees: Vec<Line>,
}

/// A fact with what the source adds to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) words: String,
    pub(super) aside: Option<&'static str>,
    pub(super) note: Option<String>,
    pub(super) exempt: Vec<String>,
}

/// Original wording of a part.
#[derive(Debug)]
pub(super) struct Stated<'a> {
    pub(super) name: &'static str,
    pub(super) text: &'a str,
}

impl<'a> CaseView<'a> {
    /// The cases of a procedure; one empty case when it has none.
    pub(super) fn all(procedure: &'a Procedure, locale: Locale) -> Vec<Self> {
        const NO_CASE: &Case = &Case {
            name: None,
            when: None,
            time_limits: vec![],
            fees: vec![],
            documents: vec![],
        };
        let view = |(index, case)| Self::new(procedure, index, case, locale);
        if procedure.cases.is_empty() {
            vec![view((0, NO_CASE))]
        } else {
            procedure.cases.iter().enumerate().map(view).collect()
        }
    }

    fn new(procedure: &'a Procedure, index: usize, case: &'a Case, locale: Locale) -> Self {
        let doubts = |facet| {
            let of_case = |field: &str| {
                let (case, place) = verify_place(field);
                place == Some(facet) && case.is_none_or(|c| c == index)
            };
            procedure
                .verify
                .iter()
                .filter(|v| of_case(&v.field))
                .map(|v| v.why.as_str())
                .collect()
        };
        Self {
            index,
            name: case.name.as_deref(),
            when: case.when.as_deref(),
            papers: paper_groups(&case.documents, locale),
            rows: channel_rows(case, &procedure.channels, locale),
            paper_doubts: doubts(Facet::Documents),
            fee_doubts: doubts(Facet::Fee),
            time_doubts: doubts(Facet::TimeLimit),
        }
    }
}

fn paper_groups(documents: &[Document], locale: Locale) -> Vec<PaperGroup<'_>> {
    [
        DocumentRole::Submit,
        DocumentRole::Show,
        DocumentRole::LookedUp,
    ]
    .into_iter()
    .map(|role| PaperGroup {
        heading: words::role_name(role, locale),
        to_bring: role != DocumentRole::LookedUp,
        papers: documents.iter().filter(|d| d.role == role).collect(),
    })
    .filter(|group| !group.papers.is_empty())
    .collect()
}

/// A row per channel; one row for all when nothing differs between them. A fact without a channel
/// holds for every channel, so it stands in every row.
fn channel_rows(case: &Case, offered: &[Channel], locale: Locale) -> Vec<ChannelRow> {
    let limits = case.time_limits.iter().filter_map(|l| l.channel);
    let differing: Vec<Channel> = limits
        .chain(case.fees.iter().filter_map(|f| f.channel))
        .collect();
    if differing.is_empty() {
        return vec![channel_row(case, None, locale)];
    }
    let mut rows: Vec<ChannelRow> = Vec::new();
    for channel in [Channel::InPerson, Channel::Online, Channel::Post] {
        if !differing.contains(&channel) && !offered.contains(&channel) {
            continue;
        }
        let row = channel_row(case, Some(channel), locale);
        // Channels for which the same holds share a row.
        match rows
            .iter_mut()
            .find(|r| r.times == row.times && r.fees == row.fees)
        {
            Some(same) => {
                let both = [same.channel.as_deref(), row.channel.as_deref()];
                let names: Vec<&str> = both.into_iter().flatten().collect();
                same.channel = Some(words::enumerate(&names));
            }
            None => rows.push(row),
        }
    }
    rows
}

fn channel_row(case: &Case, channel: Option<Channel>, locale: Locale) -> ChannelRow {
    let holds = |c: Option<Channel>| c.is_none() || c == channel;
    ChannelRow {
        channel: channel.map(|c| words::channel_name(c, locale).to_owned()),
        times: case
            .time_limits
            .iter()
            .filter(|l| holds(l.channel))
            .map(|l| time_line(l, locale))
            .collect(),
        fees: case
            .fees
            .iter()
            .filter(|f| holds(f.channel))
            .map(|f| fee_line(f, locale))
            .collect(),
    }
}

fn time_line(limit: &TimeLimit, locale: Locale) -> Line {
    let amount = words::time_amount(limit, locale);
    let (words, note) = match (amount, limit.note.clone()) {
        (Some(amount), note) => (amount, note),
        (None, Some(note)) => (note, None),
        (None, None) => (words::not_stated(locale).to_owned(), None),
    };
    Line {
        words: words::upper_first(&words),
        aside: Some(words::basis_name(limit.basis, locale)),
        note,
        exempt: Vec::new(),
    }
}

fn fee_line(fee: &Fee, locale: Locale) -> Line {
    Line {
        words: words::fee_amount(fee, locale),
        aside: None,
        note: fee.note.clone(),
        exempt: fee.exemptions.clone(),
    }
}

/// Original wording of a part that could not be taken apart.
pub(super) fn stated(procedure: &Procedure, facet: Facet, locale: Locale) -> Option<Stated<'_>> {
    let text = procedure.as_stated.get(&facet)?.trim();
    (!text.is_empty()).then(|| Stated {
        name: words::facet_name(facet, locale),
        text,
    })
}

/// Which case and which part a doubt is about: `cases[1].time_limits` → the second case, time.
/// Parts without a section of their own are `None`.
pub(super) fn verify_place(field: &str) -> (Option<usize>, Option<Facet>) {
    let case = field
        .strip_prefix("cases[")
        .and_then(|rest| rest.split_once(']'))
        .and_then(|(index, _)| index.parse().ok());
    let facet = field.split('.').find_map(|part| {
        Some(match part.split('[').next()? {
            "documents" | "form" => Facet::Documents,
            "fee" | "fees" => Facet::Fee,
            "time_limit" | "time_limits" => Facet::TimeLimit,
            "place" | "responsible" | "levels" | "channels" => Facet::Place,
            "steps" => Facet::Steps,
            "conditions" => Facet::Conditions,
            "result" | "results" => Facet::Result,
            "legal_basis" => Facet::LegalBasis,
            "audience" | "who" => Facet::Who,
            _ => return None,
        })
    });
    (case, facet)
}

#[cfg(test)]
mod tests {
    use mobile_contract::knowledge::{Basis, FeeKind, TimeUnit};

    use super::*;

    fn fee(channel: Option<Channel>, kind: FeeKind) -> Fee {
        Fee {
            channel,
            kind,
            amount: None,
            per: None,
            note: None,
            exemptions: vec![],
        }
    }

    fn days(channel: Option<Channel>, amount: u32) -> TimeLimit {
        TimeLimit {
            channel,
            basis: Basis::Statutory,
            amount: Some(amount),
            unit: Some(TimeUnit::WorkingDay),
            note: None,
        }
    }

    #[test]
    fn a_fact_without_channel_stands_in_every_row() {
        let case = Case {
            fees: vec![fee(None, FeeKind::Free)],
            time_limits: vec![
                days(Some(Channel::Online), 3),
                days(Some(Channel::InPerson), 5),
            ],
            ..Case::default()
        };
        let rows = channel_rows(&case, &[Channel::Post], Locale::Vi);
        let names: Vec<_> = rows.iter().filter_map(|r| r.channel.as_deref()).collect();
        assert_eq!(names, ["Trực tiếp tại quầy", "Trực tuyến", "Qua bưu điện"]);
        assert!(rows.iter().all(|r| r.fees.len() == 1));
        assert_eq!(
            rows.iter().map(|r| r.times.len()).collect::<Vec<_>>(),
            [1, 1, 0]
        );
    }

    #[test]
    fn channels_for_which_the_same_holds_share_a_row() {
        let case = Case {
            time_limits: vec![days(None, 3)],
            fees: vec![fee(Some(Channel::InPerson), FeeKind::Varies)],
            ..Case::default()
        };
        let rows = channel_rows(&case, &[Channel::Online, Channel::Post], Locale::Vi);
        let names: Vec<_> = rows.iter().filter_map(|r| r.channel.as_deref()).collect();
        assert_eq!(names, ["Trực tiếp tại quầy", "Trực tuyến, qua bưu điện"]);
    }

    #[test]
    fn nothing_known_is_one_row_that_says_so() {
        let rows = channel_rows(&Case::default(), &[Channel::Online], Locale::Vi);
        assert_eq!(rows.len(), 1);
        assert!(
            rows.iter()
                .all(|r| r.channel.is_none() && r.fees.is_empty() && r.times.is_empty())
        );
    }

    #[test]
    fn a_doubt_finds_its_case_and_part() {
        assert_eq!(verify_place("fees"), (None, Some(Facet::Fee)));
        assert_eq!(
            verify_place("cases[1].time_limits"),
            (Some(1), Some(Facet::TimeLimit))
        );
        assert_eq!(
            verify_place("cases[0].documents[2].note"),
            (Some(0), Some(Facet::Documents))
        );
        assert_eq!(verify_place("presence"), (None, None));
    }
}
