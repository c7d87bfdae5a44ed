//! The lines of a receipt, in the order of the form of Circular 01/2018; only what is known.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::{DossierChannel, DossierTerm};
use mobile_contract::knowledge::TimeUnit;
use mobile_contract::{Locale, ProcedureCode, Slug};

use crate::dossiers::Dossiers;
use crate::dossiers::fold::fold;
use crate::dossiers::lookup::Reader;
use crate::dossiers::store::Kept;
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::kernel::words::date;

/// Names and values.
///
/// # Errors
/// When the applicant was sealed with another key.
pub(super) fn of(dossiers: &Dossiers, kept: &Kept) -> Result<Vec<(String, String)>> {
    let facts = fold(&kept.record);
    let applicant = facts
        .applicant
        .map(|a| a.open(&dossiers.vault))
        .transpose()?;
    let row = &kept.dossier;
    let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
    let office = dossiers.calendar.office(agency.as_ref());
    let reader = Reader::new(dossiers, Locale::Vi, dossiers.clock.now());
    let by = |due: DateTime<Utc>| reader.by(due, office);
    // What was promised when it was received: later dates stand in letters of their own. While the clock stands still,
    // there is no date that anybody can go by.
    let promised = row.first_due_at.filter(|_| row.standing_since.is_none());
    let lines = [
        ("Tiếp nhận hồ sơ của", applicant.and_then(|a| a.name)),
        (
            "Nội dung yêu cầu giải quyết",
            procedure(dossiers, row.procedure.as_deref()),
        ),
        ("Nơi tiếp nhận", place(dossiers, row.place.as_deref())),
        ("Hình thức nộp", facts.channel.map(channel)),
        ("Thời gian giải quyết theo quy định", facts.term.map(term)),
        ("Thời gian nhận hồ sơ", row.received_at.map(moment)),
        (
            "Thời gian trả kết quả",
            promised.filter(|_| row.returnable).map(by),
        ),
        (
            "Nhận kết quả tại",
            row.returnable.then(|| handed_back(facts.channel)),
        ),
    ];
    let known = lines.into_iter();
    let known = known.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Ok(known.collect())
}

fn procedure(dossiers: &Dossiers, code: Option<&str>) -> Option<String> {
    let code: ProcedureCode = code?.parse().ok()?;
    let procedures = dossiers.procedures.get();
    Some(procedures.find(&code)?.summary.title.clone())
}

fn place(dossiers: &Dossiers, id: Option<&str>) -> Option<String> {
    let id: Slug = id?.parse().ok()?;
    let places = dossiers.places.get();
    let place = match places.on(&id, dossiers.clock.today()).as_slice() {
        [only] => *only,
        _ => places.find(&id)?,
    };
    Some(place.name.clone())
}

fn moment(at: DateTime<Utc>) -> String {
    let local = to_hanoi(at);
    format!(
        "{} ngày {}",
        local.format("%H giờ %M phút,"),
        date(local.date())
    )
}

fn channel(channel: DossierChannel) -> String {
    match channel {
        DossierChannel::InPerson => "trực tiếp",
        DossierChannel::Online => "trực tuyến",
        DossierChannel::Post => "qua bưu chính công ích",
        DossierChannel::Centre => "qua trung tâm, đại lý",
    }
    .to_owned()
}

/// What was handed in from afar comes back in a way that no event names.
fn handed_back(channel: Option<DossierChannel>) -> String {
    match channel {
        Some(DossierChannel::Online | DossierChannel::Post) => {
            "Theo cách đã đăng ký khi nộp; tại quầy thì ở Bộ phận Một cửa đã tiếp nhận hồ sơ"
        }
        Some(DossierChannel::InPerson | DossierChannel::Centre) | None => {
            "Bộ phận Một cửa nơi đã nộp hồ sơ"
        }
    }
    .to_owned()
}

fn term(term: DossierTerm) -> String {
    let unit = match term.unit {
        TimeUnit::WorkingHour => "giờ làm việc",
        TimeUnit::HalfDay => "buổi làm việc",
        TimeUnit::WorkingDay => "ngày làm việc",
        TimeUnit::CalendarDay => "ngày",
        TimeUnit::Minute => "phút",
        TimeUnit::Hour => "giờ",
        TimeUnit::Month => "tháng",
        TimeUnit::Year => "năm",
    };
    format!("{} {unit}", term.amount)
}
