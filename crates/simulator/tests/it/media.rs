//! Media: uploads, downloads, and what phones send.

use std::time::Duration;

use axum::http::header;
use base64::{Engine, prelude::BASE64_STANDARD};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use simulator::{Fault, File, Say};

use crate::stage::{Answer, NUMBER, Stage, TOKEN};

async fn upload(stage: &Stage, bytes: Vec<u8>, mime_type: &str) -> Answer {
    let file = Part::bytes(bytes).file_name("file").mime_str(mime_type).unwrap();
    let form = Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", mime_type.to_owned())
        .part("file", file);
    stage
        .call(
            stage
                .http
                .post(stage.graph(&format!("{NUMBER}/media")))
                .bearer_auth(TOKEN)
                .multipart(form),
        )
        .await
}

async fn download(stage: &Stage, url: &str, token: &str) -> Result<Vec<u8>, u16> {
    let response = stage.http.get(url).bearer_auth(token).send().await.unwrap();
    match response.status().as_u16() {
        200 => response.bytes().await.map(|bytes| bytes.to_vec()).map_err(|_| 0),
        status => Err(status),
    }
}

#[tokio::test]
async fn what_is_uploaded_can_be_looked_up_downloaded_and_deleted() {
    let stage = Stage::new().await;
    let bytes = b"\x89PNG not really".to_vec();
    let id = upload(&stage, bytes.clone(), "image/png").await.body["id"].as_str().unwrap().to_owned();
    let found = stage.get(&id).await.body;
    assert_eq!(found["mime_type"], "image/png");
    assert_eq!(found["sha256"], BASE64_STANDARD.encode(Sha256::digest(&bytes)));
    assert_eq!(
        (&found["file_size"], &found["messaging_product"]),
        (&json!(bytes.len()), &json!("whatsapp"))
    );
    let url = found["url"].as_str().unwrap();
    assert!(url.starts_with(&stage.root), "{url}");
    assert_eq!(download(&stage, url, TOKEN).await, Ok(bytes));
    assert_eq!(download(&stage, url, "wrong").await, Err(401));
    assert_eq!(download(&stage, &url.replace("hash=", "hash=0"), TOKEN).await, Err(404));
    assert_eq!(stage.get(&format!("{id}?phone_number_id=1")).await.error().1, 100);
    assert_eq!(stage.get(&format!("{id}?phone_number_id={NUMBER}")).await.status, 200);
    assert_eq!(stage.delete(&id).await.body, json!({ "success": true }));
    assert_eq!(stage.get(&id).await.error().1, 100);
    assert_eq!(download(&stage, url, TOKEN).await, Err(404));
}

#[tokio::test]
async fn an_address_works_for_five_minutes_and_a_file_for_thirty_days() {
    let stage = Stage::new().await;
    let id = upload(&stage, vec![1], "image/jpeg").await.body["id"].as_str().unwrap().to_owned();
    let url = stage.get(&id).await.body["url"].as_str().unwrap().to_owned();
    stage.simulator.advance(Duration::from_secs(299));
    assert!(download(&stage, &url, TOKEN).await.is_ok());
    stage.simulator.advance(Duration::from_secs(1));
    assert_eq!(download(&stage, &url, TOKEN).await, Err(404));
    let again = stage.get(&id).await.body["url"].as_str().unwrap().to_owned();
    assert!(download(&stage, &again, TOKEN).await.is_ok());
    stage.simulator.advance(Duration::from_secs(30 * 86_400));
    assert_eq!(stage.get(&id).await.status, 400);
}

#[tokio::test]
async fn uploads_are_checked() {
    let stage = Stage::new().await;
    assert_eq!(upload(&stage, vec![0; 10], "image/heic").await.error().1, 100);
    let large = upload(&stage, vec![0; (5 << 20) + 1], "image/png").await;
    assert_eq!((large.status, large.error().1), (400, 131_053));
    assert_eq!(upload(&stage, vec![0; 6 << 20], "video/mp4").await.status, 200);
    let path = stage.graph(&format!("{NUMBER}/media"));
    let no_product = Form::new().part("file", Part::bytes(vec![1]).mime_str("image/png").unwrap());
    let answer = stage.call(stage.http.post(&path).bearer_auth(TOKEN).multipart(no_product)).await;
    assert!(answer.error().2.contains("messaging_product"), "{answer:?}");
    let no_file = Form::new().text("messaging_product", "whatsapp");
    let answer = stage.call(stage.http.post(&path).bearer_auth(TOKEN).multipart(no_file)).await;
    assert!(answer.error().2.contains("file"), "{answer:?}");
}

