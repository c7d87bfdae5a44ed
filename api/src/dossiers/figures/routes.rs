//! `/v1/staff/dossiers/figures` and `/v1/open-data/dossiers`: what dossiers add up to.

use actix_web::http::header;
use actix_web::web::{self, Data, Query, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Locale;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::figures::{DossierFigureFilter, DossierFigures};
use mobile_contract::dossier::open_data::OpenDossiers;
use mobile_contract::limits::DOSSIER_FIGURE_ROWS;

use super::sheet::{self, Sheet};
use super::{OpenData, workbook};
use crate::accounts::Staff;
use crate::boundary::locale_of;
use crate::dossiers::Dossiers;
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::cached::respond_file;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Who may read them.
const READERS: [Role; 4] = Role::STAFF;
/// Media type of a table.
const CSV: &str = "text/csv; charset=utf-8; header=present";
/// Media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Files hold every row.
const ALL_ROWS: usize = usize::MAX;

/// Routes of figures.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/staff/dossiers/figures").route(get().to(figures)))
        .service(web::resource("/v1/staff/dossiers/figures.csv").route(get().to(table)))
        .service(web::resource("/v1/staff/dossiers/figures.xlsx").route(get().to(book)))
        .service(web::resource("/v1/open-data/dossiers").route(get().to(open_data)))
        .service(web::resource("/v1/open-data/dossiers.csv").route(get().to(open_table)));
}

/// Read what the dossiers of a period add up to
///
/// Received (carried over and new, by channel), resolved early, on time and late, in progress within the limit and
/// overdue, waiting, not eligible, cancelled, not handed back: by agency, place, field, procedure, channel or
/// month. The books balance, or `balance` says by how many not, and why. Officers and leaders read their agency's
/// and those of agencies below it, and what they took over alone.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/figures", tag = "dossiers", operation_id = "dossier_figures",
    params(DossierFigureFilter), security(("account" = [])),
    responses((status = 200, description = "The figures.", body = DossierFigures), responses::StaffFigures),
)]
pub async fn figures(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    filter: Query<DossierFigureFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let figures = dossiers
        .figures(&staff, &filter, locale, DOSSIER_FIGURE_ROWS)
        .await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(figures))
}

/// Read what the dossiers of a period add up to, as a table
///
/// The same figures for a spreadsheet, with every row: RFC 4180, UTF-8 with a byte order mark. In
/// Vietnamese, decimals have a comma. No cell is taken for a formula.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/figures.csv", tag = "dossiers", operation_id = "dossier_figures_csv",
    params(DossierFigureFilter), security(("account" = [])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String), responses::StaffFigures),
)]
pub async fn table(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    filter: Query<DossierFigureFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let figures = dossiers.figures(&staff, &filter, locale, ALL_ROWS).await?;
    Ok(as_csv(&figures, locale))
}

/// Read what the dossiers of a period add up to, as a workbook
///
/// The same table as an Excel file (XLSX), and a sheet that says how it was counted.
#[utoipa::path(
    get, path = "/v1/staff/dossiers/figures.xlsx", tag = "dossiers", operation_id = "dossier_figures_xlsx",
    params(DossierFigureFilter), security(("account" = [])),
    responses(
        (status = 200, description = "The workbook.",
            content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        responses::StaffFigures,
    ),
)]
pub async fn book(
    request: HttpRequest,
    staff: Staff,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    filter: Query<DossierFigureFilter>,
) -> Result<HttpResponse> {
    staff.require(&READERS)?;
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let figures = dossiers.figures(&staff, &filter, locale, ALL_ROWS).await?;
    as_xlsx(&figures, locale)
}

/// Figures as a table to keep.
#[must_use]
pub fn as_csv(figures: &DossierFigures, locale: Locale) -> HttpResponse {
    csv_file(sheet::of(figures, locale), &name(figures))
}

/// Figures as a workbook to keep.
///
/// # Errors
/// Never in practice: see [`workbook::xlsx`].
pub fn as_xlsx(figures: &DossierFigures, locale: Locale) -> Result<HttpResponse> {
    xlsx_file(&sheet::of(figures, locale), &name(figures), locale)
}

fn name(figures: &DossierFigures) -> String {
    format!("ho-so-{}-{}", figures.from, figures.to)
}

/// A table to keep, in a file of a name.
#[must_use]
pub fn csv_file(sheet: Sheet, name: &str) -> HttpResponse {
    file(CSV, &format!("{name}.csv"), sheet.csv().into_bytes())
}

/// A workbook to keep, in a file of a name.
///
/// # Errors
/// Never in practice: see [`workbook::xlsx`].
pub fn xlsx_file(sheet: &Sheet, name: &str, locale: Locale) -> Result<HttpResponse> {
    let book = workbook::xlsx(sheet, locale)?;
    Ok(file(XLSX, &format!("{name}.xlsx"), book))
}

fn file(kind: &'static str, name: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(kind)
        .insert_header(NO_STORE)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ))
        .body(body)
}

/// Read monthly figures of dossiers
///
/// Open data: the last twelve whole months, per agency and field. Nothing personal; what stands for fewer than five
/// dossiers is withheld, row by row and figure by figure, and so is what it could be reckoned from. Where fewer than
/// five dossiers of a row ended, or all were refused, all withdrawn or all late, no figure of how they ended is told,
/// zeros neither.
#[utoipa::path(
    get, path = "/v1/open-data/dossiers", tag = "dossiers", operation_id = "open_dossiers",
    responses((status = 200, description = "The figures.", body = OpenDossiers), responses::OpenData),
)]
pub async fn open_data(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    open: Data<OpenData>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    Ok(open.of(&dossiers).await?.json.respond(&request))
}

/// Read monthly figures of dossiers, as a table
///
/// The same open data for a spreadsheet: RFC 4180, UTF-8 with a byte order mark.
#[utoipa::path(
    get, path = "/v1/open-data/dossiers.csv", tag = "dossiers", operation_id = "open_dossiers_csv",
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String), responses::OpenData),
)]
pub async fn open_table(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    open: Data<OpenData>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let feed = open.of(&dossiers).await?;
    respond_file(&request, feed.table.as_bytes(), CSV)
}
