//! Reading files of a person's own: settings, themes, roadmaps, the last view. (The journal has its own door,
//! [`journal::fs`](crate::journal::fs), which follows no links.)

use std::fs::OpenOptions;
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

/// Reads a file, up to one byte more than it may have, so that a longer one is noticed. What is no file, as a pipe or
/// a device, would never end and is refused.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_one_byte_later_and_what_is_no_file_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        std::fs::write(&file, "12345").unwrap();
        for (most, expected) in [(5, "12345"), (4, "12345"), (3, "1234")] {
            assert_eq!(read(&file, most).unwrap(), expected.as_bytes(), "{most}");
        }
        let link = home.path().join("link");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(
            read(&link, 5).unwrap(),
            b"12345",
            "settings are often links"
        );
        let pipe = home.path().join("pipe");
        let (fifo, mode) = (rustix::fs::FileType::Fifo, 0o600.into());
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, fifo, mode, 0).unwrap();
        for path in [&pipe, home.path(), Path::new("/dev/zero")] {
            assert!(read(path, 5).is_err(), "{}", path.display());
        }
    }
}
