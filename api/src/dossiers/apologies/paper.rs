//! The letter on paper, in the layout of Decree 30/2020/NĐ-CP and the words of the form in Circular 01/2018/TT-VPCP.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, AgencyKind};
use motcua_posters::Letter;
use serde::{Deserialize, Serialize};

use crate::dossiers::Dossiers;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::fold::{Facts, fold};
use crate::dossiers::record::Record;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::words::lower_first;

/// What the form is called.
const TITLE: &str = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ";
/// The law's way to address whoever handed a dossier in.
const YOU: &str = "Ông/Bà/Tổ chức";

/// A letter as it was approved. Kept sealed: what is printed later is what was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Paper {
    superior: Option<String>,
    pub(super) agency: String,
    number: Option<String>,
    place: String,
    day: NaiveDate,
    to: String,
    /// What it says, in the order in which it is said.
    pub(super) paragraphs: Vec<String>,
    receivers: Vec<String>,
    signer: String,
    signer_name: String,
}

impl Paper {
    /// The letter, ready to print; a draft says that it is one.
    ///
    /// # Errors
    /// 422 when it holds something that cannot be printed, or more than a page.
    pub(super) fn pdf(&self, draft: bool) -> Result<Vec<u8>> {
        let letter = Letter {
            superior: self.superior.clone(),
            agency: self.agency.clone(),
            number: self.number.clone(),
            place: self.place.clone(),
            day: self.day,
            title: TITLE.to_owned(),
            to: self.to.clone(),
            paragraphs: self.paragraphs.clone(),
            receivers: self.receivers.clone(),
            signer: self.signer.clone(),
            signer_name: self.signer_name.clone(),
            mark: draft.then(|| "BẢN DỰ THẢO, CHƯA DUYỆT".to_owned()),
        };
        letter.pdf().map_err(|error| match error {
            motcua_posters::Error::Write(cause) => Error::internal(cause),
            _ => Error::field(
                "body.reason",
                "có ký tự không in được, hoặc dài quá một trang",
                "holds a letter that cannot be printed, or is longer than a page",
            ),
        })
    }
}

impl Dossiers {
    /// The letter of an apology, as it stands.
    pub(super) fn paper(
        &self,
        row: &apology::Model,
        dossier: &dossier::Model,
        (record, codes): (&Record, &HashMap<String, Slug>),
    ) -> Result<Paper> {
        let agency = self.apologiser(row)?;
        let above = agency.parent.as_ref().filter(|_| has_superior(&agency));
        let superior = above.and_then(|id| self.agency_ref(id.as_str()));
        let now = row.approved_at.unwrap_or_else(|| self.clock.now());
        let (contact, facts) = (self.contact(record)?, fold(record));
        let told = Told {
            receiver: self.receiver(&facts, codes),
            end: End::of(row, dossier, &facts),
        };
        let name = contact.name.as_deref().map(str::trim);
        let name = name.filter(|name| !name.is_empty());
        Ok(Paper {
            superior: superior.map(|agency| agency.name),
            agency: agency.name.clone(),
            number: row.number.clone(),
            place: self.seat(&agency),
            day: to_hanoi(now).date(),
            to: match name {
                Some(name) => format!("Kính gửi: {YOU} {name}"),
                None => format!("Kính gửi: {YOU} có hồ sơ {}", dossier.code),
            },
            paragraphs: self.paragraphs(row, dossier, (&agency.name, &told)),
            receivers: vec![
                "Như trên;".to_owned(),
                "Bộ phận Một cửa;".to_owned(),
                "Lưu: VT, HS.".to_owned(),
            ],
            signer: row.signer.clone(),
            signer_name: row.signer_name.clone(),
        })
    }

    /// Who apologises: who answers for the agency today. What ended signs nothing any more.
    pub(super) fn apologiser(&self, row: &apology::Model) -> Result<Agency> {
        let missing = || Error::internal("an apology of no agency");
        let id: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let id = self.holder(&id.ok_or_else(missing)?);
        let agencies = self.agencies.get();
        agencies.find(&id).cloned().ok_or_else(missing)
    }

    /// The name of the agency that took a dossier in; it may have gone on to another one.
    fn receiver(&self, facts: &Facts<'_>, codes: &HashMap<String, Slug>) -> Option<String> {
        let named = facts.received_by?;
        let id = codes.get(named).cloned();
        let id = id.or_else(|| named.parse().ok())?;
        let agencies = self.agencies.get();
        Some(agencies.find(&id)?.name.clone())
    }

