//! The values of a file, one by one: what is valid goes into the roadmap, what is not is reported.

use unicode_segmentation::UnicodeSegmentation;

use super::id::{self, slug};
use super::{Compiler, MAX_LIST, MAX_MINUTES, MAX_TITLE, MissingKeys, is_valid_id};
use crate::roadmap::problem::{Part, Place, ProblemKind};
use crate::roadmap::source::{self, At, Text};
use crate::roadmap::url::Link;
use crate::roadmap::{FurtherLink, Kind, Localized, Origin};
use crate::text::{CleanBuf, clean, nearest};

impl Compiler {
    pub(super) fn valid_id(&mut self, id: At<String>) -> Option<CleanBuf> {
        match id::fault(&id.value) {
            None => Some(clean::line(&id.value)),
            Some(fault) => {
                let shown = clean::line(&id.value).to_string();
                let visible: String = shown
                    .chars()
                    .filter(|character| !matches!(character, '\u{200c}' | '\u{200d}'))
                    .collect();
                let better = if is_valid_id(&visible) {
                    Some(visible)
                } else {
                    slug(&visible)
                };
                self.problems.push(
                    id.place,
                    ProblemKind::BadId {
                        id: shown,
                        fault,
                        better,
                    },
                );
                self.refused_ids.insert(id.value);
                None
            }
        }
    }

    pub(super) fn title(&mut self, title: Option<Text>, part: Part, place: Place) -> Localized {
        let Some(title) = title else {
            self.missing("title", part, place);
            return Localized::default();
        };
        if title.texts.is_empty() && self.missing_keys == MissingKeys::AreReported {
            self.problems
                .push(title.place, ProblemKind::EmptyTitle { part });
        }
        let mut texts = Vec::with_capacity(title.texts.len());
        for (tag, text) in title.texts {
            let tag = self.text_language(&tag);
            let place = text.place;
            let Some(text) = self.line(&text, "title") else {
                self.problems.push(place, ProblemKind::EmptyTitle { part });
                continue;
            };
            // There are no more characters than bytes.
            if text.len() > MAX_TITLE {
                let graphemes = text.as_str().graphemes(true).count();
                if graphemes > MAX_TITLE {
                    self.problems
                        .push(place, ProblemKind::TitleTooLong { graphemes });
                }
            }
            texts.extend(tag.map(|tag| (tag, text)));
        }
        Localized::new(texts)
    }

    pub(super) fn body(&mut self, body: Option<Text>, key: &'static str) -> Localized {
        let mut texts = Vec::new();
        for (tag, text) in body.into_iter().flat_map(|body| body.texts) {
            let tag = self.text_language(&tag);
            let cleaned = clean::block(&text.value);
            self.warn_of_hidden(&text, &cleaned, key);
            texts.extend(
                tag.filter(|_| !cleaned.as_str().trim().is_empty())
                    .map(|tag| (tag, cleaned)),
            );
        }
        Localized::new(texts)
    }

    /// Cleans a text of one line; `None` when nothing is left.
    pub(super) fn line(&mut self, text: &At<String>, key: &'static str) -> Option<CleanBuf> {
        let cleaned = clean::line(text.value.trim());
        self.warn_of_hidden(text, &cleaned, key);
        Some(cleaned).filter(|cleaned| !cleaned.as_str().trim().is_empty())
    }

    pub(super) fn warn_of_hidden(
        &mut self,
        text: &At<String>,
        cleaned: &CleanBuf,
        key: &'static str,
    ) {
        let seen = |text: &str| {
            text.chars()
                .filter(|character| !character.is_whitespace())
                .collect::<String>()
        };
        if text.value != cleaned.as_str() && seen(&text.value) != seen(cleaned.as_str()) {
            self.problems
                .push(text.place, ProblemKind::HiddenCharacters { key });
        }
    }

    /// Takes the tag of a text; the reader gives one that stands nowhere to a text without language.
    pub(super) fn text_language(&mut self, tag: &At<String>) -> Option<CleanBuf> {
        if *tag == At::default() {
            Some(CleanBuf::default())
        } else {
            self.language(tag)
        }
    }

