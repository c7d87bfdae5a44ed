//! Open data: the last twelve whole months, per agency and field.
//!
//! A row stands for at least [`OPEN_DATA_LEAST`] dossiers; what stands for fewer is withheld, and so is the next
//! smallest where the total of the month would tell it. The same holds of each figure in a row: see
//! [`cover`](super::cover). Each month is covered by itself. Only what happened in a
//! month is told: what was open at its end would tell, with the next month, what is withheld in this one, and
//! nobody can tell later how it stood. A month that is over changes by what is told or put right later, and when
//! a dossier that ended in it goes on to another agency.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Slug;
use mobile_contract::dossier::figures::DossierCounts;
use mobile_contract::dossier::open_data::{OpenDossierFigures, OpenDossierRow, OpenDossiers};
use mobile_contract::limits::OPEN_DATA_LEAST;
use mobile_contract::rating_figures::Withheld;
use tokio::sync::Mutex;

use super::count::Tally;
use super::cover::Cover;
use super::query::{self, Counted, Wanted};
use super::span::Span;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::dossier::Column;
use crate::dossiers::sees::Sees;
use crate::error::Result;
use crate::kernel::cached::Cached;
use crate::kernel::csv::{MARK, line};
use crate::kernel::protect::Table;

/// For how long a feed is served before it is made anew: months that are over change by corrections only.
const KEPT: TimeDelta = TimeDelta::hours(1);
/// What may be done with it.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// How to read it.
const NOTES: [&str; 4] = [
    "Mỗi dòng là một tháng, một cơ quan, một lĩnh vực; dòng total là cả tháng. Tỷ lệ đúng hạn tính trên hồ sơ đã giải quyết có thời hạn, cắt sau hai chữ số thập phân.",
    "Nhóm dưới 5 hồ sơ không hiện số liệu; khi có thể tính ngược ra nhóm đó, nhóm nhỏ kế tiếp cũng được giữ lại. Trong một dòng, ô trống là số dưới 5 hoặc số giữ lại vì lý do ấy. Khi hồ sơ kết thúc của dòng ít hơn 5, hoặc tất cả đều bị từ chối, đều rút hoặc đều trễ hạn, mọi ô về kết quả đều để trống, kể cả số 0.",
    "A row is a month, an agency and a field; the row total is the whole month. The on-time share is of resolved dossiers with a term, cut off after two decimals.",
    "Groups of fewer than 5 dossiers are withheld, and so is the next smallest where one could be reckoned from the total. In a row, an empty figure stands for fewer than 5, or is withheld for that reason. Where fewer than 5 dossiers of a row ended, or all were refused, all withdrawn or all late, every figure of how they ended is empty, zeros too.",
];

/// The feed, made once and served many times.
#[derive(Debug, Default)]
pub struct OpenData {
    kept: Mutex<Option<(DateTime<Utc>, Arc<Feed>)>>,
}

/// The feed as it is sent.
#[derive(Debug)]
pub struct Feed {
    /// As JSON.
    pub json: Cached,
    /// As CSV.
    pub table: String,
}

impl OpenData {
    /// The feed of the hour. Who asks while it is made waits for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(&self, dossiers: &Dossiers) -> Result<Arc<Feed>> {
        let now = dossiers.clock.now();
        let mut kept = self.kept.lock().await;
        if let Some((made, feed)) = kept.as_ref()
            && (TimeDelta::zero()..KEPT).contains(&(now - made))
            && Span::last_year(*made) == Span::last_year(now)
        {
            return Ok(Arc::clone(feed));
        }
        let open = dossiers.open_data().await?;
        let feed = Arc::new(Feed {
            json: Cached::of(&open)?,
            table: table(&open),
        });
        *kept = Some((now, Arc::clone(&feed)));
        Ok(feed)
    }
}

impl Dossiers {
    async fn open_data(&self) -> Result<OpenDossiers> {
        let now = self.clock.now();
        let year = Span::last_year(now);
        let mut rows = Vec::new();
        for month in year.months() {
            let span = (month, month.as_of(now));
            let by = [Column::Agency, Column::Field];
            let counted = query::count(&*self.db, &Wanted::of(Sees::All), span, by).await?;
            rows.extend(self.open_rows(month, &counted));
        }
        Ok(OpenDossiers {
            from: year.from,
            to: year.to,
            least: OPEN_DATA_LEAST,
            licence: LICENCE.to_owned(),
            notes: NOTES.map(str::to_owned).to_vec(),
            rows,
        })
    }