#[tokio::test]
async fn phones_send_files_with_a_hash_and_an_address_that_works() {
    let stage = Stage::new().await;
    let ana = stage.simulator.phone("Ana");
    let all = [
        Say::Image(File::default()),
        Say::Video(File::default()),
        Say::Audio(File::default()),
        Say::Voice(File::default()),
    ];
    let more = [Say::Document(File::default()), Say::Sticker(File::default())];
    for say in all.into_iter().chain(more) {
        ana.sends(say).await;
    }
    let messages = stage.bot.messages();
    let kinds: Vec<_> = messages.iter().map(|message| message["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["image", "video", "audio", "audio", "document", "sticker"]);
    for message in &messages {
        let file = &message[message["type"].as_str().unwrap()];
        let bytes = download(&stage, file["url"].as_str().unwrap(), TOKEN).await.unwrap();
        assert_eq!(file["sha256"], BASE64_STANDARD.encode(Sha256::digest(&bytes)));
        let looked_up = stage.get(file["id"].as_str().unwrap()).await.body;
        assert_eq!((&looked_up["mime_type"], &looked_up["sha256"]), (&file["mime_type"], &file["sha256"]));
    }
    assert_eq!(
        messages.iter().map(|message| message["audio"]["voice"].clone()).collect::<Vec<_>>()[2..4],
        [json!(false), json!(true)]
    );
    assert_eq!(messages[3]["audio"]["mime_type"], "audio/ogg; codecs=opus");
    assert_eq!(messages[4]["document"]["filename"], "document.pdf");
    assert_eq!(messages[5]["sticker"]["animated"], false);
    stage.simulator.advance(Duration::from_secs(7 * 86_400));
    assert_eq!(
        stage.get(messages[0]["image"]["id"].as_str().unwrap()).await.status,
        400,
        "Meta keeps them for 7 days"
    );
}

#[tokio::test]
async fn a_phone_page_uploads_and_plays_files() {
    let stage = Stage::new().await;
    let phone = stage.simulator.phone("Ana").id().to_owned();
    let url = format!("{}/control/media?filename=cat.gif", stage.root);
    let uploaded = stage
        .call(stage.http.post(url).header(header::CONTENT_TYPE.as_str(), "image/gif").body("GIF89a...."))
        .await;
    assert_eq!(
        (uploaded.status, &uploaded.body["size"], &uploaded.body["filename"]),
        (201, &json!(10), &json!("cat.gif"))
    );
    let body = json!({ "type": "image", "media": uploaded.body["id"], "caption": "look" });
    let message = stage
        .control(reqwest::Method::POST, &format!("phones/{phone}/messages"), Some(body))
        .await
        .body;
    stage.settle().await;
    let sent = &stage.bot.messages()[0];
    assert_eq!(
        (&sent["image"]["caption"], &sent["image"]["mime_type"]),
        (&json!("look"), &json!("image/gif"))
    );
    let shown = format!("{}{}", stage.root, message["media"]["url"].as_str().unwrap());
    let response = stage.http.get(&shown).header("range", "bytes=0-5").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.headers()["content-range"].to_str().unwrap()),
        (206, "bytes 0-5/10")
    );
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers()["content-disposition"], "inline");
    assert_eq!(response.bytes().await.unwrap(), "GIF89a");
    assert_eq!(
        stage
            .http
            .get(&shown)
            .header("range", "bytes=10-")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16(),
        416
    );
    let unknown = stage
        .control(
            reqwest::Method::POST,
            &format!("phones/{phone}/messages"),
            Some(json!({ "type": "image", "media": "1" })),
        )
        .await;
    assert_eq!((unknown.status, &unknown.body["code"]), (404, &json!("not_found")));
}

#[tokio::test]
async fn downloads_break_as_faults_say() {
    let stage = Stage::new().await;
    stage.simulator.phone("Ana").sends_picture("hi").await;
    let file = stage.bot.messages()[0]["image"].clone();
    let url = file["url"].as_str().unwrap();
    let hash = |bytes: &[u8]| Value::from(BASE64_STANDARD.encode(Sha256::digest(bytes)));
    stage.simulator.fault(Fault::WrongMedia.times(1));
    assert_ne!(hash(&download(&stage, url, TOKEN).await.unwrap()), file["sha256"]);
    stage.simulator.fault(Fault::BrokenMedia.times(1));
    assert_eq!(download(&stage, url, TOKEN).await, Err(0), "the connection breaks");
    stage.simulator.fault(Fault::ExpiredMedia.times(1));
    assert_eq!(download(&stage, url, TOKEN).await, Err(404));
    assert_eq!(hash(&download(&stage, url, TOKEN).await.unwrap()), file["sha256"]);
}
