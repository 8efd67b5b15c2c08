//! Links: what may be shown and opened, and when two addresses are the same.

use ::url::{Host, Url};

use crate::text::clean;
use crate::text::{Clean, CleanBuf};

/// The longest address, in bytes.
pub const MAX_LENGTH: usize = 2048;

/// Endings by which a bare word in a title counts as a domain. Short on purpose: `Node.js`, `llama.cpp` and `fast.ai`
/// are names of things, and a question asked too often is no longer read.
const PLAIN_DOMAIN_ENDINGS: [&str; 7] = ["com", "org", "net", "edu", "gov", "info", "cn"];

/// An `http` or `https` address that passed the gate; shown and launched in its canonical ASCII form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    canonical: CleanBuf,
}

/// Why an address is not a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    #[error("it is empty")]
    Empty,
    #[error("it contains a space")]
    Space,
    #[error("it contains hidden or control characters")]
    HiddenCharacter,
    #[error("it is longer than {MAX_LENGTH} bytes")]
    TooLong,
    #[error("it is not an address")]
    NotAnAddress,
    #[error("only http and https links are opened")]
    Scheme,
    #[error("it hides a user name before `@`")]
    UserInfo,
    #[error("it has no host")]
    NoHost,
    #[error("its host is not valid")]
    BadHost,
    #[error("its port is not valid")]
    BadPort,
}

/// Why a person should look at a link before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    IpAddress,
    SingleLabelHost,
    ForeignHost,
    OddPort,
    /// The title names another domain than the link leads to.
    TitleNamesAnother(String),
}

impl Link {
    /// Parses an address as a roadmap wrote it.
    pub fn parse(raw: &str) -> Result<Link, LinkError> {
        let authority = checked_authority(raw)?;
        if authority.contains('@') {
            return Err(LinkError::UserInfo);
        }
        if authority.is_empty() || authority.starts_with(':') {
            return Err(LinkError::NoHost);
        }
        let url = Url::parse(raw).map_err(link_error)?;
        if url.as_str().len() > MAX_LENGTH {
            return Err(LinkError::TooLong);
        }
        if url.domain().is_some_and(|domain| !is_host(domain)) {
            return Err(LinkError::BadHost);
        }
        Ok(Link {
            canonical: clean::line(url.as_str()),
        })
    }

    /// Finds the address that a relative one means, as seen from this one.
    pub fn join(&self, relative: &str) -> Result<Link, LinkError> {
        let joined = self.url().join(relative).map_err(link_error)?;
        Link::parse(joined.as_str())
    }

    /// Returns the canonical form: printable ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.canonical.as_str()
    }

    #[must_use]
    pub fn as_clean(&self) -> Clean<'_> {
        self.canonical.as_clean()
    }

    /// Returns the host without `www.`, for people.
    #[must_use]
    pub fn host(&self) -> &str {
        let (host, _) = self.host_and_port();
        without_www(host)
    }

    /// Returns the form in which two addresses of the same thing are equal; see `docs/format.md`, Identity.
    ///
    /// It has no scheme, so it cannot be opened: it is for comparing only.
    #[must_use]
    pub fn normalized(&self) -> String {
        let url = self.url();
        let host = self.host().trim_end_matches('.');
        let port = url
            .port()
            .filter(|port| !matches!(port, 80 | 443))
            .map(|port| format!(":{port}"));
        let path = url.path().strip_suffix('/').unwrap_or(url.path());
        let mut query: Vec<&str> = url
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(says_something)
            .collect();
        let route = url
            .fragment()
            .filter(|fragment| fragment.starts_with('/'))
            .map(|route| format!("#{route}"));

        let video = path
            .strip_prefix('/')
            .filter(|id| host == "youtu.be" && !id.is_empty() && !id.contains('/'));
        let video = video.map(|id| format!("v={id}"));
        let (host, path) = if video.is_some() {
            ("youtube.com", "/watch")
        } else {
            (host, path)
        };
        query.splice(0..0, video.as_deref());

        let question = if query.is_empty() { "" } else { "?" };
        let (port, query, route) = (
            port.unwrap_or_default(),
            query.join("&"),
            route.unwrap_or_default(),
        );
        format!("{host}{port}{path}{question}{query}{route}")
    }

    /// Returns why the link should be confirmed before it is opened, for a resource of this title.
    #[must_use]
    pub fn cautions(&self, title: Clean<'_>) -> Vec<Caution> {
        let url = self.url();
        let mut cautions = Vec::new();
        match url.host() {
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => cautions.push(Caution::IpAddress),
            Some(Host::Domain(domain)) => {
                if !domain.trim_end_matches('.').contains('.') {
                    cautions.push(Caution::SingleLabelHost);
                }
                if domain.split('.').any(|label| label.starts_with("xn--")) {
                    cautions.push(Caution::ForeignHost);
                }
            }
            None => {}
        }
        if url.port().is_some() {
            cautions.push(Caution::OddPort);
        }
        let named = domains_in(title.as_str())
            .into_iter()
            .find(|named| !is_same_site(named, self.host()));
        cautions.extend(named.map(Caution::TitleNamesAnother));
        cautions
    }

    fn url(&self) -> Url {
        Url::parse(self.as_str()).expect("the canonical form came from a parsed address")
    }

    fn host_and_port(&self) -> (&str, Option<&str>) {
        let text = self.as_str();
        let authority = text.split_once("://").map_or(text, |(_, rest)| rest);
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        let after_brackets = authority.rfind(']').map_or(0, |at| at + 1);
        match authority[after_brackets..].find(':') {
            Some(colon) => {
                let (host, port) = authority.split_at(after_brackets + colon);
                (host, Some(&port[1..]))
            }
            None => (authority, None),
        }
    }
}

