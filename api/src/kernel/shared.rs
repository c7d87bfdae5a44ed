//! A value that is read by all and replaced whole.

use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

/// An immutable snapshot: readers keep the one they began with, a change swaps in the next.
#[derive(Debug)]
pub struct Shared<T>(Arc<ArcSwap<T>>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Shared<T> {
    /// Shares a first value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(value)))
    }

    /// The present value, for a short read.
    #[must_use]
    pub fn get(&self) -> Guard<Arc<T>> {
        self.0.load()
    }

    /// The present value, to keep across an `await`.
    #[must_use]
    pub fn keep(&self) -> Arc<T> {
        self.0.load_full()
    }

    /// Swaps in the next value.
    pub fn replace(&self, value: T) {
        self.0.store(Arc::new(value));
    }
}
