//! Fetching a file from Meta: only from hosts we trust with the token, never more than allowed.

use std::pin::Pin;

use bytes::Bytes;
use futures::stream::{Stream, StreamExt as _};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use reqwest::{Response, Url};
use secrecy::ExposeSecret as _;

use super::error::in_words;
use super::{Client, Number};

/// Redirects we follow; Meta's own need none or one.
const MAX_HOPS: usize = 3;
/// Domains of Meta that serve media. The token goes to these and to the configured base, nowhere else.
const META_DOMAINS: [&str; 5] = ["facebook.com", "fbcdn.net", "fbsbx.com", "whatsapp.com", "whatsapp.net"];

/// A file on its way to us.
pub struct Download {
    /// Type of the file, as the server says.
    pub mime_type: Option<String>,
    /// Bytes to come, as the server says.
    pub length: Option<u64>,
    /// The bytes. Ends with an error rather than going beyond the limit.
    pub content: Pin<Box<dyn Stream<Item = Result<Bytes, DownloadError>> + Send>>,
}

/// Why a file could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DownloadError {
    /// The address points to a host that must not get our token.
    #[error("the file's address points to `{0}`, which is not Meta's; nothing was fetched")]
    Refused(String),
    /// The address has expired (it works for five minutes) or the file is gone: look the media id up again.
    #[error("the file's address does not work any more (HTTP status {0}); look the media id up again")]
    Gone(u16),
    /// The file is larger than allowed.
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    /// Anything that may work later.
    #[error("the file could not be fetched: {0}")]
    Failed(String),
}

impl Number<'_> {
    /// Fetches a file by its address, at most `max_bytes` long.
    pub async fn download(&self, url: &str, max_bytes: u64) -> Result<Download, DownloadError> {
        let mut url = Url::parse(url).map_err(|_| DownloadError::Refused("an unreadable address".into()))?;
        for _ in 0..=MAX_HOPS {
            let answer = self.fetch(&url).await?;
            let Some(next) = redirect(&url, &answer)? else {
                return receive(answer, max_bytes);
            };
            url = next;
        }
        Err(DownloadError::Failed("too many redirects".into()))
    }

    async fn fetch(&self, url: &Url) -> Result<Response, DownloadError> {
        if !self.client.trusts(url) {
            return Err(DownloadError::Refused(url.host_str().unwrap_or("no host").to_owned()));
        }
        let request = self
            .client
            .http
            .get(url.clone())
            .bearer_auth(self.token.expose_secret())
            .timeout(self.client.timeouts.download);
        let answer = request.send().await.map_err(|error| DownloadError::Failed(in_words(error)))?;
        match answer.status().as_u16() {
            200..=399 => Ok(answer),
            status @ (401 | 403 | 404 | 410) => Err(DownloadError::Gone(status)),
            status => Err(DownloadError::Failed(format!("HTTP status {status}"))),
        }
    }
}

impl Client {
    /// Fetches a file of Meta's whose address alone opens it, without our token, at most `max_bytes` long; from the hosts of [`Number::download`] only.
    pub(super) async fn download_public(&self, url: &str, max_bytes: u64) -> Result<Download, DownloadError> {
        let url = Url::parse(url).map_err(|_| DownloadError::Refused("an unreadable address".into()))?;
        if !self.trusts(&url) {
            return Err(DownloadError::Refused(url.host_str().unwrap_or("no host").to_owned()));
        }
        let answer = self.http.get(url).timeout(self.timeouts.manage).send().await;
        let answer = answer.map_err(|error| DownloadError::Failed(in_words(error)))?;
        match answer.status().as_u16() {
            200 => receive(answer, max_bytes),
            status => Err(DownloadError::Failed(format!("HTTP status {status}"))),
        }
    }

    /// Fetches a file that a customer put into a form (*Media Upload Components*): from WhatsApp's own servers only, without our token, following nothing.
    pub async fn download_form_file(&self, url: &str, max_bytes: u64) -> Result<Download, DownloadError> {
        let parsed = Url::parse(url).map_err(|_| DownloadError::Refused("an unreadable address".into()))?;
        let host = parsed.host_str().unwrap_or("no host").to_owned();
        let of_whatsapp = host == "whatsapp.net" || host.ends_with(".whatsapp.net");
        let by_https = parsed.scheme() == "https" && parsed.port_or_known_default() == Some(443) && of_whatsapp;
        // Only a simulated Graph API has files of its own.
        let simulated = parsed.origin() == self.base.origin() && !self.base.host_str().is_some_and(|host| host.ends_with("facebook.com"));
        if !by_https && !simulated {
            return Err(DownloadError::Refused(host));
        }
        self.download_public(url, max_bytes).await
    }

