//! Lists by name, put in where they are used.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Error;
use crate::pack::Word;
use crate::pack::closest::did_you_mean;

pub(crate) type Lists = HashMap<String, Arc<Vec<Word>>>;

/// Takes the text of each word, with each `@name` replaced by the list of that name, and the word where
/// an error is shown: one in a list is shown where the list is used.
pub(crate) fn unfold<'a>(
    words: &'a [Word],
    lists: &'a Lists,
    mut take: impl FnMut(&'a str, &'a Word) -> Result<(), Error>,
) -> Result<(), Error> {
    for word in words {
        let Some(name) = word.text.strip_prefix('@') else {
            take(&word.text, word)?;
            continue;
        };
        let Some(list) = lists.get(name) else {
            let hint = did_you_mean(name, lists.keys().map(String::as_str));
            let cause = format!("there is no list `{name}`{hint}");
            return Err(Error::new(cause).at(word));
        };
        list.iter().try_for_each(|item| take(&item.text, word))?;
    }
    Ok(())
}
