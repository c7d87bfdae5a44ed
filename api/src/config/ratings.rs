//! Ratings of counters.

use clap::Args;

use crate::kernel::network::Network;

/// Ratings of counters.
#[derive(Args, Clone, Debug, Default)]
pub struct Ratings {
    /// Networks of offices, as 10.20.0.0/16, separated by commas: ratings from there are counted apart.
    /// The reverse proxy must tell the caller's address then
    #[arg(
        long = "staff-network",
        global = true,
        env = "MOTCUA_STAFF_NETWORKS",
        value_delimiter = ',',
        value_name = "NETWORK"
    )]
    pub staff_networks: Vec<Network>,
}
