//! Keys of other systems, kept by administrators.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::api_keys::{ApiKey, IssuedApiKey, NewApiKey, OWN_SOURCES};
use mobile_contract::limits::{
    API_KEY_AGENCIES, API_KEY_DAYS, API_KEY_NAME_CHARS, API_KEY_OLD_DAYS, API_KEY_SOURCE_CHARS,
};
use mobile_contract::{ErrorCode, Page, Slug};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::entity::api_key::Model;
use super::guard::Staff;
use super::integration::new_secret;
use super::{Accounts, store};
use crate::agencies::Agencies;
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};

/// Who keeps keys: an administrator, or the person at the command line.
#[derive(Clone, Copy, Debug)]
pub enum Issuer<'a> {
    /// Someone who is signed in.
    Staff(&'a Staff),
    /// Whoever runs the program on the server.
    Operator,
}

impl Issuer<'_> {
    const fn actor(self) -> Option<Uuid> {
        match self {
            Self::Staff(staff) => Some(staff.user_id),
            Self::Operator => None,
        }
    }
}

impl Accounts {
    /// Makes a key. Its secret is in the answer and nowhere else.
    ///
    /// # Errors
    /// 422 for a name, agency or time of no use, 409 when another key in use stands for the system.
    pub async fn issue_api_key(
        &self,
        issuer: Issuer<'_>,
        new: NewApiKey,
        agencies: &Agencies,
    ) -> Result<IssuedApiKey> {
        check(&new, agencies)?;
        let now = self.clock.now();
        let id = Uuid::now_v7();
        let (secret, hash) = new_secret(id);
        let row = Model {
            id,
            name: new.name.trim().to_owned(),
            source: new.source.to_string(),
            secret_hash: hash,
            old_secret_hash: None,
            old_secret_until: None,
            agencies: new
                .agencies
                .as_ref()
                .map(serde_json::to_string)
                .transpose()?,
            created_by: issuer.actor(),
            created_at: now,
            expires_at: new.days.map(|days| now + TimeDelta::days(days.into())),
            revoked_at: None,
            last_used_at: None,
        };
        let transaction = self.db.begin().await?;
        if !store::api_keys::insert(&*transaction, row.clone()).await? {
            return Err(Error::new(ErrorCode::SourceTaken));
        }
        noted(&transaction, issuer, "api_key.created", &row, now).await?;
        transaction.commit().await?;
        let key = told(row)?;
        Ok(IssuedApiKey { key, secret })
    }

    /// Gives a key a new secret; that of before stays good for some days. While an older one is good, that one stays,
    /// and the one made in between ends at once. With no days, all of before end.
    ///
    /// # Errors
    /// 404 when there is no such key, 409 when it is revoked, 422 for too many days.
    pub async fn rotate_api_key(
        &self,
        issuer: Issuer<'_>,
        id: Uuid,
        old_days: u32,
    ) -> Result<IssuedApiKey> {
        if old_days > API_KEY_OLD_DAYS {
            return Err(Error::field(
                "body.old_days",
                format!("nhiều nhất {API_KEY_OLD_DAYS} ngày"),
                format!("at most {API_KEY_OLD_DAYS} days"),
            ));
        }
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let mut row = in_use(&transaction, id).await?;
        let (secret, hash) = new_secret(id);
        let latest = std::mem::replace(&mut row.secret_hash, hash);
        // Pressed twice, or a page that was sent again: nobody may have read the one in between, and the other system
        // still runs with the older one.
        let is_good = row.old_secret_until.is_some_and(|until| until > now);
        let older = row.old_secret_hash.take().filter(|_| is_good);
        row.old_secret_hash = (old_days > 0).then(|| older.unwrap_or(latest));
        row.old_secret_until = (old_days > 0).then(|| now + TimeDelta::days(old_days.into()));
        let row = store::api_keys::keep(&*transaction, row).await?;
        noted(&transaction, issuer, "api_key.rotated", &row, now).await?;
        transaction.commit().await?;
        let key = told(row)?;
        Ok(IssuedApiKey { key, secret })
    }

    /// Ends a key at once, with all its secrets.
    ///
    /// # Errors
    /// 404 when there is no such key, 409 when it is revoked already.
    pub async fn revoke_api_key(&self, issuer: Issuer<'_>, id: Uuid) -> Result<ApiKey> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let mut row = in_use(&transaction, id).await?;
        row.revoked_at = Some(now);
        row.old_secret_hash = None;
        row.old_secret_until = None;
        let row = store::api_keys::keep(&*transaction, row).await?;
        noted(&transaction, issuer, "api_key.revoked", &row, now).await?;
        transaction.commit().await?;
        told(row)
    }

