//! What a schema costs before it is compiled: its size with every reference written out, by memo, without recursion.
//!
//! A few hundred bytes of references to references can stand for 2^30 evaluations.

use super::load::Bundle;

/// The largest size, in subschemas.
pub(super) const SIZE: u64 = 100_000;

/// The longest way down through subschemas and references that are not yet being followed; the library recurses along
/// it.
pub(super) const DEPTH: usize = 512;

/// Why a schema is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMuch {
    /// Larger than [`SIZE`].
    Size,
    /// Deeper than [`DEPTH`].
    Depth,
}

/// Checks the schema that stands first in the bundle.
pub(super) fn check(bundle: &Bundle) -> Result<(), TooMuch> {
    let edges = &bundle.edges;
    if edges.is_empty() {
        return Ok(());
    }
    if edges.len() as u64 > SIZE {
        return Err(TooMuch::Size);
    }
    sizes(edges)
}

const NEW: usize = usize::MAX;

/// Tarjan's strongly connected components with an explicit stack. They come out targets first, so each component's
/// size is known when it is needed: its own members once, and all that they lead to outside of it. What recursion
/// costs on a page depends on the page and is bounded there.
fn sizes(edges: &[Vec<usize>]) -> Result<(), TooMuch> {
    let count = edges.len();
    let (mut order, mut low) = (vec![NEW; count], vec![0; count]);
    let mut component = vec![NEW; count];
    let mut sizes: Vec<u64> = Vec::new();
    let mut open = Vec::new();
    let mut next = 0;
    for start in 0..count {
        if order[start] != NEW {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some(&mut (node, ref mut at)) = path.last_mut() {
            if *at == 0 && order[node] == NEW {
                order[node] = next;
                low[node] = next;
                next += 1;
                open.push(node);
            }
            if let Some(&target) = edges[node].get(*at) {
                *at += 1;
                if order[target] == NEW {
                    if path.len() >= DEPTH {
                        return Err(TooMuch::Depth);
                    }
                    path.push((target, 0));
                } else if component[target] == NEW {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == order[node] {
                let mine = sizes.len();
                let mut members = Vec::new();
                while let Some(member) = open.pop() {
                    component[member] = mine;
                    members.push(member);
                    if member == node {
                        break;
                    }
                }
                let mut size = members.len() as u64;
                for &target in members.iter().flat_map(|&member| &edges[member]) {
                    if component[target] != mine {
                        size = size.saturating_add(sizes[component[target]]);
                    }
                }
                if size > SIZE {
                    return Err(TooMuch::Size);
                }
                sizes.push(size);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_is_refused_and_sharing_is_not() {
        let doubling: Vec<Vec<usize>> = (0..31).map(|at| if at < 30 { vec![at + 1; 2] } else { vec![] }).collect();
        assert_eq!(sizes(&doubling), Err(TooMuch::Size));
        let shared: Vec<Vec<usize>> =
            (0..1_000).map(|at| if at == 0 { (1..1_000).collect() } else { vec![999] }).collect();
        assert_eq!(sizes(&shared), Ok(()));
    }

    #[test]
    fn rings_end_and_long_chains_are_refused() {
        assert_eq!(sizes(&[vec![1], vec![2], vec![0]]), Ok(()));
        let chain: Vec<Vec<usize>> = (0..10_000).map(|at| vec![(at + 1) % 10_000]).collect();
        assert_eq!(sizes(&chain), Err(TooMuch::Depth));
    }
}
