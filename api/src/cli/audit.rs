//! `motcua audit`.

use anyhow::bail;
use clap::Subcommand;

use super::out;
use crate::app::open_database;
use crate::audit::{Mark, Verdict, verify, verify_with};
use crate::config::Storage;

/// What to do with the audit record.
#[derive(Subcommand)]
pub(super) enum Audit {
    /// Prove that no entry was changed, taken out, moved or cut off; exit code 1 when one was
    ///
    /// The record's own hashes cannot tell when somebody who may write to the database wrote it
    /// anew from some entry on. Note what this prints (NUMBER:HASH) outside of the server, and give
    /// it back later with --noted.
    Verify {
        /// A number and its hash as printed at an earlier time: it must still be the same
        #[arg(long, value_name = "NUMBER:HASH")]
        noted: Option<Mark>,
    },
}

/// Carries it out.
pub(super) async fn run(storage: &Storage, command: &Audit) -> anyhow::Result<()> {
    let Audit::Verify { noted } = command;
    let db = open_database(storage).await?;
    let verdict = match noted {
        Some(noted) => verify_with(&*db, noted).await?,
        None => verify(&*db).await?,
    };
    db.close().await?;
    match verdict {
        Verdict::Broken(broken) => bail!("{broken}"),
        Verdict::Intact(newest) => out::write(&in_words(&newest))?,
    }
    Ok(())
}

fn in_words(newest: &Mark) -> String {
    match newest.number {
        0 => "0 entries: nothing was recorded yet\n".to_owned(),
        1 => format!("1 entry, as it was recorded; note this elsewhere:\n{newest}\n"),
        many => {
            format!("{many} entries, each as it was recorded; note this elsewhere:\n{newest}\n")
        }
    }
}
