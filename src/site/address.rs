//! Addresses that are mistyped: the scheme, the host, a missing `mailto:`. Such a destination is no path of the site.

use crate::edit::Applicability;

/// What is wrong with an address.
pub(crate) struct Wrong {
    /// The end of the message.
    pub(crate) what: &'static str,
    /// The address as it is meant, where that is known.
    pub(crate) mended: Option<(String, Applicability)>,
    /// True where the address could be a file of the site.
    pub(crate) is_bare: bool,
}

impl Wrong {
    /// Nothing else can be meant.
    fn surely(what: &'static str, mended: String) -> Option<Self> {
        Some(Self { what, mended: Some((mended, Applicability::Safe)), is_bare: false })
    }
}

/// Mistyped schemes: what was typed, what is meant.
const SCHEMES: &[(&str, &str)] = &[
    ("ttp", "http"),
    ("htp", "http"),
    ("htt", "http"),
    ("htttp", "http"),
    ("hhttp", "http"),
    ("hhtp", "http"),
    ("htpp", "http"),
    ("hppt", "http"),
    ("thttp", "http"),
    ("httpp", "http"),
    ("ttps", "https"),
    ("tps", "https"),
    ("htps", "https"),
    ("htts", "https"),
    ("htttps", "https"),
    ("hhttps", "https"),
    ("hhtps", "https"),
    ("htpps", "https"),
    ("hppts", "https"),
    ("thttps", "https"),
    ("httpss", "https"),
    ("httsp", "https"),
    ("htpts", "https"),
    ("httpps", "https"),
];

pub(crate) fn in_address(dest: &str, image: bool) -> Option<Wrong> {
    let first = *dest.as_bytes().first()?;
    // Most destinations: fragments and paths from the root.
    if matches!(first, b'#' | b'.' | b'?') || (first == b'/' && !dest.starts_with("//http")) {
        return None;
    }
    // And most others: addresses with nothing behind their scheme that could be a second one.
    let web = dest.strip_prefix("https://").or_else(|| dest.strip_prefix("http://"));
    if web.is_some_and(|rest| !rest.starts_with(['/', 'h'])) {
        return None;
    }
    if let Some(rest) = dest.strip_prefix('(') {
        let inner = rest.strip_suffix(')').unwrap_or(rest);
        return if is_address(inner) { Wrong::surely("stands in parentheses", inner.to_owned()) } else { None };
    }
    let bare = if matches!(first, b'%' | b'"' | b'\'' | 0xE2) {
        dest.trim_start_matches("%20").trim_start_matches(['"', '\'', '“', '”', '‘', '’'])
    } else {
        dest
    };
    if bare.len() < dest.len() && is_address(bare) {
        let inner = bare.trim_end_matches(['"', '\'', '“', '”', '‘', '’']);
        return Wrong::surely("does not start with its scheme", inner.to_owned());
    }
    let bare = dest.trim_start_matches('/');
    if bare.len() < dest.len() {
        return if is_address(bare) { Wrong::surely("has slashes before its scheme", bare.to_owned()) } else { None };
    }
    let word = dest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (scheme, rest) = dest.split_at(word);
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    if is("http") || is("https") {
        in_web_address(&scheme.to_ascii_lowercase(), rest)
    } else if is("mailto") {
        let address = rest.strip_prefix("://").or_else(|| rest.strip_prefix(":mailto:"))?;
        if is_email(address) { Wrong::surely("is no e-mail link", format!("mailto:{address}")) } else { None }
    } else if rest.starts_with("://") {
        let (_, meant) = SCHEMES.iter().find(|(typed, _)| is(typed))?;
        Wrong::surely("has a mistyped scheme", format!("{meant}{rest}"))
    } else {
        without_scheme(dest, image)
    }
}

