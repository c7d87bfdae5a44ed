//! Tickets (phiếu hỏi đáp, phản ánh, kiến nghị): what could not be answered at once goes to the agency
//! responsible, with a clock, and comes back as an answer.
//!
//! A ticket is opened by its sender's secret, or by staff within their rights. What staff write among
//! themselves has tables and types of its own, and no way leads from there to the sender.

mod actor;
mod alerting;
mod alike;
mod answering;
mod checking;
mod citing;
mod clocks;
mod contact;
mod counter;
mod directing;
mod entity;
mod files;
mod finding;
mod incoming;
mod intake;
mod joined;
mod listed;
mod mine;
mod moved;
mod moving;
mod owners;
mod post;
mod prepared;
mod presence;
mod queue;
mod reading;
mod record;
mod rekinding;
mod reports;
pub mod routes;
mod secret;
mod sender;
mod sharing;
mod shown;
mod sorting;
mod state;
pub mod store;
mod telling;
mod timeliness;
mod view;
mod watch;
mod watched;
mod words;
mod writing;
mod written;

pub use actor::Desk;
pub use incoming::Incoming;
pub use post::{LINK_DAYS, Mandate, PostOffice, REPLY_DAYS};
pub use prepared::{Direct, Opened, Prepared};
pub use sender::Own;
pub use sharing::{Answered, Asked, News};
pub use shown::Seen;
pub use store::Sees;

pub use crate::routing::Inferred;

use telling::recipient_of;

use std::sync::Arc;

use actix_web::web::Data;
use motcua_seed::clocks::ClockRules;
use motcua_seed::guards::Guards;
use motcua_seed::kinds::Kinds;
use url::Url;

use crate::attachments::Files;
use crate::faqs::Faqs;
use crate::kernel::clock::Clock;
use crate::kernel::shared::Shared;
use crate::kernel::vault::Vault;
use crate::kernel::worktime::Calendar;
use crate::names::Names;
use crate::notifications::Outbox;
use crate::procedures::Procedures;
use crate::qr::Resolver;
use crate::routing::Router;
use crate::storage::Database;

/// All that tickets are handled with.
#[derive(Clone)]
pub struct Tickets {
    /// Where they are kept.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// Finds the agency responsible.
    pub router: Router,
    /// Working time.
    pub calendar: Arc<Calendar>,
    /// How long things may take.
    pub rules: Arc<ClockRules>,
    /// What words tell a complaint from a question.
    pub kinds: Arc<Kinds>,
    /// What words tell an emergency.
    pub guards: Arc<Guards>,
    /// Places and agencies.
    pub names: Names,
    /// Procedures, to be about and to cite.
    pub procedures: Data<Shared<Procedures>>,
    /// Questions, to cite.
    pub faqs: Data<Shared<Faqs>>,
    /// What a scanned code means.
    pub resolver: Resolver,
    /// Where people reach this service.
    pub public_url: Url,
    /// Keeps contacts unread, and signs what opens a ticket from a mail.
    pub vault: Vault,
    /// How mail is exchanged.
    pub post: Arc<PostOffice>,
    /// Takes letters.
    pub outbox: Outbox,
    /// Keeps photos and documents.
    pub files: Files,
}
