//! Lists by name, put in where they are used.

use std::collections::HashMap;

use crate::error::Error;
use crate::pack::Word;
use crate::pack::closest::did_you_mean;

pub(crate) type Lists = HashMap<String, Vec<Word>>;

/// The words with each `@name` replaced by the list of that name.
pub(crate) fn unfold(words: &[Word], lists: &Lists) -> Result<Vec<Word>, Error> {
    let mut unfolded = Vec::with_capacity(words.len());
    for word in words {
        match word.text.strip_prefix('@') {
            None => unfolded.push(word.clone()),
            Some(name) => match lists.get(name) {
                // An error in the list is shown where the list is used.
                Some(list) => unfolded
                    .extend(list.iter().map(|item| Word { text: item.text.clone(), ..*word })),
                None => {
                    let hint = did_you_mean(name, lists.keys().map(String::as_str));
                    let cause = format!("there is no list `{name}`{hint}");
                    return Err(Error::new(cause).at(word));
                }
            },
        }
    }
    Ok(unfolded)
}
