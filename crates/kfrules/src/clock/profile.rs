//! What a platform counts, and how fast it wants answers: profiles as data.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::de::{DeTable, DeValue};

use super::schema::{PassLine, Period, Rules, Unit};
use crate::error::Error;
use crate::from_toml::{Fault, Tree};
use crate::rule::{Confidence, Source};

/// One version of one platform's reply-time metric, read from TOML (`docs/clock.md`).
///
/// ```
/// use kfrules::Profile;
///
/// let profile = Profile::bundled("pdd@2020-3min-human")?;
/// assert_eq!(profile.platform(), "pdd");
/// assert_eq!(Profile::of_platform("pdd")?.len(), 4);
///
/// let error = Profile::from_toml_named("own.toml", "id = \"shop@1\"\ncolour = 3").unwrap_err();
/// assert!(error.to_string().starts_with("own.toml:2: unknown field `colour`"));
/// # Ok::<(), kfrules::Error>(())
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Rules", into = "Rules")]
pub struct Profile(Arc<Rules>);

impl Profile {
    /// A profile that comes with the library, such as `jd@2021-first30`.
    ///
    /// # Errors
    ///
    /// If there is none of that id; the error lists those that there are.
    pub fn bundled(id: &str) -> Result<Profile, Error> {
        let (_, source) =
            kfrules_packs::PROFILES.iter().find(|(name, _)| *name == id).ok_or_else(|| {
                let ids: Vec<&str> = Profile::ids().collect();
                Error::new(format!("no profile `{id}`: there are {}", ids.join(", ")))
            })?;
        Profile::from_toml_named(&format!("{id}.toml"), source)
    }

    /// The ids of the profiles that come with the library.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        kfrules_packs::PROFILES.iter().map(|(id, _)| *id)
    }

    /// All versions of a platform (`pdd`), the oldest first.
    ///
    /// # Errors
    ///
    /// If the platform has none.
    pub fn of_platform(platform: &str) -> Result<Vec<Profile>, Error> {
        let of_it = |id: &&str| id.split('@').next() == Some(platform);
        let profiles: Vec<Profile> =
            Profile::ids().filter(of_it).map(Profile::bundled).collect::<Result<_, _>>()?;
        if profiles.is_empty() {
            let mut platforms: Vec<&str> =
                Profile::ids().filter_map(|id| id.split('@').next()).collect();
            platforms.dedup();
            let platforms = platforms.join(", ");
            let cause = format!("no profile of a platform `{platform}`: there are {platforms}");
            return Err(Error::new(cause));
        }
        Ok(profiles)
    }

    /// Reads a profile of your own.
    ///
    /// # Errors
    ///
    /// If it is not TOML, has unknown or missing fields, or says what cannot be; the error names
    /// the field and its line.
    pub fn from_toml(source: &str) -> Result<Profile, Error> {
        let line = |offset: usize| source[..offset].matches('\n').count() + 1;
        let at_line = |error: Error, fault: &Fault| match fault.span() {
            Some(span) => error.at_line(line(span.start)),
            None => error,
        };
        let tree =
            Tree::parse(source).map_err(|fault| at_line(Error::new(fault.message()), &fault))?;
        let rules: Rules = tree.read().map_err(|fault| {
            let field = fault.span().and_then(|span| field_at(tree.table(), span.start));
            let message = fault.message();
            let error = match field {
                Some(field) => Error::new(format!("`{field}`: {message}")),
                None => Error::new(message),
            };
            at_line(error, &fault)
        })?;
        rules.validate().map_err(|(field, cause)| {
            let error = Error::new(format!("`{field}` {cause}"));
            match tree.table().get_key_value(field) {
                Some((key, _)) => error.at_line(line(key.span().start)),
                None => error,
            }
        })?;
        Ok(Profile(Arc::new(rules)))
    }

    /// Reads a profile and remembers the name of its file for messages.
    ///
    /// # Errors
    ///
    /// As [`Profile::from_toml`]; the error also names the file.
    pub fn from_toml_named(origin: &str, source: &str) -> Result<Profile, Error> {
        Profile::from_toml(source).map_err(|error| error.in_origin(origin))
    }

    /// Platform and version, joined by `@`: `pdd@2020-3min-human`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// What the platform calls the metric.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The part of the id before `@`.
    #[must_use]
    pub fn platform(&self) -> &str {
        self.0.id.split('@').next().unwrap_or_default()
    }

    /// What is counted: `consumer-day`, `turn` or `session`.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self.0.unit {
            Unit::ConsumerDay => "consumer-day",
            Unit::Turn => "turn",
            Unit::Session => "session",
        }
    }

    /// How long an answer may take, in microseconds; `None` where only the mean counts.
    #[must_use]
    pub fn limit_us(&self) -> Option<i64> {
        self.0.limit_us()
    }

    /// The first day it was in force, or the date of its source, as far as is known.
    #[must_use]
    pub fn since(&self) -> &str {
        &self.0.since
    }

    /// How sure it is.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.0.confidence
    }

    /// The same profile with a pass line of your own, for platforms that tell none: so many percent
    /// of a rate, at most so many seconds of a mean. Period and gate stay as they are; without one,
    /// every day is judged. Reports by different lines do not [merge](super::Report::merge).
    ///
    /// ```
    /// use kfrules::Profile;
    ///
    /// let profile = Profile::bundled("pdd@2020-3min-human")?.with_line(85);
    /// assert_ne!(profile, Profile::bundled("pdd@2020-3min-human")?);
    /// # Ok::<(), kfrules::Error>(())
    /// ```
    #[must_use]
    pub fn with_line(self, line: u32) -> Profile {
        let mut rules = Rules::from(self);
        let (period, least_units) =
            rules.pass.as_ref().map_or((Period::Day, 0), |pass| (pass.period, pass.least_units));
        let is_rate = rules.limit_seconds.is_some();
        let line = Some(u64::from(line));
        rules.pass = Some(PassLine {
            period,
            least_units,
            rate_percent: line.filter(|_| is_rate),
            mean_seconds: line.filter(|_| !is_rate),
            inclusive: !is_rate,
        });
        Profile(Arc::new(rules))
    }

    /// Where it comes from.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.0.sources
    }

    pub(super) fn rules(&self) -> &Rules {
        &self.0
    }
}

/// The field in whose value a place of the file lies: `pass.period`. The span of a table that has
/// a header of its own does not hold its fields.
fn field_at(table: &DeTable<'_>, offset: usize) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let inner = match value.get_ref() {
            DeValue::Table(table) => field_at(table, offset),
            DeValue::Array(items) => {
                let mut tables = items.iter().filter_map(|item| item.get_ref().as_table());
                tables.find_map(|table| field_at(table, offset))
            }
            _ => None,
        };
        let key = key.get_ref();
        match inner {
            Some(inner) => Some(format!("{key}.{inner}")),
            None => value.span().contains(&offset).then(|| key.to_string()),
        }
    })
}

impl TryFrom<Rules> for Profile {
    type Error = Error;

    fn try_from(rules: Rules) -> Result<Profile, Error> {
        rules.validate().map_err(|(field, cause)| Error::new(format!("`{field}` {cause}")))?;
        Ok(Profile(Arc::new(rules)))
    }
}

impl From<Profile> for Rules {
    fn from(profile: Profile) -> Rules {
        Arc::unwrap_or_clone(profile.0)
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({})", self.id())
    }
}
