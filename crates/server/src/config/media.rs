//! `[media]`: where files of conversations are kept.

use app::media::{Bucket, FileError, MediaStore};
use serde::{Deserialize, Serialize};

use super::{Problem, Secret};

/// Settings of the media store.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Media {
    /// Directory of the files.
    pub dir: String,
    /// Largest upload.
    pub max_upload_bytes: usize,
    /// Largest file fetched from WhatsApp.
    pub max_download_bytes: usize,
    /// A bucket to use instead of the directory.
    pub s3_bucket: String,
    /// Address of the service; empty means Amazon's of the region.
    pub s3_endpoint: String,
    /// Its region.
    pub s3_region: String,
    /// Put before every name.
    pub s3_prefix: String,
    /// The bucket's name in the path, not in the host.
    pub s3_path_style: bool,
    /// The key's public half.
    pub s3_access_key_id: String,
    /// The key's secret half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_secret_access_key: Option<Secret>,
    /// A file whose content is the secret half.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3_secret_access_key_file: Option<String>,
}

impl Default for Media {
    fn default() -> Self {
        Self {
            dir: "data/media".to_owned(),
            max_upload_bytes: 104_857_600,
            max_download_bytes: 104_857_600,
            s3_bucket: String::new(),
            s3_endpoint: String::new(),
            s3_region: "us-east-1".to_owned(),
            s3_prefix: String::new(),
            s3_path_style: true,
            s3_access_key_id: String::new(),
            s3_secret_access_key: None,
            s3_secret_access_key_file: None,
        }
    }
}

impl Media {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.dir.is_empty() && !self.is_bucket() {
            problems.push(Problem::new("media.dir", "must name a directory"));
        }
        if !self.is_bucket() {
            return;
        }
        let has_scheme = ["", "https://", "http://"].iter().any(|scheme| {
            if scheme.is_empty() {
                self.s3_endpoint.is_empty()
            } else {
                self.s3_endpoint.starts_with(scheme)
            }
        });
        if !has_scheme {
            problems.push(Problem::new(
                "media.s3_endpoint",
                "must start with https:// (or http:// on your own network)",
            ));
        }
        if self.s3_access_key_id.is_empty() || self.s3_secret_access_key.is_none() {
            let why = "needs media.s3_access_key_id and media.s3_secret_access_key (or …_file)";
            problems.push(Problem::new("media.s3_bucket", why));
        }
    }

    /// Are files in a bucket, and not in the directory?
    #[must_use]
    pub fn is_bucket(&self) -> bool {
        !self.s3_bucket.is_empty()
    }

    /// Opens the store these settings name. A bucket is not asked anything yet.
    pub fn open(&self) -> Result<MediaStore, FileError> {
        if !self.is_bucket() {
            return MediaStore::local(&self.dir).map_err(|error| FileError::Source(crate::disk::words(&error)));
        }
        MediaStore::bucket(&Bucket {
            name: self.s3_bucket.clone(),
            endpoint: Some(self.s3_endpoint.clone()).filter(|endpoint| !endpoint.is_empty()),
            region: self.s3_region.clone(),
            prefix: self.s3_prefix.clone(),
            access_key_id: self.s3_access_key_id.clone(),
            secret_access_key: self.s3_secret_access_key.as_ref().map(Secret::expose).unwrap_or_default().into(),
            path_style: self.s3_path_style,
        })
    }

    /// The place in words, without anything secret.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.is_bucket(), self.s3_endpoint.is_empty()) {
            (false, _) => self.dir.clone(),
            (true, true) => format!("the bucket {} (Amazon S3, {})", self.s3_bucket, self.s3_region),
            (true, false) => format!("the bucket {} at {}", self.s3_bucket, self.s3_endpoint),
        }
    }
}
