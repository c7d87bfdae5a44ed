//! Rows of this room.

pub(super) mod code {
    use sea_orm::entity::prelude::*;

    /// A printed code.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "qr_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        /// Kind of target: `board`, `chat`, `rating`, `procedure`, `field`, `dossier`.
        pub target: String,
        /// The procedure, field or dossier that it names.
        pub subject: Option<String>,
        /// The counter it hangs at.
        pub counter: Option<String>,
        /// The agency whose it is, where there is no counter.
        pub agency: Option<String>,
        /// Version of the poster: 1 is the first.
        pub version: i32,
        /// `active`, `superseded` or `revoked`.
        pub status: String,
        /// The code that took its place.
        pub successor: Option<String>,
        /// Why it was withdrawn.
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
        pub created_at: DateTimeUtc,
        /// The account that made it; the program when null.
        pub created_by: Option<Uuid>,
        pub changed_at: Option<DateTimeUtc>,
        pub changed_by: Option<Uuid>,
        /// The names that its poster shows, as JSON; null until they are filled in.
        #[sea_orm(column_type = "Text", nullable)]
        pub printed: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod key {
    use sea_orm::entity::prelude::*;

    /// A key that signs codes.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "qr_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        /// Crockford base32.
        pub public: String,
        /// PKCS #8, sealed.
        #[sea_orm(column_type = "Text")]
        pub private: String,
        pub created_at: DateTimeUtc,
        /// It is published before it signs, so that phones know it in time.
        pub signs_from: DateTimeUtc,
        /// What it signed is good until then.
        pub ends_at: Option<DateTimeUtc>,
        /// Others may know it since then.
        pub revoked_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod scan {
    use sea_orm::entity::prelude::*;

    /// How often a code was scanned on a day. Nothing of who did.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "qr_scans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        /// `page` or `app`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub via: String,
        /// What was found.
        #[sea_orm(primary_key, auto_increment = false)]
        pub found: String,
        pub count: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod last_scan {
    use sea_orm::entity::prelude::*;

    /// The last day on which a code was scanned from its poster.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "qr_last_scans")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub day: Date,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
