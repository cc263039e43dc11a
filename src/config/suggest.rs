//! "Did you mean": the known word nearest to one that is not known.

/// Longer words are not compared; no name is that long, and the comparison is quadratic.
const LONGEST: usize = 64;

/// What to say about `word`: the nearest known one, or all of them where they are few.
pub(super) fn help<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.collect();
    if let Some(near) = nearest(word, &known) {
        return Some(format!("did you mean `{near}`?"));
    }
    (1..=48).contains(&known.len()).then(|| format!("known are {}", list(&known)))
}

/// The nearest known word, if it is near enough to be meant: one edit in three characters.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    // Other tools write `snake_case` or shout; that alone is no distance.
    let word = word.to_lowercase().replace(['_', ' '], "-");
    let far = word.chars().count().div_ceil(3);
    known
        .iter()
        .map(|known| (strsim::damerau_levenshtein(&word, &known.to_lowercase()), *known))
        .filter(|(distance, _)| *distance <= far && *distance < word.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_whatever_their_case() {
        assert_eq!(nearest("extend_select", &["select", "extend-select"]), Some("extend-select"));
        assert_eq!(nearest("all", &["ALL", "key-typo"]), Some("ALL"));
        assert_eq!(nearest("warn", &["off", "warning"]), None);
        assert_eq!(nearest("warnin", &["off", "warning"]), Some("warning"));
        assert_eq!(nearest("x", &["y"]), None, "a word that shares nothing is not meant");
        assert_eq!(nearest(&"x".repeat(100_000), &["y"]), None);
    }

    #[test]
    fn a_short_list_is_told_in_full() {
        assert_eq!(help("quiet", ["off", "error"].into_iter()).as_deref(), Some("known are `off`, `error`"));
        assert_eq!(help("quiet", std::iter::empty()), None);
    }
}
