use sea_orm::entity::prelude::*;

/// A printed code.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "qr_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// The counter it hangs at.
    pub counter: String,
    /// `active`, `superseded` or `revoked`.
    pub status: String,
}

impl ActiveModelBehavior for ActiveModel {}
