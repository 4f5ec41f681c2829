//! A report for people.

use std::io::{self, Write};

use kfrules::{BARS_SECONDS, Missed, Report, Tally, Waits, Zone};
use unicode_width::UnicodeWidthStr;

use super::log::{Asked, Log};

/// Columns of the longest bar.
const BAR: u64 = 30;
/// Characters of a message that are shown.
const EXCERPT: usize = 24;

pub(super) fn write(
    out: &mut dyn Write,
    report: &Report,
    log: &Log,
    list: usize,
) -> io::Result<()> {
    let profile = report.profile();
    writeln!(out, "{}  {}（可信度 {}）", profile.id(), profile.title(), profile.confidence())?;
    let unit = match profile.unit() {
        "consumer-day" => "每位顾客每天",
        "turn" => "每轮问答",
        _ => "每次会话",
    };
    match profile.limit_us() {
        Some(limit_us) => writeln!(out, "统计单位：{unit}，时限 {}", seconds(limit_us))?,
        None => writeln!(out, "统计单位：{unit}，看平均等待")?,
    }
    writeln!(out)?;
    for (day, counts) in report.days() {
        writeln!(out, "{}  {}", pad(&day.to_string(), 12), figures(report, counts.total()))?;
    }
    let all = report.all();
    writeln!(out, "{}  {}", pad("合计", 12), figures(report, all.total()))?;
    writeln!(out)?;
    for (agent, tally) in all.agents() {
        let agent = agent.unwrap_or("（未知客服）");
        writeln!(out, "{}  {}", pad(agent, 12), figures(report, tally))?;
    }
    write_waits(out, all.waits())?;
    let (verdicts, penalties) = (report.verdicts(), report.penalties());
    if !verdicts.is_empty() || !penalties.is_empty() {
        writeln!(out)?;
    }
    for verdict in verdicts {
        writeln!(out, "{}：{}", verdict.period, verdict.why)?;
    }
    for penalty in penalties {
        writeln!(out, "{}：{}（{}）", penalty.period, penalty.sanction, penalty.name)?;
    }
    write_missed(out, all.missed(), log, list)
}

/// A platform's versions beside each other.
pub(super) fn write_side_by_side(out: &mut dyn Write, reports: &[Report]) -> io::Result<()> {
    let widths: Vec<usize> =
        reports.iter().map(|report| report.profile().id().width().max(22)).collect();
    let mut days: Vec<String> =
        reports.iter().flat_map(Report::days).map(|(day, _)| day.to_string()).collect();
    days.sort();
    days.dedup();
    write!(out, "{}", pad("", 12))?;
    for (report, width) in reports.iter().zip(&widths) {
        write!(out, "  {}", pad(report.profile().id(), *width))?;
    }
    writeln!(out)?;
    for day in days {
        write!(out, "{}", pad(&day, 12))?;
        for (report, width) in reports.iter().zip(&widths) {
            let counts = report.days().find(|(own, _)| own.to_string() == day);
            let tally = counts.map(|(_, counts)| counts.total()).unwrap_or_default();
            write!(out, "  {}", pad(&figures(report, tally), *width))?;
        }
        writeln!(out)?;
    }
    write!(out, "{}", pad("合计", 12))?;
    for (report, width) in reports.iter().zip(&widths) {
        write!(out, "  {}", pad(&figures(report, report.total()), *width))?;
    }
    writeln!(out)
}

fn figures(report: &Report, tally: Tally) -> String {
    let counts = format!("{:>5} / {:<5}", tally.good(), tally.total());
    match (report.mean_seconds(tally), tally.rate()) {
        (Some(mean), _) => format!("{counts} {mean:.1} 秒"),
        (None, Some(rate)) => format!("{counts} {:.1}%", rate * 100.0),
        (None, None) => format!("{counts} —"),
    }
}

fn write_waits(out: &mut dyn Write, waits: &Waits) -> io::Result<()> {
    let percentile = |percent| waits.percentile_us(percent).map(seconds);
    let (Some(median), Some(p90), Some(p99)) = (percentile(50), percentile(90), percentile(99))
    else {
        return Ok(());
    };
    writeln!(out, "\n等待时长：中位数 {median}，九成不超过 {p90}，99% 不超过 {p99}")?;
    let bars = waits.histogram();
    let most = bars.iter().copied().max().unwrap_or(0).max(1);
    for (index, &count) in bars.iter().enumerate().filter(|(_, count)| **count > 0) {
        let end = match BARS_SECONDS.get(index) {
            Some(end) => format!("≤ {end} 秒"),
            None => format!("> {} 秒", BARS_SECONDS[BARS_SECONDS.len() - 1]),
        };
        let length = usize::try_from((count * BAR).div_ceil(most)).unwrap_or(0);
        writeln!(out, "  {}  {count:>6}  {}", pad(&end, 10), "█".repeat(length))?;
    }
    Ok(())
}

fn write_missed(out: &mut dyn Write, missed: &[Missed], log: &Log, list: usize) -> io::Result<()> {
    if missed.is_empty() {
        return Ok(());
    }
    let shown = &missed[..missed.len().min(list)];
    writeln!(out, "\n超时或未回复 {} 条，列出 {} 条：", missed.len(), shown.len())?;
    for (one, asked) in shown.iter().zip(log.asked(shown)) {
        let wait = match one.replied_us {
            Some(replied_us) => {
                format!("等了 {}", seconds(replied_us.saturating_sub(one.opened_us)))
            }
            None => "没有回复".to_owned(),
        };
        let agent = one.agent.as_deref().unwrap_or("未知客服");
        let opened = Zone::default().wall_clock(one.opened_us);
        writeln!(out, "  {opened}  {}  {}  {wait}", one.customer, agent)?;
        for Asked { file, line, text, .. } in asked {
            let file = file.map(|file| format!("{file} ")).unwrap_or_default();
            writeln!(out, "      {file}第 {line} 行：{}", excerpt(text))?;
        }
    }
    Ok(())
}

fn seconds(us: i64) -> String {
    let (whole, fraction) = (us / 1_000_000, us % 1_000_000);
    let digits = format!("{whole}.{fraction:06}");
    format!("{} 秒", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// The beginning of a message, on one line and without characters that move the cursor.
fn excerpt(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let shown: String = text.chars().take(EXCERPT).map(plain).collect();
    if text.chars().nth(EXCERPT).is_some() { shown + "…" } else { shown }
}

fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}
