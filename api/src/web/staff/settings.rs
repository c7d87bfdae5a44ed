//! `/can-bo/thiet-lap`: what an agency sets for itself.

use actix_web::web::{self, Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::knowledge::Agency;
use mobile_contract::qr::NamedRef;
use mobile_contract::settings::AgencySettings;
use serde::Deserialize;

use super::here::{refused, shown};
use super::settings_form::{self, Form};
use super::views::{SettingsListPage, SettingsPage};
use super::{Fields, Filed, Here, Signed};
use crate::accounts::Scope;
use crate::error::Result;
use crate::settings::Desk;
use crate::settings::routes::KEEPERS;
use crate::tickets::Tickets;
use mobile_contract::text::fold;

/// Most agencies in the list: whoever looks for one types more of its name.
const MOST: usize = 50;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/thiet-lap").route(get().to(list)))
        .service(
            web::resource("/thiet-lap/{id}")
                .route(get().to(page))
                .route(post().to(keep)),
        );
}

#[derive(Deserialize)]
struct Asked {
    q: Option<String>,
}

#[derive(Deserialize)]
struct After {
    done: Option<String>,
}

/// Leaders are led to their own agency; administrators choose one.
async fn list(
    request: HttpRequest,
    signed: Signed,
    desk: Data<Desk>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    signed.staff.require(&KEEPERS)?;
    let here = Here::of(&request);
    if let Scope::Agency(own) = signed.staff.scope()? {
        return Ok(here.led_to(&format!("/can-bo/thiet-lap/{own}")));
    }
    let wanted = asked.q.as_deref().unwrap_or_default();
    let folded = fold(wanted);
    let today = desk.clock.today();
    let agencies = desk.agencies.get();
    let found = agencies
        .after(None, None, Some(today))
        .filter(|agency| fold(&agency.name).contains(&folded))
        .take(MOST)
        .map(|agency| NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        });
    let page = SettingsListPage {
        shell: here.shell(&signed),
        wanted,
        found: &found.collect::<Vec<_>>(),
    };
    shown(page.render())
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    desk: Data<Desk>,
    tickets: Data<Tickets>,
    id: Path<String>,
    after: Query<After>,
) -> Result<HttpResponse> {
    signed.staff.require(&KEEPERS)?;
    let agency = desk.agency(&signed.staff, &id)?;
    let settings = desk.look(&agency).await?;
    let here = Here::of(&request);
    let page = SettingsPage {
        shell: here.shell(&signed),
        name: &agency.name,
        id: agency.id.as_str(),
        form: &Form::of(&settings, tickets.calendar.office(Some(&agency.id)).week()),
        kept: after.done.is_some(),
        lists: signed.staff.role == Role::Administrator,
        problem: None,
    };
    shown(page.render())
}

async fn keep(
    request: HttpRequest,
    filed: Filed,
    desk: Data<Desk>,
    id: Path<String>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&KEEPERS)?;
    let agency = desk.agency(&signed.staff, &id)?;
    let path = format!("/can-bo/thiet-lap/{}", agency.id);
    let Err(error) = kept(&desk, &agency, &fields, &signed).await else {
        return Ok(Here::of(&request).led_to(&format!("{path}?done=1")));
    };
    if !matches!(
        error.code(),
        ErrorCode::Invalid | ErrorCode::SettingsChanged
    ) {
        return Err(error);
    }
    let here = Here::at(&request, &path);
    let page = SettingsPage {
        shell: here.shell(&signed),
        name: &agency.name,
        id: agency.id.as_str(),
        form: &Form::typed(&fields),
        kept: false,
        lists: signed.staff.role == Role::Administrator,
        problem: Some(&error),
    };
    refused(&error, page.render())
}

async fn kept(
    desk: &Desk,
    agency: &Agency,
    fields: &Fields,
    signed: &Signed,
) -> Result<AgencySettings> {
    let new = settings_form::read(fields)?;
    desk.keep(agency, &new, signed.staff.user_id).await
}
