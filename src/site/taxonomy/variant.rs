//! When two terms are spellings of one: letter case, separators, the plural, a typing error.

/// A term without what two spellings of one may differ in: letter case and separators. Between digits a separator
/// tells numbers apart (`3.1` and `31`).
pub fn fold(term: &str) -> String {
    let mut folded = String::with_capacity(term.len());
    let mut separator = false;
    // `.net` is not `net`.
    if term.trim_start().starts_with('.') {
        folded.push('.');
    }
    for c in term.trim().chars() {
        if is_separator(c) {
            separator = true;
            continue;
        }
        if separator && c.is_ascii_digit() && folded.ends_with(|last: char| last.is_ascii_digit()) {
            folded.push('-');
        }
        separator = false;
        folded.extend(c.to_lowercase());
    }
    folded
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '/')
}

/// The words of a term, in lower case.
pub fn words(term: &str) -> Vec<String> {
    term.split(is_separator).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The one word in which two terms differ: that of the first, that of the second. `None` where more do.
pub fn differing<'w>(a: &'w [String], b: &'w [String]) -> Option<(&'w str, &'w str)> {
    if a.len() != b.len() {
        return None;
    }
    let mut differ = a.iter().zip(b).filter(|(a, b)| a != b);
    let (a, b) = differ.next()?;
    differ.next().is_none().then_some((a.as_str(), b.as_str()))
}

/// Plurals that mean another thing than their singular, by either form.
const APART: [&str; 24] = [
    "new",
    "news",
    "analytic",
    "mean",
    "good",
    "custom",
    "arm",
    "glass",
    "ethic",
    "graphic",
    "statistic",
    "economic",
    "politic",
    "window",
    "rail",
    "spec",
    "physic",
    "sport",
    "art",
    "math",
    "metric",
    "standard",
    "basic",
    "mechanic",
];

/// True when one word is the English plural of the other.
pub fn is_plural(a: &str, b: &str) -> bool {
    let (one, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if one.len() < 3 || !one.is_ascii() || one.bytes().any(|byte| byte.is_ascii_digit()) || APART.contains(&one) {
        return false;
    }
    let Some(ending) = many.strip_prefix(one) else {
        return one.strip_suffix('y').is_some_and(|stem| many.strip_suffix("ies") == Some(stem));
    };
    match ending {
        "s" => !one.ends_with('s'),
        "es" => one.ends_with(['s', 'x', 'z']) || one.ends_with("ch") || one.ends_with("sh"),
        _ => false,
    }
}

/// True when the rare word is one typing error away from the common one: two letters swapped, one lost, doubled or put
/// in, or in a long word one taken for another. Endings and the first letter tell words apart (`adapter`, `adapted`;
/// `ipython`), and so do digits.
pub fn is_typo(rare: &str, common: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (rare.chars().collect(), common.chars().collect());
    let shorter = a.len().min(b.len());
    if shorter < 5 || a.len().abs_diff(b.len()) > 1 || !a.iter().chain(&b).all(|c| c.is_alphabetic()) {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a.iter().rev().zip(b.iter().rev()).take(shorter - start).take_while(|(a, b)| a == b).count();
    let (left_a, left_b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    match (left_a, left_b) {
        // Swapped.
        ([x, y], [z, w]) => x == w && y == z && shorter >= 6 && (end > 0 || !matches!((x, y), ('r', 'e') | ('e', 'r'))),
        // One more or one less: doubled anywhere, else inside of a word.
        ([extra], []) => is_doubled(&a, start, *extra) || start > 0 && end > 0 && shorter >= 6,
        ([], [lost]) => start > 0 && end > 0 && shorter >= 6 || is_doubled(&b, start, *lost),
        // One for another.
        ([x], [y]) => shorter >= 8 && start > 0 && end >= 2 && !matches!((x, y), ('s', 'z') | ('z', 's')),
        _ => false,
    }
}

/// True when one word has the letters of the other in another order: `who` for `how`, which is a typing error where all
/// the other words of a longer term are the same.
pub fn is_shuffled(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    a != b && a.len() == b.len() && a.len() >= 3 && sorted(a) == sorted(b)
}

/// True when the letter at `at` stands beside another of its kind; the last of a word is an ending.
fn is_doubled(word: &[char], at: usize, letter: char) -> bool {
    let beside = at > 0 && word[at - 1] == letter || word.get(at + 1) == Some(&letter);
    beside && at + 1 < word.len()
}

/// Numbers for a term and for the term without each of its letters in turn: two terms that are one edit apart have one
/// of these in common. Others may share one by chance.
pub fn neighbours(folded: &str) -> impl Iterator<Item = u64> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let letters: Vec<u64> = folded.chars().map(u64::from).collect();
    // The number of each start; what follows a letter is the whole less the start, both moved alike.
    let mut starts = Vec::with_capacity(letters.len() + 1);
    starts.push(0_u64);
    for letter in &letters {
        starts.push(starts[starts.len() - 1].wrapping_mul(BASE).wrapping_add(letter + 1));
    }
    let whole = starts[letters.len()];
    let mut power = 1_u64;
    let without = (0..letters.len()).rev().map(move |at| {
        let end = whole.wrapping_sub(starts[at + 1].wrapping_mul(power));
        let number = starts[at].wrapping_mul(power).wrapping_add(end);
        power = power.wrapping_mul(BASE);
        number
    });
    std::iter::once(whole).chain(without)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_case_fold() {
        for same in ["open source", "Open-Source", "open_source", "OpenSource", " open source/"] {
            assert_eq!(fold(same), "opensource");
        }
        assert_eq!(fold("fec.gov"), fold("fec-gov"));
        assert_ne!(fold("3.1"), fold("31"));
        assert_ne!(fold("C"), fold("C#"));
        assert_ne!(fold(".net"), fold("net"));
        assert_ne!(fold("2019-20"), fold("201920"));
    }

    #[test]
    fn plurals() {
        assert!(is_plural("longread", "longreads") && is_plural("libraries", "library") && is_plural("box", "boxes"));
        assert!(is_plural("branch", "branches") && is_plural("app", "apps") && !is_plural("io", "ios"));
        assert!(!is_plural("news", "new") && !is_plural("clas", "class") && !is_plural("analytics", "analytic"));
    }

    #[test]
    fn typing_errors() {
        for (rare, common) in [
            ("securtity", "security"),
            ("mobiel", "mobile"),
            ("anayltics", "analytics"),
            ("aquisition", "acquisition"),
            ("ppolicy", "policy"),
            ("recomendation", "recommendation"),
            ("independant", "independent"),
        ] {
            assert!(is_typo(rare, common), "{rare}");
        }
        for (one, other) in [
            ("ipython", "python"),
            ("cython", "python"),
            ("preact", "react"),
            ("designer", "designed"),
            ("organise", "organize"),
            ("content", "contest"),
            ("analyses", "analysis"),
            ("python2", "python3"),
            ("agent", "agents"),
            ("music", "musica"),
            ("centre", "center"),
        ] {
            assert!(!is_typo(one, other) && !is_typo(other, one), "{one} {other}");
        }
    }

    #[test]
    fn one_edit_leaves_a_neighbour_in_common() {
        let near = |a: &str, b: &str| neighbours(a).any(|x| neighbours(b).any(|y| x == y));
        assert!(is_shuffled("who", "how") && !is_shuffled("how", "how") && !is_shuffled("now", "how"));
        assert!(
            near("mobiel", "mobile") && near("securtity", "security") && near("pplan", "plan") && !near("abcd", "xycd")
        );
    }
}
