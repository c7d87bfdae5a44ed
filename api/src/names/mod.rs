//! Names of places and agencies as people say them, of today and of the past: "công an huyện Mỹ Hào",
//! "UBND thị trấn Bần". A name leads to what bore it, and on to what holds its duties on a day.

mod like;
mod lookup;
pub mod routes;
mod spelling;

pub use lookup::{NameIndex, Names, Spoken};
