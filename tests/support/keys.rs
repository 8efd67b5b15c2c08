//! Keys as people write them down: `jj<enter>`, `<c-d>`, `<lt>` for a `<`.

/// Returns the bytes that a terminal sends for these keys.
pub fn bytes(notation: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        let name = rest
            .strip_prefix('<')
            .and_then(|after| after.split_once('>'));
        if let Some((name, after)) = name {
            bytes.extend_from_slice(&named(name));
            rest = after;
        } else {
            bytes.extend_from_slice(c.to_string().as_bytes());
            rest = &rest[c.len_utf8()..];
        }
    }
    bytes
}

fn named(name: &str) -> Vec<u8> {
    let fixed: &[u8] = match name {
        "enter" => b"\r",
        // Not the bare byte: with the next key in the same read it would be Alt and that key.
        "esc" => b"\x1b[27u",
        "space" => b" ",
        "tab" => b"\t",
        "s-tab" => b"\x1b[Z",
        "bs" => b"\x7f",
        "del" => b"\x1b[3~",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pgup" => b"\x1b[5~",
        "pgdn" => b"\x1b[6~",
        "f1" => b"\x1bOP",
        "f2" => b"\x1bOQ",
        "f3" => b"\x1bOR",
        "f4" => b"\x1bOS",
        "f5" => b"\x1b[15~",
        "f12" => b"\x1b[24~",
        "lt" => b"<",
        _ => {
            let only = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8());
            if let Some(letter @ 'a'..='z') = name.strip_prefix("c-").and_then(only) {
                return vec![letter as u8 & 0x1f];
            }
            if let Some(letter) = name.strip_prefix("a-").and_then(only) {
                return format!("\x1b{letter}").into_bytes();
            }
            panic!("no key is called <{name}>");
        }
    };
    fixed.to_vec()
}
