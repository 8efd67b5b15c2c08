//! Whether the files of the roadmap that is worked on change on the disk, and what stands in them then.

use std::io;
use std::path::{Path, PathBuf};

use crate::cause;
use crate::disk::{self, Stamp};
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::roadmap::overlay::{self, Applied};
use crate::roadmap::problem::Problems;
use crate::roadmap::{self, Limits, Roadmap};
use crate::text::{CleanBuf, clean};

/// Looks at the file of a roadmap and at the layer over it whenever it is asked to: about once a second.
#[derive(Clone, Debug)]
pub struct Watch {
    /// The last one that could be loaded, as its file has it.
    base: Roadmap,
    /// `None` for a built-in one.
    file: Option<PathBuf>,
    layer: PathBuf,
    limits: Limits,
    settled: Settled<Stamps>,
}

/// What is known of the file and the layer; `None` where there is none.
type Stamps = [Option<Stamp>; 2];

/// What came of a change.
#[derive(Clone, Debug)]
pub enum News {
    /// The roadmap as it is now, with the layer over it.
    Roadmap {
        roadmap: Box<Roadmap>,
        base: Box<Roadmap>,
    },
    /// It cannot be used, and the one before goes on.
    Trouble(Trouble),
}

/// Why a changed file cannot be used.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub path: PathBuf,
    pub why: Why,
}

#[derive(Clone, Debug)]
pub enum Why {
    Problems {
        problems: Problems,
        source: Vec<u8>,
    },
    Unreadable(Cause),
    Gone,
    /// The id is another one now, so that it is another roadmap.
    OtherId(CleanBuf),
}

impl Trouble {
    /// Returns it as one line: file, place, and what is wrong there.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> CleanBuf {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        let text = lang.library();
        let (place, why) = match &self.why {
            Why::Problems { problems, .. } => match problems.first() {
                Some(first) if first.place.line > 0 => (
                    format!(":{}:{}", first.place.line, first.place.column),
                    first.sentence(lang).to_string(),
                ),
                Some(first) => (String::new(), first.sentence(lang).to_string()),
                None => (String::new(), String::new()),
            },
            Why::Unreadable(why) => (String::new(), why.get(lang).to_string()),
            Why::Gone => (String::new(), text.file_gone.to_owned()),
            Why::OtherId(id) => (String::new(), (text.other_id)(id.as_str())),
        };
        clean::line(&format!("{file}{place}{}{why}", lang.cli().colon))
    }
}

impl Watch {
    /// Watches the files of a roadmap that was just loaded.
    #[must_use]
    pub fn new(base: Roadmap, file: Option<PathBuf>, layer: PathBuf, limits: Limits) -> Watch {
        let settled = Settled::new(stamps(file.as_deref(), &layer));
        Watch {
            base,
            file,
            layer,
            limits,
            settled,
        }
    }

    /// Looks at the files. Something is told when they changed and then stayed the same from one look to the next, so that
    /// nobody sees half a file.
    pub fn poll(&mut self) -> Option<News> {
        let now = stamps(self.file.as_deref(), &self.layer);
        self.settled.sees(now).then(|| self.read_again())
    }

    /// Takes the layer as it is now for known, after the program itself wrote it. What somebody else did to the roadmap
    /// meanwhile stays to be seen.
    pub fn layer_is_known(&mut self) {
        let [_, layer] = stamps(self.file.as_deref(), &self.layer);
        self.settled.known[1].clone_from(&layer);
        self.settled.last[1] = layer;
    }

    fn read_again(&mut self) -> News {
        let read = match &self.file {
            Some(file) => self.read_roadmap(file),
            None => Ok(self.base.clone()),
        };
        let base = match read {
            Ok(base) => base,
            Err(trouble) => return News::Trouble(trouble),
        };
        match self.lay_over(&base) {
            Ok(roadmap) => {
                self.base = base.clone();
                News::Roadmap {
                    roadmap: Box::new(roadmap),
                    base: Box::new(base),
                }
            }
            Err(trouble) => News::Trouble(trouble),
        }
    }

    fn read_roadmap(&self, file: &Path) -> Result<Roadmap, Trouble> {
        let trouble = |why| Trouble {
            path: file.to_owned(),
            why,
        };
        let source =
            disk::read(file, self.limits.file_bytes).map_err(|error| trouble(Why::of(&error)))?;
        match roadmap::load(&source, &self.limits) {
            Err(problems) => Err(trouble(Why::Problems { problems, source })),
            Ok(loaded) if loaded.roadmap.id() == self.base.id() => Ok(loaded.roadmap),
            Ok(loaded) => Err(trouble(Why::OtherId(loaded.roadmap.id().to_buf()))),
        }
    }

    fn lay_over(&self, base: &Roadmap) -> Result<Roadmap, Trouble> {
        let trouble = |why| Trouble {
            path: self.layer.clone(),
            why,
        };
        let source = match disk::read(&self.layer, self.limits.file_bytes) {
            Ok(source) => source,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(base.clone()),
            Err(error) => return Err(trouble(Why::of(&error))),
        };
        match overlay::over(base, &source, &self.limits) {
            Ok(Applied { roadmap, .. }) => Ok(roadmap),
            Err(problems) => Err(trouble(Why::Problems { problems, source })),
        }
    }
}

impl Why {
    fn of(error: &io::Error) -> Why {
        if error.kind() == io::ErrorKind::NotFound {
            Why::Gone
        } else {
            Why::Unreadable(cause::said(error))
        }
    }
}

fn stamps(file: Option<&Path>, layer: &Path) -> Stamps {
    [file.and_then(disk::stamp), disk::stamp(layer)]
}

/// Tells when something that changes has come to rest: when it is the same twice, and not what it was before.
#[derive(Clone, Debug)]
struct Settled<T> {
    known: T,
    last: T,
}

impl<T: Clone + PartialEq> Settled<T> {
    fn new(now: T) -> Self {
        Settled {
            known: now.clone(),
            last: now,
        }
    }

    fn sees(&mut self, now: T) -> bool {
        let is_at_rest = now == self.last;
        self.last = now.clone();
        let is_news = is_at_rest && now != self.known;
        if is_news {
            self.known = now;
        }
        is_news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_still_moves_is_no_news_and_what_came_back_is_none_either() {
        let mut settled = Settled::new('a');
        let seen: Vec<bool> = "abbbcdddaaea"
            .chars()
            .map(|now| settled.sees(now))
            .collect();
        let news = [2, 6, 9];
        let expected: Vec<bool> = (0..12).map(|at| news.contains(&at)).collect();
        assert_eq!(seen, expected);
    }
}
