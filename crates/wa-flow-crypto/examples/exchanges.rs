//! How many data exchanges one core does: `cargo run --release -p wa-flow-crypto --example exchanges [seconds]`.
//!
//! Counts the whole of it on one thread, over different requests: envelope, RSA, AES, reading the request, writing and sealing the answer.

#![expect(clippy::print_stdout, reason = "it is a measurement")]

use std::time::{Duration, Instant};

use wa_flow_crypto::{Answer, Envelope, PrivateKey, Request, device};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let seconds: u64 = std::env::args().nth(1).map_or(Ok(3), |text| text.parse())?;
    let key = PrivateKey::generate()?;
    let bodies: Vec<_> = (0..256)
        .map(|number| {
            let request = format!(
                r#"{{"version":"3.0","action":"data_exchange","screen":"APPOINTMENT","flow_token":"{number:032x}","data":{{"department":"shopping","location":"1","date":"2026-11-23","time":"10:30","name":"Ana","notes":"{}"}}}}"#,
                "a note of some length ".repeat(20)
            );
            device::seal(&key.public_key(), request.as_bytes()).map(|(body, _)| body)
        })
        .collect::<Result<_, _>>()?;
    let (started, budget, mut done, mut times) = (Instant::now(), Duration::from_secs(seconds), 0_u32, Vec::new());
    while started.elapsed() < budget {
        for body in &bodies {
            let begin = Instant::now();
            let opened = Envelope::parse(body)?.open(&key)?;
            let Request::DataExchange(visit) = Request::parse(&opened.plaintext)? else {
                return Err("not a data exchange".into());
            };
            let answer = Answer::Screen {
                screen: "SUMMARY".to_owned(),
                data: visit.data,
            };
            std::hint::black_box(opened.exchange.seal(&answer.to_vec()));
            times.push(begin.elapsed());
            done += 1;
        }
    }
    let rate = f64::from(done) / started.elapsed().as_secs_f64();
    times.sort_unstable();
    println!(
        "{rate:.0} exchanges/s on one core, p50 {:?}, p99 {:?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    Ok(())
}
