//! `/can-bo/nhat-ky`: who saw or changed what, and whether the record is whole.

use std::collections::BTreeMap;

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::audit::AuditEntry;
use serde::Deserialize;
use uuid::Uuid;

use super::lists::ROWS;
use crate::accounts::{Accounts, Keeper};
use crate::error::Result;
use crate::web::staff::here::shown;
use crate::web::staff::views::AuditPage;
use crate::web::staff::{Here, Signed};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Whether to look through the whole record.
    kiem: Option<String>,
}

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    signed.staff.require(&[Role::Administrator])?;
    let record = accounts.audit(asked.cursor.as_deref(), Some(ROWS)).await?;
    let verdict = match asked.kiem {
        Some(_) => Some(accounts.audit_verdict().await?),
        None => None,
    };
    let here = Here::of(&request);
    let page = AuditPage {
        shell: here.shell(&signed),
        actors: &actors(&signed, &accounts, &record.items).await?,
        entries: &record.items,
        next_cursor: record.next_cursor.as_deref(),
        verdict: verdict.as_ref(),
    };
    shown(page.render())
}

/// Names of those who acted, as far as they still have an account.
async fn actors(
    signed: &Signed,
    accounts: &Accounts,
    entries: &[AuditEntry],
) -> Result<BTreeMap<Uuid, String>> {
    let mut names = BTreeMap::new();
    for id in entries.iter().filter_map(|entry| entry.actor) {
        if names.contains_key(&id) {
            continue;
        }
        match accounts.user(Keeper::Staff(&signed.staff), id).await {
            Ok(user) => drop(names.insert(id, user.name)),
            Err(error) if error.code() == ErrorCode::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(names)
}
