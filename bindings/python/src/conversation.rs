//! The messages of one chat, for rules that need more than one message.

use std::sync::{Mutex, MutexGuard, PoisonError};

use kfrules::{Message, Sender, Zone};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::instant::read_us;
use crate::ruleset::{self, Ruleset};
use crate::violation::tuple;

/// The messages of one chat, checked one by one with what was said before: a contact split over
/// several messages, an invoice asked for and refused, 稍等 with nothing after it.
///
/// It keeps its messages until `finish`, and is pickled as its ruleset and these. Threads may share
/// it; messages come in the order in which they were written. To try a message before it is sent, use
/// `copy.copy(chat).check(text)`, and keep the copy if it is.
///
/// >>> chat = kfrules.Conversation(kfrules.Ruleset.platform("pdd"))
/// >>> chat.check("能开发票吗", sender="customer")
/// ()
/// >>> violation, = chat.check("亲，这个开不了的")
/// >>> violation.rule, violation.lines
/// ('pdd/invoice.refused-when-asked', (1, 2))
#[pyclass(frozen, module = "kfrules")]
pub(crate) struct Conversation {
    rules: Py<Ruleset>,
    state: Mutex<State>,
}

#[derive(Clone, Default)]
struct State {
    chat: kfrules::Conversation,
    said: Vec<Said>,
}

/// A message as it was given.
#[derive(Clone, FromPyObject, IntoPyObject)]
struct Said(String, String, Option<i64>, Option<u64>);

impl Conversation {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say<'py>(
        &self,
        py: Python<'py>,
        sender: Sender,
        text: String,
        at_us: Option<i64>,
        line: Option<u64>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let rules = self.rules.get();
        let mut checker = rules.checker();
        let mut state = self.lock();
        let State { chat, said } = &mut *state;
        let mut message = Message::new(sender, &text);
        (message.at_us, message.line) = (at_us, line);
        let violations = chat.check(&mut checker, &message);
        let found: Vec<_> = violations.map(|violation| rules.violation(&violation)).collect();
        said.push(Said(sender.to_string(), text, at_us, line));
        // Making objects may run other Python code, which may want this conversation.
        drop(state);
        tuple(py, found)
    }
}

/// What to call to get a conversation again, and with what.
type Call<'py> = (Bound<'py, PyAny>, (Py<Ruleset>, Vec<Said>));

#[pymethods]
impl Conversation {
    #[new]
    fn begin(rules: Py<Ruleset>) -> Conversation {
        Conversation { rules, state: Mutex::default() }
    }

    /// A conversation in which this was said: tuples of sender, text, instant and line, as
    /// `messages` has them.
    #[staticmethod]
    fn of(py: Python<'_>, rules: Py<Ruleset>, messages: Vec<Said>) -> PyResult<Self> {
        let conversation = Conversation::begin(rules);
        for Said(sender, text, at_us, line) in messages {
            conversation.say(py, ruleset::sender(&sender)?, text, at_us, line)?;
        }
        Ok(conversation)
    }

    /// The ruleset it checks by.
    #[getter]
    fn rules(&self, py: Python<'_>) -> Py<Ruleset> {
        self.rules.clone_ref(py)
    }

    /// What was said so far: tuples of sender, text, instant in microseconds and line, the last two
    /// as they were given.
    #[getter]
    fn messages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let said = self.lock().said.clone();
        PyTuple::new(py, said)
    }

    /// Checks the next message as `Ruleset.check` does, and by the rules that read dialogues.
    ///
    /// `at` is when it was written, for rules about time: microseconds since 1970-01-01 00:00 UTC, a
    /// text or a datetime, without an offset in Beijing time. `line` is a number of your own, which
    /// `Violation.lines` gives back; without it, messages are counted from 1.
    #[pyo3(signature = (text, *, sender = "agent", at = None, line = None))]
    fn check<'py>(
        &self,
        py: Python<'py>,
        text: String,
        sender: &str,
        at: Option<&Bound<'py, PyAny>>,
        line: Option<u64>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let at_us = at.map(|at| read_us(at, Zone::default())).transpose()?;
        self.say(py, ruleset::sender(sender)?, text, at_us, line)
    }

    /// Ends the conversation: what was waited for and did not come, at the last message. The next
    /// message starts a new conversation.
    ///
    /// >>> chat = kfrules.Conversation(kfrules.Ruleset.platform("pdd"))
    /// >>> chat.check("稍等哦")
    /// ()
    /// >>> [violation.rule for violation in chat.finish()]
    /// ['pdd/conduct.stall']
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rules = self.rules.get();
        let mut checker = rules.checker();
        let mut state = self.lock();
        state.said.clear();
        let violations = state.chat.finish(&mut checker);
        let found = violations.map(|violation| rules.violation(&violation)).collect();
        drop(state);
        tuple(py, found)
    }

    /// Another conversation in which the same was said: try what you are about to send in a copy, and
    /// keep that if it is sent.
    fn __copy__(&self, py: Python<'_>) -> Conversation {
        let state = self.lock().clone();
        Conversation { rules: self.rules.clone_ref(py), state: Mutex::new(state) }
    }

    fn __deepcopy__(&self, py: Python<'_>, memo: &Bound<'_, PyAny>) -> Conversation {
        // All that it has cannot change.
        let _ = memo;
        self.__copy__(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Call<'py>> {
        let of = py.get_type::<Conversation>().getattr("of")?;
        let said = self.lock().said.clone();
        Ok((of, (self.rules.clone_ref(py), said)))
    }

    fn __len__(&self) -> usize {
        self.lock().said.len()
    }

    fn __repr__(&self) -> String {
        let rules = self.rules.get().rules();
        format!("Conversation({}, {} messages)", rules.id(), self.lock().said.len())
    }
}
