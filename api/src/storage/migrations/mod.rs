//! The schema, change by change. A change that has landed is never edited.
#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait of sea-orm-migration is written so"
)]

mod m0001_knowledge;
mod m0002_conversations;
mod m0003_life_events;
mod m0004_knowledge_gaps;
mod m0005_accounts;
mod m0006_audit;
mod m0007_notifications;
mod m0008_tickets;
mod m0009_agency_settings;
mod m0010_sealed_notifications;
mod m0011_mail;
mod m0012_editorial;
mod m0013_attachments;
mod m0014_draft_cites;
mod m0015_faq_history;
mod m0016_readdressed;
mod m0017_qr_codes;
mod m0018_ratings;
mod m0019_dossiers;
mod m0020_api_keys;
mod m0021_dossier_subscriptions;
mod m0022_dossier_watch;
mod m0023_dossier_books;
mod m0024_open_dossiers;
mod m0029_missed_ends;
mod m0030_codes_on_posters;
mod m0031_printed_names;
mod m0032_rating_lots;
mod m0033_marked_ratings;
mod m0035_ticket_counters;
mod m0037_keyed_requests;
mod m0038_joined_tickets;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

pub(super) struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_knowledge::Migration),
            Box::new(m0002_conversations::Migration),
            Box::new(m0003_life_events::Migration),
            Box::new(m0004_knowledge_gaps::Migration),
            Box::new(m0005_accounts::Migration),
            Box::new(m0006_audit::Migration),
            Box::new(m0007_notifications::Migration),
            Box::new(m0008_tickets::Migration),
            Box::new(m0009_agency_settings::Migration),
            Box::new(m0010_sealed_notifications::Migration),
            Box::new(m0011_mail::Migration),
            Box::new(m0012_editorial::Migration),
            Box::new(m0013_attachments::Migration),
            Box::new(m0014_draft_cites::Migration),
            Box::new(m0015_faq_history::Migration),
            Box::new(m0016_readdressed::Migration),
            Box::new(m0017_qr_codes::Migration),
            Box::new(m0018_ratings::Migration),
            Box::new(m0019_dossiers::Migration),
            Box::new(m0020_api_keys::Migration),
            Box::new(m0021_dossier_subscriptions::Migration),
            Box::new(m0022_dossier_watch::Migration),
            Box::new(m0023_dossier_books::Migration),
            Box::new(m0024_open_dossiers::Migration),
            Box::new(m0029_missed_ends::Migration),
            Box::new(m0030_codes_on_posters::Migration),
            Box::new(m0031_printed_names::Migration),
            Box::new(m0032_rating_lots::Migration),
            Box::new(m0033_marked_ratings::Migration),
            Box::new(m0035_ticket_counters::Migration),
            Box::new(m0037_keyed_requests::Migration),
            Box::new(m0038_joined_tickets::Migration),
        ]
    }
}
