//! Tables of tickets.

/// A ticket.
pub(super) mod ticket {
    use sea_orm::entity::prelude::*;

    /// A row of `tickets`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tickets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// What people name it by.
        #[sea_orm(unique)]
        pub code: String,
        /// Hash of the secret that opens it.
        pub secret_hash: String,
        pub kind: String,
        pub state: String,
        /// Whether somebody still has to do something.
        pub open: bool,
        pub source: String,
        /// The beginning of its text, for lists.
        pub excerpt: String,
        pub locale: String,
        pub procedure: Option<String>,
        pub place: Option<String>,
        /// The counter it was sent from, or whose service it is about.
        pub counter: Option<String>,
        pub audience: Option<String>,
        /// The agency that has it; none: the operators' queue.
        pub agency: Option<String>,
        /// Who has taken it on.
        pub assignee: Option<Uuid>,
        /// The operator who wrote it down for a caller.
        pub on_behalf: Option<Uuid>,
        /// What was said before, when the citizen sent it along, JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub conversation: Option<String>,
        /// How to reach the sender, encrypted.
        #[sea_orm(column_type = "Text", nullable)]
        pub contact: Option<String>,
        /// How it was routed, JSON.
        #[sea_orm(column_type = "Text")]
        pub route: String,
        /// The clock until it lies with the agency responsible, JSON.
        #[sea_orm(column_type = "Text")]
        pub dispatch: String,
        /// The clock until it is answered, JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub reply: Option<String>,
        /// When the clock ends that runs now; a day that never comes when none does, so that lists have
        /// one order on every database.
        pub next_due: DateTimeUtc,
        /// When that clock warns next.
        pub next_warning: Option<DateTimeUtc>,
        /// How often an agency sent it on.
        pub bounces: i32,
        pub merged_into: Option<Uuid>,
        pub answered_at: Option<DateTimeUtc>,
        pub score: Option<i32>,
        #[sea_orm(column_type = "Text", nullable)]
        pub score_comment: Option<String>,
        /// Grows with every change.
        pub revision: i32,
        pub received_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// By which contacts tickets are found.
pub(super) mod contact {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_contacts`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_contacts")]
    pub struct Model {
        /// Keyed hash of a number or an address.
        #[sea_orm(primary_key, auto_increment = false)]
        pub fingerprint: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What citizens and agencies write to each other.
pub(super) mod message {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_messages`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_messages")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub ticket_id: Uuid,
        pub author: String,
        pub agency: Option<String>,
        pub by: Option<Uuid>,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub citations: String,
        pub sent_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Notes among staff: a table of their own, so that no query for messages can meet one.
pub(super) mod note {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_notes`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub ticket_id: Uuid,
        /// Who wrote it; none: somebody of `agency`, from its mail.
        pub by: Option<Uuid>,
        pub agency: Option<String>,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub written_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The answer that is being written, one a ticket.
pub(super) mod draft {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_drafts`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_drafts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
        pub state: String,
        /// Who wrote it last; none: somebody who reads the agency's mail.
        pub by: Option<Uuid>,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub citations: String,
        /// Their codes and ids, JSON.
        #[sea_orm(column_type = "Text")]
        pub cites: String,
        pub saved_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What looking into a ticket showed.
pub(super) mod finding {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_findings`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_findings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        /// Who noted it; none: somebody of `agency`, from its mail.
        pub by: Option<Uuid>,
        /// The agency that looked into it.
        pub agency: Option<String>,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened to tickets; only ever added to.
pub(super) mod event {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_events`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub ticket_id: Uuid,
        pub kind: String,
        pub by: Option<Uuid>,
        pub from_agency: Option<String>,
        pub to_agency: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Where people sent what was guessed otherwise.
pub(super) mod correction {
    use sea_orm::entity::prelude::*;

    /// A row of `route_corrections`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "route_corrections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub guessed: Option<String>,
        pub chosen: String,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub correction: String,
        pub at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who was at a ticket just now.
pub(super) mod presence {
    use sea_orm::entity::prelude::*;

    /// A row of `ticket_presence`.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_presence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ticket_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: Uuid,
        pub writing: bool,
        pub seen_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