    /// Whether a host may get our token: the configured one exactly, or Meta's by HTTPS.
    fn trusts(&self, url: &Url) -> bool {
        let of_meta = |host: &str| META_DOMAINS.iter().any(|domain| host == *domain || host.ends_with(&format!(".{domain}")));
        let by_https = url.scheme() == "https" && url.port_or_known_default() == Some(443) && url.host_str().is_some_and(of_meta);
        url.origin() == self.base.origin() || by_https
    }
}

fn redirect(from: &Url, answer: &Response) -> Result<Option<Url>, DownloadError> {
    if !answer.status().is_redirection() {
        return Ok(None);
    }
    let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
    let next = location.and_then(|location| from.join(location).ok());
    next.map(Some).ok_or_else(|| DownloadError::Failed("a redirect to nowhere".into()))
}

fn receive(answer: Response, max_bytes: u64) -> Result<Download, DownloadError> {
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let length: Option<u64> = header(CONTENT_LENGTH).and_then(|length| length.parse().ok());
    if length.is_some_and(|length| length > max_bytes) {
        return Err(DownloadError::TooLarge(max_bytes));
    }
    let mime_type = header(CONTENT_TYPE);
    let mut received = 0u64;
    let content = answer.bytes_stream().map(move |chunk| {
        let chunk = chunk.map_err(|error| DownloadError::Failed(in_words(error)))?;
        received += chunk.len() as u64;
        if received > max_bytes {
            Err(DownloadError::TooLarge(max_bytes))
        } else {
            Ok(chunk)
        }
    });
    Ok(Download {
        mime_type,
        length,
        content: Box::pin(content),
    })
}

impl Download {
    /// Reads everything into memory.
    pub async fn into_bytes(mut self) -> Result<Vec<u8>, DownloadError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.content.next().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(bytes)
    }
}

impl std::fmt::Debug for Download {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Download")
            .field("mime_type", &self.mime_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_to_meta_and_to_the_base_only() {
        let client = Client::new(Client::http().unwrap(), "http://127.0.0.1:4000/graph", "v26.0").unwrap();
        let trusts = |url: &str| client.trusts(&Url::parse(url).unwrap());
        assert!(trusts("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"));
        assert!(trusts("https://mmg.whatsapp.net/x"));
        assert!(trusts("http://127.0.0.1:4000/media/1"));
        for bad in [
            "http://lookaside.fbsbx.com/x",
            "https://lookaside.fbsbx.com:8443/x",
            "https://fbsbx.com.evil.example/x",
            "https://evilfbsbx.com/x",
            "http://127.0.0.1:4001/media/1",
            "https://127.0.0.1:4000/media/1",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
        ] {
            assert!(!trusts(bad), "{bad}");
        }
    }

    /// F6: the address of a form's file is the customer's word. What is refused is refused before anything is asked, names included.
    #[tokio::test]
    async fn f06_a_forms_file_comes_from_whatsapps_servers_only() {
        let meta = Client::new(Client::http().unwrap(), "https://graph.facebook.com", "v26.0").unwrap();
        for bad in [
            "http://mmg.whatsapp.net/x",
            "https://mmg.whatsapp.net:8443/x",
            "https://whatsapp.net.evil.example/x",
            "https://evilwhatsapp.net/x",
            "https://mmg.whatsapp.net@evil.example/x",
            "https://evil.example#mmg.whatsapp.net",
            "https://evil.example\\@mmg.whatsapp.net/x",
            "https://lookaside.fbsbx.com/x",
            "https://graph.facebook.com/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://localhost/x",
            "http://169.254.169.254/latest/meta-data",
            "https://metadata.google.internal/x",
            "file:///etc/passwd",
            "data:text/plain,x",
            "gopher://mmg.whatsapp.net/x",
            "//mmg.whatsapp.net/x",
            "",
        ] {
            let answer = meta.download_form_file(bad, 10).await;
            assert!(matches!(answer, Err(DownloadError::Refused(_))), "{bad}: {answer:?}");
        }
        // A simulated Graph API has files of its own; only there is another origin than WhatsApp's let through.
        let simulated = Client::new(Client::http().unwrap(), "http://127.0.0.1:4000/graph", "v26.0").unwrap();
        for bad in [
            "http://127.0.0.1:4001/graph/form-files/1",
            "https://127.0.0.1:4000/x",
            "http://localhost:4000/x",
        ] {
            assert!(
                matches!(simulated.download_form_file(bad, 10).await, Err(DownloadError::Refused(_))),
                "{bad}"
            );
        }
    }
}
