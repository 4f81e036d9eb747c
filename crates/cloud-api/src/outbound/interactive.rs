//! Interactive messages: text with something to tap. A sub-kind is one file below and one line in the list.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::check::Check;
use super::{BadShape, OutboundKind, shape};

mod address_message;
mod button;
mod call_permission_request;
mod carousel;
mod catalog_message;
mod cta_url;
mod flow;
mod list;
mod parts;
mod product;
mod product_list;
mod request;
mod voice_call;

pub use address_message::{AddressAction, AddressMessage, AddressParameters, AddressWord};
pub use button::{Button, ButtonAction, Reply, ReplyButton, ReplyWord};
pub use call_permission_request::{CallPermissionAction, CallPermissionRequest, CallPermissionWord};
pub use carousel::{Card, CardAction, CardKind, Carousel, CarouselAction};
pub use catalog_message::{CatalogAction, CatalogMessage, CatalogParameters, CatalogWord};
pub use cta_url::{CtaUrl, CtaUrlAction, CtaUrlParameters, CtaUrlWord};
pub use flow::{Flow, FlowAction, FlowFirstAction, FlowMessageVersion, FlowMode, FlowParameters, FlowPayload, FlowWord};
pub use list::{List, ListAction, ListRow, ListSection};
pub use parts::{Body, Footer, Header, HeaderMedia};
pub use product::{Product, ProductAction};
pub use product_list::{ProductItem, ProductList, ProductListAction, ProductSection};
pub use request::{
    LocationRequestAction, LocationRequestMessage, RequestContactInfo, RequestContactInfoAction, RequestContactInfoWord, SendLocationWord,
};
pub use voice_call::{VoiceCall, VoiceCallAction, VoiceCallParameters, VoiceCallWord};

/// What every sub-kind can tell.
pub(crate) trait InteractiveKind: Serialize + DeserializeOwned {
    /// Meta's name of the sub-kind.
    const KIND: &'static str;

    /// The words of the message.
    fn body(&self) -> Option<&str>;

    /// Stands in for a message without words.
    fn label(&self) -> &'static str;

    /// Notes every limit of Meta the object is beyond.
    fn check(&self, check: &mut Check);
}

/// Makes the enum, its dispatch and `INTERACTIVE_KINDS` from the list of sub-kinds.
macro_rules! interactive_kinds {
    ($( $kind:ident => $type:ident, )+) => {
        /// Text with something to tap (*Interactive messages*).
        #[derive(Debug, Clone, PartialEq)]
        pub enum Interactive {
            $(
                #[doc = concat!("`", stringify!($kind), "`")]
                $type($type),
            )+
        }

        /// Meta's names of all sub-kinds in the list, in alphabetical order.
        pub const INTERACTIVE_KINDS: &[&str] = &[$( <$type as InteractiveKind>::KIND, )+];

        impl Interactive {
            /// Meta's name of the sub-kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $( Self::$type(_) => <$type as InteractiveKind>::KIND, )+
                }
            }

            /// The words of the message.
            pub fn body(&self) -> Option<&str> {
                match self {
                    $( Self::$type(object) => InteractiveKind::body(object), )+
                }
            }

            fn label(&self) -> &'static str {
                match self {
                    $( Self::$type(object) => InteractiveKind::label(object), )+
                }
            }

            fn members(&self) -> Value {
                let json = match self {
                    $( Self::$type(object) => serde_json::to_value(object), )+
                };
                json.expect("wire shapes have text keys and finite numbers")
            }

            fn check_object(&self, check: &mut Check) {
                match self {
                    $( Self::$type(object) => InteractiveKind::check(object, check), )+
                }
            }

            fn read_kind(kind: &str, members: Value, pointer: &str) -> Result<Self, BadShape> {
                match kind {
                    $( <$type as InteractiveKind>::KIND => shape::read(members, pointer).map(Self::$type), )+
                    _ => Err(BadShape::new(
                        &format!("{pointer}/type"),
                        format!("`{kind}` is not an interactive kind; use one of {}", INTERACTIVE_KINDS.join(", ")),
                    )),
                }
            }
        }

        $(
            impl From<$type> for super::OutboundContent {
                fn from(object: $type) -> Self {
                    Self::Interactive(Interactive::$type(object))
                }
            }
        )+
    };
}

interactive_kinds! {
    address_message => AddressMessage,
    button => Button,
    call_permission_request => CallPermissionRequest,
    carousel => Carousel,
    catalog_message => CatalogMessage,
    cta_url => CtaUrl,
    flow => Flow,
    list => List,
    location_request_message => LocationRequestMessage,
    product => Product,
    product_list => ProductList,
    request_contact_info => RequestContactInfo,
    voice_call => VoiceCall,
}

impl OutboundKind for Interactive {
    const KIND: &'static str = "interactive";

    fn preview(&self) -> String {
        match self.body() {
            Some(body) if !body.trim().is_empty() => body.to_owned(),
            _ => self.label().to_owned(),
        }
    }

    fn check(&self, check: &mut Check) {
        self.check_object(check);
    }

    fn read(object: Value, pointer: &str) -> Result<Self, BadShape> {
        let Value::Object(mut members) = object else {
            return Err(BadShape::new(pointer, "expected an object"));
        };
        let Some(Value::String(kind)) = members.remove("type") else {
            let detail = format!("`type` is missing; use one of {}", INTERACTIVE_KINDS.join(", "));
            return Err(BadShape::new(&format!("{pointer}/type"), detail));
        };
        Self::read_kind(&kind, Value::Object(members), pointer)
    }
}

impl Serialize for Interactive {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = self.members();
        members["type"] = self.kind().into();
        members.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Interactive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <Self as OutboundKind>::read(Value::deserialize(deserializer)?, "").map_err(D::Error::custom)
    }
}
