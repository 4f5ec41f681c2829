//! What a saved ruleset is made of. Whatever changes here changes `FORMAT`.

use super::bytes::{Input, Saved};
use crate::compile::base::Outline;
use crate::number::NumberKind;
use crate::pack::{Guard, Side};
use crate::plan::{
    Compiled, Cued, Dialogue, DisguisedWord, Near, NumberUse, Outcome, Plan, Role, Sound, Trigger,
    Use, Written,
};
use crate::rule::{Confidence, Replacement, Rule, Sender, Severity, Source, Via};

/// Saves a struct as its fields, in the order in which they are listed.
macro_rules! fields {
    ($type:ident { $($field:ident),* $(,)? }) => {
        impl Saved for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let $type { $($field),* } = self;
                $($field.write(out);)*
            }

            fn read(input: &mut Input<'_>) -> Option<$type> {
                $(let $field = Saved::read(input)?;)*
                Some($type { $($field),* })
            }

            fn write_after(&self, before: Option<&$type>, out: &mut Vec<u8>) {
                $(self.$field.write_after(before.map(|before| &before.$field), out);)*
            }

            fn read_after(before: Option<&$type>, input: &mut Input<'_>) -> Option<$type> {
                $(let $field = Saved::read_after(before.map(|before| &before.$field), input)?;)*
                Some($type { $($field),* })
            }
        }
    };
}

/// Saves an enum as the number of its variant and the fields of that.
macro_rules! variants {
    ($type:ident { $($number:literal = $variant:ident $({ $($field:ident),* })?),* $(,)? }) => {
        impl Saved for $type {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $($type::$variant $({ $($field),* })? => {
                        out.push($number);
                        $($($field.write(out);)*)?
                    })*
                }
            }

            fn read(input: &mut Input<'_>) -> Option<$type> {
                match input.byte()? {
                    $($number => {
                        $($(let $field = Saved::read(input)?;)*)?
                        Some($type::$variant $({ $($field),* })?)
                    })*
                    _ => None,
                }
            }
        }
    };
}

fields!(Compiled {
    id,
    rules,
    dialogues,
    plans,
    terms,
    uses,
    wakes,
    latin,
    disguised,
    disguised_uses,
    number_uses,
    patterns,
    pattern_uses,
});
fields!(Outline { packs, lists, words });
fields!(Rule {
    index,
    name,
    id_start,
    severity,
    message,
    suggestion,
    sources,
    since,
    until,
    senders,
    reach,
    hits,
    passes,
    denied,
    reads_dialogue,
    replacements,
});
fields!(Source { document, date, quote, facts, confidence, sanction, url });
fields!(Replacement { word, with });
fields!(Plan { gap, guard, cued, near, unless_within, split, dialogue });
fields!(Cued { side, within, asks_cue, signs });
fields!(Near { parts, within, ordered, awaited });
fields!(Dialogue { trigger, outcome, within, within_us });
fields!(Use { rule, role, reach, written });
fields!(Written { text, gaps });
fields!(DisguisedWord { term, sound });
fields!(Sound { heard, near, reading });
fields!(NumberUse { kind, least, home, rule, role });

variants!(Severity { 0 = Info, 1 = Warning, 2 = Error });
variants!(Via { 0 = Exact, 1 = Folded, 2 = Spread, 3 = Shape, 4 = Sound });
variants!(Confidence { 0 = Low, 1 = Medium, 2 = High });
variants!(Sender { 0 = Customer, 1 = Agent, 2 = Assist, 3 = Robot, 4 = Auto, 5 = System });
variants!(Guard { 0 = Strict, 1 = Normal, 2 = Off });
variants!(Side { 0 = Before, 1 = After, 2 = Either });
variants!(Role {
    0 = Except,
    1 = Word,
    2 = Code,
    3 = Clause,
    4 = Cued { group },
    5 = CuedCode { group },
    6 = Number { group },
    7 = Cue { group },
    8 = Near { group, part },
    9 = Unless,
    10 = UnlessAfter,
    11 = Asked,
    12 = Said,
    13 = SaidLast,
    14 = Answer,
    15 = AnswerClause,
    16 = Missing,
});
variants!(Trigger {
    0 = Asked,
    1 = Said,
    2 = Waited { seconds },
    3 = Repeated { times, to_other_questions, least },
    4 = NoLastWord,
});
variants!(Outcome { 0 = Itself, 1 = Answered, 2 = Missing, 3 = Silent });
variants!(NumberKind {
    0 = Mobile,
    1 = Landline,
    2 = Hotline,
    3 = Qq,
    4 = Wechat,
    5 = Email,
    6 = Link,
    7 = ResidentId,
    8 = BankCard,
    9 = Digits,
    10 = Order,
    11 = Tracking,
    12 = Item,
    13 = Price,
    14 = Quantity,
    15 = Size,
    16 = Date,
    17 = Time,
    18 = Model,
    19 = Code,
});
