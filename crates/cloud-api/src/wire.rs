//! Reading and writing Meta's objects leniently: what is missing is `None`, what is unknown is kept, numbers may be strings.
//!
//! `wire! { pub struct … }` declares a type whose members are read one by one. A member of an unexpected type does not spoil its
//! object: it stays in `extra` as it came. Only a member that is neither `Option` nor `Vec` is required.

use serde_json::{Map, Number, Value};

/// Why a value could not be read as the type asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub(crate) String);

impl Unreadable {
    fn expected(what: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        Self(format!("expected {what}, found {found}"))
    }
}

/// Reads a value as Meta sends it.
pub(crate) trait Read: Sized {
    fn read(value: &Value) -> Result<Self, Unreadable>;
}

/// Writes a value as Meta would send it.
pub(crate) trait Write {
    fn write(&self) -> Value;
}

/// A member of a `wire!` object: knows what being absent means.
pub(crate) trait Member: Sized {
    /// Takes the first readable member among `names` out of `members`; what cannot be read stays where it is.
    fn take(members: &mut Map<String, Value>, names: &[&str]) -> Result<Self, Unreadable>;
    fn put(&self, members: &mut Map<String, Value>, name: &str);
}

impl<T: Read + Write> Member for T {
    fn take(members: &mut Map<String, Value>, names: &[&str]) -> Result<Self, Unreadable> {
        let missing = || Unreadable(format!("`{}` is missing", names[0]));
        let name = names.iter().find(|name| members.contains_key(**name)).ok_or_else(missing)?;
        let value = T::read(&members[*name]).map_err(|error| Unreadable(format!("`{name}`: {error}")))?;
        members.remove(*name);
        Ok(value)
    }

    fn put(&self, members: &mut Map<String, Value>, name: &str) {
        members.insert(name.to_owned(), self.write());
    }
}

impl<T: Read + Write> Member for Option<T> {
    fn take(members: &mut Map<String, Value>, names: &[&str]) -> Result<Self, Unreadable> {
        for name in names {
            if let Some(value) = members.get(*name).and_then(|value| T::read(value).ok()) {
                members.remove(*name);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn put(&self, members: &mut Map<String, Value>, name: &str) {
        if let Some(value) = self {
            value.put(members, name);
        }
    }
}

impl<T: Read + Write> Member for Vec<T> {
    fn take(members: &mut Map<String, Value>, names: &[&str]) -> Result<Self, Unreadable> {
        for name in names {
            let Some(Value::Array(items)) = members.get(*name) else { continue };
            let read: Result<Vec<T>, _> = items.iter().map(T::read).collect();
            if let Ok(read) = read
                && !read.is_empty()
            {
                members.remove(*name);
                return Ok(read);
            }
        }
        Ok(Vec::new())
    }

    fn put(&self, members: &mut Map<String, Value>, name: &str) {
        if !self.is_empty() {
            members.insert(name.to_owned(), self.iter().map(Write::write).collect());
        }
    }
}

/// The object's members, copied so that they can be taken one by one.
pub(crate) fn members(value: &Value) -> Result<Map<String, Value>, Unreadable> {
    value.as_object().cloned().ok_or_else(|| Unreadable::expected("an object", value))
}

/// The readable items of a member that should be an array; a lone object counts as an array of one.
pub(crate) fn readable<T: Read>(value: Option<&Value>) -> Vec<T> {
    items(value).filter_map(|item| T::read(item).ok()).collect()
}

/// The items of a member that should be an array; a lone object counts as an array of one.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    items.iter()
}

/// A non-empty text member (numbers are taken as text).
pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    String::read(value?)
        .ok()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

impl Read for String {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            other => Err(Unreadable::expected("text", other)),
        }
    }
}

impl Read for i64 {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let number = match value {
            Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => text.trim().parse().ok().or_else(|| whole(text.trim().parse().ok()?)),
            _ => None,
        };
        number.ok_or_else(|| Unreadable::expected("a whole number", value))
    }
}

fn whole(number: f64) -> Option<i64> {
    let exact = number.fract() == 0.0 && number.abs() < 9.0e15;
    exact.then_some(number as i64)
}

impl Read for f64 {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        };
        number.ok_or_else(|| Unreadable::expected("a number", value))
    }
}

