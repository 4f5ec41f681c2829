//! Compiled rules and what they find.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use kfrules::{Checker, Pack, Sender};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyDict, PyTuple};
use regex_automata::util::pool::{Pool, PoolGuard};

use crate::error::raise;
use crate::explanation::Explanation;
use crate::highlight::Highlight;
use crate::rule::Rule;
use crate::source::Source;
use crate::violation::{Card, Violation};

/// What a ruleset was made of: it is made anew from this where it is unpickled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Recipe {
    platform: Option<String>,
    /// Name, if it has one, and TOML.
    packs: Vec<(Option<String>, String)>,
    disable: Vec<String>,
    as_of: Option<String>,
}

impl Recipe {
    fn compile(&self) -> Result<kfrules::Ruleset, kfrules::Error> {
        let mut builder = kfrules::Ruleset::builder();
        if let Some(platform) = &self.platform {
            builder = builder.platform(platform);
        }
        for (name, source) in &self.packs {
            builder = builder.pack(match name {
                Some(name) => Pack::from_toml_named(name, source)?,
                None => Pack::from_toml(source)?,
            });
        }
        for rule in &self.disable {
            builder = builder.disable(rule);
        }
        if let Some(day) = &self.as_of {
            builder = builder.as_of(day);
        }
        builder.compile()
    }
}

type Checkers = Pool<Checker, Box<dyn Fn() -> Checker + Send + Sync + UnwindSafe + RefUnwindSafe>>;

/// Compiled rules of a platform, of your own packs, or of both.
///
/// Immutable and safe to share: any number of threads may check with one ruleset. It is equal to a
/// ruleset made of the same, and is pickled as what it was made of.
///
/// Each pack is its TOML, a path to its file, or a pair of a name for error messages and TOML.
/// `platform` adds the bundled rules of a platform, `disable` leaves out rules or categories by id,
/// and `as_of` takes the rules that were in force on a day (`2024-05-01`).
///
/// >>> rules = kfrules.Ruleset.platform("pdd")
/// >>> [violation.text for violation in rules.check("亲，加我微 信 qiutian88")][0]
/// '微 信'
/// >>> rules.check("今天就给您发货哦")
/// ()
///
/// A shop's own words on top:
///
/// >>> shop = '''
/// ... id = "shop"
/// ... title = "小店"
/// ... [[allow]]
/// ... rules = ["contact.wechat"]
/// ... words = ["微信表情包"]
/// ... '''
/// >>> rules = kfrules.Ruleset(shop, platform="taobao", disable=["contact.qq"])
/// >>> rules.check("送您一套微信表情包")
/// ()
#[pyclass(frozen, eq, hash, module = "kfrules")]
pub(crate) struct Ruleset {
    recipe: Recipe,
    rules: kfrules::Ruleset,
    /// One for each rule.
    cards: Vec<Arc<Card>>,
    checkers: Checkers,
}

impl Ruleset {
    fn compile(recipe: Recipe) -> PyResult<Ruleset> {
        let rules = recipe.compile().map_err(|error| raise(&error))?;
        let cards = rules.rules().iter().map(|rule| Arc::new(Card::new(rule))).collect();
        let shared = rules.clone();
        let checkers: Checkers = Pool::new(Box::new(move || shared.checker()));
        Ok(Ruleset { recipe, rules, cards, checkers })
    }

    pub(crate) fn rules(&self) -> &kfrules::Ruleset {
        &self.rules
    }

    /// Room to check in, which no other thread has.
    pub(crate) fn checker(
        &self,
    ) -> PoolGuard<'_, Checker, Box<dyn Fn() -> Checker + Send + Sync + UnwindSafe + RefUnwindSafe>>
    {
        self.checkers.get()
    }

