use sea_orm::entity::prelude::*;

/// One layer of a procedure. Read and written whole, so the body is one JSON document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "procedure_layers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub layer: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The source row as it came, for imported layers.
    #[sea_orm(column_type = "Text", nullable)]
    pub raw: Option<String>,
    /// Tells whether a new import changes anything.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