impl Read for bool {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::Bool(flag) => Ok(*flag),
            Value::String(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            other => Err(Unreadable::expected("true or false", other)),
        }
    }
}

impl Read for Value {
    fn read(value: &Value) -> Result<Self, Unreadable> {
        if value.is_null() {
            Err(Unreadable::expected("a value", value))
        } else {
            Ok(value.clone())
        }
    }
}

impl Write for String {
    fn write(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Write for i64 {
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl Write for f64 {
    fn write(&self) -> Value {
        match whole(*self) {
            Some(number) => Value::from(number),
            None => Number::from_f64(*self).map_or(Value::Null, Value::Number),
        }
    }
}

impl Write for bool {
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Write for Value {
    fn write(&self) -> Value {
        self.clone()
    }
}

/// Declares objects of the wire. `pub member: Type = "name" | "older name",` says how Meta spells a member when Rust cannot.
macro_rules! wire {
    ($( $(#[$meta:meta])* $vis:vis struct $name:ident { $($members:tt)* } )+) => {
        $( wire!(@one $(#[$meta])* #[derive(Default)] $vis struct $name { $($members)* }); )+
    };
    (@one
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$member_meta:meta])* pub $member:ident : $type:ty $(= $($spelling:literal)|+ )? , )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $( $(#[$member_meta])* pub $member: $type, )*
            /// What else was in the object, as it came: members this type does not name, or of an unexpected type.
            pub extra: serde_json::Map<String, serde_json::Value>,
        }

        impl crate::wire::Read for $name {
            fn read(value: &serde_json::Value) -> Result<Self, crate::wire::Unreadable> {
                let members = &mut crate::wire::members(value)?;
                Ok(Self {
                    $( $member: crate::wire::Member::take(members, wire!(@names $member $($($spelling)|+)?))?, )*
                    extra: std::mem::take(members),
                })
            }
        }

        impl crate::wire::Write for $name {
            fn write(&self) -> serde_json::Value {
                let members = &mut self.extra.clone();
                $( crate::wire::Member::put(&self.$member, members, wire!(@names $member $($($spelling)|+)?)[0]); )*
                serde_json::Value::Object(std::mem::take(members))
            }
        }

        wire_serde!($name);
    };
    (@names $member:ident) => { &[stringify!($member)] };
    (@names $member:ident $($spelling:literal)|+) => { &[$($spelling),+] };
}

/// Like `wire!`, for one object with a member that has no default (an id).
macro_rules! wire_keyed {
    ($($struct:tt)+) => { wire!(@one $($struct)+); };
}

/// Gives a type that reads and writes itself the matching serde traits.
macro_rules! wire_serde {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::wire::Write::write(self).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                crate::wire::Read::read(&value).map_err(serde::de::Error::custom)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    wire! {
        /// A thing with every sort of member.
        pub(super) struct Thing {
            /// Required.
            pub id: String,
            /// Renamed, with an older spelling.
            pub kind: Option<String> = "type" | "kind_of",
            /// Optional.
            pub count: Option<i64>,
            /// Repeated.
            pub tags: Vec<String>,
        }
    }

    #[track_caller]
    fn check(wire: Value, written: Value) {
        assert_eq!(Thing::read(&wire).unwrap().write(), written);
    }

    #[test]
    fn unknown_and_odd_members_survive() {
        check(json!({"id": 5, "count": "7"}), json!({"id": "5", "count": 7}));
        check(
            json!({"id": "a", "count": {"odd": 1}, "new": null}),
            json!({"id": "a", "count": {"odd": 1}, "new": null}),
        );
        check(json!({"id": "a", "tags": ["x", {}]}), json!({"id": "a", "tags": ["x", {}]}));
        check(
            json!({"id": "a", "tags": [], "kind_of": "old"}),
            json!({"id": "a", "tags": [], "type": "old"}),
        );
    }

    #[test]
    fn required_members_are_named_in_the_reason() {
        assert_eq!(Thing::read(&json!({})).unwrap_err().to_string(), "`id` is missing");
        assert_eq!(
            Thing::read(&json!({"id": []})).unwrap_err().to_string(),
            "`id`: expected text, found an array"
        );
        assert_eq!(Thing::read(&json!(3)).unwrap_err().to_string(), "expected an object, found a number");
    }
}
