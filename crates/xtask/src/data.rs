//! Reads the tables of `data/`, each checked against its checksum in `data/SOURCES.md`.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// The rows of every table; a row is checked for its number of cells and nothing else.
pub(crate) struct Tables {
    /// Form and digits, only the rows that hold in any context.
    pub(crate) digits: Vec<(String, String)>,
    /// Character and the letters it looks like.
    pub(crate) confusables: Vec<(char, String)>,
    /// Rows of `confusables` that are not used.
    pub(crate) kept: Vec<char>,
    /// Traditional or variant character and the simplified one.
    pub(crate) simplified: Vec<(char, char)>,
    /// Character and its common readings, the primary one first.
    pub(crate) readings: Vec<(char, Vec<String>)>,
    /// Word and its syllables, where they are not the primary readings.
    pub(crate) phrases: Vec<(String, Vec<String>)>,
    /// Two characters that look alike, and how much, from 0 to 1.
    pub(crate) alike: Vec<(char, char, f64)>,
    /// Character and the parts it is split into.
    pub(crate) splits: Vec<(char, Vec<char>)>,
    /// Emoji, what it stands for, and how that is read: typed pinyin.
    pub(crate) emoji: Vec<Emoji>,
    /// Word and its count.
    pub(crate) words: Vec<(String, u64)>,
}

/// A row of `emoji_sound.tsv`.
pub(crate) struct Emoji {
    pub(crate) emoji: char,
    pub(crate) meanings: Vec<String>,
    pub(crate) readings: Vec<String>,
    pub(crate) is_curated: bool,
}

/// Reads all tables.
pub(crate) fn read(directory: &Path) -> Result<Tables, String> {
    let sources = text(directory, "SOURCES.md")?;
    let rows = |name, columns| rows(directory, &sources, name, columns);
    Ok(Tables {
        digits: rows("digit_forms.tsv", 4)?
            .into_iter()
            .filter(|row| row[2] == "digit")
            .map(|row| (row[0].clone(), row[1].clone()))
            .collect(),
        confusables: rows("confusables_ascii.tsv", 4)?
            .into_iter()
            .map(|row| Ok((coded(&row)?, row[2].clone())))
            .collect::<Result<_, String>>()?,
        kept: rows("kept.tsv", 3)?.iter().map(|row| coded(row)).collect::<Result<_, String>>()?,
        simplified: rows("t2s_chars.tsv", 3)?
            .into_iter()
            .map(|row| Ok((single(&row[0])?, single(&row[1])?)))
            .collect::<Result<_, String>>()?,
        readings: rows("pinyin_readings.tsv", 5)?
            .into_iter()
            .map(|row| Ok((single(&row[0])?, row[4].split(',').map(str::to_owned).collect())))
            .collect::<Result<_, String>>()?,
        phrases: rows("phrase_readings.tsv", 2)?
            .into_iter()
            .map(|row| (row[0].clone(), row[1].split(' ').map(str::to_owned).collect()))
            .collect(),
        alike: rows("similar_shape.tsv", 4)?
            .into_iter()
            .map(|row| Ok((single(&row[0])?, single(&row[1])?, number(&row[2])?)))
            .collect::<Result<_, String>>()?,
        splits: ["chaizi.tsv", "splits.tsv"]
            .into_iter()
            .map(|name| rows(name, 2))
            .collect::<Result<Vec<_>, _>>()?
            .concat()
            .into_iter()
            .map(|row| Ok((single(&row[0])?, row[1].chars().collect())))
            .collect::<Result<_, String>>()?,
        emoji: rows("emoji_sound.tsv", 4)?
            .iter()
            .map(|row| emoji(row))
            .collect::<Result<_, _>>()?,
        words: rows("words_50k.tsv", 2)?
            .into_iter()
            .chain(rows("words_shop.tsv", 3)?)
            .map(|row| Ok((row[0].clone(), number(&row[1])?)))
            .collect::<Result<_, String>>()?,
    })
}

fn emoji(row: &[String]) -> Result<Emoji, String> {
    let list = |cell: &str| {
        cell.split('|').filter(|item| !item.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    Ok(Emoji {
        emoji: single(&row[0])?,
        meanings: list(&row[1]),
        readings: list(&row[2]),
        is_curated: row[3] == "curated",
    })
}

fn number<T: std::str::FromStr>(cell: &str) -> Result<T, String> {
    cell.parse().map_err(|_| format!("not a number: {cell}"))
}

/// An emoji that stands for a letter has no reading.
const MAY_BE_EMPTY: (&str, usize) = ("emoji_sound.tsv", 2);

fn text(directory: &Path, name: &str) -> Result<String, String> {
    let text = fs::read_to_string(directory.join(name))
        .map_err(|error| format!("data/{name}: {error}"))?;
    // Git on Windows may have changed the line endings, and with them the checksum.
    Ok(text.replace("\r\n", "\n"))
}

fn rows(
    directory: &Path,
    sources: &str,
    name: &str,
    columns: usize,
) -> Result<Vec<Vec<String>>, String> {
    let text = text(directory, name)?;
    let wanted = checksum_in(sources, name)?;
    let found = checksum_of(&text);
    if wanted != found {
        return Err(format!(
            "data/{name} is not the file that data/SOURCES.md describes: its sha256 checksum is \
             {found}, not {wanted}"
        ));
    }
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let may_be_empty = |column| (name, column) == MAY_BE_EMPTY;
            let mut cells = row.iter().enumerate();
            let filled = cells.all(|(column, cell)| !cell.is_empty() || may_be_empty(column));
            if row.len() == columns && filled {
                Ok(row)
            } else {
                Err(format!("data/{name}: not {columns} filled cells in row {line:?}"))
            }
        })
        .collect()
}

/// The last cell of the row of `SOURCES.md` that starts with the name of the file.
fn checksum_in<'a>(sources: &'a str, name: &str) -> Result<&'a str, String> {
    let start = format!("| `{name}` |");
    sources
        .lines()
        .find(|line| line.starts_with(&start))
        .and_then(|line| line.trim_end().trim_end_matches('|').rsplit('|').next())
        .map(|cell| cell.trim().trim_matches('`'))
        .ok_or_else(|| format!("data/SOURCES.md has no row for {name}"))
}

fn checksum_of(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn single(cell: &str) -> Result<char, String> {
    let mut characters = cell.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(character),
        _ => Err(format!("not one character: {cell:?}")),
    }
}

/// The character of a row that starts with its code point, which guards against an editor that
/// normalises the file.
fn coded(row: &[String]) -> Result<char, String> {
    let character = single(&row[1])?;
    if row[0] == format!("{:04X}", u32::from(character)) {
        Ok(character)
    } else {
        Err(format!("{} is not the code point of {}", row[0], character.escape_unicode()))
    }
}

#[cfg(test)]
mod tests {
    use super::{checksum_in, checksum_of};

    #[test]
    fn a_checksum_is_the_last_cell_of_its_row() {
        let sources = "# Sources\n\n| file | sha256 |\n|---|---|\n| `a.tsv` | `0f` |\n";
        assert_eq!(checksum_in(sources, "a.tsv"), Ok("0f"));
        assert!(checksum_in(sources, "b.tsv").is_err());
    }

    #[test]
    fn a_checksum_is_lower_case_sha256() {
        assert!(checksum_of("").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
    }
}
