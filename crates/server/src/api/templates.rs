//! Message templates: Meta's list kept here, written and changed through Meta.

mod create;
mod delete;
mod get;
mod lint;
mod list;
mod sample;
mod shapes;
mod sync;
mod unpause;
mod update;

use axum::extract::DefaultBodyLimit;
use model::TemplateId;

use crate::prelude::*;

/// The largest sample Meta takes in a message is a document of 100 MB; a little more for the form around it.
const LARGEST_SAMPLE: usize = (100 << 20) + (64 << 10);

pub(super) fn routes() -> Routes {
    let upload = Routes::new()
        .routes(routes!(sample::upload_template_sample))
        .map(|routes| routes.layer(DefaultBodyLimit::max(LARGEST_SAMPLE)));
    Routes::new()
        .routes(routes!(list::list_message_templates, create::create_message_template))
        .routes(routes!(
            get::get_message_template,
            update::update_message_template,
            delete::delete_message_template
        ))
        .routes(routes!(lint::lint_message_template))
        .routes(routes!(sync::sync_message_templates))
        .routes(routes!(unpause::unpause_message_template))
        .merge(upload)
}

/// Paths that name a template.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct TemplatePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The template's id.
    template: TemplateId,
}
