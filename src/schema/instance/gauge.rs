//! What a page may cost: every read of a node is counted, and too many end the validation.

use crate::document::node::{NodeId, NodeRef};
use std::cell::Cell;

/// What one validation may cost, in reads of nodes. An ordinary page with an ordinary schema takes some hundred; 2
/// million take well under a second.
const FUEL: u64 = 2_000_000;

/// What an error costs: the library makes the reported value for each, and stores paths.
pub(super) const ERROR_COST: u64 = 20;

/// Thrown out of the library when a validation costs too much; caught by [`Gauge::run`].
struct OutOfFuel;

/// Counts the reads of one validation.
#[derive(Debug)]
pub(in crate::schema) struct Gauge {
    left: Cell<u64>,
    /// The first value that a pattern was not matched against: its tree's address and its number there.
    unmatched: Cell<Option<(usize, NodeId)>>,
}

fn address(node: NodeRef<'_, '_>) -> usize {
    std::ptr::from_ref(node.tree()) as usize
}

impl Gauge {
    /// A full one.
    pub(in crate::schema) fn new() -> Self {
        Self { left: Cell::new(FUEL), unmatched: Cell::new(None) }
    }

    /// Runs `work`; `None` when it cost more than is left.
    ///
    /// The library has no budget of its own and its traits cannot fail, so the way out is an unwind that starts no
    /// panic hook. Nothing of what `work` touched is used afterwards.
    pub(in crate::schema) fn run<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)) {
            Ok(result) => Some(result),
            Err(payload) if payload.is::<OutOfFuel>() => None,
            Err(payload) => std::panic::resume_unwind(payload),
        }
    }

    /// Notes that a pattern was not matched against `node`, so that what follows from the match is not known.
    pub(in crate::schema) fn leave_open(&self, node: NodeRef<'_, '_>) {
        if self.unmatched.get().is_none() {
            self.unmatched.set(Some((address(node), node.resolved().id())));
        }
    }

    /// True when some value was left open.
    pub(in crate::schema) fn left_open(&self) -> bool {
        self.unmatched.get().is_some()
    }

    /// The value that was left open, where it stands in the tree of `root`.
    pub(in crate::schema) fn unmatched<'a, 's>(&self, root: NodeRef<'a, 's>) -> Option<NodeRef<'a, 's>> {
        let (tree, id) = self.unmatched.get()?;
        (tree == address(root)).then(|| root.tree().node(id))
    }

    /// Takes `cost` off what is left, or ends [`Gauge::run`].
    pub(super) fn spend(&self, cost: u64) {
        match self.left.get().checked_sub(cost) {
            Some(left) => self.left.set(left),
            None => std::panic::resume_unwind(Box::new(OutOfFuel)),
        }
    }
}
