//! Segments of JSON pointers (RFC 6901).

use crate::document::node::{NodeRef, Value};

/// A JSON pointer's segment as a key.
pub(super) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// The member or item that one segment of a pointer names.
pub(super) fn step<'a, 's>(node: NodeRef<'a, 's>, segment: &str) -> Option<NodeRef<'a, 's>> {
    match node.value() {
        Value::Map(_) => node.get(segment),
        Value::List(_) => node.as_list()?.nth(segment.parse().ok()?),
        _ => None,
    }
}
