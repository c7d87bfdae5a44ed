//! Small facts about the stored knowledge: its revision, and which bundle it holds.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DbErr};

/// A named value.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meta")]
pub struct Model {
    /// Name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Value.
    pub value: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Changes whenever stored knowledge changes, so that every server notices.
const REVISION: &str = "knowledge_revision";
/// Changes with all of it but the questions for all, which change one by one and many times a day.
const CATALOGUE: &str = "catalogue_revision";
/// Changes with QR codes and the keys that sign them.
const CODES: &str = "codes_revision";
/// Fingerprint of the bundled files that were stored last.
const BUNDLE: &str = "bundle_fingerprint";

/// The revision of the stored knowledge; empty before the first one.
///
/// # Errors
/// When the database fails.
pub async fn revision(db: &impl ConnectionTrait) -> Result<String, DbErr> {
    Ok(get(db, REVISION).await?.unwrap_or_default())
}

/// The revision of the stored knowledge but the questions for all. `None`: nobody has told yet.
///
/// # Errors
/// When the database fails.
pub async fn catalogue_revision(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    get(db, CATALOGUE).await
}

/// Marks the stored knowledge as changed. Call it in the transaction that changes it.
///
/// # Errors
/// When the database fails.
pub async fn bump_revision(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    set(db, CATALOGUE, &fresh()).await?;
    bump_faqs(db).await
}

/// Marks questions for all as changed, and nothing else. Call it in the transaction that changes them.
///
/// # Errors
/// When the database fails.
pub async fn bump_faqs(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    set(db, REVISION, &fresh()).await
}

/// The revision of QR codes and their keys; empty before the first one.
///
/// # Errors
/// When the database fails.
pub async fn codes_revision(db: &impl ConnectionTrait) -> Result<String, DbErr> {
    Ok(get(db, CODES).await?.unwrap_or_default())
}

/// Marks QR codes or their keys as changed. Call it in the transaction that changes them.
///
/// # Errors
/// When the database fails.
pub async fn bump_codes(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    set(db, CODES, &fresh()).await
}

fn fresh() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// The fingerprint of the bundle stored last.
///
/// # Errors
/// When the database fails.
pub async fn stored_bundle(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    get(db, BUNDLE).await
}

/// Remembers the bundle that was stored.
///
/// # Errors
/// When the database fails.
pub async fn set_stored_bundle(db: &impl ConnectionTrait, fingerprint: &str) -> Result<(), DbErr> {
    set(db, BUNDLE, fingerprint).await
}

async fn get(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>, DbErr> {
    Ok(Entity::find_by_id(name).one(db).await?.map(|row| row.value))
}

async fn set(db: &impl ConnectionTrait, name: &str, value: &str) -> Result<(), DbErr> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
    };
    Entity::insert(row)
        .on_conflict(
            OnConflict::column(Column::Name)
                .update_column(Column::Value)
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
