//! `/can-bo/ma-qr`: codes on posters, how they fare, and what is done to them.

use actix_web::web::{self, Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::qr::{
    NewQrCode, QrAttention, QrPurpose, QrTarget, RevokeQrCode, StaffQrFilter,
};
use serde::Deserialize;

use super::here::answered;
use super::views::{QrCodePage, QrCodesPage, QrDone, QrDraft};
use super::{Fields, Filed, Here, Signed};
use crate::error::{Error, Result};
use crate::qr::Desk;
use crate::qr::routes::staff::{KEEPERS, READERS};

const PATH: &str = "/can-bo/ma-qr";
/// Codes on one page of the list: ten counters.
const ROWS: u32 = 30;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/ma-qr")
                .route(get().to(list))
                .route(post().to(mint)),
        )
        .service(web::resource("/ma-qr/{code}").route(get().to(one)))
        .service(web::resource("/ma-qr/{code}/thay").route(post().to(supersede)))
        .service(web::resource("/ma-qr/{code}/thu-hoi").route(post().to(revoke)));
}

/// What to list, as the address says it. What is no id chooses nothing.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// What needs a look.
    xem: Option<QrAttention>,
    /// Counter.
    quay: Option<String>,
    /// Agency.
    co_quan: Option<String>,
    /// Words of a name, or a code.
    tim: Option<String>,
    cursor: Option<String>,
}

impl Asked {
    fn filter(&self) -> StaffQrFilter {
        let slug = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        let words = self.tim.as_deref().map(str::trim);
        StaffQrFilter {
            attention: self.xem,
            counter: slug(&self.quay),
            agency: slug(&self.co_quan),
            q: words.filter(|words| !words.is_empty()).map(str::to_owned),
            cursor: self.cursor.clone(),
            limit: Some(ROWS),
            ..StaffQrFilter::default()
        }
    }
}

#[derive(Deserialize)]
struct After {
    done: Option<String>,
}

async fn list(
    request: HttpRequest,
    signed: Signed,
    desk: Data<Desk>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    signed.staff.require(&READERS)?;
    let draft = QrDraft::default();
    show_list(&Here::of(&request), &signed, &desk, &asked, (&draft, None)).await
}

async fn show_list(
    here: &Here,
    signed: &Signed,
    desk: &Desk,
    asked: &Asked,
    (draft, problem): (&QrDraft, Option<&Error>),
) -> Result<HttpResponse> {
    let filter = asked.filter();
    let found = desk.list(&signed.staff, &filter).await?;
    let counters = found.items.iter().filter_map(|code| code.counter.as_ref());
    let counters = counters.map(|counter| counter.id.clone()).collect();
    let page = QrCodesPage {
        shell: here.shell(signed),
        codes: &found.items,
        sums: &desk.scans_of_counters(&signed.staff, &counters).await?,
        filter: &filter,
        agencies: &desk.agencies(&signed.staff)?,
        next_cursor: found.next_cursor.as_deref(),
        keeps: KEEPERS.contains(&signed.staff.role),
        counters: &desk.counters(&signed.staff)?,
        draft,
        problem,
    };
    answered(problem, page.render())
}

async fn mint(request: HttpRequest, filed: Filed, desk: Data<Desk>) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&KEEPERS)?;
    let made = match planned(&fields) {
        Ok(new) => desk.mint(&signed.staff, &new).await,
        Err(error) => Err(error),
    };
    let error = match made {
        Ok(code) => {
            let path = format!("{PATH}/{}?done=tao", code.code);
            return Ok(Here::of(&request).led_to(&path));
        }
        Err(error) if is_told(&error) => error,
        Err(error) => return Err(error),
    };
    let draft = QrDraft {
        kind: fields.text("kind").to_owned(),
        counter: fields.text("counter").to_owned(),
        subject: fields.text("subject").to_owned(),
    };
    let here = Here::at(&request, PATH);
    let asked = Asked::default();
    show_list(&here, &signed, &desk, &asked, (&draft, Some(&error))).await
}

/// Reads the form of a new code.
fn planned(fields: &Fields) -> Result<NewQrCode> {
    let wrong = || {
        Error::field(
            "body.target",
            "cần mã thủ tục như 1.001193, hoặc mã lĩnh vực như ho-tich",
            "needs the code of a procedure such as 1.001193, or the id of a field such as ho-tich",
        )
    };
    let subject = fields.text("subject").trim();
    let target = match fields.text("kind") {
        "board" => QrPurpose::Board.target(),
        "chat" => QrPurpose::Chat.target(),
        "rating" => QrPurpose::Rating.target(),
        "procedure" => QrTarget::Procedure {
            code: subject.parse().map_err(|_| wrong())?,
        },
        "field" => QrTarget::Field {
            slug: subject.parse().map_err(|_| wrong())?,
        },
        _ => return Err(wrong()),
    };
    let counter = fields.said("counter").map(str::parse).transpose();
    Ok(NewQrCode {
        target,
        counter: counter.map_err(|_| {
            Error::field(
                "body.counter",
                "không có quầy này",
                "there is no such counter",
            )
        })?,
        agency: None,
    })
}

async fn one(
    request: HttpRequest,
    signed: Signed,
    desk: Data<Desk>,
    code: Path<String>,
    after: Query<After>,
) -> Result<HttpResponse> {
    signed.staff.require(&READERS)?;
    let done = match after.done.as_deref() {
        Some("tao") => Some(QrDone::Minted),
        Some("thay") => Some(QrDone::Superseded),
        Some("thu-hoi") => Some(QrDone::Revoked),
        _ => None,
    };
    show_one(&Here::of(&request), &signed, &desk, &code, (done, "", None)).await
}

async fn show_one(
    here: &Here,
    signed: &Signed,
    desk: &Desk,
    code: &str,
    (done, reason, problem): (Option<QrDone>, &str, Option<&Error>),
) -> Result<HttpResponse> {
    let page = QrCodePage {
        shell: here.shell(signed),
        code: &desk.look(&signed.staff, code).await?,
        keeps: KEEPERS.contains(&signed.staff.role),
        done,
        reason,
        problem,
    };
    answered(problem, page.render())
}

async fn supersede(
    request: HttpRequest,
    filed: Filed,
    desk: Data<Desk>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let signed = filed.signed;
    signed.staff.require(&KEEPERS)?;
    match desk.supersede(&signed.staff, &code).await {
        Ok(next) => Ok(Here::of(&request).led_to(&format!("{PATH}/{}?done=thay", next.code))),
        Err(error) if is_told(&error) => {
            let here = Here::at(&request, &format!("{PATH}/{code}"));
            show_one(&here, &signed, &desk, &code, (None, "", Some(&error))).await
        }
        Err(error) => Err(error),
    }
}

async fn revoke(
    request: HttpRequest,
    filed: Filed,
    desk: Data<Desk>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&KEEPERS)?;
    let why = RevokeQrCode {
        reason: fields.text("reason").to_owned(),
    };
    match desk.revoke(&signed.staff, &code, &why).await {
        Ok(gone) => Ok(Here::of(&request).led_to(&format!("{PATH}/{}?done=thu-hoi", gone.code))),
        Err(error) if is_told(&error) => {
            let here = Here::at(&request, &format!("{PATH}/{code}"));
            let typed = why.reason.as_str();
            show_one(&here, &signed, &desk, &code, (None, typed, Some(&error))).await
        }
        Err(error) => Err(error),
    }
}

/// What is told above the form, with what was typed.
fn is_told(error: &Error) -> bool {
    matches!(error.code(), ErrorCode::Invalid | ErrorCode::QrState)
}
