//! Takes links out of what a model wrote, but those to hosts the workspace named: whoever talks a model into something must not get an address to the customer.

/// What stands where a link was.
const REMOVED: &str = "[link removed]";

/// The text without links to other hosts than `allowed` and below them.
pub(super) fn without_foreign_links(text: &str, allowed: &[String]) -> String {
    let mut kept = String::with_capacity(text.len());
    // Whitespace stays as it is, so every word is looked at with what follows it.
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end_matches(char::is_whitespace);
        kept.push_str(&clean(word, allowed));
        kept.push_str(&part[word.len()..]);
    }
    kept
}

fn clean(word: &str, allowed: &[String]) -> String {
    // The address within brackets, quotes, and Markdown's `[words](address)`.
    let is_around = |letter: char| "()[]{}<>\"'*_~`,;!".contains(letter);
    let mut clean = String::with_capacity(word.len());
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(is_around).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        let is_foreign = host_of(piece).is_some_and(|host| !allowed.iter().any(|one| is_within(&host, one)));
        clean.push_str(if is_foreign { REMOVED } else { piece });
        let mark = after.chars().next().map_or(0, char::len_utf8);
        clean.push_str(&after[..mark]);
        rest = &after[mark..];
    }
    clean
}

/// The host, when this is something that a phone would make a link of.
fn host_of(piece: &str) -> Option<String> {
    let piece = piece.trim_end_matches(['.', '?', ':']);
    let lower = piece.to_lowercase();
    let (had_scheme, rest) = match lower.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, lower.as_str()),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let name = name.trim_end_matches('.');
    let looks_like_host = || {
        let (labels, last) = name.rsplit_once('.')?;
        let is_top = last.len() >= 2 && last.chars().all(char::is_alphabetic);
        (is_top && !labels.is_empty() && port.chars().all(|one| one.is_ascii_digit())).then_some(())
    };
    (had_scheme || looks_like_host().is_some()).then(|| name.to_owned())
}

fn is_within(host: &str, allowed: &str) -> bool {
    let allowed = allowed.to_lowercase();
    host == allowed || host.strip_suffix(&allowed).is_some_and(|front| front.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(without_foreign_links(text, &["shop.example".to_owned()]), expected);
    }

    #[test]
    fn only_links_to_named_hosts_stay() {
        check("See https://shop.example/hours?x=1.", "See https://shop.example/hours?x=1.");
        check("See https://www.shop.example", "See https://www.shop.example");
        check("See https://evil.example/?d=4111", "See [link removed]");
        check("See https://shop.example.evil.example/", "See [link removed]");
        check("See https://shop.example@evil.example/x", "See [link removed]");
        check("![](https://evil.example/p.png)", "![]([link removed])");
        check(
            "[here](http://evil.example), or *evil.example*",
            "[here]([link removed]), or *[link removed]*",
        );
        check("evil.example:8080/x\tok", "[link removed]\tok");
        check("javascript://evil", "[link removed]");
        check("HTTPS://EVIL.EXAMPLE/", "[link removed]");
    }

    #[test]
    fn words_and_numbers_stay() {
        for text in [
            "We open at 9.30 a.m.",
            "It costs 1.299,50 €.\n\n Thanks!",
            "e.g. tea…",
            "v1.2",
            "",
            "Ana: hola",
        ] {
            check(text, text);
        }
    }
}
