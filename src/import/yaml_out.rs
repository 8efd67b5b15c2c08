//! A [`Source`] as the YAML that a person would have written: keys in their usual order, quotes only where they are
//! needed, texts as blocks.

use std::fmt::Write as _;

use crate::roadmap::source::{At, Concept, FurtherLink, Resource, Source, Stage, Text, Topic};

/// A text of this many characters still stands beside its key.
const BESIDE: usize = 100;

/// Writes a roadmap file.
#[must_use]
pub fn write(source: &Source) -> String {
    let mut out = Writer {
        text: String::new(),
        indent: 0,
        after_dash: false,
    };
    if let Some(format) = &source.format {
        out.raw("format", &format.value.to_string());
    }
    out.word("id", source.id.as_ref());
    out.title("title", source.title.as_ref());
    out.body("summary", source.summary.as_ref());
    out.word("edition", source.edition.as_ref());
    if let Some(provenance) = &source.source {
        out.key("source");
        out.inside(|out| {
            out.word("title", provenance.title.as_ref());
            out.word("url", provenance.url.as_ref());
            out.word("license", provenance.license.as_ref());
        });
    }
    out.list(
        "stages",
        source.stages.as_deref().unwrap_or_default(),
        Writer::stage,
    );
    out.text
}

struct Writer {
    text: String,
    indent: usize,
    /// Whether the dash of an item has been written, and its first key stands beside it.
    after_dash: bool,
}

impl Writer {
    fn stage(&mut self, stage: &Stage) {
        self.word("id", stage.id.as_ref());
        self.title("title", stage.title.as_ref());
        self.body("summary", stage.summary.as_ref());
        if let Some(optional) = stage.optional {
            self.raw("optional", if optional { "true" } else { "false" });
        }
        self.words("aliases", &stage.aliases);
        self.list("topics", &stage.topics, Writer::topic);
    }

    fn topic(&mut self, topic: &Topic) {
        self.word("id", topic.id.as_ref());
        self.title("title", topic.title.as_ref());
        self.body("summary", topic.summary.as_ref());
        self.words("needs", &topic.needs);
        self.words("aliases", &topic.aliases);
        self.list("concepts", &topic.concepts, Writer::concept);
        self.list("resources", &topic.resources, Writer::resource);
        self.list("topics", &topic.topics, Writer::topic);
    }

    fn concept(&mut self, concept: &Concept) {
        self.word("id", concept.id.as_ref());
        self.title("title", concept.title.as_ref());
        self.body("text", concept.text.as_ref());
        self.words("aliases", &concept.aliases);
    }

    fn resource(&mut self, resource: &Resource) {
        self.word("id", resource.id.as_ref());
        self.title("title", resource.title.as_ref());
        self.word("url", resource.url.as_ref());
        self.word("author", resource.author.as_ref());
        self.word("kind", resource.kind.as_ref());
        self.word("lang", resource.lang.as_ref());
        if let Some(minutes) = &resource.minutes {
            self.raw("minutes", &minutes.value.to_string());
        }
        if let Some(core) = resource.core {
            self.raw("core", if core { "true" } else { "false" });
        }
        self.body("note", resource.note.as_ref());
        self.list("also", &resource.also, Writer::further);
        self.words("aliases", &resource.aliases);
        self.words("formerly", &resource.formerly);
    }

    fn further(&mut self, link: &FurtherLink) {
        self.title("title", link.title.as_ref());
        self.word("url", link.url.as_ref());
    }

    /// Writes the beginning of a line with a key.
    fn key(&mut self, key: &str) {
        if !std::mem::take(&mut self.after_dash) {
            self.margin();
        }
        self.text.push_str(key);
        self.text.push_str(":\n");
    }

    fn raw(&mut self, key: &str, value: &str) {
        self.key(key);
        self.beside(value);
    }

    /// Puts a value on the line of its key.
    fn beside(&mut self, value: &str) {
        self.text.pop();
        self.text.push(' ');
        self.text.push_str(value);
        self.text.push('\n');
    }

    fn word(&mut self, key: &str, value: Option<&At<String>>) {
        if let Some(value) = value {
            self.raw(key, &scalar(&value.value, Context::Line));
        }
    }

    fn words(&mut self, key: &str, values: &[At<String>]) {
        if values.is_empty() {
            return;
        }
        let values: Vec<String> = values
            .iter()
            .map(|value| scalar(&value.value, Context::Flow))
            .collect();
        self.raw(key, &format!("[{}]", values.join(", ")));
    }

