//! The web app: the copy inside the binary, or a directory; compressed as the browser likes it, hashed names kept for ever, every other path the same page.

use std::borrow::Cow;
use std::path::PathBuf;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::RustEmbed;

use crate::config::Config;

/// What `npm run build` left, or the page that says how to build it.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Embedded;

/// Answers with files of the web app.
pub(crate) struct WebApp {
    directory: Option<PathBuf>,
    policy: HeaderValue,
}

struct File {
    data: Cow<'static, [u8]>,
    hash: [u8; 32],
}

impl WebApp {
    pub(crate) fn new(config: &Config) -> Self {
        let directory = Some(&config.web.dir).filter(|dir| !dir.is_empty()).map(PathBuf::from);
        Self {
            directory,
            policy: policy(config),
        }
    }

    /// The file at `path`, or the app's page, which finds its way by itself.
    pub(crate) fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let name = path.trim_start_matches('/');
        let is_file = !name.is_empty() && is_plain(name);
        if is_file && let Some(response) = self.file(name, headers) {
            return response;
        }
        // A missing asset is missing; a page it is not.
        if name.starts_with("assets/") || (is_file && name.rsplit('/').next().is_some_and(|last| last.contains('.'))) {
            return (StatusCode::NOT_FOUND, "There is no such file.").into_response();
        }
        self.file("index.html", headers).unwrap_or_else(|| {
            let directory = self.directory.as_deref().unwrap_or_else(|| "web/dist".as_ref());
            (
                StatusCode::NOT_FOUND,
                format!(
                    "The web app is not built: {} has no index.html. Run `npm ci && npm run build` in web/.",
                    directory.display()
                ),
            )
                .into_response()
        })
    }

    fn file(&self, name: &str, headers: &HeaderMap) -> Option<Response> {
        let (file, encoding) = self.best(name, headers)?;
        let etag = format!("\"{}\"", hex::encode(&file.hash[..16]));
        let is_page = name.ends_with(".html");
        let mut answer = HeaderMap::new();
        let kept = if is_hashed(name) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        answer.insert(header::ETAG, HeaderValue::try_from(&etag).ok()?);
        if is_page {
            answer.insert(header::CONTENT_SECURITY_POLICY, self.policy.clone());
        }
        if headers
            .get(header::IF_NONE_MATCH)
            .is_some_and(|known| known.as_bytes() == etag.as_bytes())
        {
            return Some((StatusCode::NOT_MODIFIED, answer).into_response());
        }
        answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
        if let Some(encoding) = encoding {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        Some((answer, file.data.into_owned()).into_response())
    }

    /// The smallest form the browser takes.
    fn best(&self, name: &str, headers: &HeaderMap) -> Option<(File, Option<&'static str>)> {
        let accepted = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            if accepts(accepted, encoding)
                && let Some(file) = self.read(&format!("{name}.{ending}"))
            {
                return Some((file, Some(encoding)));
            }
        }
        Some((self.read(name)?, None))
    }

    fn read(&self, name: &str) -> Option<File> {
        match &self.directory {
            Some(directory) => {
                let data = std::fs::read(directory.join(name)).ok()?;
                let hash = crate::auth::secret::hash_bytes(&data);
                Some(File {
                    data: Cow::Owned(data),
                    hash,
                })
            }
            None => Embedded::get(name).map(|file| File {
                hash: file.metadata.sha256_hash(),
                data: file.data,
            }),
        }
    }
}

/// No `..`, no hidden file, no odd separators: only names the build makes.
fn is_plain(name: &str) -> bool {
    name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'@'))
}

/// Vite puts a hash of the content into the names below `assets/`.
fn is_hashed(name: &str) -> bool {
    name.starts_with("assets/")
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let is_it = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        is_it
            && !parts.any(|part| {
                part.strip_prefix("q=")
                    .is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
            })
    })
}

/// Scripts and styles only from here; sockets to here; nothing frames us. Inline styles are not needed: React sets them through the DOM, which the policy allows.
fn policy(config: &Config) -> HeaderValue {
    let public = config.server.public_url.trim_end_matches('/');
    let socket = public.replacen("http", "ws", 1);
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; \
         connect-src 'self' {socket}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).expect("the public address was checked")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(files: &[(&str, &str)]) -> (WebApp, tempfile::TempDir) {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = directory.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut config = Config::default();
        config.web.dir = directory.path().to_str().unwrap().to_owned();
        (WebApp::new(&config), directory)
    }

    async fn ask(app: &WebApp, path: &str, accept: &'static str) -> (u16, HeaderMap, String) {
        let headers = [(header::ACCEPT_ENCODING, HeaderValue::from_static(accept))].into_iter().collect();
        let response = app.answer(path, &headers);
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status.as_u16(), parts.headers, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn pages_find_their_way_and_missing_assets_do_not() {
        let (app, _directory) = app(&[("index.html", "page"), ("assets/a-1234.js", "script"), ("favicon.svg", "icon")]);
        for path in ["/", "/inbox/cnv_1", "/settings"] {
            let (status, headers, body) = ask(&app, path, "").await;
            assert_eq!((status, body.as_str()), (200, "page"), "{path}");
            assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
            assert!(
                headers[header::CONTENT_SECURITY_POLICY]
                    .to_str()
                    .unwrap()
                    .contains("connect-src 'self' ws://127.0.0.1:8080;")
            );
        }
        let (status, headers, body) = ask(&app, "/assets/a-1234.js", "").await;
        assert_eq!((status, body.as_str()), (200, "script"));
        assert_eq!(headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(ask(&app, "/assets/gone.js", "").await.0, 404);
        assert_eq!(ask(&app, "/gone.png", "").await.0, 404);
    }

    #[tokio::test]
    async fn the_browser_gets_the_smallest_form_it_takes() {
        let (app, _directory) = app(&[
            ("index.html", "page"),
            ("assets/a.js", "plain"),
            ("assets/a.js.br", "brotli"),
            ("assets/a.js.gz", "gzip"),
        ]);
        for (accept, body) in [
            ("gzip, deflate, br", "brotli"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("", "plain"),
            ("deflate", "plain"),
        ] {
            assert_eq!(ask(&app, "/assets/a.js", accept).await.2, body, "{accept}");
        }
        assert_eq!(ask(&app, "/assets/a.js", "br").await.1[header::CONTENT_ENCODING], "br");
    }

    #[tokio::test]
    async fn what_is_known_is_not_sent_again() {
        let (app, _directory) = app(&[("index.html", "page")]);
        let etag = ask(&app, "/", "").await.1[header::ETAG].clone();
        let response = app.answer("/", &[(header::IF_NONE_MATCH, etag)].into_iter().collect());
        assert_eq!(response.status(), 304);
    }

    #[tokio::test]
    async fn no_path_leads_outside() {
        let (app, directory) = app(&[("web/index.html", "page"), ("secret.txt", "secret")]);
        let mut config = Config::default();
        config.web.dir = directory.path().join("web").to_str().unwrap().to_owned();
        drop(app);
        let app = WebApp::new(&config);
        for path in [
            "/../secret.txt",
            "/..%2fsecret.txt",
            "/./../secret.txt",
            "//secret.txt",
            "/.env",
            "/a/../../secret.txt",
            "/%2e%2e/secret.txt",
        ] {
            assert!(!ask(&app, path, "").await.2.contains("secret"), "{path}");
        }
    }
}
