//! Fields `partner_solutions` and `payment_configuration_update`.

wire! {
    /// The value of field `partner_solutions`. Its entry's id is the business portfolio.
    pub struct PartnerSolution {
        /// `SOLUTION_CREATED` or `SOLUTION_UPDATED`.
        pub event: Option<String>,
        /// Meta's id of it.
        pub solution_id: Option<String>,
        /// `ACTIVE`, `DEACTIVATED`, `DRAFT`, `INITIATED`, `PENDING_DEACTIVATION`, `REJECTED`.
        pub solution_status: Option<String>,
    }

    /// The value of field `payment_configuration_update`.
    pub struct PaymentConfiguration {
        /// Name of the set-up.
        pub configuration_name: Option<String>,
        /// Who handles payments.
        pub provider_name: Option<String>,
        /// Our id there.
        pub provider_mid: Option<String>,
        /// `Active`, `Needs Connecting`, `Needs Testing`.
        pub status: Option<String>,
        /// Unix seconds.
        pub created_timestamp: Option<i64>,
        /// Unix seconds.
        pub updated_timestamp: Option<i64>,
    }
}
