use sea_orm::entity::prelude::*;

/// Settings of an agency: a row of `agency_settings`. An agency without one has set nothing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub agency: String,
    pub mail: Option<String>,
    pub approval: bool,
    /// Its hours as they were set, JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub hours: Option<String>,
    /// The terms of its answers, JSON.
    #[sea_orm(column_type = "Text")]
    pub replies: String,
    /// Grows with every change.
    pub revision: i32,
    pub updated_at: DateTimeUtc,
    /// When its mailbox became another one, until the tickets that lie there have been mailed to it.
    pub readdressed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
