//! Checks a column of texts, on all cores.

use std::iter::Peekable;
use std::num::NonZero;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use arrow_array::RecordBatch;
use kfrules::{Checker, Sender};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arrow::{Chunks, Texts};
use crate::error::complain;
use crate::findings::{Findings, Rows};
use crate::ruleset::{self, Ruleset};

/// How many rows a thread takes at a time: a millisecond of work or so, that all end together.
const PIECE: usize = 4096;

/// Who wrote the rows.
enum Senders {
    All(Sender),
    Each(Vec<Sender>),
}

impl Senders {
    /// A name, or a column of names; where a row has none, the agent.
    fn read(sender: Option<&Bound<'_, PyAny>>) -> PyResult<Senders> {
        let Some(sender) = sender else { return Ok(Senders::All(Sender::Agent)) };
        if let Ok(name) = sender.extract::<&str>() {
            return ruleset::sender(name).map(Senders::All);
        }
        let mut senders = Vec::new();
        for texts in texts(sender, "a sender or a column of senders")? {
            let texts = texts.map_err(complain)?;
            for row in 0..texts.len() {
                let name = texts.get(row).map(String::from_utf8_lossy);
                let sender = name.map_or(Ok(Sender::Agent), |name| name.parse());
                let row = senders.len();
                let fault = |error| complain(format!("row {row} of the senders: {error}"));
                senders.push(sender.map_err(fault)?);
            }
        }
        Ok(Senders::Each(senders))
    }

    fn of(&self, row: usize) -> Result<Sender, String> {
        match self {
            Senders::All(sender) => Ok(*sender),
            Senders::Each(senders) => {
                let last = || format!("row {row}: there are only {} senders", senders.len());
                senders.get(row).copied().ok_or_else(last)
            }
        }
    }
}

/// The chunks of a column, or what is wrong with one.
fn texts(
    column: &Bound<'_, PyAny>,
    what: &str,
) -> PyResult<impl Iterator<Item = Result<Texts, String>> + use<>> {
    let chunks = Chunks::take(column, what)?;
    let data_type = chunks.data_type();
    if !Texts::are(&data_type) {
        return Err(PyTypeError::new_err(format!(
            "{what} is needed (texts, or a table with one column of them), not {data_type}"
        )));
    }
    Ok(chunks.map(|chunk| {
        let chunk = chunk.map_err(|error| error.to_string())?;
        Texts::new(&chunk).ok_or_else(|| format!("a chunk of {} in a column", chunk.data_type()))
    }))
}

/// Rows of a column that one thread checks.
struct Piece {
    number: usize,
    texts: Arc<Texts>,
    /// The rows in the chunk.
    rows: Range<usize>,
    /// The first row in the column.
    first: usize,
}

/// A column in pieces.
struct Pieces<I> {
    chunks: I,
    chunk: Arc<Texts>,
    /// The next row in the chunk, in the column, and the next piece.
    in_chunk: usize,
    in_column: usize,
    number: usize,
}

impl<I: Iterator<Item = Result<Texts, String>>> Pieces<I> {
    fn new(chunks: I) -> Pieces<I> {
        let chunk = Arc::new(Texts::Missing(0));
        Pieces { chunks, chunk, in_chunk: 0, in_column: 0, number: 0 }
    }
}

impl<I: Iterator<Item = Result<Texts, String>>> Iterator for Pieces<I> {
    type Item = Result<Piece, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.in_chunk == self.chunk.len() {
            match self.chunks.next()? {
                Ok(chunk) => (self.chunk, self.in_chunk) = (Arc::new(chunk), 0),
                Err(fault) => return Some(Err(fault)),
            }
        }
        let rows = self.in_chunk..self.chunk.len().min(self.in_chunk + PIECE);
        let (number, first) = (self.number, self.in_column);
        self.number += 1;
        self.in_column += rows.len();
        self.in_chunk = rows.end;
        Some(Ok(Piece { number, texts: Arc::clone(&self.chunk), rows, first }))
    }
}

/// What the threads share: what is to be done, and what is.
struct Shared<I: Iterator> {
    pieces: Peekable<I>,
    rows: usize,
    done: Vec<(usize, RecordBatch)>,
    /// What went wrong first, in the order of the column.
    fault: Option<(usize, String)>,
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic of another thread comes out where the threads are joined.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<I: Iterator<Item = Result<Piece, String>>> Shared<I> {
    /// The next piece, unless all is done or something went wrong.
    fn take(&mut self) -> Option<Piece> {
        if self.fault.is_some() {
            return None;
        }
        match self.pieces.next()? {
            Ok(piece) => Some(piece),
            Err(fault) => {
                self.fault = Some((usize::MAX, fault));
                None
            }
        }
    }

    fn put(&mut self, piece: &Piece, found: Result<Option<RecordBatch>, String>) {
        self.rows += piece.rows.len();
        match found {
            Ok(None) => {}
            Ok(Some(batch)) => self.done.push((piece.number, batch)),
            Err(fault) => {
                if self.fault.as_ref().is_none_or(|(number, _)| piece.number < *number) {
                    self.fault = Some((piece.number, fault));
                }
            }
        }
    }
}

/// Checks a piece, then others until there are none.
fn work<I>(rules: &Ruleset, senders: &Senders, shared: &Mutex<Shared<I>>, first: Option<Piece>)
where
    I: Iterator<Item = Result<Piece, String>>,
{
    let mut checker = rules.checker();
    let mut next = first;
    while let Some(piece) = next {
        let found = check(&piece, senders, &mut checker);
        let mut shared = lock(shared);
        shared.put(&piece, found);
        next = shared.take();
    }
}

/// What is found in a piece, if anything is.
fn check(
    piece: &Piece,
    senders: &Senders,
    checker: &mut Checker,
) -> Result<Option<RecordBatch>, String> {
    let mut found: Option<Rows> = None;
    for (row, index) in (piece.first..).zip(piece.rows.clone()) {
        let Some(text) = piece.texts.get(index) else { continue };
        let violations = checker.check_bytes(senders.of(row)?, text);
        for violation in violations.map_err(|error| format!("row {row}: {error}"))? {
            let rows = found.get_or_insert_default();
            rows.add(row, &violation).ok_or_else(|| format!("row {row}: the text is too long"))?;
        }
    }
    found.map(Rows::finish).transpose().map_err(|error| error.to_string())
}

/// Checks a column on so many threads.
pub(crate) fn check_column(
    rules: &Ruleset,
    column: &Bound<'_, PyAny>,
    sender: Option<&Bound<'_, PyAny>>,
    threads: Option<NonZero<usize>>,
) -> PyResult<Findings> {
    let senders = Senders::read(sender)?;
    let pieces = Pieces::new(texts(column, "a column of texts")?);
    let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let shared = Shared { pieces: pieces.peekable(), rows: 0, done: Vec::new(), fault: None };
    let shared = Mutex::new(shared);
    column.py().detach(|| {
        thread::scope(|scope| {
            // This thread is the first; another is called where something is left for it.
            let first = lock(&shared).take();
            for _ in 1..threads {
                let mut waiting = lock(&shared);
                if waiting.pieces.peek().is_none() {
                    break;
                }
                let next = waiting.take();
                scope.spawn(|| work(rules, &senders, &shared, next));
            }
            work(rules, &senders, &shared, first);
        });
    });
    let Shared { mut done, rows, fault, .. } =
        shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, fault)) = fault {
        return Err(complain(fault));
    }
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(Findings::new(done.into_iter().map(|(_, batch)| batch).collect(), rows))
}
