//! Other systems that hand something over.

use std::num::NonZeroU32;

use clap::Args;

use crate::kernel::rate::Allowance;

/// How often one key may ask. A request may carry tens of thousands of events.
#[derive(Args, Clone, Debug, Default)]
pub struct Integrations {
    /// Requests per second that one API key may keep up; 0 does not limit
    #[arg(
        long,
        global = true,
        env = "MOTCUA_API_KEY_RATE",
        default_value_t = 20,
        value_name = "NUMBER"
    )]
    pub api_key_rate: u32,
    /// Requests that one API key may send at once; ten seconds' worth when absent
    #[arg(
        long,
        global = true,
        env = "MOTCUA_API_KEY_BURST",
        value_name = "NUMBER"
    )]
    pub api_key_burst: Option<NonZeroU32>,
}

impl Integrations {
    /// How often one key may ask.
    #[must_use]
    pub fn allowance(&self) -> Option<Allowance> {
        let per_second = NonZeroU32::new(self.api_key_rate)?;
        let burst = self
            .api_key_burst
            .unwrap_or_else(|| per_second.saturating_mul(NonZeroU32::MIN.saturating_add(9)));
        Some(Allowance { per_second, burst })
    }
}
