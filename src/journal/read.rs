//! Reading the journals: all of them, or what the cache has of them and what came since.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::append::{Journal, JournalDirs};
use super::cache::{Cache, Glance, Journals};
use super::device::{self, DeviceId};
use super::fs::{self, Fs, Listed};
use super::log::{Log, ReadAll, Reading, Writer};
use super::mend;

/// What is needed to read journals.
#[derive(Clone)]
struct Reader {
    fs: Arc<dyn Fs>,
    dirs: JournalDirs,
    device: Option<DeviceId>,
}

impl Journal {
    /// Lets [`Journal::glance`] use a cache in this folder.
    #[must_use]
    pub fn with_cache(mut self, folder: PathBuf) -> Journal {
        self.cache = Some(Cache::new(folder));
        self
    }

    /// Reads every journal. What cannot be read is told by [`Log::health`].
    pub fn read(&mut self) -> Log {
        self.look(false)
    }

    /// Tells the same as [`Journal::read`], where it can without reading every journal: then the log reads its past when
    /// somebody asks for it.
    pub fn glance(&mut self) -> Log {
        self.look(true)
    }

    /// Writes what makes the next [`Journal::glance`] quick, if there is something to write. Nothing depends on it.
    pub fn keep_cache(&mut self) {
        if let (Some(cache), Some(contents)) = (&self.cache, self.unwritten_cache.take()) {
            // Without it the next start reads all journals.
            let _ = cache.write(&*self.fs, contents);
        }
    }

    fn look(&mut self, may_use_cache: bool) -> Log {
        let mut log = Log::default();
        if self.device.is_none() {
            match device::known(&*self.fs, &self.dirs.state) {
                Ok(device) => self.device = device,
                Err(error) => {
                    log.note_unreadable(self.dirs.state.join("device"), error.to_string());
                }
            }
        }
        let reader = Reader {
            fs: Arc::clone(&self.fs),
            dirs: self.dirs.clone(),
            device: self.device.clone(),
        };
        // Listed before the files are read, so that what changes meanwhile is noticed by the next poll.
        let listed = reader.list(&mut log);
        let journals: Vec<&Listed> = listed.iter().filter(|file| is_journal(file)).collect();
        let glance = Some(()).filter(|()| may_use_cache && log.is_sound());
        if let Some(told) = glance.and_then(|()| self.ask_cache(&reader, &journals)) {
            log = told.log;
            note_copies(&journals, &mut log);
            self.unwritten_cache = told.renewed.or(self.unwritten_cache.take());
        } else {
            let sums = reader.read(&journals, &mut log);
            if let (Some(cache), Some(sums)) = (&self.cache, sums) {
                self.unwritten_cache = cache.of(&reader.journals(&journals), &log, &sums);
            }
        }
        for pending in &self.pending {
            log.add(pending.record.clone(), Writer::ThisDevice);
        }
        log.forget(&mend::known(&*self.fs, &self.dirs.state));
        self.largest_l = self.largest_l.max(log.largest_l());
        self.read_only.clone_from(&log.health().read_only);
        self.seen = Some(listed);
        log
    }

    fn ask_cache(&self, reader: &Reader, journals: &[&Listed]) -> Option<Glance> {
        let past = reader.clone();
        let read: ReadAll = Arc::new(move || past.read_all());
        let cache = self.cache.as_ref()?;
        cache.glance(&reader.journals(journals), read)
    }
}

impl Reader {
    fn journals<'a>(&'a self, listed: &'a [&'a Listed]) -> Journals<'a> {
        Journals {
            fs: &*self.fs,
            progress: self.dirs.progress(),
            device: self.device.as_ref(),
            listed,
        }
    }

    fn list(&self, log: &mut Log) -> Vec<Listed> {
        let progress = self.dirs.progress();
        match self.fs.list(&progress) {
            Ok(listed) => listed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => {
                log.note_unreadable(progress, error.to_string());
                Vec::new()
            }
        }
    }

    fn read_all(&self) -> Log {
        let mut log = Log::default();
        let listed = self.list(&mut log);
        let journals: Vec<&Listed> = listed.iter().filter(|file| is_journal(file)).collect();
        self.read(&journals, &mut log);
        log
    }

    /// Reads journals; returns the sum and the number of the bytes of each, if none failed.
    fn read(&self, journals: &[&Listed], log: &mut Log) -> Option<Vec<(u32, u64)>> {
        let mut sums = Some(Vec::new());
        note_copies(journals, log);
        for file in journals {
            let path = self.dirs.progress().join(&file.name);
            match self.read_file(file, log) {
                Ok(sum) => sums.iter_mut().for_each(|sums| sums.push(sum)),
                Err(error) => {
                    log.note_unreadable(path, error.to_string());
                    sums = None;
                }
            }
        }
        sums
    }

    /// Adds the records of a journal to a log. Where reading fails, those before that are added.
    fn read_file(&self, listed: &Listed, log: &mut Log) -> io::Result<(u32, u64)> {
        let path = self.dirs.progress().join(&listed.name);
        let file = self.fs.open_read(&path)?;
        log.expect_bytes(listed.stat.len);
        let name = listed.name.to_string_lossy();
        let writer = Writer::of(self.device.as_ref(), &name);
        let (mut sum, mut length) = (crc32fast::Hasher::new(), 0);
        let mut reading = Reading::new(log, &name, writer);
        let outcome = fs::read_pieces(&*file, 0, |piece| {
            reading.take(piece);
            sum.update(piece);
            length += piece.len() as u64;
        });
        if let Err(error) = outcome {
            reading.give_up();
            return Err(error);
        }
        reading.finish();
        Ok((sum.finalize(), length))
    }
}

fn is_journal(file: &Listed) -> bool {
    file.name.to_string_lossy().contains(".jsonl")
}

fn note_copies(journals: &[&Listed], log: &mut Log) {
    let names = journals.iter().map(|file| file.name.to_string_lossy());
    for name in names.filter(|name| device::is_conflict_copy(name)) {
        log.note_conflict_copy(name.into_owned());
    }
}
