//! What a route demands of who asks. A handler says it by its second argument (after the state), so that the type, the document and the test cannot differ.

use model::Permission;

/// What a route demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing; says why that is right.
    Public,
    /// A signed-in user.
    Account,
    /// A signed-in member of the workspace in the path, whose role holds the permission.
    Member(Permission),
    /// A signed-in instance administrator.
    InstanceAdmin,
    /// A program with an API key that was given the permission; the key names the workspace.
    Program(Permission),
}

impl Access {
    /// The word in the OpenAPI document's `x-permission`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Account => "account",
            Self::Member(permission) | Self::Program(permission) => permission.as_str(),
            Self::InstanceAdmin => "instance_admin",
        }
    }
}

/// An extractor that lets only some through.
pub trait Guard {
    /// Whom.
    const ACCESS: Access;
}

/// A handler whose second argument is a [`Guard`]: the first is the state.
pub trait Guarded<Arguments> {
    /// Whom the handler lets through.
    const ACCESS: Access;
}

/// Whom `handler` lets through; does not compile for a handler without a guard.
#[must_use]
pub fn access_of<Arguments, H: Guarded<Arguments>>(_: &H) -> Access {
    H::ACCESS
}

macro_rules! guarded {
    ($($more:ident)*) => {
        impl<F, Answer, S, G: Guard, $($more),*> Guarded<(S, G, $($more),*)> for F
        where
            F: Fn(S, G, $($more),*) -> Answer,
        {
            const ACCESS: Access = G::ACCESS;
        }
    };
}

guarded!();
guarded!(A);
guarded!(A B);
guarded!(A B C);
guarded!(A B C D);
guarded!(A B C D E);