    /// A page of keys, newest first.
    ///
    /// # Errors
    /// 400 or 422 for a cursor or limit of no use.
    pub async fn api_keys_page(
        &self,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<ApiKey>> {
        let list = List::new("staff/api-keys");
        let limit = page_size(limit)?;
        let after = list.after(cursor)?.map(|id| id.parse::<Uuid>());
        let after = after.transpose();
        let after = after.map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let rows = store::api_keys::page(&*self.db, after, most).await?;
        let rows = rows.into_iter().map(|row| (row.id.to_string(), row));
        let page = list.page(rows, limit, |(id, _)| id.as_str());
        let keys = page.items.into_iter().map(|(_, row)| told(row));
        Ok(Page {
            items: keys.collect::<Result<_>>()?,
            next_cursor: page.next_cursor,
        })
    }
}

/// The agencies that a key may tell of.
pub(super) fn agencies_of(row: &Model) -> Result<Option<Vec<Slug>>> {
    let agencies = row.agencies.as_deref();
    Ok(agencies.map(serde_json::from_str).transpose()?)
}

fn check(new: &NewApiKey, agencies: &Agencies) -> Result<()> {
    let name = new.name.trim();
    let length = name.chars().count();
    if length == 0 || length > API_KEY_NAME_CHARS || name.chars().any(char::is_control) {
        return Err(Error::field(
            "body.name",
            format!("cần 1 đến {API_KEY_NAME_CHARS} ký tự, trên một dòng"),
            format!("must have 1 to {API_KEY_NAME_CHARS} characters, on one line"),
        ));
    }
    if new.source.as_str().len() > API_KEY_SOURCE_CHARS {
        return Err(Error::field(
            "body.source",
            format!("tối đa {API_KEY_SOURCE_CHARS} ký tự"),
            format!("at most {API_KEY_SOURCE_CHARS} characters"),
        ));
    }
    if OWN_SOURCES.contains(&new.source.as_str()) {
        return Err(Error::field(
            "body.source",
            "tên này dành cho sự kiện của chính hệ thống, xin chọn tên khác",
            "this name is that of our own events, choose another one",
        ));
    }
    if new.days.is_some_and(|d| !(1..=API_KEY_DAYS).contains(&d)) {
        return Err(Error::field(
            "body.days",
            format!("cần từ 1 đến {API_KEY_DAYS} ngày"),
            format!("must be 1 to {API_KEY_DAYS} days"),
        ));
    }
    let Some(named) = &new.agencies else {
        return Ok(());
    };
    if named.is_empty() || named.len() > API_KEY_AGENCIES {
        return Err(Error::field(
            "body.agencies",
            format!("cần 1 đến {API_KEY_AGENCIES} cơ quan, hoặc bỏ trống cho toàn tỉnh"),
            format!("must be 1 to {API_KEY_AGENCIES} agencies, or absent for the whole province"),
        ));
    }
    match named.iter().find(|id| agencies.find(id).is_none()) {
        Some(unknown) => Err(Error::field(
            "body.agencies",
            format!("không có cơ quan {unknown}"),
            format!("there is no agency {unknown}"),
        )),
        None => Ok(()),
    }
}

/// A key that is not revoked, held.
async fn in_use(db: &DatabaseTransaction, id: Uuid) -> Result<Model> {
    let row = store::api_keys::hold(db, id).await?;
    let row = row.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    match row.revoked_at {
        None => Ok(row),
        Some(_) => Err(Error::new(ErrorCode::ApiKeyState)),
    }
}

fn told(row: Model) -> Result<ApiKey> {
    let agencies = agencies_of(&row)?;
    let source = row.source.parse();
    Ok(ApiKey {
        id: row.id,
        name: row.name,
        source: source.map_err(|_| Error::internal("a stored source is no slug"))?,
        agencies,
        created_by: row.created_by,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
        last_used_at: row.last_used_at,
        old_secret_until: row.old_secret_until,
    })
}

async fn noted(
    db: &DatabaseTransaction,
    issuer: Issuer<'_>,
    action: &'static str,
    row: &Model,
    at: DateTime<Utc>,
) -> Result<()> {
    let entry = Entry {
        actor: issuer.actor(),
        action,
        subject: ("api_key", row.id.to_string()),
        agency: None,
        detail: Some(match &row.agencies {
            Some(agencies) => format!("{} {agencies}", row.source),
            None => row.source.clone(),
        }),
        at,
    };
    audit::record(db, entry).await
}
