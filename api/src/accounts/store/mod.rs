//! Queries of accounts, by what they are about.

pub(super) mod api_keys;
pub(super) mod citizens;
pub(super) mod keys;
pub(super) mod links;
pub(super) mod sessions;
pub(super) mod throttles;
pub(super) mod users;
