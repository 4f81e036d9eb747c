//! S1, S2, S6, S8: addresses written out in every spelling, schemes, and the tricks of readers.

use egress::{Client, Error, Policy, Rule};
use proptest::prelude::*;

use crate::lab::{Answer, INSIDE, Lab, Names, OUTSIDE, fetch, ok};

async fn lab() -> Lab {
    Lab::open(|_, _| Answer::Bytes(ok("inside"))).await
}

#[tokio::test]
async fn the_lab_itself_works() {
    let lab = lab().await;
    let answer = fetch(&lab.client(&Names::default()), lab.url("127.0.0.2")).await.unwrap();
    assert_eq!((answer.status.as_u16(), &*answer.text()), (200, "inside"));
    assert_eq!(lab.visits()[0].by, OUTSIDE);
    // The same server is there by the address that is not allowed: what follows proves something.
    let open = lab.client_with(&Names::default(), |policy| policy.allow = vec!["127.0.0.0/8".parse().unwrap()]);
    fetch(&open, lab.url("127.0.0.1")).await.unwrap();
    assert_eq!(lab.visits()[1].by, INSIDE);
}

#[tokio::test]
async fn s1_literals_that_are_not_public() {
    let lab = lab().await;
    let client = lab.client(&Names::default());
    let hosts = [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
    ];
    for host in hosts {
        assert_eq!(fetch(&client, lab.url(host)).await, Err(Error::Blocked), "{host}");
        assert_eq!(fetch(&client, format!("https://{host}/")).await, Err(Error::Blocked), "{host}");
    }
    assert!(lab.visits().is_empty());
}

#[tokio::test]
async fn s2_other_spellings() {
    let lab = lab().await;
    let client = lab.client(&Names::default());
    let hosts = [
        "2130706433",
        "017700000001",
        "0x7f000001",
        "0x7F.1",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "0",
        "0x0",
        "１２７.0.0.1",
        "127。0。0。1",
        "①27.0.0.1",
        "%31%32%37.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[2002:7f00:1::]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::127.0.0.1]",
        "[2001:0:7f00:1::]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[5f00::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[::ffff:0:127.0.0.1]",
        "[100::1]",
        "[::ffff:127.0.0.2]",
    ];
    for host in hosts {
        assert_eq!(fetch(&client, lab.url(host)).await, Err(Error::Blocked), "{host}");
    }
    for host in [
        "127.0.0.1%00",
        "127.0.0.1%00.example.com",
        "[fe80::1%eth0]",
        "[fe80::1%25eth0]",
        "[::1",
        "127.0.0.1:0",
        "1.2.3.4.5",
        "256.1.1.1",
        "0x100000000",
        "ex ample.com",
        "a%b",
    ] {
        let refused = fetch(&client, format!("http://{host}/")).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(_)), "{host}: {refused}");
    }
    assert!(lab.visits().is_empty());
}

#[tokio::test]
async fn s6_schemes_and_tricks_of_readers() {
    let lab = lab().await;
    let client = lab.client(&Names::default());
    let port = lab.port;
    for url in [
        "file:///etc/passwd".to_owned(),
        "gopher://127.0.0.2/".to_owned(),
        "data:text/plain,hello".to_owned(),
        "ftp://127.0.0.2/".to_owned(),
        "unix:/run/docker.sock".to_owned(),
        "ws://127.0.0.2/".to_owned(),
        "javascript:alert(1)".to_owned(),
        "//127.0.0.2/".to_owned(),
        String::new(),
        format!("http://ana@127.0.0.2:{port}/"),
        format!("http://:secret@127.0.0.2:{port}/"),
        format!("http://127.0.0.2\\@127.0.0.1:{port}/"),
        format!("http://127.0.0.2:{port}\\..\\x"),
        format!("http://127.0.0.2\t:{port}/"),
        format!("http://127.0.0.2:{port}/a b"),
        format!("http://127.0.0.2:{port}/\r\nhost: inside"),
        format!(" http://127.0.0.2:{port}/"),
        format!("http://127.0.0.2:{port}/\u{0}"),
        format!("http://127.0.0.2:{port}/{}", "x".repeat(9000)),
    ] {
        let refused = fetch(&client, url.clone()).await.unwrap_err();
        assert!(matches!(refused, Error::Invalid(_)), "{url:?}: {refused}");
    }
    assert!(lab.visits().is_empty());
    // A fragment ends the host for us as for everybody, and stays here.
    fetch(&client, format!("http://127.0.0.2:{port}#@127.0.0.1/")).await.unwrap();
    assert!(lab.visits()[0].text.starts_with("GET / HTTP/1.1\r\n"), "{:?}", lab.visits());
    assert_eq!(lab.visits()[0].by, OUTSIDE);
}

#[tokio::test]
async fn s8_this_installation_itself() {
    let own = ["https://chat.example:8443/x", "https://93.184.216.34/"]
        .map(|url| Rule::host_of(url).unwrap())
        .to_vec();
    let client = Client::new(Policy { own, ..Policy::default() }).unwrap();
    for url in [
        "https://chat.example/webhooks/meta/1",
        "https://CHAT.example.:9000/metrics",
        "https://93.184.216.34:8080/api",
    ] {
        assert_eq!(fetch(&client, url).await, Err(Error::Blocked), "{url}");
    }
    assert_eq!(client.check("https://other.example/"), Ok(()));
}

proptest! {
    /// Whatever is typed, either nothing is let in or its host is what was judged.
    #[test]
    fn s6_no_text_breaks_the_reader(text in "(https?:|)(//|)[a-z0-9.:@#?/%\\[\\]\\\\ -]{0,40}") {
        let client = CLIENT.with(Clone::clone);
        if client.check(&text).is_ok() {
            let host = url::Url::parse(&text).unwrap();
            let host = host.host_str().unwrap();
            prop_assert!(!host.starts_with("127.") && !host.starts_with("[::") && host != "localhost", "{text}");
        }
    }
}

thread_local! {
    static CLIENT: Client = Client::new(Policy::default()).unwrap();
}
