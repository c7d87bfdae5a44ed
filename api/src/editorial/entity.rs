//! Tables of questions that are made of answers.

/// The words that are worked on.
pub(super) mod draft {
    use sea_orm::entity::prelude::*;

    /// A row of `faq_drafts`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "faq_drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Where citizens read it: given with the first publication, and kept.
        #[sea_orm(unique)]
        pub faq: Option<String>,
        /// Who answers; none: the call centre.
        pub agency: Option<String>,
        pub state: String,
        #[sea_orm(column_type = "Text")]
        pub question: String,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub also: String,
        #[sea_orm(column_type = "Text")]
        pub answer: String,
        pub procedure: Option<String>,
        pub facet: Option<String>,
        /// Codes and ids, JSON.
        #[sea_orm(column_type = "Text")]
        pub cites: String,
        pub answered_on: Date,
        /// The ticket that it was made from.
        pub ticket_id: Option<Uuid>,
        /// Why what is published is wrong.
        #[sea_orm(column_type = "Text", nullable)]
        pub correction: Option<String>,
        /// What the reviewer missed.
        #[sea_orm(column_type = "Text", nullable)]
        pub note: Option<String>,
        /// Who wrote the words last.
        pub writer: Uuid,
        /// Everyone who wrote them since they were last published, JSON.
        #[sea_orm(column_type = "Text")]
        pub writers: String,
        /// Who published it last.
        pub reviewer: Option<Uuid>,
        /// Whether citizens find it now, perhaps in older words.
        pub live: bool,
        /// How often it was published.
        pub version: i32,
        /// Grows with every change.
        pub revision: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was published. Its words never change; that it was taken back is added.
pub(super) mod version {
    use sea_orm::entity::prelude::*;

    /// A row of `faq_versions`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "faq_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub draft_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i32,
        /// The question as it was published, JSON.
        #[sea_orm(column_type = "Text")]
        pub body: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub correction: Option<String>,
        pub writer: Uuid,
        /// Everyone who wrote the words, JSON.
        #[sea_orm(column_type = "Text")]
        pub writers: String,
        pub reviewer: Uuid,
        /// Words of which the reviewer said that they tell of nobody, JSON.
        #[sea_orm(column_type = "Text")]
        pub impersonal: String,
        /// Why it was taken back, JSON; see `mobile_contract::editorial::FaqWithdrawn`.
        #[sea_orm(column_type = "Text", nullable)]
        pub withdrawn: Option<String>,
        pub published_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Tickets that are said to ask the same.
pub(super) mod same {
    use sea_orm::entity::prelude::*;

    /// A row of `faq_same`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "faq_same")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub draft_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Texts that answers begin with.
pub(super) mod template {
    use sea_orm::entity::prelude::*;

    /// A row of `answer_templates`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "answer_templates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose it is; none: for every agency.
        pub agency: Option<String>,
        pub title: String,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub by: Uuid,
        /// Grows with every change.
        pub revision: i32,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