    /// The rows of a month, and its total.
    fn open_rows(&self, month: Span, counted: &[Counted]) -> Vec<OpenDossierRow> {
        let (groups, total) = grouped(counted);
        let counts: Vec<Vec<u64>> = groups
            .values()
            .chain([&total])
            .map(|group| vec![group.dossiers])
            .collect();
        let rows = Table::new(&counts, OPEN_DATA_LEAST);
        let all: Vec<DossierCounts> = groups
            .values()
            .chain([&total])
            .map(|group| group.tally.counts())
            .collect();
        let hidden: Vec<bool> = (0..all.len())
            .map(|at| rows.withheld(at, 0).is_some())
            .collect();
        let cover = Cover::new(&all, &hidden);
        let row = |at: usize, keys: [Option<String>; 2]| {
            let withheld = rows.withheld(at, 0);
            let counts = all.get(at).filter(|_| withheld.is_none());
            let [agency, field] = keys;
            let slug = agency.as_ref().and_then(|id| id.parse::<Slug>().ok());
            OpenDossierRow {
                month: month.month_id(),
                agency_name: slug.and_then(|id| self.agency_name(&id)),
                agency,
                field_name: field.as_ref().and_then(|id| self.field_name(id)),
                field,
                total: false,
                figures: counts.map(|counts| cover.told(at, counts)),
                withheld,
            }
        };
        let mut told: Vec<OpenDossierRow> = groups
            .keys()
            .enumerate()
            .map(|(at, keys)| row(at, keys.clone()))
            .collect();
        told.push(OpenDossierRow {
            total: true,
            ..row(groups.len(), [None, None])
        });
        told
    }
}

/// Dossiers of which open data tells, counted.
#[derive(Debug, Default)]
struct Group {
    tally: Tally,
    dossiers: u64,
}

impl Group {
    fn add(&mut self, counted: &Counted) {
        self.tally.add_counted(counted);
        self.dossiers += counted.dossiers;
    }
}

type Groups = BTreeMap<[Option<String>; 2], Group>;

fn grouped(counted: &[Counted]) -> (Groups, Group) {
    let (mut groups, mut total) = (Groups::new(), Group::default());
    for counted in counted.iter().filter(|counted| counted.mark.is_moved()) {
        groups.entry(counted.keys.clone()).or_default().add(counted);
        total.add(counted);
    }
    (groups, total)
}

/// Headings of the table: names of the fields in the JSON.
const HEADINGS: [&str; 16] = [
    "month",
    "agency",
    "agency_name",
    "field",
    "field_name",
    "total",
    "received",
    "received_online",
    "resolved",
    "early",
    "on_time",
    "late",
    "on_time_percent",
    "not_eligible",
    "cancelled",
    "withheld",
];

fn table(open: &OpenDossiers) -> String {
    let mut out = String::from(MARK);
    line(&mut out, HEADINGS.map(str::to_owned).into_iter());
    for row in &open.rows {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let before = [
            row.month.clone(),
            text(&row.agency),
            text(&row.agency_name),
            text(&row.field),
            text(&row.field_name),
            row.total.to_string(),
        ];
        let figures = row.figures.map(|figures| figures_of(&figures));
        let figures = figures.unwrap_or([const { String::new() }; 9]);
        let withheld = match row.withheld {
            None => "",
            Some(Withheld::TooFew) => "too_few",
            Some(Withheld::Protecting) => "protecting",
        };
        let cells = before.into_iter().chain(figures);
        line(&mut out, cells.chain([withheld.to_owned()]));
    }
    out
}

fn figures_of(figures: &OpenDossierFigures) -> [String; 9] {
    let cell = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let percent = figures.on_time_percent;
    [
        cell(figures.received),
        cell(figures.received_online),
        cell(figures.resolved),
        cell(figures.early),
        cell(figures.on_time),
        cell(figures.late),
        percent
            .map(|share| format!("{share:.2}"))
            .unwrap_or_default(),
        cell(figures.not_eligible),
        cell(figures.cancelled),
    ]
}
