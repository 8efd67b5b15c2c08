//! A document in a file that the person names: written as a whole, and over another file only where that was asked for.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::disk;
use crate::lang::Lang;

use super::error::CliError;
use super::shelf;

/// Puts a document in its place. What is there is only replaced where that was asked for, and if it is a file.
pub fn write(file: &Path, document: &[u8], may_replace: bool, lang: Lang) -> Result<(), CliError> {
    let text = lang.cli();
    let shown = shelf::shown(file);
    let cannot =
        |error: &io::Error| CliError::failed(&(text.not_written)(shown.as_str())).because(error);
    let place = match fs::symlink_metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => file.to_owned(),
        Err(error) => return Err(cannot(&error)),
        Ok(_) if !may_replace => {
            let error = CliError::failed(&(text.file_exists)(shown.as_str()));
            return Err(error.hint(text.replace_hint));
        }
        // What a link leads to is replaced, not the link.
        Ok(_) => fs::canonicalize(file).map_err(|error| cannot(&error))?,
    };
    if fs::metadata(&place).is_ok_and(|about| !about.is_file()) {
        return Err(CliError::failed(&(text.not_a_file)(shown.as_str())));
    }
    disk::replace(&place, document, File::sync_data).map_err(|error| cannot(&error))
}
