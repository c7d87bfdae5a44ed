//! Tables of ratings.

/// A rating.
pub(super) mod rating {
    use sea_orm::entity::prelude::*;

    /// A row of `ratings`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ratings")]
    pub struct Model {
        /// Random, so that no list in its order tells when it was given.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub form: String,
        pub form_version: i32,
        /// `visit`, `dossier` or `open`.
        pub basis: String,
        pub counter: Option<String>,
        /// The agency that answered for the counter on that day.
        pub agency: Option<String>,
        pub place: Option<String>,
        pub procedure: Option<String>,
        /// Keyed hash of the dossier's code.
        pub dossier: Option<String>,
        /// Hash of the token that was spent.
        #[sea_orm(unique)]
        pub visit: Option<String>,
        pub locale: String,
        /// The lowest of its scores.
        pub lowest: i32,
        /// The mean of its scores, in hundredths.
        pub mean_x100: i32,
        /// Whether any score is low.
        pub low: bool,
        /// The case in which it is answered.
        pub ticket_id: Option<Uuid>,
        /// Keyed hash of the network address, under a key of the day; forgotten after a month.
        pub network: Option<String>,
        /// Keyed hash of what it says; forgotten as the network is.
        pub likeness: Option<String>,
        /// Whether it is flagged, and therefore counted apart.
        pub excluded: bool,
        pub given_at: DateTimeUtc,
        /// The day in the province.
        pub day: Date,
        /// The day on which it entered the figures with its lot; none: it waits. See `lots`.
        pub told_on: Option<Date>,
        /// 0: its lot is of one counter. 1: of several in one place. 2: of several places. 3: of several agencies.
        pub pooled: i16,
        /// How many of its answers gave 1, and so on.
        pub s1: i16,
        pub s2: i16,
        pub s3: i16,
        pub s4: i16,
        pub s5: i16,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The scores of a rating.
pub(super) mod answer {
    use sea_orm::entity::prelude::*;

    /// A row of `rating_answers`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rating_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub question: String,
        /// 1 to 5.
        pub score: i16,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Why ratings are counted apart.
pub(super) mod flag {
    use sea_orm::entity::prelude::*;

    /// A row of `rating_flags`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating_flags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rating_id: Uuid,
        /// `burst`, `staff_network` or `copy`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub flag: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Networks that rate a counter, to take turns by.
pub(super) mod sender {
    use sea_orm::entity::prelude::*;

    /// A row of `rating_senders`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating_senders")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub network: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub counter: String,
        pub seen_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
