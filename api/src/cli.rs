//! The command line: `motcua serve` and the work around it.

mod accounts;
mod api_keys;
mod audit;
mod dossiers;
mod gaps;
mod import;
mod knowledge;
mod out;
mod qr_keys;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use motcua_seed::Bundle;
use utoipa::OpenApi;

use crate::app::{App, open_database};
use crate::config::{
    Accounts, Apps, Attachments, Config, Integrations, Logging, Mail, Notifications, Ratings,
    Search, Server, Storage,
};
use crate::kernel::clock::Clock;
use crate::{openapi, telemetry};

/// Một Cửa: answers citizens' questions about administrative procedures
#[derive(Parser)]
#[command(name = "motcua", version, max_term_width = 100)]
struct Line {
    #[command(flatten)]
    storage: Storage,
    #[command(flatten)]
    logging: Logging,
    #[command(flatten)]
    search: Search,
    #[command(flatten)]
    accounts: Accounts,
    #[command(flatten)]
    notifications: Notifications,
    #[command(flatten)]
    attachments: Attachments,
    #[command(flatten)]
    ratings: Ratings,
    #[command(flatten)]
    mail: Mail,
    #[command(flatten)]
    integrations: Integrations,
    #[command(flatten)]
    apps: Apps,
    #[command(flatten)]
    server: Server,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the pages (the default)
    Serve,
    /// Bring the database's schema up to date, and stop
    Migrate,
    /// Take over knowledge from outside
    #[command(subcommand)]
    Import(Import),
    /// Build the search index anew; with --search meilisearch, that of the server too
    Reindex,
    /// Print what could not be answered well, grouped, with what would close each gap
    Gaps(gaps::Gaps),
    /// Keep the accounts of the staff
    #[command(subcommand)]
    User(accounts::User),
    /// Keep the keys by which other systems hand over what they know
    #[command(subcommand)]
    ApiKey(api_keys::ApiKeys),
    /// Look after the dossiers that are kept
    #[command(subcommand)]
    Dossiers(dossiers::Dossiers),
    /// Keep the keys that sign access tokens
    #[command(subcommand)]
    Keys(accounts::Keys),
    /// Keep the keys that sign QR codes
    #[command(subcommand)]
    QrKeys(qr_keys::QrKeys),
    /// Look after the record of who saw or changed what
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Print the API's contract as OpenAPI (YAML)
    Openapi,
    /// Work on the bundled knowledge
    #[command(subcommand)]
    Seed(Seed),
}

#[derive(Subcommand)]
enum Import {
    /// The national catalogue of procedures: the list and the portal's detail export, also .gz
    Tthc {
        /// Files with one JSON object a line
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// An export of a one-stop system: a table with a row for each dossier. The same file again changes nothing
    Dossiers(dossiers::Import),
}

#[derive(Subcommand)]
enum Seed {
    /// Prove the files complete, sourced and consistent
    Check {
        /// A folder of files; the ones inside the program when absent
        #[arg(long, value_name = "FOLDER")]
        dir: Option<PathBuf>,
        /// Files of the national catalogue (also .gz): codes, titles and fields must be theirs
        #[arg(long, value_name = "FILE", num_args = 1..)]
        catalogue: Vec<PathBuf>,
        /// What was read too long ago is an error, and not only said
        #[arg(long)]
        deny_stale: bool,
    },
    /// Print how the procedures spread over the fields of administration (Markdown)
    Coverage,
}

/// Reads the command line and carries it out.
#[must_use]
pub fn run() -> ExitCode {
    let line = Line::parse();
    if let Err(why) = telemetry::start_logging(line.logging.log_format, &line.logging.log) {
        return fail(&anyhow::anyhow!(why));
    }
    match actix_web::rt::System::new().block_on(carry_out(line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the last word of a failed command belongs to the terminal"
)]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("motcua: {error}");
    ExitCode::FAILURE
}

async fn carry_out(line: Line) -> anyhow::Result<()> {
    let (storage, search) = (line.storage, line.search);
    let (accounts, server) = (line.accounts, line.server);
    let (notifications, attachments, mail) = (line.notifications, line.attachments, line.mail);
    let ratings = line.ratings;
    match line.command.unwrap_or(Command::Serve) {
        Command::Serve => {
            serve(Config {
                storage,
                search,
                accounts,
                notifications,
                mail,
                attachments,
                ratings,
                integrations: line.integrations,
                apps: line.apps,
                server,
            })
            .await
        }
        Command::Migrate => {
            open_database(&storage).await?.close().await?;
            Ok(())
        }
        Command::Import(Import::Tthc { files }) => import::tthc(&storage, &files).await,
        Command::Import(Import::Dossiers(wanted)) => {
            dossiers::import((&storage, &server), &accounts, &wanted).await
        }
        Command::Dossiers(wanted) => dossiers::run((&storage, &server), &accounts, &wanted).await,
        Command::Reindex => knowledge::reindex(&storage, &search).await,
        Command::Gaps(wanted) => gaps::show(&storage, &wanted).await,
        Command::User(wanted) => accounts::user(&storage, &accounts, &server, wanted).await,
        Command::ApiKey(wanted) => api_keys::run(&storage, &accounts, &server, wanted).await,
        Command::Keys(wanted) => accounts::keys(&storage, &accounts, &wanted).await,
        Command::QrKeys(wanted) => qr_keys::run(&storage, &accounts, &wanted).await,
        Command::Audit(command) => audit::run(&storage, &command).await,
        Command::Openapi => {
            out::write(&openapi::Document::openapi().to_yaml()?)?;
            Ok(())
        }
        Command::Seed(Seed::Check {
            dir,
            catalogue,
            deny_stale,
        }) => knowledge::check(dir.as_deref(), &catalogue, deny_stale),
        Command::Seed(Seed::Coverage) => {
            out::write(&motcua_seed::coverage::table(&Bundle::embedded()?))?;
            Ok(())
        }
    }
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let app = App::build(&config, Clock::system()).await?;
    app.run_until_stopped().await?;
    tracing::info!("stopped");
    Ok(())
}
