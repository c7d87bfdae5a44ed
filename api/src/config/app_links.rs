//! Settings of the apps that open our links.

use clap::Args;

use crate::qr::AppLinks;

/// The apps that open scanned codes where they are installed.
#[derive(Args, Clone, Debug, Default)]
pub struct Apps {
    /// Package of the Android app that opens scanned codes, such as vn.gov.hungyen.motcua
    #[arg(
        long,
        global = true,
        env = "MOTCUA_ANDROID_PACKAGE",
        value_name = "PACKAGE"
    )]
    pub android_package: Option<String>,
    /// SHA-256 fingerprints of the certificates that sign it, as AA:BB:…, with commas between: the one
    /// of Google Play and the one it is uploaded with
    #[arg(
        long,
        global = true,
        env = "MOTCUA_ANDROID_FINGERPRINTS",
        value_delimiter = ',',
        value_name = "FINGERPRINT"
    )]
    pub android_fingerprints: Vec<String>,
    /// Ids of the iOS apps that open scanned codes, as TEAM.BUNDLE, with commas between
    #[arg(
        long,
        global = true,
        env = "MOTCUA_APPLE_APP_IDS",
        value_delimiter = ',',
        value_name = "ID"
    )]
    pub apple_app_ids: Vec<String>,
}

impl Apps {
    /// What the phones are told.
    ///
    /// # Errors
    /// When a setting is not acceptable, in one sentence.
    pub fn links(&self) -> Result<AppLinks, String> {
        AppLinks::new(
            self.android_package.as_deref(),
            &self.android_fingerprints,
            &self.apple_app_ids,
        )
    }
}
