//! S9: answers that are too long, packed too well, never end, come too slowly, or are no answers; and turns.

use std::io::Write as _;
use std::time::{Duration, Instant};

use egress::{Error, Overflow, Request};

use crate::lab::{Answer, Lab, Names, get, ok, with};

const MIB: usize = 1 << 20;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn ask(answer: Answer, change: impl FnOnce(&mut Request)) -> Result<egress::Response, Error> {
    let lab = Lab::open(move |_, _| answer.clone()).await;
    let mut request = get(lab.url("127.0.0.2"));
    change(&mut request);
    lab.client(&Names::default()).send(request).await
}

#[tokio::test]
async fn s9_more_bytes_than_allowed() {
    assert_eq!(ask(Answer::Endless, |_| {}).await, Err(Error::TooLarge(MIB)));
    let whole = ask(Answer::Bytes(ok(&"x".repeat(1000))), |request| request.max_bytes = 1000)
        .await
        .unwrap();
    assert_eq!((whole.body.len(), whole.is_cut), (1000, false));
    assert_eq!(
        ask(Answer::Bytes(ok(&"x".repeat(1001))), |request| request.max_bytes = 1000).await,
        Err(Error::TooLarge(1000))
    );
    let cut = ask(Answer::Endless, |request| (request.max_bytes, request.overflow) = (1000, Overflow::Cut))
        .await
        .unwrap();
    assert_eq!((cut.body.len(), cut.is_cut), (1000, true));
}

#[tokio::test]
async fn s9_bombs() {
    let gzip = |bytes: &[u8]| Answer::Bytes(with("200 OK", "content-encoding: gzip\r\n", bytes));
    let small = ask(gzip(&packed(b"hello")), |_| {}).await.unwrap();
    assert_eq!(small.text(), "hello");
    let bomb = packed(&vec![0; 100 * MIB]);
    assert!(bomb.len() < MIB, "{}", bomb.len());
    let started = Instant::now();
    assert_eq!(ask(gzip(&bomb), |_| {}).await, Err(Error::TooLarge(MIB)));
    assert!(
        started.elapsed() < Duration::from_secs(2),
        "it was unpacked beyond its limit: {:?}",
        started.elapsed()
    );
    let cut = ask(gzip(&bomb), |request| request.overflow = Overflow::Cut).await.unwrap();
    assert_eq!((cut.body.len(), cut.is_cut), (MIB, true));
    assert_eq!(ask(gzip(b"not packed at all"), |_| {}).await, Err(Error::BadAnswer));
    for encoding in ["br", "zstd", "deflate", "gzip, gzip", "gzip\r\ncontent-encoding: gzip"] {
        let answer = Answer::Bytes(with("200 OK", &format!("content-encoding: {encoding}\r\n"), &packed(b"x")));
        assert_eq!(ask(answer, |_| {}).await, Err(Error::BadAnswer), "{encoding}");
    }
}

#[tokio::test]
async fn s9_slow_answers() {
    let limit = Duration::from_millis(300);
    let started = Instant::now();
    assert_eq!(ask(Answer::Drip, |request| request.timeout = limit).await, Err(Error::TimedOut(limit)));
    assert!(started.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn s9_headers_without_end() {
    let many: String = (0..1000).map(|at| format!("x-{at}: y\r\n")).collect();
    let long = format!("x-long: {}\r\n", "y".repeat(200_000));
    for headers in [many, long] {
        assert_eq!(ask(Answer::Bytes(with("200 OK", &headers, b"")), |_| {}).await, Err(Error::BadAnswer));
    }
}

#[tokio::test]
async fn s9_answers_that_are_none() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhal",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"\x00\x01\x02",
    ] {
        assert_eq!(ask(Answer::Bytes(bytes.to_vec()), |_| {}).await, Err(Error::BadAnswer), "{bytes:?}");
    }
    let odd = ask(Answer::Bytes(with("200 OK", "", b"\xff\xfea")), |_| {}).await.unwrap();
    assert_eq!(odd.text(), "\u{fffd}\u{fffd}a");
}

#[tokio::test]
async fn nobody_there() {
    let lab = Lab::open(|_, _| Answer::Bytes(ok(""))).await;
    let client = lab.client_with(&Names::default(), |policy| policy.allow = vec!["127.0.0.2:1".parse().unwrap()]);
    assert_eq!(client.send(get("http://127.0.0.2:1/")).await, Err(Error::Unreachable));
    // A server without TLS behind an address with it.
    let client = lab.client(&Names::default());
    let error = client.send(get(format!("https://127.0.0.2:{}/", lab.port))).await.unwrap_err();
    assert_eq!(error, Error::Insecure);
}

/// One slow host holds its own turns, not everybody's.
#[tokio::test]
async fn turns_are_bounded_for_each_host() {
    let slow = Lab::open(|_, _| Answer::Drip).await;
    let quick = Lab::open(|_, _| Answer::Bytes(ok("quick"))).await;
    let client = slow.client_with(&Names::default(), |policy| {
        policy.per_host = 2;
        policy.allow = vec!["127.0.0.2".parse().unwrap()];
    });
    let crawl = |patience: u64| {
        let request = Request {
            timeout: Duration::from_millis(patience),
            ..get(slow.url("127.0.0.2"))
        };
        let client = &client;
        async move { client.send(request).await.unwrap_err() }
    };
    let others = async {
        for _ in 0..20 {
            client.send(get(quick.url("127.0.0.2"))).await.unwrap();
        }
    };
    // Those with the turns keep them for longer than the third has time.
    tokio::join!(crawl(1_500), crawl(1_500), crawl(200), others);
    assert_eq!(slow.visits().len(), 2, "the third waited for its turn until its time was over");
    assert_eq!(quick.visits().len(), 20);
}