    /// Where a rule of this ruleset stands among its rules.
    pub(crate) fn index(&self, rule: &kfrules::Rule) -> usize {
        // Rules lie in memory in their order.
        let address = std::ptr::from_ref(rule);
        self.rules.rules().partition_point(|other| std::ptr::from_ref(other) < address)
    }

    fn violation(&self, found: &kfrules::Violation<'_>) -> Violation {
        Violation::new(&self.cards[self.index(found.rule)], found)
    }

    fn find(&self, text: &str, sender: Sender) -> Vec<Violation> {
        let mut checker = self.checker();
        checker.check_from(sender, text).map(|found| self.violation(&found)).collect()
    }
}

pub(crate) fn sender(name: &str) -> PyResult<Sender> {
    name.parse().map_err(|error| raise(&error))
}

#[pymethods]
impl Ruleset {
    #[new]
    #[pyo3(signature = (*packs, platform = None, disable = Vec::new(), as_of = None))]
    fn from_parts(
        packs: Vec<Source>,
        platform: Option<String>,
        disable: Vec<String>,
        as_of: Option<String>,
    ) -> PyResult<Ruleset> {
        let packs = packs.into_iter().map(Source::read).collect::<PyResult<_>>()?;
        Ruleset::compile(Recipe { platform, packs, disable, as_of })
    }

