//! Offers one read on both handles: `Workspace` (outside a transaction) and `WorkspaceTx` (inside one, seeing what it wrote).

/// `reads! { /// what it gives \n fn get_tag(id: TagId) -> TagRow = get; }` where `get` takes `(&mut Connection, WorkspaceId, id)`.
macro_rules! reads {
    ($($(#[$meta:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty = $read:path;)+) => {
        impl $crate::Workspace<'_> {$(
            $(#[$meta])*
            pub async fn $name(&self, $($argument: $type),*) -> $crate::Result<$result> {
                let mut connection = self.connection().await?;
                $read(&mut connection, self.id(), $($argument),*).await
            }
        )+}

        impl $crate::WorkspaceTx<'_> {$(
            $(#[$meta])*
            pub async fn $name(&mut self, $($argument: $type),*) -> $crate::Result<$result> {
                let workspace_id = self.id();
                let mut connection = self.connection().await?;
                $read(&mut connection, workspace_id, $($argument),*).await
            }
        )+}
    };
}

pub(crate) use reads;
