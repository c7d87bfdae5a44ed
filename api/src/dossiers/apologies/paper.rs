//! The letter on paper, in the layout of Decree 30/2020/NĐ-CP and the words of the form in Circular 01/2018/TT-VPCP.

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::Slug;
use mobile_contract::knowledge::{Agency, AgencyKind};
use motcua_posters::Letter;
use serde::{Deserialize, Serialize};

use crate::dossiers::Dossiers;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::record::Contact;
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
    agency: String,
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
        contact: &Contact,
    ) -> Result<Paper> {
        let missing = || Error::internal("an apology of no agency");
        let id: Slug = row
            .agency
            .as_deref()
            .and_then(|id| id.parse().ok())
            .ok_or_else(missing)?;
        let agencies = self.agencies.get();
        let agency = agencies.find(&id).ok_or_else(missing)?;
        let above = agency.parent.as_ref().filter(|_| has_superior(agency));
        let superior = above.and_then(|id| agencies.find(id));
        let now = row.approved_at.unwrap_or_else(|| self.clock.now());
        let name = contact.name.as_deref().map(str::trim);
        let name = name.filter(|name| !name.is_empty());
        Ok(Paper {
            superior: superior.map(|agency| agency.name.clone()),
            agency: agency.name.clone(),
            number: row.number.clone(),
            place: self.seat(agency),
            day: to_hanoi(now).date(),
            to: match name {
                Some(name) => format!("Kính gửi: {YOU} {name}"),
                None => format!("Kính gửi: {YOU} có hồ sơ {}", dossier.code),
            },
            paragraphs: self.paragraphs(row, dossier, &agency.name),
            receivers: vec![
                "Như trên;".to_owned(),
                "Bộ phận Một cửa;".to_owned(),
                "Lưu: VT, HS.".to_owned(),
            ],
            signer: row.signer.clone(),
            signer_name: row.signer_name.clone(),
        })
    }

    /// What it says. Sent before the end, it says that the day will not be kept, and not that it was not.
    fn paragraphs(
        &self,
        row: &apology::Model,
        dossier: &dossier::Model,
        agency: &str,
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
        let kept = if late {
            format!(
                "Đến nay, {agency} chưa trả được kết quả đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
            )
        } else {
            format!(
                "{agency} chưa thể trả kết quả đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
            )
        };
        vec![
            format!(
                "{received}{agency} tiếp nhận hồ sơ đề nghị{about} của {YOU}, mã hồ sơ: {}.",
                dossier.code
            ),
            format!("Thời gian hẹn trả kết quả: {}.", moment(row.due_at)),
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
