//! The compiled form of a roadmap as bytes, so that a file that was read once is not parsed again.
//!
//! It is a cache and no format: whoever keeps it names it after what it was made of and after the version of the program, and
//! what does not fit to the last byte is no pack. Numbers are little-endian.
//!
//! ```text
//! start   MARK, then where the table begins (u64), how long it is (u64) and its CRC-32
//! pages   the words of PAGE nodes each, as postcard writes them
//! table   the key, what is asked about all nodes, and length and CRC-32 of each page
//! ```

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::flat::{Flat, Names, Needs, Store, Words};
use super::row::Row;
use super::url::Link;
use super::{FurtherLink, Head, Localized, NodeIdx, Origin, Roadmap};
use crate::text::{CleanBuf, clean};

/// Stands at the start. Its number changes with the form, and with what the compiler makes of a file.
const MARK: [u8; 8] = *b"rbpack01";
const START: usize = MARK.len() + 8 + 8 + 4;
/// How many nodes have their words on one page: few, since a screen shows some of many places.
const PAGE: usize = 8;
/// How many pages are read at once by who goes through all of them.
const RUN: usize = 64;

/// Reads a number of bytes from a place of the file.
pub type ReadAt = Box<dyn Fn(u64, usize) -> io::Result<Vec<u8>> + Send + Sync>;
/// Compiles the same text anew, for when a page turns out to be unreadable; nothing where the text is another one by now.
pub type Anew = Box<dyn Fn() -> Option<Roadmap> + Send + Sync>;

/// Writes a roadmap as bytes, with a key that tells what it was made of; without what a layer hides.
#[must_use]
pub fn write(roadmap: &Roadmap, key: &str) -> Vec<u8> {
    let flat = &roadmap.0;
    let mut bytes = vec![0; START];
    let mut pages = Vec::with_capacity(roadmap.len().div_ceil(PAGE));
    flat.words.each(0..roadmap.len(), |_, words| {
        // As they come, whole pages but for the last one.
        for words in words.chunks(PAGE) {
            let page = form(&words.iter().map(WordsForm::of).collect::<Vec<_>>());
            pages.push((count(page.len()), crc32fast::hash(&page)));
            bytes.extend(page);
        }
    });
    let table = form(&Table {
        key,
        head: HeadForm::of(&flat.head),
        rows: &numbers(flat.rows.iter().flat_map(Row::numbers)),
        topics: flat
            .needs
            .topics
            .iter()
            .map(|(topic, end)| (topic.0, *end))
            .collect(),
        needed: flat.needs.needed.iter().map(|need| need.0).collect(),
        names: &numbers(flat.names.0.iter().flat_map(|(hash, node)| [*hash, node.0])),
        pages,
    });
    let start = [
        &MARK[..],
        &(bytes.len() as u64).to_le_bytes(),
        &(table.len() as u64).to_le_bytes(),
        &crc32fast::hash(&table).to_le_bytes(),
    ];
    bytes[..START].copy_from_slice(&start.concat());
    bytes.extend(table);
    bytes
}

/// Takes a roadmap from bytes with a key; nothing when there is any doubt. Pages are read when they are asked for. `source_of`
/// tells how to compile anew what a key says that it was made of, and nothing where the key is not the right one.
pub fn read(read_at: ReadAt, source_of: impl FnOnce(&str) -> Option<Anew>) -> Option<Roadmap> {
    let start = read_at(0, START).ok()?;
    let (mark, rest) = start.split_first_chunk()?;
    let (at, rest) = rest.split_first_chunk()?;
    let (len, rest) = rest.split_first_chunk()?;
    let crc = u32::from_le_bytes(rest.try_into().ok()?);
    let at = u64::from_le_bytes(*at);
    if *mark != MARK {
        return None;
    }
    let table = read_at(at, usize::try_from(u64::from_le_bytes(*len)).ok()?).ok()?;
    if crc32fast::hash(&table) != crc {
        return None;
    }
    let table: Table<'_> = postcard::from_bytes(&table).ok()?;
    let anew = source_of(table.key)?;
    let rows = rows(table.rows)?;
    let node = |at: u32| ((at as usize) < rows.len()).then_some(NodeIdx(at));
    let needs = Needs {
        topics: table
            .topics
            .iter()
            .map(|(topic, end)| Some((node(*topic)?, *end)))
            .collect::<Option<_>>()?,
        needed: table
            .needed
            .iter()
            .map(|need| node(*need))
            .collect::<Option<_>>()?,
    };
    let groups = groups::<2>(table.names)?;
    let mut names = Vec::with_capacity(groups.len());
    for [hash, at] in groups {
        names.push((hash, node(at)?));
    }
    let mut end = START as u64;
    let pages: Vec<Page> = table
        .pages
        .iter()
        .map(|(len, crc)| {
            let start = end;
            end += u64::from(*len);
            Page {
                start,
                len: *len,
                crc: *crc,
                words: OnceLock::new(),
            }
        })
        .collect();
    let is_whole = end == at && pages.len() == rows.len().div_ceil(PAGE) && is_in_order(&needs);
    let head = table.head.back()?;
    let words = Store::Paged(Paged {
        read_at,
        anew,
        spare: OnceLock::new(),
        pages,
        nodes: rows.len(),
    });
    is_whole.then(|| {
        Roadmap(Arc::new(Flat {
            head,
            rows,
            needs,
            names: Names(names),
            words,
            hidden: Vec::new(),
        }))
    })
}