    /// What it says. Sent before the end, it says that the day will not be kept, and not that it was not.
    fn paragraphs(
        &self,
        row: &apology::Model,
        dossier: &dossier::Model,
        (agency, told): (&str, &Told),
    ) -> Vec<String> {
        let about = dossier
            .procedure
            .as_deref()
            .and_then(|code| self.procedure_ref(code));
        let about = about.map_or_else(String::new, |about| {
            format!(" giải quyết thủ tục {}", lower_first(&about.title))
        });
        let received = dossier.received_at.map_or_else(String::new, |at| {
            format!("Ngày {}, ", to_hanoi(at).format("%d/%m/%Y"))
        });
        let late = row.approved_at.unwrap_or_else(|| self.clock.now()) > row.due_at;
        let (label, which) = told.end.words();
        let kept = if late {
            format!("Đến nay, {agency} chưa trả được kết quả đúng {which}.")
        } else {
            format!("{agency} chưa thể trả kết quả đúng {which}.")
        };
        let code = &dossier.code;
        let came_in = match &told.receiver {
            Some(receiver) => {
                format!("{receiver} tiếp nhận hồ sơ đề nghị{about} của {YOU}, mã hồ sơ: {code}.")
            }
            None => format!("{YOU} nộp hồ sơ đề nghị{about}, mã hồ sơ: {code}."),
        };
        vec![
            format!("{received}{came_in}"),
            format!("{label}: {}.", moment(row.due_at)),
            kept,
            format!("Lý do: {}", row.reason),
            format!(
                "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của {YOU}. {agency} xin lỗi {YOU} và hẹn trả kết quả giải quyết hồ sơ vào {}.",
                moment(row.new_due_at)
            ),
            format!("Mong nhận được sự thông cảm của {YOU} vì sự chậm trễ này./."),
        ]
    }

    /// The place at which a document is dated: the name of the unit without its kind.
    fn seat(&self, agency: &Agency) -> String {
        let places = self.places.get();
        let name = places.find(&agency.place).map(|place| place.name.as_str());
        let name = name.unwrap_or("Hưng Yên");
        let kinds = [
            "Tỉnh ",
            "Thành phố ",
            "Thị xã ",
            "Thị trấn ",
            "Huyện ",
            "Xã ",
            "Phường ",
        ];
        let bare = kinds.into_iter().find_map(|kind| {
            let head = name.get(..kind.len())?;
            (head.to_lowercase() == kind.to_lowercase()).then(|| name.get(kind.len()..))?
        });
        bare.unwrap_or(name).to_owned()
    }
}

/// What a letter tells of the way of a dossier until now.
struct Told {
    /// Name of the agency that took it in, where it is known.
    receiver: Option<String>,
    end: End,
}

/// Which end will not be kept: a letter names no paper that says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The one on the receipt.
    OnReceipt,
    /// The one of an apology before.
    Promised,
    /// One that follows from the rules: papers came later, it was paused, or the receipt names another day.
    Reckoned,
}

impl End {
    fn of(row: &apology::Model, dossier: &dossier::Model, facts: &Facts<'_>) -> Self {
        let day = |at: DateTime<Utc>| to_hanoi(at).date();
        let on_receipt = match facts.promised {
            Some(promised) => day(promised) == day(row.due_at),
            None => facts.turns.is_empty(),
        };
        if dossier.extensions > 0 && dossier.first_due_at != Some(row.due_at) {
            Self::Promised
        } else if on_receipt {
            Self::OnReceipt
        } else {
            Self::Reckoned
        }
    }

    /// What its date is called, and what is not kept.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OnReceipt => (
                "Thời gian hẹn trả kết quả",
                "thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            ),
            Self::Promised => ("Thời gian đã hẹn lại", "ngày đã hẹn lại"),
            Self::Reckoned => ("Thời hạn giải quyết", "thời hạn giải quyết"),
        }
    }
}

/// A people's committee stands alone at the head of its documents; others below the body that runs them.
fn has_superior(agency: &Agency) -> bool {
    agency.kind != AgencyKind::PeopleCommittee
}

/// Office of who usually signs.
pub(super) const fn usual_signer(kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::PeopleCommittee => "Chủ tịch",
        AgencyKind::Police | AgencyKind::ManagementBoard | AgencyKind::Tax => "Trưởng cơ quan",
        _ => "Giám đốc",
    }
}

/// A moment as official letters write it.
fn moment(at: DateTime<Utc>) -> String {
    to_hanoi(at)
        .format("%H giờ %M phút, ngày %d tháng %m năm %Y")
        .to_string()
}
