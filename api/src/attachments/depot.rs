//! Where the bytes lie: a folder, or S3-compatible storage. Sealed, under random names: whoever can read
//! the storage reads no picture, no name and no ticket out of it.

use std::path::Path as Folder;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use url::Url;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::kernel::vault::Vault;

/// How long a connection to the storage may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long one transfer may take.
const TRANSFER: Duration = Duration::from_secs(60);
/// How often a transfer that failed is tried again, while somebody waits for it.
const RETRIES: usize = 2;
/// How long all tries may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// Access to S3-compatible storage.
#[derive(Clone)]
pub struct S3 {
    /// Name of the bucket.
    pub bucket: String,
    /// What stands before every name in it; may be empty.
    pub prefix: String,
    /// Where it answers; Amazon's own address for the region when absent.
    pub endpoint: Option<Url>,
    /// Region, as requests are signed for it; from the environment when absent.
    pub region: Option<String>,
    /// Id and secret of the key; from the environment (`AWS_ACCESS_KEY_ID`, …) when absent.
    pub key: Option<(String, String)>,
}

/// Which of the two forms of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Full,
    Small,
}

/// Where the bytes lie.
#[derive(Clone)]
pub struct Depot {
    store: Arc<dyn ObjectStore>,
}

impl Depot {
    /// A folder, made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made or used, in one sentence.
    pub fn folder(folder: &Folder) -> Result<Self, String> {
        let failed =
            |why: String| format!("cannot use the folder of files {}: {why}", folder.display());
        std::fs::create_dir_all(folder).map_err(|e| failed(e.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|e| failed(e.to_string()))?;
        Ok(Self {
            store: Arc::new(store.with_fsync(true)),
        })
    }

    /// S3-compatible storage. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When its settings do not fit together, in one sentence.
    pub fn s3(s3: &S3) -> Result<Self, String> {
        let builder = match &s3.key {
            Some((id, secret)) => AmazonS3Builder::new()
                .with_access_key_id(id)
                .with_secret_access_key(secret),
            None => AmazonS3Builder::from_env(),
        };
        let mut builder = builder
            .with_bucket_name(&s3.bucket)
            .with_retry(RetryConfig {
                max_retries: RETRIES,
                retry_timeout: PATIENCE,
                ..RetryConfig::default()
            });
        if let Some(region) = &s3.region {
            builder = builder.with_region(region);
        }
        let mut options = ClientOptions::new()
            .with_connect_timeout(CONNECT)
            .with_timeout(TRANSFER);
        if let Some(endpoint) = &s3.endpoint {
            builder = builder
                .with_endpoint(endpoint.as_str().trim_end_matches('/'))
                // Servers beside Amazon's have no name for each bucket.
                .with_virtual_hosted_style_request(false);
            options = options.with_allow_http(endpoint.scheme() == "http");
        }
        let store = builder
            .with_client_options(options)
            .build()
            .map_err(|e| format!("--attachments-url: {e}"))?;
        Ok(Self {
            store: Arc::new(PrefixStore::new(store, s3.prefix.as_str())),
        })
    }

    /// Seals bytes and stores them.
    ///
    /// # Errors
    /// When the storage does not take them.
    pub(super) async fn put(
        &self,
        vault: &Vault,
        (object, form): (Uuid, Form),
        bytes: Vec<u8>,
    ) -> Result<()> {
        let sealed = vault.seal_bytes(&purpose(object, form), bytes)?;
        self.store
            .put(&path(object, form), sealed.into())
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// Reads bytes and opens them.
    ///
    /// # Errors
    /// When they are not there, were changed, or the storage does not answer.
    pub(super) async fn get(&self, vault: &Vault, (object, form): (Uuid, Form)) -> Result<Vec<u8>> {
        let found = self.store.get(&path(object, form)).await;
        let sealed = match found {
            Ok(found) => found.bytes().await.map_err(unavailable)?,
            Err(error @ object_store::Error::NotFound { .. }) => {
                return Err(Error::internal(format!("a stored file is gone: {error}")));
            }
            Err(error) => return Err(unavailable(error)),
        };
        Ok(vault.open_bytes(&purpose(object, form), sealed.into())?)
    }

    /// Deletes both forms. What is not there is deleted already.
    ///
    /// # Errors
    /// When the storage does not answer.
    pub(super) async fn delete(&self, object: Uuid) -> Result<()> {
        for form in [Form::Full, Form::Small] {
            match self.store.delete(&path(object, form)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(unavailable(error)),
            }
        }
        Ok(())
    }
}

/// Two letters for a folder, so that none grows without end.
fn path(object: Uuid, form: Form) -> Path {
    let name = object.simple().to_string();
    let (folder, _) = name.split_at(2);
    match form {
        Form::Full => Path::from_iter([folder, &name]),
        Form::Small => Path::from_iter([folder, &format!("{name}.small")]),
    }
}

/// What bytes are sealed for: those of one file open as no other's.
fn purpose(object: Uuid, form: Form) -> String {
    match form {
        Form::Full => format!("attachment {object}"),
        Form::Small => format!("attachment {object} small"),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "handed over by map_err")]
fn unavailable(error: object_store::Error) -> Error {
    Error::unavailable(format!("the storage of files: {error}"))
}
