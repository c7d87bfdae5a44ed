//! Staff of a test: accounts over a database, with letters that can be read.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use mobile_contract::accounts::{Login, NewUser, Role, Tokens, User};
use mobile_contract::client::SignedIn;
use motcua::accounts::{
    Accounts, Caller, Contact, Courier, Letter, NewAccount, Parts, Principal, Staff,
};
use motcua::app::open_vault;
use motcua::config;
use motcua::error::Error;
use motcua::kernel::clock::Clock;
use motcua::kernel::vault::Vault;
use motcua::storage::{self, Database as Opened};
use sea_orm::DatabaseTransaction;
use totp_rs::{Builder, Secret};

use super::{App, Database, NOW, template};

/// Someone who signs in.
pub const LAN: &str = "lan@hungyen.example";
/// Where she usually signs in from.
pub const HOME: &str = "10.0.0.1";
/// Where she has never signed in from.
pub const ELSEWHERE: &str = "192.0.2.7";
/// The password of every account here.
pub const PASSWORD: &str = "bốn mùa hoa nhãn";

/// A letter, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A link that sets a password.
    Link {
        /// To whom.
        to: String,
        /// The secret in it.
        token: String,
    },
    /// A code for a citizen.
    Code {
        /// To whom.
        to: Contact,
        /// The digits.
        code: String,
    },
    /// Someone signed in from elsewhere.
    NewSignIn {
        /// To whom.
        to: String,
    },
}

/// Keeps letters in the place of sending them.
#[derive(Clone, Debug, Default)]
struct Tray(Arc<Mutex<Vec<Sent>>>);

#[async_trait::async_trait]
impl Courier for Tray {
    async fn take(
        &self,
        _: &DatabaseTransaction,
        letter: Letter,
        _: DateTime<Utc>,
    ) -> Result<(), Error> {
        let sent = match letter {
            Letter::PasswordLink { to, url, .. } => Sent::Link {
                to: to.as_str().to_owned(),
                token: url
                    .fragment()
                    .and_then(|text| text.strip_prefix("token="))
                    .unwrap_or_default()
                    .to_owned(),
            },
            Letter::Code { to, code, .. } => Sent::Code { to, code },
            Letter::NewSignIn { to, .. } => Sent::NewSignIn {
                to: to.as_str().to_owned(),
            },
        };
        self.0.lock().expect("a tray").push(sent);
        Ok(())
    }
}

/// Accounts over a database of their own, without a server.
pub struct Bureau {
    /// The accounts.
    pub accounts: Accounts,
    /// Their clock, standing still until it is set.
    pub clock: Clock,
    /// Their database.
    pub db: Opened,
    /// Their key.
    pub vault: Vault,
    tray: Tray,
    storage: config::Storage,
}

impl Bureau {
    /// Accounts over a fresh database; `None` where it is not installed.
    ///
    /// # Panics
    /// When they cannot be opened.
    pub async fn open(database: Database) -> Option<Self> {
        Self::open_as(database, false).await
    }

    /// Accounts as a province runs them, or not.
    ///
    /// # Panics
    /// When they cannot be opened.
    pub async fn open_as(database: Database, production: bool) -> Option<Self> {
        let storage = template::copy(database).await?;
        let db = storage::open(&storage.url()).await.expect("a database");
        let clock = Clock::fixed(NOW.parse().expect("a time"));
        let vault = open_vault(&storage, &config::Accounts::default()).expect("a vault");
        let tray = Tray::default();
        let accounts = Accounts::open(Parts {
            db: db.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            courier: Arc::new(tray.clone()),
            public_url: "https://motcua.example".parse().expect("an address"),
            production,
        });
        Some(Self {
            accounts: accounts.await.expect("accounts"),
            clock,
            db,
            vault,
            tray,
            storage,
        })
    }

    /// What was sent since it was read last.
    ///
    /// # Panics
    /// Never in practice.
    #[must_use]
    pub fn letters(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.tray.0.lock().expect("a tray"))
    }

    /// Lets time pass.
    pub fn pass(&self, time: chrono::Duration) {
        self.clock.set(self.clock.now() + time);
    }

    /// A new account.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn user(&self, login: &str, role: Role, agency: Option<&str>) -> User {
        user(&self.accounts, login, role, agency).await
    }

    /// The member of the staff who holds an access token.
    ///
    /// # Panics
    /// When nobody of the staff does.
    pub async fn staff(&self, access_token: &str) -> Staff {
        match self.accounts.authenticate(access_token).await {
            Ok(Principal::Staff(staff)) => staff,
            other => panic!("{other:?}"),
        }
    }

    /// Closes the database and removes it.
    ///
    /// # Panics
    /// When it does not close.
    pub async fn close(self) {
        self.db.close().await.expect("a closed database");
        template::discard(&self.storage).await;
        let _ = std::fs::remove_dir_all(&self.storage.data_dir);
    }
}

