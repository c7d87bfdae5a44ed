use sea_orm::entity::prelude::*;

/// An agency. Read and written whole; the database itself knows only the place, to keep it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub place: String,
}

impl ActiveModelBehavior for ActiveModel {}