fn is_in_order(needs: &Needs) -> bool {
    let is_last = needs
        .topics
        .last()
        .is_none_or(|(_, end)| *end as usize == needs.needed.len());
    is_last
        && needs
            .topics
            .is_sorted_by(|one, other| one.0 < other.0 && one.1 <= other.1)
}

/// The words of all nodes, page by page.
pub(super) struct Paged {
    read_at: ReadAt,
    anew: Anew,
    /// The roadmap compiled anew, if that was ever needed.
    spare: OnceLock<Option<Roadmap>>,
    pages: Vec<Page>,
    nodes: usize,
}

struct Page {
    start: u64,
    len: u32,
    crc: u32,
    words: OnceLock<Vec<Words>>,
}

impl Paged {
    pub(super) fn get(&self, node: NodeIdx) -> &Words {
        let number = node.position() / PAGE;
        let page = &self.pages[number];
        let words = page.words.get_or_init(|| {
            let bytes = (self.read_at)(page.start, page.len as usize);
            self.words_of(number, bytes.as_deref().unwrap_or_default())
        });
        &words[node.position() % PAGE]
    }

    /// Goes through the words of some nodes. What is read for it is not kept: there may be a million.
    pub(super) fn each(&self, nodes: Range<usize>, mut look: impl FnMut(usize, &[Words])) {
        let pages = nodes.start / PAGE..nodes.end.div_ceil(PAGE);
        for run in pages.clone().step_by(RUN) {
            let run = run..pages.end.min(run + RUN);
            let of_run = &self.pages[run.clone()];
            let len = of_run.iter().map(|page| page.len as usize).sum();
            let bytes = (self.read_at)(of_run[0].start, len).unwrap_or_default();
            let mut rest = &bytes[..];
            for number in run {
                let page = &self.pages[number];
                let (bytes, behind) = rest.split_at(rest.len().min(page.len as usize));
                rest = behind;
                let read;
                let words = if let Some(kept) = page.words.get() {
                    kept
                } else {
                    read = self.words_of(number, bytes);
                    &read
                };
                let first = number * PAGE;
                let wanted = nodes.start.max(first)..nodes.end.min(first + words.len());
                look(
                    wanted.start,
                    &words[wanted.start - first..wanted.end - first],
                );
            }
        }
    }

    /// Returns the words of a page that has these bytes; where it has not, the roadmap is compiled anew.
    fn words_of(&self, number: usize, bytes: &[u8]) -> Vec<Words> {
        let nodes = number * PAGE..self.nodes.min((number + 1) * PAGE);
        let read = self.pages[number].read(bytes);
        // Nothing may be ticked under a wrong id: where the source is gone too, there is no going on.
        read.filter(|words| words.len() == nodes.len())
            .or_else(|| self.compiled(nodes))
            .expect("a roadmap's file and what was made of it do not change at the same moment")
    }

    fn compiled(&self, nodes: Range<usize>) -> Option<Vec<Words>> {
        let spare = self.spare.get_or_init(|| (self.anew)());
        let spare = spare.as_ref().filter(|spare| spare.len() == self.nodes)?;
        let words = nodes.map(|at| spare.0.words.get(NodeIdx(count(at))).clone());
        Some(words.collect())
    }
}

impl Page {
    fn read(&self, bytes: &[u8]) -> Option<Vec<Words>> {
        if bytes.len() != self.len as usize || crc32fast::hash(bytes) != self.crc {
            return None;
        }
        let forms: Vec<WordsForm<'_>> = postcard::from_bytes(bytes).ok()?;
        forms.into_iter().map(WordsForm::back).collect()
    }
}

impl fmt::Debug for Paged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let read = self.pages.iter().filter(|page| page.words.get().is_some());
        write!(
            f,
            "Paged({} of {} pages read)",
            read.count(),
            self.pages.len()
        )
    }
}

#[derive(Serialize, Deserialize)]
struct Table<'a> {
    key: &'a str,
    #[serde(borrow)]
    head: HeadForm<'a>,
    rows: &'a [u8],
    topics: Vec<(u32, u32)>,
    needed: Vec<u32>,
    names: &'a [u8],
    pages: Vec<(u32, u32)>,
}

/// Pairs of a language and a text.
type TextForm<'a> = Vec<(&'a str, &'a str)>;

#[derive(Serialize, Deserialize)]
struct HeadForm<'a> {
    id: &'a str,
    #[serde(borrow)]
    title: TextForm<'a>,
    summary: TextForm<'a>,
    edition: Option<&'a str>,
    /// Title, address and licence.
    origin: Option<(&'a str, Option<&'a str>, Option<&'a str>)>,
}

