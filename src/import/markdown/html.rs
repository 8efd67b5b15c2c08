//! The little of HTML that documents use between Markdown: tags and text, nothing nested.

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open(Tag<'a>),
    Close(String),
    Comment(&'a str),
}

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// Tells whether an attribute is there that needs no value.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut words = self.attributes.split([' ', '\t', '\n', '/', '=']);
        words.any(|word| word.eq_ignore_ascii_case(name))
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some(equals) = rest.find('=') {
            let key = rest[..equals]
                .split_whitespace()
                .next_back()
                .unwrap_or_default();
            let value = rest[equals + 1..].trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = if let Some(quote) = quote {
                let inside = &value[1..];
                let end = inside.find(quote).unwrap_or(inside.len());
                (&inside[..end], inside.get(end + 1..).unwrap_or_default())
            } else {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value));
            }
            rest = after;
        }
        None
    }
}

/// Splits a piece of HTML.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            tokens.push(Token::Text(rest));
            break;
        };
        if start > 0 {
            tokens.push(Token::Text(&rest[..start]));
        }
        let tag = &rest[start..];
        if let Some(comment) = tag.strip_prefix("<!--") {
            let end = comment.find("-->");
            tokens.push(Token::Comment(
                comment[..end.unwrap_or(comment.len())].trim(),
            ));
            rest = end.map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let inner = &tag[1..];
        let is_tag =
            inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !is_tag {
            tokens.push(Token::Text(&tag[..1]));
            rest = inner;
            continue;
        }
        let end = end_of_tag(inner);
        let (body, after) = (&inner[..end], inner.get(end + 1..).unwrap_or_default());
        rest = after;
        let name = |text: &str| {
            let end = text
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(text.len());
            text[..end].to_ascii_lowercase()
        };
        if let Some(closing) = body.strip_prefix('/') {
            tokens.push(Token::Close(name(closing)));
        } else if !body.starts_with(['!', '?']) {
            let name = name(body);
            let attributes = &body[name.len()..];
            tokens.push(Token::Open(Tag { name, attributes }));
        }
    }
    tokens
}

/// Returns where a tag ends: a `>` in quotes does not end it.
fn end_of_tag(inner: &str) -> usize {
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    inner.find('>').unwrap_or(inner.len())
}

/// Writes the entities that addresses and names have as what they mean.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_text_and_comments_come_apart() {
        let html =
            "a <A HREF='https://a.example/?x=1&amp;y=2' title=\">\">b</a><!-- id: x --> 1 < 2<br/>";
        let seen = tokens(html);
        let Token::Open(link) = &seen[1] else {
            panic!("{seen:?}");
        };
        assert_eq!(
            link.attribute("href").as_deref(),
            Some("https://a.example/?x=1&y=2")
        );
        assert_eq!(link.attribute("none"), None);
        assert_eq!(seen[3], Token::Close("a".to_owned()));
        assert_eq!(seen[4], Token::Comment("id: x"));
        assert!(matches!(&seen[seen.len() - 1], Token::Open(tag) if tag.name == "br"));
        for odd in [
            "<",
            "<a",
            "<a href=",
            "<a href=\"",
            "<!--",
            "</",
            "<!",
            "a<b c=é'",
        ] {
            for token in tokens(odd) {
                if let Token::Open(tag) = token {
                    tag.attribute("href");
                }
            }
        }
    }
}
