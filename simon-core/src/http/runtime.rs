//! What a connector is given to reach the world.

use std::sync::Arc;

use super::Transport;
use crate::domain::IntegrationId;
use crate::host::{CallBudget, Clock, Random, SystemRandom, TokenStore};

/// The ports of one integration. Cloning shares them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Runtime {
    /// Whose calls these are.
    pub integration: IntegrationId,
    /// Sends requests.
    pub transport: Arc<dyn Transport>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
    /// Keeps tokens.
    pub tokens: Arc<dyn TokenStore>,
    /// Counts calls.
    pub budget: Arc<dyn CallBudget>,
}

impl Runtime {
    /// Ports with the operating system's random numbers.
    #[must_use]
    pub fn new(
        integration: IntegrationId,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
        tokens: Arc<dyn TokenStore>,
        budget: Arc<dyn CallBudget>,
    ) -> Self {
        Self { integration, transport, clock, random: Arc::new(SystemRandom), tokens, budget }
    }

    /// Replaces the source of random numbers.
    #[must_use]
    pub fn with_random(mut self, random: Arc<dyn Random>) -> Self {
        self.random = random;
        self
    }
}
