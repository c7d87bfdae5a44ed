//! Black-box tests: the real server over HTTP, on both databases, in a real browser, and the
//! program itself as an operator runs it.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed test may panic"
)]

mod api_key_pages;
mod architecture;
mod attachment_pages;
mod attachments;
mod attachments_s3;
mod audit;
mod authenticators;
mod bad_input;
mod browser;
mod caching;
mod chat;
mod chat_follow_ups;
mod chat_refusals;
mod chat_storage;
mod chat_tickets;
mod conversations;
mod desk_browser;
mod desk_pages;
mod dossier_apologies;
mod dossier_browser;
mod dossier_chat;
mod dossier_chat_kept;
mod dossier_faults;
mod dossier_figure_pages;
mod dossier_figures;
mod dossier_import;
mod dossier_intake;
mod dossier_keys;
mod dossier_lookup;
mod dossier_pages;
mod dossier_receipt;
mod dossier_replay;
mod dossier_staff_pages;
mod dossier_subscriptions;
mod dossier_told;
mod dossier_watch;
mod editorial;
mod editorial_browser;
mod editorial_pages;
mod errors;
mod faults;
mod feedback;
mod gaps;
mod import;
mod import_program;
mod knowledge;
mod life_events;
mod mail_in;
mod mail_links;
mod mail_odd;
mod mail_office;
mod meilisearch;
mod meilisearch_real;
mod my_tickets;
mod names;
mod notifications;
mod notifications_faults;
mod notifications_pages;
mod notifications_sealed;
mod notifications_tls;
mod notifications_webhook;
mod openapi;
mod operation;
mod otp;
mod pages;
mod passwords;
mod poster_pages;
mod posters;
mod qr;
mod qr_codes;
mod qr_context;
mod qr_old;
mod qr_pages;
mod qr_program;
mod qr_scans;
mod rating_cases;
mod rating_figures;
mod rating_pages;
mod ratings;
mod rights;
mod search;
mod sessions;
mod settings;
mod sign_in;
mod staff_pages_accounts;
mod staff_pages_browser;
mod staff_pages_resume;
mod staff_pages_settings;
mod staff_pages_tickets;
mod staff_program;
mod staff_tickets;
mod story;
mod ticket_kinds;
mod ticket_pages;
mod tickets;
mod tokens;
mod understanding;
mod users;
