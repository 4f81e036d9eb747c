//! Media: upload, look-up, download, delete, and Meta's limits
//! (<https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>).

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Path, Query, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures::{StreamExt as _, stream};
use serde::Deserialize;
use serde_json::json;

use crate::{
    clock::rest,
    faults::Fault,
    graph::{Answer, Call, access, error::GraphError, found, success},
    simulator::Simulator,
    world::media::{Media, UPLOAD_LIFE},
};

/// What can be sent as one kind of message.
#[derive(Debug)]
pub(crate) struct Limit {
    kind: &'static str,
    mime_types: &'static [&'static str],
    bytes: usize,
}

const MB: usize = 1 << 20;

const LIMITS: [Limit; 5] = [
    Limit {
        kind: "audio",
        mime_types: &["audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"],
        bytes: 16 * MB,
    },
    Limit {
        kind: "document",
        mime_types: &[
            "application/vnd.ms-powerpoint",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/pdf",
            "text/plain",
            "application/vnd.ms-excel",
        ],
        bytes: 100 * MB,
    },
    Limit {
        kind: "image",
        mime_types: &["image/jpeg", "image/png"],
        bytes: 5 * MB,
    },
    Limit {
        kind: "sticker",
        mime_types: &["image/webp"],
        bytes: MB / 2,
    },
    Limit {
        kind: "video",
        mime_types: &["video/mp4", "video/3gpp"],
        bytes: 16 * MB,
    },
];

impl Limit {
    /// The limit for a kind of message.
    pub(crate) fn of(kind: &str) -> &'static Self {
        LIMITS.iter().find(|limit| limit.kind == kind).unwrap_or(&LIMITS[1])
    }

    /// Why such a file cannot be sent as this kind. Documents may be anything.
    pub(crate) fn refuse(&self, mime_type: &str, bytes: usize) -> Option<String> {
        let plain = mime_type.split(';').next().unwrap_or_default().trim();
        if self.kind != "document" && !self.mime_types.contains(&plain) {
            return Some(format!(
                "Unsupported {} mime type {plain}. Please use one of {}.",
                self.kind,
                self.mime_types.join(", ")
            ));
        }
        (bytes > self.bytes).then(|| format!("The {} has {bytes} bytes. At most {} are allowed.", self.kind, self.bytes))
    }
}

pub(crate) async fn upload(call: &Call, number: &str) -> Answer {
    let upload = Upload::read(call).await?;
    let plain = upload.mime_type.split(';').next().unwrap_or_default().trim().to_owned();
    let Some(limit) = LIMITS.iter().find(|limit| limit.mime_types.contains(&plain.as_str())) else {
        let all: Vec<_> = LIMITS.iter().flat_map(|limit| limit.mime_types).copied().collect();
        let message = format!(
            "Param file must be a file with one of the following types: {}. Received file of type '{}'.",
            all.join(", "),
            upload.mime_type
        );
        return Err(GraphError::parameter(message));
    };
    if let Some(why) = limit.refuse(&plain, upload.bytes.len()) {
        return Err(GraphError::new(131_053).details(why));
    }
    let id = call.simulator.inner.with(|world| {
        let expires_at = world.now().plus(UPLOAD_LIFE);
        let mut media = Media::new(world.random.digits(15), &upload.mime_type, upload.filename, upload.bytes, expires_at);
        media.business = world.number(number).map(|(business, _)| business.id.clone());
        media.number = Some(number.to_owned());
        let id = media.id.clone();
        world.media.put(media);
        id
    });
    found(json!({ "id": id }))
}

/// What was uploaded.
struct Upload {
    mime_type: String,
    filename: Option<String>,
    bytes: Bytes,
}

impl Upload {
    async fn read(call: &Call) -> Result<Self, GraphError> {
        let unreadable = |_| GraphError::parameter("The multipart form cannot be read.");
        let kind = call
            .headers
            .get(header::CONTENT_TYPE)
            .cloned()
            .ok_or_else(|| GraphError::parameter("The parameter file is required."))?;
        let request = Request::builder().header(header::CONTENT_TYPE, kind).body(Body::from(call.body.clone()));
        let mut request = request.expect("a request made from a request");
        // The size was limited when the call was read.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| GraphError::parameter("The parameter file is required."))?;
        let (mut product, mut file, mut stated) = (false, None, None);
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            match field.name().unwrap_or_default() {
                "messaging_product" => product = field.text().await.map_err(unreadable)? == "whatsapp",
                "type" => stated = Some(field.text().await.map_err(unreadable)?),
                "file" => {
                    let (mime_type, filename) = (field.content_type().map(str::to_owned), field.file_name().map(str::to_owned));
                    file = Some((mime_type, filename, field.bytes().await.map_err(unreadable)?));
                }
                _ => {}
            }
        }
        if !product {
            return Err(GraphError::parameter("The parameter messaging_product is required."));
        }
        let (mime_type, filename, bytes) = file.ok_or_else(|| GraphError::parameter("The parameter file is required."))?;
        // The part's own type counts; `type` is what clients write when they have none.
        let mime_type = mime_type.filter(|own| own != "application/octet-stream").or(stated).unwrap_or_default();
        Ok(Self { mime_type, filename, bytes })
    }
}

