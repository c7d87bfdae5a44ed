//! Where no gateway is set up: a line in the log that something would have been sent.

use async_trait::async_trait;

use super::{Failure, Parcel, Transport};

/// Says in the log which message would have left by which channel; never to whom or what it says.
#[derive(Clone, Copy, Debug, Default)]
pub struct LogChannel;

#[async_trait]
impl Transport for LogChannel {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        tracing::info!(
            channel = parcel.channel.as_str(),
            template = parcel.template,
            id = %parcel.id,
            "no gateway is set up; nothing was sent"
        );
        Ok(())
    }
}
