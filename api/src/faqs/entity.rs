use sea_orm::entity::prelude::*;

/// A question with its answer. Read and written whole, so the body is one JSON document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "faqs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// `bundled`, `agency`, or `withdrawn`.
    pub origin: String,
    /// The question that is read in the place of one that was withdrawn.
    pub replaced_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
