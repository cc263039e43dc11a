//! From a reference to the document and the subschema that it names.

use super::address::{FILES, decode, is_metaschema, normal};
use super::{Loader, Place, Reference, why};
use crate::schema::{builtin, keywords, message};
use crate::source::LIMITS;
use jsonschema::Uri;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Files that one schema may consist of.
const DOCUMENTS: usize = 256;

/// Why a reference leads to no document.
enum Astray {
    /// What to say at the reference.
    Because(String),
    /// It was said in the file that it names.
    Told,
}

impl<T: Into<String>> From<T> for Astray {
    fn from(reason: T) -> Self {
        Self::Because(reason.into())
    }
}

/// True for a file that a schema may stand in, by its name.
fn is_data(path: &Path) -> bool {
    let known = |end: &std::ffi::OsStr| ["json", "yaml", "yml"].iter().any(|known| end.eq_ignore_ascii_case(known));
    path.extension().is_some_and(known)
}

/// True when a schema of `draft` may refer to a metaschema: the library has those of the draft itself.
fn usable(address: &str, draft: jsonschema::Draft) -> bool {
    let schema = serde_json::json!({ "$ref": address });
    jsonschema::options()
        .with_draft(draft)
        .with_retriever(super::super::compile::Loaded::default())
        .build(&schema)
        .is_ok()
}

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
                let draft = self.bundle.docs[0].draft;
                if !usable(&format!("{}#{fragment}", uri.as_str()), draft) {
                    let draft = keywords::draft_name(draft);
                    let message = format!("reference {shown} leads to no metaschema that a schema of {draft} can use");
                    let help = "refer to the metaschema of the schema's own draft, or name another draft in `$schema`";
                    self.error(file, span, message, Some(help));
                }
                return;
            }
            match self.fetch(&uri, written, doc) {
                Ok(place) => Some((place, Rc::new(uri))),
                Err(Astray::Told) => return,
                Err(Astray::Because(reason)) => {
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
    fn fetch(&mut self, uri: &Uri<String>, written: &str, doc: usize) -> Result<Place, Astray> {
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
            return Err(format!("{reason}; save it in the project and refer to it by a relative path").into());
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
            return Err(format!("is one too many: a schema may consist of {DOCUMENTS} files").into());
        }
        let bytes = self.root.read(&path, LIMITS.schema_bytes).map_err(|error| why(&error))?;
        let file = self.files.add(self.above.join(&path));
        let key = uri.as_str().to_owned();
        let before = self.diagnostics.len();
        if self.add_bytes(key, path, file, &bytes) {
            return self.last();
        }
        if is_data(written.as_ref()) && self.diagnostics.len() > before {
            return Err(Astray::Told);
        }
        // A file of another kind need not be a schema at all: what is wrong is said at the reference, without a word
        // of the file.
        self.diagnostics.truncate(before);
        Err("is not a JSON Schema".into())
    }

    fn last(&self) -> Result<Place, Astray> {
        let doc = self.bundle.docs.len() - 1;
        let root = self.bundle.docs[doc].tree.root().ok_or("is empty")?;
        Ok((doc, root.id()))
    }
}
