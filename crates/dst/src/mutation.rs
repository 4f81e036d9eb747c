//! Mistakes that can be planted, to see that the simulation finds them.

/// A planted mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutation {
    /// 200 is answered before the commit.
    AcknowledgeEarly,
    /// Items are not recognised by their wamid.
    ForgetWamids,
    /// A worker that lost its lane writes all the same.
    DropLaneFence,
    /// A worker that lost its message starts it all the same.
    DropSendFence,
    /// The call leaves before the record that it is about to.
    PostBeforeRecord,
    /// A worker posts however old its lease is.
    DropLeaseGuard,
    /// A message whose worker vanished goes back to the queue.
    RequeueVanished,
    /// A lost answer counts as "not sent".
    RetryLostAnswer,
    /// Numbers of events come from a sequence, not from a locked row.
    NumberWithoutLock,
    /// The last status wins.
    LastStatusWins,
    /// A status that comes before the answer is thrown away.
    ForgetEarlyStatus,
    /// A message does not wait for an older one of its conversation.
    IgnoreOrder,
    /// Deliveries are finished in one transaction and take effect in the next.
    FinishFirst,
    /// A status does not look again for its message after it waited for the row of its sender.
    LookOnce,
}

impl Mutation {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::AcknowledgeEarly,
        Self::ForgetWamids,
        Self::DropLaneFence,
        Self::DropSendFence,
        Self::PostBeforeRecord,
        Self::DropLeaseGuard,
        Self::RequeueVanished,
        Self::RetryLostAnswer,
        Self::NumberWithoutLock,
        Self::LastStatusWins,
        Self::ForgetEarlyStatus,
        Self::IgnoreOrder,
        Self::FinishFirst,
        Self::LookOnce,
    ];
}
