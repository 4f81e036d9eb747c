//! What was written reads back; what we did not write is refused.

use super::*;

fn head() -> Head {
    Head {
        format: 1,
        version: "0.0.0".into(),
        created_at: "2026-11-22T00:00:00.000Z".into(),
        database: "sqlite".into(),
        media: true,
    }
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &head()).unwrap();
    for (name, content) in files {
        writer.add(name, content.len() as u64, *content).unwrap();
    }
    writer.finish().unwrap().0
}

/// A tar with one member that our writer would not write.
fn foreign(name: &str, kind: u8) -> Vec<u8> {
    let mut bytes = archive(&[]);
    bytes.truncate(BLOCK * 2);
    let mut block = header("media/x", 1);
    block[..100].fill(0);
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[156] = kind;
    block[157..161].copy_from_slice(b"/etc");
    let sum = checksum(&block);
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    bytes.extend(block);
    bytes.extend([0; BLOCK * 3]);
    bytes
}

fn read(bytes: &[u8]) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut reader = Reader::new(bytes);
    reader.head()?;
    let mut files = Vec::new();
    while let Some(entry) = reader.next()? {
        let mut content = Vec::new();
        reader.copy(&entry, &mut content)?;
        if entry.name == MANIFEST {
            reader.verify(&content)?;
            return Ok(files);
        }
        files.push((entry.name, content));
    }
    bail!("the backup has no manifest")
}

#[test]
fn what_was_written_reads_back() {
    let big = vec![7; 200_000];
    let files: [(&str, &[u8]); 4] = [
        (SQLITE, &big),
        ("media/ws_1/med_1", b"x"),
        ("media/empty", b""),
        ("media/block", &[1; BLOCK]),
    ];
    let read = read(&archive(&files)).unwrap();
    assert_eq!(
        read.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>(),
        files
    );
}

#[test]
fn d04_names_that_lead_elsewhere_are_refused() {
    for name in [
        "../evil",
        "/etc/passwd",
        "media/../../evil",
        "media/./x",
        "media//x",
        "media/",
        "media/.ssh",
        "media/a\\b",
        "database.sqlite/x",
        "master.key",
        "x",
        "media/a/b/c/d/e/f/g",
        "C:\\x",
        "media/a:b",
    ] {
        let error = read(&foreign(name, b'0')).unwrap_err().to_string();
        assert!(error.contains("no place"), "{name}: {error}");
    }
    for kind in [b'1', b'2', b'3', b'5', b'x', b'L', b'g'] {
        let error = read(&foreign("media/x", kind)).unwrap_err().to_string();
        assert!(error.contains("plain file"), "{}: {error}", char::from(kind));
    }
}

#[test]
fn d04_two_members_of_one_name_are_refused() {
    let mut writer = Writer::new(Vec::new(), &head()).unwrap();
    writer.add("media/x", 1, b"a".as_slice()).unwrap();
    writer.add("media/x", 1, b"b".as_slice()).unwrap();
    assert!(read(&writer.finish().unwrap().0).unwrap_err().to_string().contains("twice"));
}

#[test]
fn any_flipped_bit_is_noticed() {
    let good = archive(&[(SQLITE, b"database"), ("media/x", b"picture")]);
    let content_ends = good.len() - BLOCK * 2;
    for at in (0..content_ends).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        let same = read(&bad).is_ok_and(|files| files == read(&good).unwrap());
        let is_padding = read(&bad).is_ok() && same;
        assert!(read(&bad).is_err() || is_padding, "byte {at}");
    }
}

#[test]
fn a_cut_off_file_is_noticed() {
    let good = archive(&[(SQLITE, b"database")]);
    for length in [0, 100, BLOCK, BLOCK * 3, BLOCK * 4 + 1] {
        assert!(read(&good[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn sizes_beyond_octal_read_back() {
    let block = header("media/x", 1 << 40);
    assert_eq!(
        parse(&block).unwrap(),
        Entry {
            name: "media/x".into(),
            size: 1 << 40
        }
    );
}

#[test]
fn any_tar_can_list_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("backup.tar");
    std::fs::write(&path, archive(&[(SQLITE, b"database"), ("media/ws_1/med_1", b"x")])).unwrap();
    let listed = std::process::Command::new("tar").arg("tf").arg(&path).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&listed.stdout),
        "prismwa.json\ndatabase.sqlite\nmedia/ws_1/med_1\nmanifest.json\n"
    );
}