    pub(super) fn language(&mut self, tag: &At<String>) -> Option<CleanBuf> {
        let mut subtags = tag.value.split('-');
        let is_word = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let first = subtags.next().unwrap_or_default();
        if is_word(first, 2..=3)
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && subtags.all(|part| is_word(part, 2..=8))
        {
            return Some(clean::line(&tag.value.to_ascii_lowercase()));
        }
        self.problems.push(
            tag.place,
            ProblemKind::BadLanguage {
                tag: tag.value.clone(),
            },
        );
        None
    }

    pub(super) fn link(&mut self, address: &At<String>) -> Option<Link> {
        match Link::parse(&address.value) {
            Ok(link) => Some(link),
            Err(error) => {
                self.problems.push(
                    address.place,
                    ProblemKind::BadLink {
                        address: address.value.clone(),
                        error,
                    },
                );
                None
            }
        }
    }

    pub(super) fn kind(&mut self, kind: Option<At<String>>, has_address: bool) -> Kind {
        let Some(kind) = kind else {
            return if has_address { Kind::Other } else { Kind::Task };
        };
        if let Some(known) = Kind::ALL
            .into_iter()
            .find(|known| known.word() == kind.value)
        {
            return known;
        }
        let nearest = nearest(&kind.value, Kind::ALL.map(Kind::word));
        self.problems.push(
            kind.place,
            ProblemKind::UnknownKind {
                word: kind.value,
                nearest,
            },
        );
        Kind::Other
    }

    pub(super) fn minutes(&mut self, minutes: &At<u64>) -> Option<u32> {
        match minutes.value {
            0 => self.problems.push(minutes.place, ProblemKind::NoMinutes),
            1..=MAX_MINUTES => return u32::try_from(minutes.value).ok(),
            minutes_value => {
                self.problems.push(
                    minutes.place,
                    ProblemKind::TooManyMinutes {
                        minutes: minutes_value,
                    },
                );
            }
        }
        None
    }

    pub(super) fn further_links(&mut self, also: Vec<source::FurtherLink>) -> Vec<FurtherLink> {
        let also = self.bounded(also, "also", |further| further.place);
        let mut links = Vec::with_capacity(also.len());
        for further in also {
            let title = self.title(further.title, Part::FurtherLink, further.place);
            match further.url {
                None => self.missing("url", Part::FurtherLink, further.place),
                Some(url) => links.extend(self.link(&url).map(|link| FurtherLink { title, link })),
            }
        }
        links
    }

    pub(super) fn former_links(&mut self, formerly: Vec<At<String>>) -> Vec<Link> {
        let formerly = self.bounded(formerly, "formerly", |address| address.place);
        formerly
            .iter()
            .filter_map(|address| self.link(address))
            .collect()
    }

    pub(super) fn origin(&mut self, provenance: source::Provenance) -> Option<Origin> {
        let link = provenance.url.and_then(|url| self.link(&url));
        let license = provenance
            .license
            .and_then(|license| self.line(&license, "license"));
        let Some(title) = provenance.title else {
            self.missing("title", Part::Source, provenance.place);
            return None;
        };
        let place = title.place;
        let Some(title) = self.line(&title, "title") else {
            self.problems
                .push(place, ProblemKind::EmptyTitle { part: Part::Source });
            return None;
        };
        Some(Origin {
            title,
            link,
            license,
        })
    }

    /// Keeps a list within its limit.
    pub(super) fn bounded<T>(
        &mut self,
        mut list: Vec<T>,
        key: &'static str,
        place: impl Fn(&T) -> Place,
    ) -> Vec<T> {
        if let Some(over) = list.get(MAX_LIST) {
            self.problems.push(
                place(over),
                ProblemKind::TooMany {
                    key,
                    limit: MAX_LIST,
                },
            );
            list.truncate(MAX_LIST);
        }
        list
    }
}