/// Checks all that can be seen in the raw text, which the parser would repair silently, and returns the part that
/// names the host.
fn checked_authority(raw: &str) -> Result<&str, LinkError> {
    if raw.is_empty() {
        return Err(LinkError::Empty);
    }
    if raw.len() > MAX_LENGTH {
        return Err(LinkError::TooLong);
    }
    if raw
        .chars()
        .any(|character| character.is_whitespace() && !character.is_control())
    {
        return Err(LinkError::Space);
    }
    if raw.contains(['\u{200c}', '\u{200d}'])
        || raw.chars().any(char::is_control)
        || clean::line(raw).as_str() != raw
    {
        return Err(LinkError::HiddenCharacter);
    }
    let (scheme, rest) = raw.split_once(':').ok_or(LinkError::NotAnAddress)?;
    let is_word = scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
    if scheme.is_empty() || !is_word {
        return Err(LinkError::NotAnAddress);
    }
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        let port_follows = rest.starts_with(|c: char| c.is_ascii_digit());
        return Err(if port_follows {
            LinkError::NotAnAddress
        } else {
            LinkError::Scheme
        });
    }
    let rest = rest.strip_prefix("//").ok_or(LinkError::NotAnAddress)?;
    Ok(rest.split(['/', '?', '#', '\\']).next().unwrap_or_default())
}

/// Tells whether a domain is one that a name server could know. The parser lets quotes, dollar signs and brackets pass, for
/// which no host has a use.
fn is_host(domain: &str) -> bool {
    let of_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut labels = domain.split('.').rev();
    // The dot at the end of a full name.
    let last = labels.next().unwrap_or_default();
    last.chars().all(of_label)
        && labels.all(|label| !label.is_empty() && label.chars().all(of_label))
}

/// Tells whether an address begins with what was most likely meant to be `https://`.
pub(super) fn is_mistyped_scheme(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default();
    ["http", "https"]
        .iter()
        .any(|meant| strsim::osa_distance(scheme, meant) == 1)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's enum is open, and the rest is one case to us"
)]
fn link_error(error: ::url::ParseError) -> LinkError {
    use ::url::ParseError;
    match error {
        ParseError::EmptyHost => LinkError::NoHost,
        ParseError::InvalidPort => LinkError::BadPort,
        ParseError::IdnaError
        | ParseError::InvalidIpv4Address
        | ParseError::InvalidIpv6Address
        | ParseError::InvalidDomainCharacter => LinkError::BadHost,
        _ => LinkError::NotAnAddress,
    }
}

/// Tells whether a part of a query belongs to the address, and not to those who count visitors.
fn says_something(pair: &&str) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    !(pair.is_empty() || name.starts_with("utm_") || matches!(name, "gclid" | "fbclid" | "ref"))
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.")
        .filter(|rest| rest.contains('.'))
        .unwrap_or(host)
}

fn is_same_site(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_suffix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    within(one, other) || within(other, one)
}

/// Finds what a reader would take for a domain: `https://…`, `www.…`, `name.com`, `name.ai/path`.
fn domains_in(title: &str) -> Vec<String> {
    let is_of_domain =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | ':' | '_' | '@');
    title
        .split(|c: char| !is_of_domain(c))
        .filter_map(domain_of)
        .collect()
}