#[derive(Serialize, Deserialize)]
struct WordsForm<'a> {
    id: &'a str,
    #[serde(borrow)]
    title: TextForm<'a>,
    body: TextForm<'a>,
    aliases: Vec<&'a str>,
    link: Option<&'a str>,
    author: Option<&'a str>,
    lang: Option<&'a str>,
    also: Vec<(TextForm<'a>, &'a str)>,
    formerly: Vec<&'a str>,
}

impl<'a> HeadForm<'a> {
    fn of(head: &'a Head) -> HeadForm<'a> {
        HeadForm {
            id: head.id.as_str(),
            title: text_form(&head.title),
            summary: text_form(&head.summary),
            edition: head.edition.as_ref().map(CleanBuf::as_str),
            origin: head.origin.as_ref().map(|origin| {
                let license = origin.license.as_ref().map(CleanBuf::as_str);
                (
                    origin.title.as_str(),
                    origin.link.as_ref().map(Link::as_str),
                    license,
                )
            }),
        }
    }

    fn back(self) -> Option<Head> {
        let origin = |(title, link, license): (&str, Option<&str>, Option<&str>)| {
            Some(Origin {
                title: clean::line(title),
                link: optional_link(link)?,
                license: license.map(clean::line),
            })
        };
        Some(Head {
            id: clean::line(self.id),
            title: text(self.title, clean::line),
            summary: text(self.summary, clean::block),
            edition: self.edition.map(clean::line),
            origin: match self.origin {
                Some(form) => Some(origin(form)?),
                None => None,
            },
        })
    }
}

impl<'a> WordsForm<'a> {
    fn of(words: &'a Words) -> WordsForm<'a> {
        let also = |further: &'a FurtherLink| (text_form(&further.title), further.link.as_str());
        WordsForm {
            id: words.id.as_str(),
            title: text_form(&words.title),
            body: text_form(&words.body),
            aliases: words.aliases.iter().map(CleanBuf::as_str).collect(),
            link: words.link.as_ref().map(Link::as_str),
            author: words.author.as_ref().map(CleanBuf::as_str),
            lang: words.lang.as_ref().map(CleanBuf::as_str),
            also: words.also.iter().map(also).collect(),
            formerly: words.formerly.iter().map(Link::as_str).collect(),
        }
    }

    /// Texts and links pass the same gates as those of a file: what lies in a cache is no safer.
    fn back(self) -> Option<Words> {
        let also = |(title, link)| {
            let title = text(title, clean::line);
            Some(FurtherLink {
                title,
                link: Link::parse(link).ok()?,
            })
        };
        Some(Words {
            id: clean::line(self.id),
            title: text(self.title, clean::line),
            body: text(self.body, clean::block),
            aliases: self.aliases.into_iter().map(clean::line).collect(),
            link: optional_link(self.link)?,
            author: self.author.map(clean::line),
            lang: self.lang.map(clean::line),
            also: self.also.into_iter().map(also).collect::<Option<_>>()?,
            formerly: self
                .formerly
                .into_iter()
                .map(|link| Link::parse(link).ok())
                .collect::<Option<_>>()?,
        })
    }
}

/// Returns the link of an address that is no link any more as `None`, and that of no address as `Some(None)`.
#[expect(clippy::option_option, reason = "the outer one is what `?` takes")]
fn optional_link(address: Option<&str>) -> Option<Option<Link>> {
    address
        .map(|address| Link::parse(address).ok())
        .map_or(Some(None), |link| link.map(Some))
}

fn text_form(text: &Localized) -> TextForm<'_> {
    text.0
        .iter()
        .map(|(lang, text)| (lang.as_str(), text.as_str()))
        .collect()
}

fn text(form: TextForm<'_>, cleaned: fn(&str) -> CleanBuf) -> Localized {
    let texts = form
        .into_iter()
        .map(|(lang, text)| (clean::line(lang), cleaned(text)));
    Localized(texts.collect())
}

fn rows(bytes: &[u8]) -> Option<Vec<Row>> {
    let groups = groups::<4>(bytes)?;
    let len = count(groups.len());
    // There may be a million, and what may end early does not say how many come.
    let mut rows = Vec::with_capacity(groups.len());
    for (at, numbers) in (0..).zip(groups) {
        rows.push(Row::of_numbers(numbers, at, len)?);
    }
    Some(rows)
}

fn numbers(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    numbers.flat_map(u32::to_le_bytes).collect()
}

/// Returns groups of `N` numbers; nothing when the last one is not whole.
fn groups<const N: usize>(bytes: &[u8]) -> Option<impl ExactSizeIterator<Item = [u32; N]>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    let (whole, lonely) = numbers.as_chunks::<N>();
    let are_whole = rest.is_empty() && lonely.is_empty();
    let number = |group: &[[u8; 4]; N], at: usize| u32::from_le_bytes(group[at]);
    are_whole.then(|| (whole.iter()).map(move |group| std::array::from_fn(|at| number(group, at))))
}

fn form(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).expect("only a value that does not know its length fails")
}

fn count(count: usize) -> u32 {
    u32::try_from(count).expect("the loader's budget is far below four billion nodes")
}

#[cfg(test)]
mod tests;
