//! Why a message is as it is.

use app::views::Provenance;

use super::MessagePath;
use crate::prelude::*;

/// Where in the deliveries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GetProvenance {
    /// `next_delivery_cursor` of the answer before: the deliveries that follow.
    cursor: Option<String>,
}

/// Read why a message is as it is.
///
/// Every delivery that carried it, what was decided for it and by which rule, what the send policy saw, every call to Meta with its answer, every report,
/// what people did with it, and the way out when something is the matter.
#[utoipa::path(get, path = "/workspaces/{workspace}/messages/{message}/provenance", tag = "messages", params(MessagePath, GetProvenance),
    responses((status = OK, body = Provenance)))]
pub(super) async fn get_message_provenance(
    State(app): State<App>,
    member: Member<perm::ReadConversations>,
    Path(path): Path<MessagePath>,
    Query(query): Query<GetProvenance>,
) -> Result<Json<Provenance>, ApiError> {
    let story = app
        .store()
        .workspace(member.workspace_id)
        .get_provenance(path.message, query.cursor.as_deref())
        .await?;
    Ok(Json(story.into()))
}
