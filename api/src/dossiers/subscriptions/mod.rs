//! Who is told of what happens to a dossier.
//!
//! Whoever proves a dossier may name a number or address; it is told of nothing before a code that was sent there
//! came back, so that nobody can have others written to. The phone named in the dossier itself needs no such code
//! when the dossier was proved by what cannot be guessed (its receipt, a code sent to that phone, a sign-in by it):
//! so the applicant's own phone is told only once somebody who holds the receipt asked for it, at the counter or
//! later, and never because an integration sent the number.
//!
//! Who proved a dossier by what cannot be guessed sees who else is told, and ends it. Only those who are told count
//! towards the most: what waits for its code is bounded by the codes that a client and a contact may ask for in an hour,
//! and thrown away after a day. Some months after a dossier is over, nobody is told of it any more, and addresses are
//! forgotten.

mod keep;
mod listed;
mod news;
pub mod routes;
mod store;
mod token;
mod wish;

use mobile_contract::dossier::subscription::NewsChannel;

pub use wish::Wish;

use crate::notifications::Channel;

/// The channel of the outbox.
const fn channel(of: NewsChannel) -> Channel {
    match of {
        NewsChannel::Mail => Channel::Mail,
        NewsChannel::Sms => Channel::Sms,
        NewsChannel::Push => Channel::Push,
        NewsChannel::Zalo => Channel::Zalo,
    }
}

/// The channel on the wire.
const fn news_channel(of: Channel) -> NewsChannel {
    match of {
        Channel::Mail => NewsChannel::Mail,
        Channel::Sms => NewsChannel::Sms,
        Channel::Push => NewsChannel::Push,
        Channel::Zalo => NewsChannel::Zalo,
    }
}
