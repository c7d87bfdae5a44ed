//! Settings of where files lie.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use super::Storage;
use super::notifications::{is_loopback, secret};
use crate::attachments::{Depot, S3};

/// Folder of files in the data folder.
const FOLDER: &str = "attachments";

/// Where files lie.
#[derive(Args, Clone, Debug, Default)]
pub struct Attachments {
    /// Where photos and documents lie: file:///FOLDER, or S3-compatible storage as
    /// s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION. Several servers need the latter. A
    /// folder in the data folder when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_ATTACHMENTS_URL",
        value_name = "URL"
    )]
    pub attachments_url: Option<Url>,
    /// File that holds the key to the S3 storage as ID:SECRET, and nothing else. The usual
    /// environment (AWS_ACCESS_KEY_ID, …) is looked at when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_ATTACHMENTS_KEY_FILE",
        value_name = "FILE"
    )]
    pub attachments_key_file: Option<PathBuf>,
}

impl Attachments {
    /// Opens the place. Asks nothing of any server.
    ///
    /// # Errors
    /// When a setting is not acceptable, in one sentence.
    pub fn depot(&self, storage: &Storage) -> Result<Depot, String> {
        let Some(url) = &self.attachments_url else {
            return Depot::folder(&storage.data_dir.join(FOLDER));
        };
        match url.scheme() {
            "file" => {
                let folder = url.to_file_path();
                let folder =
                    folder.map_err(|()| "--attachments-url names no folder of this machine")?;
                Depot::folder(&folder)
            }
            "s3" => Depot::s3(&self.s3(url)?),
            _ => Err("--attachments-url is file:///FOLDER or s3://BUCKET".to_owned()),
        }
    }

    fn s3(&self, url: &Url) -> Result<S3, String> {
        let bucket = url.host_str().filter(|bucket| !bucket.is_empty());
        let bucket = bucket.ok_or("--attachments-url names no bucket: s3://BUCKET")?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "--attachments-url must not carry a key; it belongs into the file of --attachments-key-file"
                    .to_owned(),
            );
        }
        let (mut endpoint, mut region) = (None, None);
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "endpoint" => endpoint = Some(endpoint_of(&value)?),
                "region" => region = Some(value.into_owned()),
                other => return Err(format!("--attachments-url knows no {other}")),
            }
        }
        Ok(S3 {
            bucket: bucket.to_owned(),
            prefix: url.path().trim_matches('/').to_owned(),
            endpoint,
            region,
            key: self.key()?,
        })
    }

    fn key(&self) -> Result<Option<(String, String)>, String> {
        let Some(file) = &self.attachments_key_file else {
            return Ok(None);
        };
        let key = secret(file, "attachments key")?;
        let (id, secret) = key.split_once(':').ok_or_else(|| {
            format!(
                "the attachments key file {} must hold ID:SECRET",
                file.display()
            )
        })?;
        Ok(Some((id.to_owned(), secret.to_owned())))
    }
}

/// What is sealed may go over an open way; that it goes there is nobody's business either.
fn endpoint_of(text: &str) -> Result<Url, String> {
    let endpoint: Url = text
        .parse()
        .map_err(|_| "the endpoint of --attachments-url is no address")?;
    match endpoint.scheme() {
        "https" => Ok(endpoint),
        "http" if is_loopback(&endpoint) => Ok(endpoint),
        _ => Err("the endpoint of --attachments-url must be an https address".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> String {
        let settings = Attachments {
            attachments_url: Some(url.parse().unwrap()),
            attachments_key_file: None,
        };
        let storage = Storage {
            data_dir: PathBuf::from("var"),
            database_url: None,
        };
        settings.depot(&storage).err().unwrap_or_default()
    }

    #[test]
    fn what_does_not_fit_is_refused_in_a_sentence() {
        for (url, says) in [
            ("https://a.vn/b", "s3://BUCKET"),
            ("s3:///x", "bucket"),
            ("s3://id:secret@b", "key"),
            ("s3://b?endpoint=http://minio.a.vn", "https"),
            ("s3://b?endpoint=x", "no address"),
            ("s3://b?colour=red", "colour"),
            ("file://elsewhere/x", "no folder"),
        ] {
            let refused = refusal(url);
            assert!(refused.contains(says), "{url}: {refused}");
        }
        assert_eq!(
            refusal("s3://b/tep?endpoint=http://127.0.0.1:9000&region=vn-1"),
            ""
        );
    }
}
