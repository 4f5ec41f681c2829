//! The reply clock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use kfrules::{Event, Zone};
use pyo3::prelude::*;

use crate::error::{complain, raise};
use crate::instant::read_us;
use crate::log::{Row, Table, parse_kind};
use crate::profile::Profile;
use crate::report::Report;
use crate::ruleset::sender;
use crate::waiting::Waiting;

/// The reply clock of one shop with all its conversations.
///
/// It never reads the wall clock: time is what the events say. Instants are ints (microseconds
/// since 1970-01-01 00:00 UTC), texts or datetimes; without an offset they are on the shop's wall
/// clock. Threads may share it.
///
/// >>> clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
/// >>> clock.record("c1", "2024-05-01 09:00:00", "customer")
/// >>> clock.record("c2", "2024-05-01 09:00:30", "customer")
/// >>> clock.record("c1", "2024-05-01 09:01:00", "agent", agent="kf01")
/// >>> clock.waiting("2024-05-01 09:02:30")
/// [Waiting(c2, 120 s, warned)]
/// >>> clock.report()
/// Report(pdd@2020-3min-human, 1/2)
#[pyclass(frozen, module = "kfrules")]
pub(crate) struct ReplyClock {
    clock: Mutex<kfrules::ReplyClock>,
    zone: Zone,
}