pub(crate) fn get(call: &Call, id: &str) -> Answer {
    belongs(call, id)?;
    let view = call.simulator.inner.with(|world| {
        let media = world.media.get(id, world.now())?;
        Some(json!({
            "messaging_product": "whatsapp", "url": world.download_url(id), "mime_type": media.mime_type, "sha256": media.sha256,
            "file_size": media.bytes.len(), "id": media.id,
        }))
    });
    found(view.ok_or_else(|| GraphError::no_object("GET", id))?)
}

pub(crate) fn delete(call: &Call, id: &str) -> Answer {
    belongs(call, id)?;
    call.simulator.inner.with(|world| world.media.remove(id));
    success()
}

/// `phone_number_id`, when given, must be the number the file was uploaded for.
fn belongs(call: &Call, id: &str) -> Result<(), GraphError> {
    let Some(number) = call.query.get("phone_number_id") else {
        return Ok(());
    };
    let owner = call
        .simulator
        .inner
        .with(|world| world.media.get(id, world.now()).and_then(|media| media.number.clone()));
    match owner.as_ref() == Some(number) {
        true => Ok(()),
        false => Err(GraphError::parameter(
            "Param phone_number_id is not a valid whatsapp business phone number id ID",
        )),
    }
}

/// Guards a download address.
#[derive(Debug, Deserialize)]
pub(crate) struct Pass {
    #[serde(default)]
    ext: i64,
    #[serde(default)]
    hash: String,
}

/// The bytes. Needs the token of the business and an address that is not older than five minutes.
pub(crate) async fn download(State(simulator): State<Simulator>, Path(id): Path<String>, Query(pass): Query<Pass>, headers: HeaderMap) -> Response {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '));
    let token = token.map(|(_, token)| token.trim().to_owned()).unwrap_or_default();
    let media = simulator.inner.with(|world| {
        let bearer = access::bearer(world, &token).map_err(|_| StatusCode::UNAUTHORIZED)?;
        let media = world.media.get(&id, world.now()).ok_or(StatusCode::NOT_FOUND)?;
        let mine = match (&bearer, &media.business) {
            (access::Bearer::Businesses(own), Some(business)) => own.contains(business),
            (access::Bearer::App(_), _) | (access::Bearer::Businesses(_), None) => false,
        };
        let fresh = pass.hash == world.download_hash(&id, pass.ext) && pass.ext > world.now().seconds();
        match (mine, fresh) {
            (false, _) => Err(StatusCode::UNAUTHORIZED),
            (true, false) => Err(StatusCode::NOT_FOUND),
            (true, true) => Ok(media.clone()),
        }
    });
    match media {
        Ok(media) => serve(&simulator, media).await,
        Err(status) => (status, "").into_response(),
    }
}

async fn serve(simulator: &Simulator, media: Media) -> Response {
    let business = media.business.clone().unwrap_or_default();
    let strike = |pick: fn(&Fault) -> Option<u64>| simulator.inner.with(|world| world.strike(&business, pick));
    if let Some(ms) = strike(|fault| if let Fault::SlowMedia { ms } = fault { Some(*ms) } else { None }) {
        rest(Duration::from_millis(ms)).await;
    }
    if strike(|fault| matches!(fault, Fault::ExpiredMedia).then_some(0)).is_some() {
        return (StatusCode::NOT_FOUND, "").into_response();
    }
    let mut bytes = media.bytes;
    if strike(|fault| matches!(fault, Fault::WrongMedia).then_some(0)).is_some() {
        bytes = bytes.iter().map(|byte| !byte).collect();
    }
    if strike(|fault| matches!(fault, Fault::EndlessMedia).then_some(0)).is_some() {
        let chunk = Bytes::from_static(&[0; 64 * 1024]);
        let body = Body::from_stream(stream::repeat_with(move || Ok::<_, std::io::Error>(chunk.clone())));
        return ([(header::CONTENT_TYPE, media.mime_type)], body).into_response();
    }
    let broken = strike(|fault| matches!(fault, Fault::BrokenMedia).then_some(0)).is_some();
    let (length, body) = (bytes.len(), if broken { half(bytes) } else { Body::from(bytes) });
    let headers = [(header::CONTENT_TYPE, media.mime_type), (header::CONTENT_LENGTH, length.to_string())];
    (headers, body).into_response()
}

/// The first half of the bytes, then a broken connection.
fn half(bytes: Bytes) -> Body {
    let first = bytes.slice(..bytes.len() / 2);
    let broken = async {
        // Lets the first half leave; an error at once would take it along.
        rest(Duration::from_millis(20)).await;
        Err(std::io::Error::other("the download breaks (fault)"))
    };
    Body::from_stream(stream::iter([Ok(first)]).chain(stream::once(broken)))
}