    /// The bundled rules of a platform: one of `kfrules.PLATFORMS`.
    ///
    /// >>> kfrules.Ruleset.platform("jd").id
    /// 'jd'
    #[staticmethod]
    fn platform(id: String) -> PyResult<Ruleset> {
        Ruleset::compile(Recipe { platform: Some(id), ..Recipe::default() })
    }

    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let Recipe { platform, packs, disable, as_of } = &self.recipe;
        let packs = packs.iter().map(|(name, source)| match name {
            Some(name) => (name, source).into_pyobject(py).map(Bound::into_any),
            None => Ok(source.into_pyobject(py)?.into_any()),
        });
        let options = PyDict::new(py);
        options.set_item("platform", platform)?;
        options.set_item("disable", disable)?;
        options.set_item("as_of", as_of)?;
        Ok((PyTuple::new(py, packs.collect::<PyResult<Vec<_>>>()?)?, options))
    }

    /// The platform, or the first own pack's id.
    #[getter]
    fn id(&self) -> &str {
        self.rules.id()
    }

    /// All rules.
    #[getter(rules)]
    fn all_rules<'py>(slf: &Bound<'py, Ruleset>) -> PyResult<Bound<'py, PyTuple>> {
        let rules = 0..slf.get().rules.rules().len();
        PyTuple::new(slf.py(), rules.map(|index| Rule::new(slf.clone().unbind(), index)))
    }

    /// The rule of this name (`pdd/contact.wechat`) or id (`contact.wechat`); `KeyError` if there
    /// is none.
    ///
    /// >>> kfrules.Ruleset.platform("pdd").rule("contact.wechat").severity
    /// 'error'
    fn rule(slf: &Bound<'_, Ruleset>, name: &str) -> PyResult<Rule> {
        let own = slf.get();
        let rule = own.rules.rule(name).ok_or_else(|| {
            let cause = format!("no rule `{name}` in `{}`", own.rules.id());
            pyo3::exceptions::PyKeyError::new_err(cause)
        })?;
        Ok(Rule::new(slf.clone().unbind(), own.index(rule)))
    }

    /// Checks a message, by default one of a human agent. The violations come in the order of the
    /// text.
    ///
    /// `sender` is `customer`, `agent`, `assist`, `robot`, `auto` or `system`.
    ///
    /// >>> rules = kfrules.Ruleset.platform("pdd")
    /// >>> rules.check("加我微信")
    /// (Violation(pdd/contact.wechat, error, '微信', start=2, end=4, via=exact),)
    /// >>> rules.check("加我微信", sender="customer")
    /// ()
    #[pyo3(signature = (text, *, sender = "agent"))]
    fn check<'py>(
        &self,
        py: Python<'py>,
        text: &str,
        sender: &str,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let sender = self::sender(sender)?;
        let mut checker = self.checker();
        let found = checker.check_from(sender, text);
        if found.len() == 0 {
            return Ok(PyTuple::empty(py));
        }
        let found = found.map(|found| Bound::new(py, self.violation(&found)));
        PyTuple::new(py, found.collect::<PyResult<Vec<_>>>()?)
    }

    /// Checks many messages; other Python threads go on meanwhile. For a column of a table
    /// `check_column` is faster.
    ///
    /// >>> rules = kfrules.Ruleset.platform("pdd")
    /// >>> [len(found) for found in rules.check_many(["加我微信", "在的亲"])]
    /// [1, 0]
    #[pyo3(signature = (texts, *, sender = "agent"))]
    fn check_many<'py>(
        &self,
        py: Python<'py>,
        texts: &Bound<'py, PyAny>,
        sender: &str,
    ) -> PyResult<Vec<Bound<'py, PyTuple>>> {
        let sender = self::sender(sender)?;
        let texts = texts
            .try_iter()?
            .map(|text| text?.extract::<PyBackedStr>())
            .collect::<PyResult<Vec<_>>>()?;
        let found: Vec<Vec<Violation>> =
            py.detach(|| texts.iter().map(|text| self.find(text, sender)).collect());
        found
            .into_iter()
            .map(|found| {
                let found = found.into_iter().map(|violation| Bound::new(py, violation));
                PyTuple::new(py, found.collect::<PyResult<Vec<_>>>()?)
            })
            .collect()
    }

    /// The message with every character of its errors and warnings covered.
    ///
    /// >>> kfrules.Ruleset.platform("pdd").mask("加我微 信哦")
    /// '加我***哦'
    #[pyo3(signature = (text, *, cover = '*'))]
    fn mask(&self, text: &str, cover: char) -> String {
        self.rules.mask(text, cover).into_owned()
    }

    /// Every place that a rule looked at, in the order of the text, with what became of it and why.
    /// Slower than `check`.
    ///
    /// >>> for place in kfrules.Ruleset.platform("pdd").explain("本款为新款哦"):
    /// ...     print(place.text, place.fate)
    /// 为新 ordinary
    #[pyo3(signature = (text, *, sender = "agent"))]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        text: &str,
        sender: &str,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let mut checker = self.checker();
        let places = checker.explain_from(self::sender(sender)?, text);
        PyTuple::new(py, places.iter().map(|place| Explanation::new(text, place)))
    }

    /// The message with its violations marked; notebooks show it so.
    ///
    /// >>> kfrules.Ruleset.platform("pdd").highlight("加我微 信")
    /// Highlight('加我微 信', 1 violations)
    #[pyo3(signature = (text, *, sender = "agent"))]
    fn highlight(&self, py: Python<'_>, text: String, sender: &str) -> PyResult<Highlight> {
        let found = self.find(&text, self::sender(sender)?).into_iter();
        let violations = found.map(|violation| Py::new(py, violation)).collect::<PyResult<_>>()?;
        Ok(Highlight::new(text, violations))
    }

    /// Runs every rule's own examples: a line for each that does not come out as the rule says.
    ///
    /// >>> kfrules.Ruleset.platform("jd").verify()
    /// []
    fn verify(&self) -> Vec<String> {
        self.rules.verify().iter().map(ToString::to_string).collect()
    }

    fn __len__(&self) -> usize {
        self.rules.rules().len()
    }

    fn __repr__(&self) -> String {
        format!("Ruleset({}, {} rules)", self.rules.id(), self.rules.rules().len())
    }
}

impl PartialEq for Ruleset {
    fn eq(&self, other: &Ruleset) -> bool {
        self.recipe == other.recipe
    }
}

impl Hash for Ruleset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.recipe.hash(state);
    }
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rules.fmt(f)
    }
}
