//! Tables of mail that comes in.

/// A mail that came in.
pub(super) mod mail {
    use sea_orm::entity::prelude::*;

    /// A row of `inbound_mails`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inbound_mails")]
    pub struct Model {
        /// A hash of its Message-ID, or of all of it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        /// Who claims to have written it, as a fingerprint.
        pub sender: Option<String>,
        pub outcome: String,
        pub reason: Option<String>,
        /// Code of the ticket.
        pub ticket: Option<String>,
        /// Files that were not taken.
        pub left_out: i32,
        pub received_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// When an agency was last told that a sender added something.
pub(super) mod addition {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_additions`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_additions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
        pub told_at: DateTimeUtc,
        /// Whether something came after that.
        pub waiting: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
