use sea_orm::entity::prelude::*;

/// A counter. Read and written whole; the database knows agency and place, to keep them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "counters")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub agency: String,
    pub place: String,
}

impl ActiveModelBehavior for ActiveModel {}
