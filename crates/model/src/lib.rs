//! PrismWA's nouns and pure rules: ids, roles and permissions, the service window, the send policy, the order of statuses, the clock.
//!
//! Nothing here does I/O: every rule takes its facts (the time included) as arguments, so the API, the composer, the workers and the tests ask the same function.

pub mod access;
pub mod clock;
pub mod ids;
pub mod opt_out;
pub mod pace;
pub mod phone;
pub mod reply_variables;
pub mod search;
pub mod send_policy;
pub mod settings;
pub mod status;
pub mod time;
pub mod window;

pub use access::{Permission, Role};
pub use clock::{Clock, SystemClock, TestClock};
pub use ids::*;
pub use opt_out::{OptOutIndex, OptOutLanguage, OptOutWords};
pub use pace::Pace;
pub use settings::{ReadReceipts, UnknownPolicy, WorkspaceSettings};
pub use status::MessageStatus;
pub use time::Timestamp;
pub use window::ServiceWindow;
