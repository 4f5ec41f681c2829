//! The name that was probably meant by a misspelled one.

/// ": did you mean `name`?", if one of the names is close; nothing otherwise.
pub(crate) fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    match closest(typed, names) {
        Some(name) => format!(": did you mean `{name}`?"),
        None => String::new(),
    }
}

/// Nobody misspells a longer name than this, in bytes; comparing long names is slow.
const LONGEST: usize = 128;

/// The closest name, if no more than a third of its letters would have to change.
fn closest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if typed.len() > LONGEST {
        return None;
    }
    let names = names.into_iter().filter(|name| name.len() <= LONGEST);
    let measured = names.map(|name| (distance(typed, name), name));
    let close = measured.filter(|(distance, name)| {
        let length = name.chars().count().max(typed.chars().count());
        *distance <= length.div_ceil(3) && *distance < length
    });
    close.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// How many letters must be changed, put in, left out or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // Each row: the distances from the first letters of `one` to every beginning of `other`.
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, counterpart) in other.iter().enumerate() {
            let changed = last[j] + usize::from(letter != counterpart);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *counterpart && *letter == other[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, distance};

    #[test]
    fn distances() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("words", "words", 0),
            ("wrods", "words", 1),
            ("word", "words", 1),
            ("warnning", "warning", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
            assert_eq!(distance(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn far_names_are_not_meant() {
        assert_eq!(did_you_mean("wrods", ["codes", "words"]), ": did you mean `words`?");
        assert_eq!(did_you_mean("colour", ["words", "reach"]), "");
        assert_eq!(did_you_mean("x", ["y"]), "");
    }
}
