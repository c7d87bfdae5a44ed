//! Settings of accounts.

use std::path::{Path, PathBuf};

use clap::Args;

/// Name of the key file in the data folder.
const KEY_FILE: &str = "server.key";

/// How accounts are kept.
#[derive(Args, Clone, Debug, Default)]
pub struct Accounts {
    /// File with the server's secret: 32 bytes in base64, read only by its owner. What is sealed
    /// with it cannot be read without it: keep a copy elsewhere. Made in the data folder when absent
    #[arg(long, global = true, env = "MOTCUA_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Make accounts for trying out, with a password that everyone knows
    #[arg(long, global = true, env = "MOTCUA_DEMO")]
    pub demo: bool,
}

impl Accounts {
    /// What must not be in production, in one sentence.
    pub(super) fn refuse_unsafe(&self) -> Result<(), String> {
        if self.demo {
            return Err(
                "everyone knows the password of --demo's accounts; leave it out".to_owned(),
            );
        }
        if self.key_file.is_none() {
            return Err(
                "the server's secret must not lie beside the data; set --key-file".to_owned(),
            );
        }
        Ok(())
    }

    /// The key file, and whether it is made when it is not there.
    #[must_use]
    pub fn key_file(&self, data_dir: &Path) -> (PathBuf, bool) {
        match &self.key_file {
            Some(file) => (file.clone(), false),
            None => (data_dir.join(KEY_FILE), true),
        }
    }
}
