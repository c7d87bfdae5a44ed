//! The pages of the call centre and of those who keep the service.

mod api_keys;
mod audit;
mod caller;
mod deeds;
mod gaps;
mod text;
mod undelivered;
mod users;

pub use api_keys::{ApiKeyDraft, ApiKeyIssuedPage, ApiKeyRow, ApiKeysPage};
pub use audit::AuditPage;
pub use caller::{CallDraft, CallSentPage, CallerFound, CallerPage};
pub use gaps::GapsPage;
pub use text::Text as DeskText;
pub use undelivered::UndeliveredPage;
pub use users::{NewUserPage, UserDone, UserDraft, UserPage, UserRow, UsersPage};
