//! What every feature needs and no feature owns.

pub mod bearer;
pub mod body;
pub mod cached;
pub mod clock;
pub mod csv;
pub mod cursor;
pub mod idempotency;
pub mod legacy;
pub mod marks;
pub mod network;
pub mod office_lines;
pub mod order;
pub mod period;
pub mod phrase;
pub mod pii;
pub mod protect;
pub mod rate;
pub mod secret;
pub mod share;
pub mod shared;
pub mod text;
pub mod vault;
pub mod wire;
pub mod words;
pub mod worktime;