/// What follows `http` or `https`.
pub(crate) fn in_web_address(scheme: &str, rest: &str) -> Option<Wrong> {
    if let Some(after) = rest.strip_prefix("://") {
        let inner = after.trim_start_matches('/');
        if let Some(second) = inner.strip_prefix("https").or_else(|| inner.strip_prefix("http")) {
            let host = second.trim_start_matches([':', '/']);
            let marks = &second[..second.len() - host.len()];
            if marks.contains('/') && looks_like_host(host) {
                let own = if inner.starts_with("https") { "https" } else { "http" };
                return Wrong::surely("has two schemes", format!("{own}://{host}"));
            }
            if marks == ":" && looks_like_host(host) {
                return Wrong::surely("has two schemes", format!("{scheme}://{host}"));
            }
        }
        if inner.len() < after.len() && looks_like_host(inner) {
            return Wrong::surely("has too many slashes", format!("{scheme}://{inner}"));
        }
        return None;
    }
    let host = rest.trim_start_matches([':', ';', '/', '\\', '.']);
    let marks = &rest[..rest.len() - host.len()];
    // `http/intro.md` and `https-setup.html` are files.
    let mistyped = matches!(marks, ":" | ":/" | "//" | "//:" | ";//" | ".//" | "::/" | ":://" | ":\\\\");
    if mistyped && looks_like_host(host) {
        return Wrong::surely("has a mistyped scheme", format!("{scheme}://{host}"));
    }
    None
}

/// An address whose author left the scheme out.
pub(crate) fn without_scheme(dest: &str, image: bool) -> Option<Wrong> {
    if dest.contains(':') && !dest[dest.find('/').unwrap_or(0)..].contains(':') {
        return None;
    }
    if !image && dest.contains('@') && is_email(dest) {
        return Wrong::surely("is an e-mail address without `mailto:`", format!("mailto:{dest}"));
    }
    let host = host_of(dest);
    let unsure =
        |what| Some(Wrong { what, mended: Some((format!("https://{dest}"), Applicability::Unsafe)), is_bare: true });
    if host.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www.")) && looks_like_host(host) {
        return unsure("has no scheme, so it is a path of this site");
    }
    if !looks_like_host(host) {
        return None;
    }
    let (name, domain) = host.rsplit_once('.')?;
    let known = match domain.to_ascii_lowercase().as_str() {
        "com" | "gov" | "edu" | "mil" => true,
        // `notes.org` is a file of Emacs, `asp.net` and `socket.io` are products: with a second dot they are hosts.
        "org" | "net" | "io" => name.contains('.') || (domain == "org" && dest.len() > host.len()),
        _ => false,
    };
    if known { unsure("has no scheme, so it is a path of this site") } else { None }
}

/// The first segment.
pub(crate) fn host_of(dest: &str) -> &str {
    memchr::memchr3(b'/', b'?', b'#', dest.as_bytes()).map_or(dest, |end| &dest[..end])
}

/// True for `https://…` and `http://…` with something behind.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
}

/// True when the first segment is a name with a dot.
pub(crate) fn looks_like_host(text: &str) -> bool {
    let host = host_of(text);
    let host = host.as_bytes();
    let host = memchr::memchr(b':', host).map_or(host, |colon| &host[..colon]);
    let label = |part: &[u8]| !part.is_empty() && part.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let Some(dot) = memchr::memrchr(b'.', host) else { return false };
    let (name, domain) = (&host[..dot], &host[dot + 1..]);
    domain.len() >= 2 && domain.iter().all(u8::is_ascii_alphabetic) && name.split(|b| *b == b'.').all(label)
}

/// `name@example.org`, also with `?subject=`; not `picture@2x.png`.
pub(crate) fn is_email(text: &str) -> bool {
    let address = text.split('?').next().unwrap_or(text);
    let Some((name, host)) = address.split_once('@') else { return false };
    let files = [
        "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "html", "htm", "md", "mdx", "pdf", "js", "css", "zip",
        "json",
    ];
    let ending = host.rsplit('.').next().unwrap_or(host).to_ascii_lowercase();
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+'))
        && !host.contains(['/', '#', ':'])
        && looks_like_host(host)
        && !files.contains(&ending.as_str())
}