impl ReplyClock {
    fn lock(&self) -> MutexGuard<'_, kfrules::ReplyClock> {
        // Whatever is refused leaves the clock as before.
        self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl ReplyClock {
    #[new]
    #[pyo3(signature = (profile, *, utc_offset_seconds = 28800, tolerance_us = 10_000_000, warn_after_us = 100_000_000))]
    fn new(
        profile: &Profile,
        utc_offset_seconds: i32,
        tolerance_us: i64,
        warn_after_us: i64,
    ) -> ReplyClock {
        let zone = Zone::east_of_utc(utc_offset_seconds);
        let clock = kfrules::ReplyClock::new(profile.get().clone())
            .in_zone(zone)
            .tolerate_us(tolerance_us)
            .warn_after_us(warn_after_us);
        ReplyClock { clock: Mutex::new(clock), zone }
    }

    /// A clock that goes on from what `to_json` gave, as if it had never stopped.
    #[staticmethod]
    fn from_json(state: &str) -> PyResult<ReplyClock> {
        #[derive(serde::Deserialize)]
        struct Zoned {
            zone: Zone,
        }
        let wrong = |error: serde_json::Error| complain(error.to_string());
        let clock = serde_json::from_str(state).map_err(wrong)?;
        let Zoned { zone } = serde_json::from_str(state).map_err(wrong)?;
        Ok(ReplyClock { clock: Mutex::new(clock), zone })
    }

    /// Everything the clock knows.
    fn to_json(&self) -> String {
        serde_json::to_string(&*self.lock()).expect("a clock is plain data")
    }

    /// What it judges by.
    #[getter]
    fn profile(&self) -> Profile {
        Profile::new(self.lock().profile().clone())
    }

    /// Takes in an event. One that is late within the tolerance is put in its place; a second copy
    /// changes nothing.
    ///
    /// Raises `kfrules.Error` if it is older by more than the tolerance than the newest event of its
    /// conversation, or names another customer than the conversation has; the clock is then as
    /// before.
    #[pyo3(signature = (conversation, at, sender, *, kind = "message", customer = "", agent = "", text = "", id = "", line = 0))]
    #[expect(clippy::too_many_arguments, reason = "all but three have a default")]
    fn record(
        &self,
        conversation: &str,
        at: &Bound<'_, PyAny>,
        sender: &str,
        kind: &str,
        customer: &str,
        agent: &str,
        text: &str,
        id: &str,
        line: u64,
    ) -> PyResult<()> {
        let event = Event::new(conversation, read_us(at, self.zone)?, self::sender(sender)?)
            .kind(parse_kind(kind)?)
            .customer(customer)
            .agent(agent)
            .text(text)
            .id(id)
            .line(line);
        self.lock().record(&event).map_err(|error| raise(&error))
    }

    /// Takes in a finished log in any order: mappings with the fields of the command's logs
    /// (`conversation`, `at`, `from`, and optionally `kind`, `customer`, `agent`, `text`, `id`).
    ///
    /// >>> clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
    /// >>> clock.record_log([
    /// ...     {"conversation": "c1", "at": "2024-05-01 09:01:00", "from": "agent"},
    /// ...     {"conversation": "c1", "at": "2024-05-01 09:00:00", "from": "customer"},
    /// ... ])
    /// >>> clock.report().rate
    /// 1.0
    fn record_log(&self, py: Python<'_>, log: &Bound<'_, PyAny>) -> PyResult<()> {
        let mut rows = Vec::new();
        for (number, row) in (1..).zip(log.try_iter()?) {
            rows.push(
                Row::read(&row?, self.zone)
                    .map_err(|error| complain(format!("event {number}: {}", error.value(py))))?,
            );
        }
        py.detach(|| {
            let events = rows.iter().zip(1..).map(|(row, line)| row.event().line(line));
            self.lock().record_log(&events.collect::<Vec<_>>())
        })
        .map_err(|error| raise(&error))
    }

    /// Takes in a finished log as a table in any order: anything that gives its data by Arrow's
    /// `__arrow_c_stream__` or `__arrow_c_array__`, as tables of pyarrow, polars, DuckDB and pandas
    /// do. Much faster than `record_log`.
    ///
    /// Its columns are the fields of the command's logs: `conversation`, `at` (texts, timestamps, or
    /// integers in microseconds since 1970-01-01 00:00 UTC), `from`, and optionally `kind`,
    /// `customer`, `agent`, `text`, `id`, and `line`, by which reports name events; without it the
    /// rows are counted from 1. Columns of other names are left alone.
    ///
    /// >>> import pyarrow
    /// >>> clock = kfrules.ReplyClock(kfrules.Profile.bundled("pdd@2020-3min-human"))
    /// >>> clock.record_table(pyarrow.table({
    /// ...     "conversation": ["c1", "c1"],
    /// ...     "at": ["2024-05-01 09:00:00", "2024-05-01 09:01:00"],
    /// ...     "from": ["customer", "agent"],
    /// ... }))
    /// >>> clock.report()
    /// Report(pdd@2020-3min-human, 1/1)
    fn record_table(&self, table: &Bound<'_, PyAny>) -> PyResult<()> {
        let events = Table::take(table, self.zone)?;
        table
            .py()
            .detach(|| events.read(|events| self.lock().record_log(events)))
            .map_err(complain)?
            .map_err(|error| raise(&error))
    }

    /// Who waits at an instant, the longest wait first.
    fn waiting(&self, now: &Bound<'_, PyAny>) -> PyResult<Vec<Waiting>> {
        let now_us = read_us(now, self.zone)?;
        Ok(self.lock().waiting(now_us).iter().map(Waiting::new).collect())
    }

    /// The first instant after `after` at which an answer becomes due, in microseconds.
    fn next_due_us(&self, after: &Bound<'_, PyAny>) -> PyResult<Option<i64>> {
        Ok(self.lock().next_due(read_us(after, self.zone)?))
    }

    /// The first instant after `after` at which somebody should be told, in microseconds.
    fn next_warning_us(&self, after: &Bound<'_, PyAny>) -> PyResult<Option<i64>> {
        Ok(self.lock().next_warning(read_us(after, self.zone)?))
    }

    /// Forgets the days before that of an instant, and the conversations that were silent since
    /// that day began.
    fn forget(&self, before: &Bound<'_, PyAny>) -> PyResult<()> {
        self.lock().forget(read_us(before, self.zone)?);
        Ok(())
    }

    /// What the platform would count if nothing came any more.
    fn report(&self, py: Python<'_>) -> Report {
        Report::new(py.detach(|| self.lock().report()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<ReplyClock>().getattr("from_json")?, (self.to_json(),)))
    }

    fn __repr__(&self) -> String {
        format!("{:?}", *self.lock())
    }
}
