//! What a pattern may be, and which words wake it.

use std::fmt;

use regex_syntax::ast::{self, Ast, ClassSetItem, ClassUnicode, ClassUnicodeKind, Flag, Flags};
use regex_syntax::hir::translate::Translator;
use regex_syntax::hir::{Capture, Hir, HirKind, Look, Repetition};

pub(crate) use super::needs::needs;
use crate::error::Error;
use crate::text::{Fold, fold, stands_for_itself};

/// The longest text, in bytes, that a pattern may match. A bound keeps the search linear however
/// many matches are refused: the next search begins one symbol on.
const LONGEST_MATCH: usize = 600;

/// The scripts that `\p{Han}` and the like may name: those that shops and customers write in.
const SCRIPTS: [&str; 8] =
    ["han", "latin", "greek", "cyrillic", "hiragana", "katakana", "hangul", "bopomofo"];

/// Reads a pattern and holds it to its bounds.
pub(crate) fn parse(source: &str) -> Result<Hir, Error> {
    let fault = |cause: &dyn fmt::Display| fault(source, cause);
    let ast = ast::parse::Parser::new()
        .parse(source)
        .map_err(|error| fault(&format!("is not valid: {}", error.kind())))?;
    ast::visit(&ast, Wishes).map_err(|wish| fault(&wish))?;
    let hir = Translator::new()
        .translate(source, &ast)
        .map_err(|error| fault(&format!("is not valid: {}", error.kind())))?;
    let hir = if hir.properties().look_set().contains_word() { at_latin_edges(hir) } else { hir };
    if let Some(symbol) = never_spelled(&hir) {
        return Err(fault(&match fold(symbol) {
            Fold::Noise(_) | Fold::Mark | Fold::Ignored => {
                format!(
                    "asks for \"{symbol}\", which is set aside before patterns look: leave it out"
                )
            }
            _ => {
                format!("asks for \"{symbol}\", which is written otherwise once a text is spelled")
            }
        }));
    }
    if hir.properties().minimum_len() == Some(0) {
        return Err(fault(&"matches nothing at all: let it ask for at least one symbol"));
    }
    match hir.properties().maximum_len() {
        Some(longest) if longest <= LONGEST_MATCH => Ok(hir),
        Some(longest) => {
            Err(fault(&format!("may match {longest} bytes; {LONGEST_MATCH} is the most")))
        }
        None => Err(fault(&"has no longest match: write {0,20} in place of * or +")),
    }
}

/// Lets `\b` and its kin see the edges of runs of letters and digits. To Unicode hanzi are letters too,
/// so that `\bvx\b` would not be met in 加vx吧; and to tell their edges takes many times as long.
fn at_latin_edges(hir: Hir) -> Hir {
    let all = |parts: Vec<Hir>| parts.into_iter().map(at_latin_edges).collect();
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(match look {
            Look::WordUnicode => Look::WordAscii,
            Look::WordUnicodeNegate => Look::WordAsciiNegate,
            Look::WordStartUnicode => Look::WordStartAscii,
            Look::WordEndUnicode => Look::WordEndAscii,
            Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
            Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
            other => other,
        }),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            let sub = Box::new(at_latin_edges(*sub));
            Hir::repetition(Repetition { min, max, greedy, sub })
        }
        HirKind::Capture(Capture { index, name, sub }) => {
            Hir::capture(Capture { index, name, sub: Box::new(at_latin_edges(*sub)) })
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(branches) => Hir::alternation(all(branches)),
    }
}

/// Refuses what takes tables that the library does without. Another part of the same program may bring
/// them in, and which packs can be read must not depend on that.
struct Wishes;

impl Wishes {
    fn look_at_flags(flags: &Flags) -> Result<(), String> {
        match flags.flag_state(Flag::CaseInsensitive) {
            None => Ok(()),
            Some(_) => {
                Err("sets the flag i: patterns see small letters alone, leave it out".into())
            }
        }
    }

    fn look_at_class(class: &ClassUnicode) -> Result<(), String> {
        match &class.kind {
            ClassUnicodeKind::Named(name)
                if SCRIPTS.iter().any(|script| name.eq_ignore_ascii_case(script)) =>
            {
                Ok(())
            }
            _ => Err(format!(
                "names a class of characters that is not known: \\p is for {}",
                SCRIPTS.map(|script| format!("\\p{{{script}}}")).join(", ")
            )),
        }
    }
}

impl ast::Visitor for Wishes {
    type Output = ();
    type Err = String;

    fn finish(self) -> Result<(), String> {
        Ok(())
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), String> {
        match ast {
            Ast::Flags(set) => Wishes::look_at_flags(&set.flags),
            Ast::Group(group) => group.flags().map_or(Ok(()), Wishes::look_at_flags),
            Ast::ClassUnicode(class) => Wishes::look_at_class(class),
            _ => Ok(()),
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), String> {
        match item {
            ClassSetItem::Unicode(class) => Wishes::look_at_class(class),
            _ => Ok(()),
        }
    }
}

/// A character that the pattern asks for and no spelled text has.
fn never_spelled(hir: &Hir) -> Option<char> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            text.chars().find(|&c| !stands_for_itself(c))
        }
        HirKind::Capture(capture) => never_spelled(&capture.sub),
        HirKind::Repetition(repetition) => never_spelled(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().find_map(never_spelled)
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => None,
    }
}

/// What is wrong with a pattern.
pub(crate) fn fault(source: &str, cause: &dyn fmt::Display) -> Error {
    Error::new(format!("pattern \"{source}\" {cause}"))
}
