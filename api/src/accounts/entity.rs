//! Rows of accounts.

pub(super) mod user {
    use sea_orm::entity::prelude::*;

    /// Someone of the staff.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// A mail address in lower case.
        #[sea_orm(unique)]
        pub login: String,
        pub name: String,
        /// See [`mobile_contract::accounts::Role`].
        pub role: String,
        pub agency: Option<String>,
        pub active: bool,
        /// As a PHC string; none until it was set by a link.
        #[sea_orm(column_type = "Text", nullable)]
        pub password_hash: Option<String>,
        /// Sealed.
        #[sea_orm(column_type = "Text", nullable)]
        pub totp_secret: Option<String>,
        /// Whether a code has proved the secret.
        pub totp_confirmed: bool,
        /// The step whose code was used last: no code is good twice.
        pub totp_step: Option<i64>,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod citizen {
    use sea_orm::entity::prelude::*;

    /// A citizen (người dân) who proved a phone number or a mail address.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "citizens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(unique)]
        pub contact_fingerprint: String,
        /// Sealed.
        #[sea_orm(column_type = "Text")]
        pub contact: String,
        /// `phone` or `mail`.
        pub channel: String,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod session {
    use sea_orm::entity::prelude::*;

    /// A sign-in: a family of refresh tokens, of a user or of a citizen.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub user_id: Option<Uuid>,
        pub citizen_id: Option<Uuid>,
        pub device: Option<String>,
        /// A keyed hash of the network address.
        pub address_fingerprint: String,
        pub created_at: DateTimeUtc,
        pub last_used_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub ended_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod refresh_token {
    use sea_orm::entity::prelude::*;

    /// One refresh token of a session.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "refresh_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub session_id: Uuid,
        pub created_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod recovery_code {
    use sea_orm::entity::prelude::*;

    /// A code that stands in once for the authenticator.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_codes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub user_id: Uuid,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod password_link {
    use sea_orm::entity::prelude::*;

    /// A link that sets a password once.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "password_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub user_id: Uuid,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod otp_challenge {
    use sea_orm::entity::prelude::*;

    /// A code that was sent to a citizen.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "otp_challenges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub contact_fingerprint: String,
        /// Where it was asked for, as a keyed hash.
        pub address_fingerprint: Option<String>,
        /// Sealed.
        #[sea_orm(column_type = "Text")]
        pub contact: String,
        pub channel: String,
        pub code_fingerprint: String,
        pub tries: i32,
        pub created_at: DateTimeUtc,
        pub expires_at: DateTimeUtc,
        pub used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod throttle {
    use sea_orm::entity::prelude::*;

    /// How often something was tried.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "auth_throttles")]
    pub struct Model {
        /// A keyed hash of who or where.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub count: i32,
        /// When counting began.
        pub since: DateTimeUtc,
        pub blocked_until: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod signing_key {
    use sea_orm::entity::prelude::*;

    /// A key that signs access tokens.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Base64url.
        pub public: String,
        /// PKCS #8, sealed.
        #[sea_orm(column_type = "Text")]
        pub private: String,
        pub created_at: DateTimeUtc,
        /// It is published before it signs, so that nobody is surprised.
        pub signs_from: DateTimeUtc,
        /// What it signed is good until then.
        pub ends_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod api_key {
    use sea_orm::entity::prelude::*;

    /// A key of another system.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        /// Which system speaks by it.
        pub source: String,
        pub secret_hash: String,
        /// Of the secret before the last rotation.
        pub old_secret_hash: Option<String>,
        pub old_secret_until: Option<DateTimeUtc>,
        /// JSON list of agencies' ids; none: the whole province.
        #[sea_orm(column_type = "Text", nullable)]
        pub agencies: Option<String>,
        pub created_by: Option<Uuid>,
        pub created_at: DateTimeUtc,
        pub expires_at: Option<DateTimeUtc>,
        pub revoked_at: Option<DateTimeUtc>,
        pub last_used_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
