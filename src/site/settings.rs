//! What a generator's own configuration says, read as data.

/// The parts of a generator's configuration that Foreword uses.
#[derive(Clone, Debug, Default)]
pub struct Settings {}
