//! Terms made from the words of `data/words_50k.tsv`: as many as wanted, seldom said in a shop.

use std::collections::HashSet;

use serde::Deserialize;

use super::random::Random;

/// `recipes/terms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    seed: u64,
    /// Of a hundred terms, how many are one word, two words joined, three, …
    joined: Vec<usize>,
    /// A term of one word is one that the list counts less often than this.
    rare_below: u64,
    /// Longer terms are left out.
    longest_characters: usize,
}

/// Makes the first `count` terms; fewer terms are always a beginning of more terms.
pub(crate) fn make(recipe: &Recipe, words: &str, count: usize) -> Result<Vec<String>, String> {
    let words = read(words)?;
    let rare: Vec<&str> =
        words.iter().filter(|(_, n)| *n < recipe.rare_below).map(|(word, _)| *word).collect();
    let mut random = Random::new(recipe.seed);
    let mut seen = HashSet::new();
    let mut terms = Vec::with_capacity(count);
    while terms.len() < count {
        let term = match number_of_words(recipe, &mut random) {
            1 => (*random.pick(&rare)).to_owned(),
            several => (0..several).map(|_| random.pick(&words).0).collect(),
        };
        if term.chars().count() <= recipe.longest_characters && seen.insert(term.clone()) {
            terms.push(term);
        }
    }
    Ok(terms)
}

fn number_of_words(recipe: &Recipe, random: &mut Random) -> usize {
    let mut drawn = random.below(recipe.joined.iter().sum());
    for (index, share) in recipe.joined.iter().enumerate() {
        match drawn.checked_sub(*share) {
            None => return index + 1,
            Some(rest) => drawn = rest,
        }
    }
    recipe.joined.len()
}

/// The words of two and more hanzi, each with its count.
fn read(table: &str) -> Result<Vec<(&str, u64)>, String> {
    let mut words = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (word, count) = row.split_once('\t').ok_or_else(|| format!("no tab in {row:?}"))?;
        let count = count.parse().map_err(|error| format!("{row:?}: {error}"))?;
        if word.chars().count() > 1 && word.chars().all(|c| ('一'..='\u{9FFF}').contains(&c)) {
            words.push((word, count));
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::{Recipe, make};

    #[test]
    fn few_terms_are_a_beginning_of_many_and_none_comes_twice() {
        let recipe =
            Recipe { seed: 1, joined: vec![50, 50], rare_below: 10, longest_characters: 4 };
        let words = "# word\tcount\n春\t99\n春天\t50\n夏日\t5\n秋风\t5\n冬雪里\t5\n";
        let many = make(&recipe, words, 8).unwrap();
        assert_eq!(make(&recipe, words, 3).unwrap(), many[..3]);
        let mut sorted = many.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), 8);
        assert!(many.iter().all(|term| term.chars().count() <= 4 && term != "春天"));
    }
}
