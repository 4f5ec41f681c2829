//! A report as CSV: one row a day, an agent's day, and the total.

use std::io::{self, Write};

use kfrules::{Report, Tally};

pub(super) fn write(out: &mut dyn Write, reports: &[Report]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "profile",
        "row",
        "day",
        "agent",
        "good",
        "total",
        "rate",
        "mean_seconds",
    ])?;
    for report in reports {
        let mut row = |kind: &str, day: &str, agent: &str, tally: Tally| {
            let number =
                |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
            table.write_record([
                report.profile().id(),
                kind,
                day,
                agent,
                &tally.good().to_string(),
                &tally.total().to_string(),
                &number(tally.rate()),
                &number(report.mean_seconds(tally)),
            ])
        };
        for (day, counts) in report.days() {
            let day = day.to_string();
            row("day", &day, "", counts.total())?;
            for (agent, tally) in counts.agents() {
                row("agent", &day, agent.unwrap_or_default(), tally)?;
            }
        }
        row("total", "", "", report.total())?;
    }
    table.flush()
}
