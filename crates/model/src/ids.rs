//! Ids: UUIDv7 inside, a prefixed lower-case string outside (`msg_0192f0c1…`), one type per noun so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// Text that is not an id of the expected noun.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("not a valid id: expected `{prefix}` followed by 32 hexadecimal digits")]
pub struct InvalidId {
    prefix: &'static str,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// What its text form starts with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id, later than every id this process made before.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a default id would hide that it is new")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// Wraps a UUID read from the database.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID to bind in a query.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}{}", $prefix, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix($prefix)
                    .filter(|rest| rest.len() == 32 && rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
                    .and_then(|rest| Uuid::try_parse(rest).ok())
                    .map(Self)
                    .ok_or(InvalidId { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "[0-9a-f]{32}$")))
                    .examples([serde_json::json!(concat!($prefix, "0192f0c1a2b37def8a1b2c3d4e5f6071"))])
                    .into()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }

        #[cfg(feature = "sqlx")]
        impl<DB: sqlx::Database> sqlx::Type<DB> for $name where Uuid: sqlx::Type<DB> {
            fn type_info() -> DB::TypeInfo {
                <Uuid as sqlx::Type<DB>>::type_info()
            }
            fn compatible(other: &DB::TypeInfo) -> bool {
                <Uuid as sqlx::Type<DB>>::compatible(other)
            }
        }

        #[cfg(feature = "sqlx")]
        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name where Uuid: sqlx::Encode<'q, DB> {
            fn encode_by_ref(&self, buffer: &mut <DB as sqlx::Database>::ArgumentBuffer) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                self.0.encode_by_ref(buffer)
            }
        }

        #[cfg(feature = "sqlx")]
        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name where Uuid: sqlx::Decode<'r, DB> {
            fn decode(value: <DB as sqlx::Database>::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <Uuid as sqlx::Decode<'r, DB>>::decode(value).map(Self)
            }
        }

        #[cfg(feature = "rusqlite")]
        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        #[cfg(feature = "rusqlite")]
        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Uuid::column_result(value).map(Self)
            }
        }
    )*

        #[cfg(test)]
        const PREFIXES: &[&str] = &[$($prefix),*];
    };
}

ids! {
    /// A key that a program signs in with.
    ApiKeyId "key_",
    /// A connection to a language model.
    LlmConnectionId "llm_",
    /// An audit entry.
    AuditId "aud_",
    /// A text that comes back.
    CannedReplyId "cnr_",
    /// Something Meta said about a number.
    ChannelActivityId "act_",
    /// A connected WhatsApp number.
    ChannelId "chn_",
    /// A person we talk with.
    ContactId "con_",
    /// The thread with one contact on one channel.
    ConversationId "cnv_",
    /// A field of contacts that has a type.
    CustomFieldId "fld_",
    /// An automation flow.
    FlowId "flw_",
    /// Something that happened and is for flows to look at.
    FlowInputId "fin_",
    /// A test of a flow.
    FlowTestId "flt_",
    /// An exchange between a phone with an open form and us.
    FlowExchangeId "fex_",
    /// An address that what forms bring is handed on to.
    ForwardId "fwd_",
    /// One submission on its way to one address.
    ForwardDeliveryId "fwl_",
    /// A function that a team wrote.
    FunctionId "fn_",
    /// One call of a function.
    FunctionCallId "fnc_",
    /// A file of contacts that is taken in.
    ImportId "imp_",
    /// An invitation to join a workspace.
    InvitationId "inv_",
    /// A unit of background work.
    JobId "job_",
    /// A stored file.
    MediaId "med_",
    /// One bubble.
    MessageId "msg_",
    /// A Meta app whose webhooks we accept.
    MetaAppId "app_",
    /// An internal remark.
    NoteId "not_",
    /// Something a member is told.
    NotificationId "ntf_",
    /// An entry of the ledger of opt-outs.
    OptOutEntryId "opt_",
    /// A conversation's way through a flow.
    RunId "run_",
    /// Filters of the inbox under a name.
    SavedViewId "svw_",
    /// A signed-in browser.
    SessionId "ses_",
    /// What a customer sent with a form.
    SubmissionId "sub_",
    /// A label.
    TagId "tag_",
    /// A message template in one language.
    TemplateId "tpl_",
    /// A team of members.
    TeamId "team_",
    /// A person who signs in.
    UserId "usr_",
    /// One of WhatsApp's own forms.
    WaFlowId "wfl_",
    /// A key pair that phones encrypt forms for.
    WaFlowKeyId "wfk_",
    /// One event on its way to a webhook.
    WebhookDeliveryId "whd_",
    /// Where events are sent.
    WebhookId "whk_",
    /// One raw delivery from Meta.
    WebhookEventId "whe_",
    /// One tenant.
    WorkspaceId "ws_",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_form_reads_back() {
        let id = MessageId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::from_str::<MessageId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }

    #[test]
    fn another_nouns_id_is_refused() {
        assert!(ContactId::new().to_string().parse::<MessageId>().is_err());
        assert!("msg_".parse::<MessageId>().is_err());
        assert!(format!("msg_{}", "A".repeat(32)).parse::<MessageId>().is_err());
        assert!(format!("msg_{}", "0192f0c1-a2b3-7def-8a1b-2c3d4e5f6071").parse::<MessageId>().is_err());
    }

    #[test]
    fn new_ids_are_in_order() {
        let made: Vec<_> = (0..1000).map(|_| MessageId::new()).collect();
        assert!(made.is_sorted());
    }

    #[test]
    fn prefixes_are_distinct() {
        let distinct: std::collections::BTreeSet<_> = PREFIXES.iter().collect();
        assert_eq!(distinct.len(), PREFIXES.len());
    }
}
