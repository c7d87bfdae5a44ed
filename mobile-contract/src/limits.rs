//! Bounds on what a stranger can send. One constant each: messages, schemas and tests come from here.

/// Longest search query, in characters.
pub const QUERY_CHARS: usize = 500;
/// Longest name of a place or agency asked for, in characters.
pub const NAME_CHARS: usize = 120;
/// Longest chat message, in characters. Whole stories fit.
pub const MESSAGE_CHARS: usize = 2_000;
/// Longest comment on an answer, in characters.
pub const FEEDBACK_CHARS: usize = 500;
/// Largest JSON or form body, in bytes.
pub const BODY_BYTES: usize = 32 * 1024;
/// Most search hits asked for at once.
pub const SEARCH_LIMIT: u32 = 50;
/// Search hits when no number is asked for.
pub const SEARCH_DEFAULT: u32 = 10;
/// Most rows of a list page.
pub const PAGE_LIMIT: u32 = 100;
/// Rows of a list page when no number is asked for.
pub const PAGE_DEFAULT: u32 = 20;
/// Longest cursor, in bytes.
pub const CURSOR_BYTES: usize = 200;
/// Longest `Idempotency-Key`, in bytes.
pub const IDEMPOTENCY_KEY_BYTES: usize = 100;
/// Most options of a clarifying question.
pub const OPTIONS: usize = 5;
/// Most steps of a life event: what fits an answer, and what anyone can keep in mind.
pub const LIFE_EVENT_STEPS: usize = 8;
/// Most messages kept in one conversation; a new one must be started after that.
pub const CONVERSATION_MESSAGES: u32 = 200;
/// Longest detail of an audit entry, in characters; more is cut off.
pub const AUDIT_DETAIL_CHARS: usize = 500;
