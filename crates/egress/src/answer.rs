//! Reads a body with a limit while it comes, and unpacks it with the same limit.

use std::io::Read as _;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_ENCODING;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::error::Error;
use crate::request::Overflow;

/// The body, and whether some of it is missing.
pub(crate) async fn read(body: Incoming, headers: &HeaderMap, most: usize, overflow: Overflow) -> Result<(Bytes, bool), Error> {
    let is_packed = is_packed(headers)?;
    let (bytes, is_cut) = collect(body, most, overflow).await?;
    if !is_packed || bytes.is_empty() {
        return Ok((bytes, is_cut));
    }
    let mut unpacked = Vec::new();
    let room = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = flate2::read::MultiGzDecoder::new(&bytes[..]).take(room).read_to_end(&mut unpacked);
    // The end of what was cut off cannot be unpacked.
    if read.is_err() && !is_cut {
        return Err(Error::BadAnswer);
    }
    let is_longer = unpacked.len() > most;
    if is_longer && overflow == Overflow::Refuse {
        return Err(Error::TooLarge(most));
    }
    unpacked.truncate(most);
    Ok((unpacked.into(), is_cut || is_longer))
}

async fn collect(mut body: Incoming, most: usize, overflow: Overflow) -> Result<(Bytes, bool), Error> {
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Error::BadAnswer)?.into_data() else {
            continue;
        };
        let room = most - bytes.len();
        if data.len() > room {
            if overflow == Overflow::Refuse {
                return Err(Error::TooLarge(most));
            }
            bytes.extend_from_slice(&data[..room]);
            return Ok((bytes.freeze(), true));
        }
        bytes.extend_from_slice(&data);
    }
    Ok((bytes.freeze(), false))
}

/// We ask for gzip only; anything else was not asked for.
fn is_packed(headers: &HeaderMap) -> Result<bool, Error> {
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    let (first, second) = (encodings.next(), encodings.next());
    match first.map(|value| value.as_bytes().trim_ascii().to_ascii_lowercase()) {
        _ if second.is_some() => Err(Error::BadAnswer),
        None => Ok(false),
        Some(name) if name == b"identity" || name.is_empty() => Ok(false),
        Some(name) if name == b"gzip" || name == b"x-gzip" => Ok(true),
        Some(_) => Err(Error::BadAnswer),
    }
}