fn domain_of(word: &str) -> Option<String> {
    let word = word.trim_matches(['.', ':', '-', '/']).to_lowercase();
    let after_scheme = word.split_once("://").map(|(_, rest)| rest);
    let plain = after_scheme.unwrap_or(&word);
    let host = plain.split(['/', ':']).next()?.rsplit('@').next()?;
    let ending = host.rsplit_once('.')?.1;
    let looks_like_one = ending.len() >= 2
        && ending.chars().all(char::is_alphabetic)
        && host.split('.').all(|label| !label.is_empty());
    let is_meant = after_scheme.is_some()
        || host.starts_with("www.")
        || PLAIN_DOMAIN_ENDINGS.contains(&ending);
    (looks_like_one && is_meant).then(|| without_www(host).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(raw: &str) -> Link {
        Link::parse(raw).unwrap_or_else(|error| panic!("{raw}: {error}"))
    }

    #[test]
    fn good_addresses_become_canonical_ascii() {
        let table = [
            ("https://example.com", "https://example.com/", "example.com"),
            (
                "http://example.com/a",
                "http://example.com/a",
                "example.com",
            ),
            (
                "HTTPS://Example.COM/A",
                "https://example.com/A",
                "example.com",
            ),
            (
                "https://www.example.com/",
                "https://www.example.com/",
                "example.com",
            ),
            ("https://www.com/", "https://www.com/", "www.com"),
            (
                "https://example.com:443/",
                "https://example.com/",
                "example.com",
            ),
            (
                "https://example.com:8443/x",
                "https://example.com:8443/x",
                "example.com",
            ),
            (
                "https://例子.测试/路",
                "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF",
                "xn--fsqu00a.xn--0zwm56d",
            ),
            (
                "https://аpple.com/",
                "https://xn--pple-43d.com/",
                "xn--pple-43d.com",
            ),
            (
                "https://example.com/a%20b",
                "https://example.com/a%20b",
                "example.com",
            ),
            (
                "https://example.com/?q=大模型",
                "https://example.com/?q=%E5%A4%A7%E6%A8%A1%E5%9E%8B",
                "example.com",
            ),
            (
                "https://example.com/a/../b",
                "https://example.com/b",
                "example.com",
            ),
            (
                "https://example.com\\a",
                "https://example.com/a",
                "example.com",
            ),
            ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("http://[::1]:8080/x", "http://[::1]:8080/x", "[::1]"),
            (
                "http://localhost:3000",
                "http://localhost:3000/",
                "localhost",
            ),
            (
                "https://example.com/a@b",
                "https://example.com/a@b",
                "example.com",
            ),
            (
                "https://example.com/#/route",
                "https://example.com/#/route",
                "example.com",
            ),
            (
                "https://arxiv.org/abs/2305.18290",
                "https://arxiv.org/abs/2305.18290",
                "arxiv.org",
            ),
        ];
        for (raw, canonical, host) in table {
            let link = link(raw);
            assert_eq!((link.as_str(), link.host()), (canonical, host), "{raw}");
            assert!(
                link.as_str().bytes().all(|byte| byte.is_ascii_graphic()),
                "{raw}"
            );
            assert_eq!(link.as_clean().as_str(), link.as_str());
        }
    }

    #[test]
    fn what_is_no_link_is_refused_with_its_reason() {
        use LinkError as E;
        let long = format!("https://example.com/{}", "a".repeat(MAX_LENGTH));
        let grows = format!("https://example.com/{}", "路".repeat(300));
        let table = [
            ("", E::Empty),
            ("https://example.com/a b", E::Space),
            (" https://example.com", E::Space),
            ("https://example.com/\u{3000}", E::Space),
            ("https://example.com/\u{a0}", E::Space),
            ("https://exa\tmple.com", E::HiddenCharacter),
            ("https://example.com\n", E::HiddenCharacter),
            ("https://example.com/\u{1b}[2J", E::HiddenCharacter),
            ("https://example.com/\u{85}", E::HiddenCharacter),
            ("https://exam\u{200d}ple.com", E::HiddenCharacter),
            ("https://exam\u{200c}ple.com", E::HiddenCharacter),
            ("https://$(id).example.com", E::BadHost),
            ("https://a\"b.example.com/", E::BadHost),
            ("https://a'b.example.com/", E::BadHost),
            ("https://example.com;id/", E::BadHost),
            ("https://example.com&calc/", E::BadHost),
            (long.as_str(), E::TooLong),
            (grows.as_str(), E::TooLong),
            ("example.com", E::NotAnAddress),
            ("www.example.com/a", E::NotAnAddress),
            ("example.com:8080/a", E::NotAnAddress),
            ("localhost:8080", E::NotAnAddress),
            ("//example.com", E::NotAnAddress),
            ("/etc/passwd", E::NotAnAddress),
            ("https:example.com", E::NotAnAddress),
            ("https:/example.com", E::NotAnAddress),
            ("https:\\\\example.com", E::NotAnAddress),
            ("https：//example.com", E::NotAnAddress),
            ("file:///etc/passwd", E::Scheme),
            ("javascript:alert(1)", E::Scheme),
            ("data:text/html,x", E::Scheme),
            ("ftp://example.com", E::Scheme),
            ("mailto:a@example.com", E::Scheme),
            ("smb://host/share", E::Scheme),
            ("ms-settings:x", E::Scheme),
            ("vscode://file/x", E::Scheme),
            ("https://google.com@evil.example", E::UserInfo),
            ("https://user:word@example.com", E::UserInfo),
            ("https://@example.com", E::UserInfo),
            ("https://", E::NoHost),
            ("https:///example.com", E::NoHost),
            ("https://?q", E::NoHost),
            ("https://:80/", E::NoHost),
            ("https://exa<mple.com/", E::BadHost),
            ("https://a..b/", E::BadHost),
            ("https://.example.com/", E::BadHost),
            ("http://1.2.3.4.5/", E::BadHost),
            ("http://[::1/", E::BadHost),
            ("https://example.com:99999/", E::BadPort),
            ("https://example.com:x/", E::BadPort),
        ];
        for (raw, error) in table {
            assert_eq!(Link::parse(raw), Err(error), "{raw:?}");
        }
    }

    #[test]
    fn two_addresses_of_one_thing_are_equal_when_normalized() {
        let table = [
            ("http://example.com", "example.com"),
            ("https://www.example.com/", "example.com"),
            ("https://EXAMPLE.com/A/", "example.com/A"),
            ("https://example.com/a//", "example.com/a/"),
            ("http://example.com:443/a", "example.com/a"),
            ("https://example.com:80/a", "example.com/a"),
            ("https://example.com:8443/a", "example.com:8443/a"),
            ("https://example.com./a", "example.com/a"),
            ("https://example.com/a#part", "example.com/a"),
            ("https://example.com/#/route", "example.com#/route"),
            ("https://example.com/#!/route", "example.com"),
            (
                "https://example.com/?utm_source=x&utm_medium=y",
                "example.com",
            ),
            (
                "https://example.com/a?gclid=1&b=2&fbclid=3",
                "example.com/a?b=2",
            ),
            ("https://example.com/a?ref=home", "example.com/a"),
            (
                "https://example.com/a?reference=home",
                "example.com/a?reference=home",
            ),
            ("https://example.com/a?b=1&a=2", "example.com/a?b=1&a=2"),
            ("https://example.com/a?&&", "example.com/a"),
            ("https://youtu.be/abc_123", "youtube.com/watch?v=abc_123"),
            (
                "https://www.youtube.com/watch?v=abc_123",
                "youtube.com/watch?v=abc_123",
            ),
            (
                "https://youtu.be/abc?t=10&utm_source=x",
                "youtube.com/watch?v=abc&t=10",
            ),
            ("https://youtu.be/", "youtu.be"),
            ("https://例子.测试/", "xn--fsqu00a.xn--0zwm56d"),
        ];
        for (raw, normalized) in table {
            assert_eq!(link(raw).normalized(), normalized, "{raw}");
        }
    }

    #[test]
    fn a_link_that_may_not_be_what_it_seems_is_asked_about() {
        let another = |domain: &str| Caution::TitleNamesAnother(domain.to_owned());
        let table = [
            ("https://example.com/", "Plain", vec![]),
            ("http://127.0.0.1/", "Local", vec![Caution::IpAddress]),
            (
                "http://[::1]:8080/",
                "Local",
                vec![Caution::IpAddress, Caution::OddPort],
            ),
            ("http://2130706433/", "Number", vec![Caution::IpAddress]),
            ("http://localhost/", "Local", vec![Caution::SingleLabelHost]),
            ("http://intranet./", "Local", vec![Caution::SingleLabelHost]),
            ("https://аpple.com/", "Fruit", vec![Caution::ForeignHost]),
            ("https://example.com:8443/", "Port", vec![Caution::OddPort]),
            (
                "https://evil.example/",
                "google.com",
                vec![another("google.com")],
            ),
            (
                "https://evil.example/",
                "看 www.google.com。",
                vec![another("google.com")],
            ),
            (
                "https://evil.example/",
                "https://bank.example/login",
                vec![another("bank.example")],
            ),
            (
                "https://evilgoogle.com/",
                "google.com",
                vec![another("google.com")],
            ),
            ("https://www.google.com/", "Google.com", vec![]),
            ("https://docs.google.com/", "google.com docs", vec![]),
            ("https://google.com/", "docs.google.com", vec![]),
            (
                "https://nodejs.org/",
                "Node.js, llama.cpp, v1.2.3 and so on...",
                vec![],
            ),
            (
                "https://youtube.com/",
                "fast.ai – Practical Deep Learning",
                vec![],
            ),
        ];
        for (raw, title, cautions) in table {
            assert_eq!(
                link(raw).cautions(clean::line(title).as_clean()),
                cautions,
                "{raw} {title}"
            );
        }
    }
}
