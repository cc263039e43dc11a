//! From a reference to the document and the subschema that it names.

use super::address::{FILES, decode, is_metaschema, normal};
use super::{Loader, Place, Reference, why};
use crate::schema::{builtin, message};
use crate::source::LIMITS;
use jsonschema::Uri;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files that one schema may consist of.
const DOCUMENTS: usize = 256;

impl Loader<'_> {
    /// Follows a reference to the subschema it names, or says why it leads nowhere.
    pub(super) fn resolve(&mut self, reference: &Reference) {
        let (doc, id) = reference.at;
        let (file, span) = (self.bundle.docs[doc].file, self.bundle.docs[doc].tree.data(id).span);
        let shown = message::shown(&reference.text);
        let (written, fragment) = reference.text.split_once('#').unwrap_or((&reference.text, ""));
        let target = if written.is_empty() {
            self.bundle.resources.get(reference.base.as_str()).map(|&place| (place, Rc::clone(&reference.base)))
        } else {
            let Ok(uri) = jsonschema::uri::resolve_against(&reference.base.borrow(), written) else {
                self.error(file, span, format!("reference {shown} is not a valid URL"), None);
                return;
            };
            if is_metaschema(uri.as_str()) {
                return;
            }
            match self.fetch(&uri, written, doc) {
                Ok(place) => Some((place, Rc::new(uri))),
                Err(reason) => {
                    self.error(file, span, format!("reference {shown} {reason}"), None);
                    return;
                }
            }
        };
        let nowhere = format!("reference {shown} leads nowhere");
        let Some((place, base)) = target else {
            self.error(file, span, nowhere, None);
            return;
        };
        let found = match decode(fragment) {
            Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => self.bundle.follow(place, &pointer),
            Some(anchor) => self.anchor(place, &base, &anchor),
            None => None,
        };
        match found {
            Some(found) => {
                let base = self.bases.get(&place).map_or(base, Rc::clone);
                self.visit(found, base, Some(reference.from));
            }
            None => self.error(file, span, nowhere, None),
        }
    }

    fn anchor(&mut self, place: Place, base: &Uri<String>, anchor: &str) -> Option<Place> {
        // The document may just have been read: its anchors are known once it is visited.
        while let Some((place, base, from)) = self.work.pop() {
            self.visit(place, base, from);
        }
        let own = self.bases.get(&place).map_or(base.as_str(), |base| base.as_str()).to_owned();
        self.anchors.get(&(own, anchor.to_owned())).copied()
    }

    /// The document at an address: one that is known, an embedded one, or a file below the root.
    fn fetch(&mut self, uri: &Uri<String>, written: &str, doc: usize) -> Result<Place, String> {
        if let Some(place) = self.bundle.resources.get(uri.as_str()) {
            return Ok(*place);
        }
        if let Some(name) = uri.as_str().strip_prefix(builtin::URN) {
            let known = crate::schema::builtin().iter().any(|(known, _)| *known == name);
            return if known && self.embedded(name) { self.last() } else { Err("is not a built-in schema".into()) };
        }
        let absolute = written.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        });
        let scheme = uri.scheme().as_str();
        if absolute || !matches!(scheme, "http" | "https" | "foreword") {
            let reason = match scheme {
                "http" | "https" => "is on the network, where schemas are never loaded from",
                "file" => "is a `file:` URL, which is never followed",
                _ => "has a scheme that is never followed",
            };
            return Err(format!("{reason}; save it in the project and refer to it by a relative path"));
        }
        // A relative reference in a schema whose `$id` is its address on the web means the file beside it.
        let from = if scheme == "foreword" {
            let base = uri.as_str();
            self.bundle.docs[doc].path.clone().or_else(|| decode(base.strip_prefix(FILES)?).map(PathBuf::from))
        } else {
            self.bundle.docs[doc].path.clone()
        };
        let written = decode(written.split('?').next().unwrap_or("")).ok_or("is not a valid URL")?;
        let outside = "leads out of the project";
        let folder = from.as_deref().and_then(Path::parent).ok_or("leads nowhere")?;
        if written.contains('\\') || written.contains('\0') {
            return Err(outside.into());
        }
        let path = normal(&folder.join(&written)).ok_or(outside)?;
        if written.starts_with('/') {
            return Err(outside.into());
        }
        if self.bundle.docs.len() >= DOCUMENTS {
            return Err(format!("is one too many: a schema may consist of {DOCUMENTS} files"));
        }
        let bytes = self.root.read(&path, LIMITS.schema_bytes).map_err(|error| why(&error))?;
        let file = self.files.add(self.above.join(&path));
        let key = uri.as_str().to_owned();
        let before = self.diagnostics.len();
        if self.add_bytes(key, path, file, &bytes) {
            return self.last();
        }
        // What is wrong is said where it is said once: at the reference, without a word of the file, which need not
        // be a schema at all.
        self.diagnostics.truncate(before);
        Err("is not a JSON Schema".into())
    }

    fn last(&self) -> Result<Place, String> {
        let doc = self.bundle.docs.len() - 1;
        let root = self.bundle.docs[doc].tree.root().ok_or("is empty")?;
        Ok((doc, root.id()))
    }
}
