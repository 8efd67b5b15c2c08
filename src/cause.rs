//! Why something failed, in the words of the person: of our own errors, and of those of the system that have a kind.

use std::error::Error;
use std::io;

use crate::config::CommandLineError;
use crate::disk::NotAFile;
use crate::journal::record::FORMAT;
use crate::journal::{NotSaved, NotSynced};
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::launch::{LaunchError, NoEditor};
use crate::notes::NoteError;
use crate::paths::NoHome;
use crate::roadmap::url::LinkError;
use crate::shelf::FileError;
use crate::text::{CleanBuf, clean};
use crate::yaml::YamlError;

/// Says an error with all that caused it on one line, the deepest cause first, because the line may be cut.
#[must_use]
pub fn chain(error: &(dyn Error + 'static)) -> Cause {
    Cause::new(|lang| {
        let causes = std::iter::successors(Some(error), |error| (*error).source());
        let mut texts: Vec<CleanBuf> = Vec::new();
        for cause in causes.map(|cause| sentence(cause, lang)) {
            // Some errors repeat their source in their own sentence.
            if !texts
                .iter()
                .any(|have| have.as_str().contains(cause.as_str()))
            {
                texts.push(cause);
            }
        }
        let reason = texts.pop().unwrap_or_default();
        if texts.is_empty() {
            return reason;
        }
        let texts: Vec<&str> = texts.iter().map(CleanBuf::as_str).collect();
        clean::line(&(lang.causes().within)(
            reason.as_str(),
            &texts.join(lang.cli().colon),
        ))
    })
}

/// Says an error in every language, without what caused it.
#[must_use]
pub fn said(error: &(dyn Error + 'static)) -> Cause {
    Cause::new(|lang| sentence(error, lang))
}

/// Says what an error says, without what caused it. One that nobody knows here keeps its own words.
#[must_use]
pub fn sentence(error: &(dyn Error + 'static), lang: Lang) -> CleanBuf {
    let known = system(error, lang)
        .or_else(|| journal(error, lang))
        .or_else(|| note(error, lang))
        .or_else(|| file(error, lang))
        .or_else(|| program(error, lang));
    clean::line(&known.unwrap_or_else(|| error.to_string()))
}

fn system(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    let error = error.downcast_ref::<io::Error>()?;
    if let Some(inner) = error.get_ref() {
        let text = lang.causes();
        let no_home = inner.downcast_ref::<NoHome>().map(|_| text.no_home);
        let not_a_file = inner.downcast_ref::<NotAFile>().map(|_| text.not_regular);
        return no_home.or(not_a_file).map(str::to_owned);
    }
    (lang.causes().system)(error.kind()).map(str::to_owned)
}

fn journal(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    let text = lang.causes();
    if let Some(NotSynced::Disk { path, .. } | NotSynced::Folder { path, .. }) =
        error.downcast_ref::<NotSynced>()
    {
        return Some((text.unconfirmed)(&path.to_string_lossy()));
    }
    match error.downcast_ref::<NotSaved>()? {
        NotSaved::ReadOnly { file, needed } => Some((text.newer_journal)(file, *needed, FORMAT)),
        NotSaved::Io { doing, path, .. } => Some((text.cannot)(doing, &path.to_string_lossy())),
        NotSaved::Short {
            path,
            written,
            length,
        } => Some((text.short)(*written, *length, &path.to_string_lossy())),
        NotSaved::EndOfTime => Some(text.end_of_time.to_owned()),
        NotSaved::Unwritable(_) => None,
    }
}

fn note(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    let text = lang.causes();
    Some(match error.downcast_ref::<NoteError>()? {
        NoteError::IsLink { path } => (text.is_link)(&path.to_string_lossy()),
        NoteError::NotAFile { path } => (text.not_a_file)(&path.to_string_lossy()),
        NoteError::Io { doing, path, .. } => (text.cannot)(doing, &path.to_string_lossy()),
        NoteError::ChangedMeanwhile { path } => (text.changed_meanwhile)(&path.to_string_lossy()),
        NoteError::Short {
            path,
            written,
            length,
        } => (text.short)(*written, *length, &path.to_string_lossy()),
    })
}

fn file(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    let text = lang.causes();
    if let Some(FileError { path, source }) = error.downcast_ref::<FileError>() {
        let why = sentence(source, lang);
        return Some(format!("{}{}{why}", path.display(), lang.cli().colon));
    }
    if let Some(YamlError { place, fault }) = error.downcast_ref::<YamlError>() {
        let sentence = fault.sentence(lang);
        return Some(match place.line {
            0 => sentence,
            line => (text.at)(&sentence, line, place.column),
        });
    }
    error
        .downcast_ref::<LinkError>()
        .map(|error| (text.link)(*error))
}

fn program(error: &(dyn Error + 'static), lang: Lang) -> Option<String> {
    let text = lang.causes();
    if let Some(error) = error.downcast_ref::<CommandLineError>() {
        return Some((text.command_line)(*error).to_owned());
    }
    if let Some(error) = error.downcast_ref::<NoEditor>() {
        return Some(match error {
            NoEditor::BadCommand {
                variable, command, ..
            } => (text.no_command)(variable, command),
            NoEditor::NoneFound => (text.no_editor)(&NoEditor::looked_for()),
        });
    }
    Some(match error.downcast_ref::<LaunchError>()? {
        LaunchError::Start { program, .. } => (text.not_started)(program),
        LaunchError::Failed { program, status } => {
            (text.program_failed)(program, &status.to_string())
        }
        LaunchError::NothingWorks { tried } => (text.no_browser)(&tried.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_what_the_errors_say_themselves_and_chinese_is_chinese() {
        let path = || "/tmp/x".into();
        let errors: [&(dyn Error + 'static); 10] = [
            &io::Error::from_raw_os_error(2),
            &io::Error::from_raw_os_error(13),
            &io::Error::from_raw_os_error(28),
            &io::Error::other(NoHome),
            &io::Error::other(NotAFile),
            &LinkError::Scheme,
            &NotSaved::EndOfTime,
            &NotSaved::Io {
                doing: "create",
                path: path(),
                source: io::ErrorKind::NotFound.into(),
            },
            &FileError {
                path: path(),
                source: io::ErrorKind::PermissionDenied.into(),
            },
            &NoteError::ChangedMeanwhile { path: path() },
        ];
        for error in errors {
            assert_eq!(sentence(error, Lang::En).as_str(), error.to_string());
            let chinese = sentence(error, Lang::Zh);
            assert!(
                chinese
                    .as_str()
                    .chars()
                    .any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)),
                "{chinese}"
            );
        }
        // What has no kind keeps the words of the system.
        let other = io::Error::from_raw_os_error(40);
        assert_eq!(sentence(&other, Lang::Zh).as_str(), other.to_string());
    }
}
