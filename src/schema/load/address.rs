//! Addresses of schemas: files below the root as `foreword:///…`, and back.

use crate::schema::keywords;
use std::path::{Component, Path, PathBuf};

/// The scheme of addresses of files: `foreword:///` and the path below the root.
pub(in crate::schema) const FILES: &str = "foreword:///";

/// `a/../b` as `b`; `None` when it leads out of the root or is absolute.
pub(super) fn normal(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(part) => out.push(part),
            Component::ParentDir => {
                if !out.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(out)
}

pub(super) fn address(path: &Path) -> String {
    let mut out = FILES.to_owned();
    for (at, part) in path.components().enumerate() {
        if at > 0 {
            out.push('/');
        }
        for byte in part.as_os_str().as_encoded_bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
                out.push(*byte as char);
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Metaschemas and their vocabularies, which the library has.
pub(super) fn is_metaschema(address: &str) -> bool {
    keywords::draft(address).is_some() || address.starts_with("https://json-schema.org/draft/20")
}
