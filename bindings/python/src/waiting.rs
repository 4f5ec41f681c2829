//! Who waits for an answer now.

use pyo3::prelude::*;

/// Somebody who waits for an answer that would count. Instants are in microseconds since 1970-01-01
/// 00:00 UTC.
#[pyclass(frozen, eq, hash, module = "kfrules")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Waiting {
    conversation: String,
    customer: String,
    agent: Option<String>,
    since_us: i64,
    waited_us: i64,
    due_us: Option<i64>,
    warn_us: i64,
    is_warned: bool,
    is_late: bool,
}

impl Waiting {
    pub(crate) fn new(waiting: &kfrules::Waiting<'_>) -> Waiting {
        Waiting {
            conversation: waiting.conversation.to_owned(),
            customer: waiting.customer.to_owned(),
            agent: waiting.agent.map(str::to_owned),
            since_us: waiting.since_us,
            waited_us: waiting.waited_us,
            due_us: waiting.due_us,
            warn_us: waiting.warn_us,
            is_warned: waiting.is_warned,
            is_late: waiting.is_late,
        }
    }
}

#[pymethods]
impl Waiting {
    #[new]
    #[pyo3(signature = (conversation, customer, agent, since_us, waited_us, due_us, warn_us, is_warned, is_late))]
    #[expect(clippy::too_many_arguments, reason = "a record of that many fields")]
    fn restore(
        conversation: String,
        customer: String,
        agent: Option<String>,
        since_us: i64,
        waited_us: i64,
        due_us: Option<i64>,
        warn_us: i64,
        is_warned: bool,
        is_late: bool,
    ) -> Waiting {
        Waiting {
            conversation,
            customer,
            agent,
            since_us,
            waited_us,
            due_us,
            warn_us,
            is_warned,
            is_late,
        }
    }

    #[expect(clippy::type_complexity, reason = "the arguments of `__new__`")]
    fn __getnewargs__(&self) -> (&str, &str, Option<&str>, i64, i64, Option<i64>, i64, bool, bool) {
        let (conversation, customer, agent) = (self.conversation(), self.customer(), self.agent());
        let Waiting { since_us, waited_us, due_us, warn_us, is_warned, is_late, .. } = *self;
        (conversation, customer, agent, since_us, waited_us, due_us, warn_us, is_warned, is_late)
    }

    /// The conversation.
    #[getter]
    fn conversation(&self) -> &str {
        &self.conversation
    }

    /// The customer; the conversation's name if the log names none.
    #[getter]
    fn customer(&self) -> &str {
        &self.customer
    }

    /// The agent last named in the conversation.
    #[getter]
    fn agent(&self) -> Option<&str> {
        self.agent.as_deref()
    }

    /// When the clock started.
    #[getter]
    fn since_us(&self) -> i64 {
        self.since_us
    }

    /// How long it has run, in microseconds.
    #[getter]
    fn waited_us(&self) -> i64 {
        self.waited_us
    }

    /// The last instant at which an answer is in time; `None` where only the mean counts.
    #[getter]
    fn due_us(&self) -> Option<i64> {
        self.due_us
    }

    /// From when on somebody should be told.
    #[getter]
    fn warn_us(&self) -> i64 {
        self.warn_us
    }

    /// Whether it is time to tell somebody.
    #[getter]
    fn is_warned(&self) -> bool {
        self.is_warned
    }

    /// Whether it is too late for an answer in time.
    #[getter]
    fn is_late(&self) -> bool {
        self.is_late
    }

    fn __repr__(&self) -> String {
        let seconds = self.waited_us / 1_000_000;
        let state = match (self.is_late, self.is_warned) {
            (true, _) => ", late",
            (false, true) => ", warned",
            (false, false) => "",
        };
        format!("Waiting({}, {} s{state})", self.conversation, seconds)
    }
}
