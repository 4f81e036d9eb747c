//! Makes sure there is something to embed: without a built web app, a page that says how to build it.

use std::path::Path;

const PLACEHOLDER: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>PrismWA</title>
<h1>The web app is not built</h1>
<p>The server runs. To see the console, build it once and build the server again:</p>
<pre>cd web
npm ci
npm run build</pre>
<p>The API reference is at <a href=\"/api/docs\">/api/docs</a>.</p>
</html>
";

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    let page = dist.join("index.html");
    if !page.exists() {
        let written = std::fs::create_dir_all(&dist).and_then(|()| std::fs::write(&page, PLACEHOLDER));
        if let Err(error) = written {
            println!("cargo::error=cannot write the placeholder of the web app to {}: {error}", page.display());
        }
    }
}
