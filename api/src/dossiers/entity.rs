//! Tables of dossiers.

/// What follows from what was told.
pub(super) mod dossier {
    use mobile_contract::dossier::event::DossierState;
    use sea_orm::Condition;
    use sea_orm::entity::prelude::*;

    use crate::kernel::wire;

    /// A row of `dossiers`. Times are instants; days are those of the province.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossiers")]
    pub struct Model {
        /// Canonical code.
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        /// The agency that has it; none: unknown.
        pub agency: Option<String>,
        pub desk: Option<String>,
        /// Code of the procedure, as it was told.
        pub procedure: Option<String>,
        /// Slug of the procedure's field; none: unknown.
        pub field: Option<String>,
        pub place: Option<String>,
        pub channel: Option<String>,
        pub state: String,
        /// How its end lies to its term; only of a resolved one with a term.
        pub timing: Option<String>,
        pub received_at: Option<DateTimeUtc>,
        pub received_day: Option<Date>,
        /// When it was due before any extension.
        pub first_due_at: Option<DateTimeUtc>,
        pub due_at: Option<DateTimeUtc>,
        /// The first end that had passed before it was moved, by a new date, a request for papers or a pause.
        pub missed_at: Option<DateTimeUtc>,
        /// Until when it may be returned for missing papers.
        pub return_by: Option<DateTimeUtc>,
        /// Since when its clock stands still.
        pub standing_since: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
        pub ended_day: Option<Date>,
        /// When its result was handed back.
        pub returned_at: Option<DateTimeUtc>,
        pub returnable: bool,
        pub extensions: i16,
        pub supplements: i16,
        /// Names of flags, joined by commas, with one before and after: `,no_term,`.
        pub flags: String,
        /// How often it was written; who writes next writes one more.
        pub revision: i32,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}

    /// Rows in a state before the end. Said in words that need no parameter: the indexes of what is watched hold
    /// only them, and a database uses those for queries that say the same.
    pub(in crate::dossiers) fn open_in(states: &[DossierState]) -> Condition {
        Condition::all()
            .add(Column::EndedDay.is_null())
            .add(Column::State.is_in(states.iter().map(|state| wire::name(*state))))
    }
}

/// What was told.
pub(super) mod record {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_records`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_records")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        /// JSON of [`Record`](crate::dossiers::record::Record).
        pub record: String,
        /// Keyed hash of the applicant's phone number.
        pub phone_mark: Option<String>,
        /// Keyed hash of the code and the last four digits of that number.
        pub phone4_mark: Option<String>,
        /// Keyed hash of the code and the last four digits of the identity number.
        pub id4_mark: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Codes by which one-stop systems name agencies.
pub(super) mod agency_code {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_agency_codes`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_agency_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        pub agency: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Apologies.
pub(super) mod apology {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_apologies`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_apologies")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub code: String,
        pub agency: Option<String>,
        pub state: String,
        /// The end that will not be kept.
        pub due_at: DateTimeUtc,
        pub new_due: Date,
        pub new_due_at: DateTimeUtc,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        pub signer: String,
        pub signer_name: String,
        pub number: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub justification: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub note: Option<String>,
        pub second: bool,
        pub late: bool,
        pub recorded: bool,
        #[sea_orm(column_type = "Text", nullable)]
        pub paper: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub letter: Option<String>,
        pub drafted_at: DateTimeUtc,
        pub written_by: Option<Uuid>,
        pub submitted_at: Option<DateTimeUtc>,
        pub approved_at: Option<DateTimeUtc>,
        pub approved_by: Option<Uuid>,
        pub sent_at: Option<DateTimeUtc>,
        pub revision: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done a second time, or more often.
pub(super) mod repeat {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_repeats`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_repeats")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub count: i16,
        /// Why, in a leader's words.
        #[sea_orm(column_type = "Text", nullable)]
        pub text: Option<String>,
        pub by: Option<Uuid>,
        pub at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Digests.
pub(super) mod digest {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_digests`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_digests")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: Date,
        #[sea_orm(primary_key, auto_increment = false)]
        pub agency: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Codes that are sent to a number or address.
pub(super) mod code {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_codes`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Keyed hash of what it is good for.
        pub subject: String,
        /// Keyed hash of the digits.
        pub code_mark: String,
        pub tries: i32,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who is told of a dossier.
pub(super) mod subscription {
    use sea_orm::entity::prelude::*;

    /// A row of `dossier_subscriptions`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "dossier_subscriptions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub code: String,
        /// See [`crate::notifications::Channel`].
        pub channel: String,
        /// Sealed.
        #[sea_orm(column_type = "Text")]
        pub address: String,
        /// Keyed hash of channel and address.
        pub address_mark: String,
        pub locale: String,
        /// `pending`, `active` or `ended`.
        pub state: String,
        pub created_at: DateTimeUtc,
        /// Until when the code that was sent is taken.
        pub confirm_until: Option<DateTimeUtc>,
        pub confirmed_at: Option<DateTimeUtc>,
        pub ended_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