    fn title(&mut self, key: &str, title: Option<&Text>) {
        let Some(title) = title else {
            return;
        };
        match &title.texts[..] {
            [(tag, text)] if tag.value.is_empty() => {
                self.raw(key, &scalar(&text.value, Context::Line));
            }
            texts => {
                let texts: Vec<String> = texts
                    .iter()
                    .map(|(tag, text)| {
                        format!(
                            "{}: {}",
                            scalar(&tag.value, Context::Flow),
                            scalar(&text.value, Context::Flow)
                        )
                    })
                    .collect();
                self.raw(key, &format!("{{ {} }}", texts.join(", ")));
            }
        }
    }

    fn body(&mut self, key: &str, body: Option<&Text>) {
        let Some(body) = body else {
            return;
        };
        match &body.texts[..] {
            [] => {}
            [(tag, text)] if tag.value.is_empty() => self.block(key, &text.value),
            texts => {
                self.key(key);
                self.inside(|out| {
                    for (tag, text) in texts {
                        out.block(&scalar(&tag.value, Context::Line), &text.value);
                    }
                });
            }
        }
    }

    /// Writes a text: beside its key where it is short and plain, else as a block.
    fn block(&mut self, key: &str, text: &str) {
        let is_short =
            text.chars().count() <= BESIDE && !text.contains('\n') && is_plain(text, Context::Line);
        // A block cannot begin with a space or end with several newlines and say so without help.
        if is_short || text.starts_with([' ', '\n']) || text.ends_with('\n') {
            self.raw(key, &scalar(text, Context::Line));
            return;
        }
        self.key(key);
        self.beside("|");
        for line in text.split('\n') {
            if !line.is_empty() {
                self.text.push_str(&" ".repeat((self.indent + 1) * 2));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: fn(&mut Writer, &T)) {
        if items.is_empty() {
            return;
        }
        self.key(key);
        self.indent += 1;
        for item in items {
            self.margin();
            self.text.push_str("- ");
            self.after_dash = true;
            self.indent += 1;
            write(self, item);
            self.indent -= 1;
        }
        self.indent -= 1;
    }

    fn inside(&mut self, write: impl FnOnce(&mut Writer)) {
        self.indent += 1;
        write(self);
        self.indent -= 1;
    }

    fn margin(&mut self) {
        self.text.push_str(&" ".repeat(self.indent * 2));
    }
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Context {
    Line,
    /// Between brackets or braces, where commas part values.
    Flow,
}

fn scalar(text: &str, context: Context) -> String {
    if is_plain(text, context) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Tells whether YAML reads a text without quotes as itself, in every version of YAML.
fn is_plain(text: &str, context: Context) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let begins_as_text = !matches!(
        first,
        '-' | '?'
            | ':'
            | ','
            | '['
            | ']'
            | '{'
            | '}'
            | '#'
            | '&'
            | '*'
            | '!'
            | '|'
            | '>'
            | '\''
            | '"'
            | '%'
            | '@'
            | '`'
            | '='
            | '~'
            | '<'
            | '.'
            | '+'
    ) && !first.is_whitespace();
    let is_date_or_word = first.is_ascii_digit() && !looks_like_number(text);
    let begins_well = begins_as_text && (!first.is_ascii_digit() || is_date_or_word);
    let has_marks = text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.ends_with(char::is_whitespace);
    let has_odd = text.chars().any(|c| {
        c.is_control()
            || matches!(
                c,
                '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}'
            )
    });
    let has_flow_marks = context == Context::Flow && text.contains([',', '[', ']', '{', '}', ':']);
    begins_well && !has_marks && !has_odd && !has_flow_marks && !is_reserved(text)
}

/// Tells whether a text that begins with a digit could be read as a number or a time.
fn looks_like_number(text: &str) -> bool {
    let is_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        });
    let is_hex = text.starts_with("0x") || text.starts_with("0X");
    let is_of_number = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '.' | '_' | ':' | '-' | '+' | 'e' | 'E' | 'o' | 'O' | 'T' | 'Z' | 't' | 'z' | ' '
            )
            || is_hex && (c.is_ascii_hexdigit() || matches!(c, 'x' | 'X'))
    };
    !is_date && text.chars().all(is_of_number)
}

fn is_reserved(text: &str) -> bool {
    let words = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity",
    ];
    words.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}') => {
                let _infallible = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