/// Somewhere to sign in from.
#[must_use]
pub fn from(address: &str) -> Caller {
    Caller {
        address: address.to_owned(),
        device: Some("Firefox".to_owned()),
    }
}

/// A login with a password.
#[must_use]
pub fn with(login: &str, password: &str) -> Login {
    Login {
        login: login.to_owned(),
        password: password.to_owned(),
        code: None,
    }
}

async fn user(accounts: &Accounts, login: &str, role: Role, agency: Option<&str>) -> User {
    let new = NewAccount::new(NewUser {
        login: login.parse().expect("a mail address"),
        name: "Nguyễn Thị Lan".to_owned(),
        role,
        agency: agency.map(|id| id.parse().expect("an agency")),
    });
    let new = new.expect("an account");
    accounts
        .create_with_password(new, PASSWORD)
        .await
        .expect("a user")
}

/// An authenticator on someone's phone.
pub struct TotpApp(totp_rs::Totp);

impl TotpApp {
    /// One that was given a secret.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).expect("a secret");
        Self(Builder::new().with_secret(secret).build_noncompliant())
    }

    /// What it shows at a time.
    ///
    /// # Panics
    /// Before 1970.
    #[must_use]
    pub fn shows(&self, at: DateTime<Utc>) -> String {
        let seconds = u64::try_from(at.timestamp()).expect("a time");
        self.0.generate(seconds).to_string()
    }
}

impl App {
    /// The accounts of the running server, for making users.
    ///
    /// # Panics
    /// When they cannot be opened.
    pub async fn accounts(&self) -> Accounts {
        let db = storage::open(&self.storage.url())
            .await
            .expect("a database");
        let accounts = Accounts::open(Parts {
            db,
            vault: open_vault(&self.storage, &self.accounts).expect("a vault"),
            clock: self.clock.clone(),
            courier: Arc::new(Tray::default()),
            public_url: self.public_url.parse().expect("an address"),
            production: self.production,
        });
        accounts.await.expect("accounts")
    }

    /// A new member of the staff, and their tokens.
    ///
    /// # Panics
    /// When they are refused.
    pub async fn staff(&self, login: &str, role: Role, agency: Option<&str>) -> (User, Tokens) {
        let accounts = self.accounts().await;
        let user = user(&accounts, login, role, agency).await;
        let tokens = accounts
            .sign_in(&with(login, PASSWORD), &from("127.0.0.1"))
            .await;
        (user, tokens.expect("tokens"))
    }

    /// A new member of the staff, speaking through the typed client.
    ///
    /// # Panics
    /// When they are refused.
    pub async fn signed_in(
        &self,
        login: &str,
        role: Role,
        agency: Option<&str>,
    ) -> (User, SignedIn) {
        let (user, tokens) = self.staff(login, role, agency).await;
        (user, self.client().signed_in(tokens.access_token))
    }

    /// A citizen's tokens.
    ///
    /// # Panics
    /// When they are refused.
    pub async fn citizen_tokens(&self, phone: &str) -> Tokens {
        let bureau_tray = Tray::default();
        let accounts = Accounts::open(Parts {
            db: storage::open(&self.storage.url())
                .await
                .expect("a database"),
            vault: open_vault(&self.storage, &self.accounts).expect("a vault"),
            clock: self.clock.clone(),
            courier: Arc::new(bureau_tray.clone()),
            public_url: self.public_url.parse().expect("an address"),
            production: self.production,
        });
        let accounts = accounts.await.expect("accounts");
        let contact = Contact::Phone(phone.parse().expect("a number"));
        let caller = from("127.0.0.1");
        let sent = accounts
            .send_code(contact, mobile_contract::Locale::Vi, &caller, None)
            .await;
        let challenge = sent.expect("a code").challenge;
        let code = bureau_tray
            .0
            .lock()
            .expect("a tray")
            .iter()
            .find_map(|sent| match sent {
                Sent::Code { code, .. } => Some(code.clone()),
                _ => None,
            });
        let proof = mobile_contract::accounts::OtpProof {
            challenge,
            code: code.expect("a code"),
        };
        accounts.prove(&proof, &caller).await.expect("tokens")
    }
}
