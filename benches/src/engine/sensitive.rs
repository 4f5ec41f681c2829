//! sensitive-rs, which takes out what is neither letter nor digit and looks through sound and shape too.

use std::hint::black_box;

use sensitive_rs::Filter;

use super::{Engine, Maker};
use crate::subject::Subject;

impl Engine for Filter {
    /// Words without their places: it tells none.
    fn count(&mut self, text: &str) -> usize {
        // A bench asks the same again and again; what it remembers is not a search.
        self.clear_cache();
        black_box(self.find_all(text)).len()
    }
}

pub(super) fn sensitive_rs(subject: &Subject) -> Maker {
    let terms = subject.terms().to_vec();
    Box::new(move || Ok(Box::new(of_terms(&terms))))
}

fn of_terms(terms: &[String]) -> Filter {
    let mut filter = Filter::new();
    filter.add_words(&terms.iter().map(String::as_str).collect::<Vec<_>>());
    filter
}

#[cfg(test)]
mod tests {
    use super::of_terms;
    use crate::engine::Engine;

    /// What the count `listed` of the definitions means.
    #[test]
    fn each_term_counts_once_in_a_text_also_within_another_and_by_its_sound() {
        let mut engine = of_terms(&["微信", "加微信"].map(str::to_owned));
        assert_eq!(engine.count("微信，微信"), 1);
        assert_eq!(engine.count("加微信"), 2);
        assert_eq!(engine.count("薇芯"), 1);
        assert_eq!(engine.count("微*信"), 1);
        assert_eq!(engine.count("没有"), 0);
        // xian, and da in dang.
        assert_eq!(of_terms(&["西安", "大"].map(str::to_owned)).count("先当"), 2);
    }
}
