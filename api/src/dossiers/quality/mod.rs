//! Quality of how dossiers are resolved: the nine indices of Circular 01/2018/TT-VPCP and the groups of Decision
//! 766/QĐ-TTg, as far as events tell them. What they do not tell is named, never made up.

mod kept;
mod read;
mod report;
pub mod routes;
pub mod score;
pub mod sheet;

pub use kept::Quality;
