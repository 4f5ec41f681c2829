//! Compiled rules and what they find.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZero;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use kfrules::{Checker, Sender};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyTuple};
use regex_automata::util::pool::{Pool, PoolGuard};

use crate::column;
use crate::error::raise;
use crate::explanation::Explanation;
use crate::findings::Findings;
use crate::highlight::Highlight;
use crate::recipe::Recipe;
use crate::rule::Rule;
use crate::source::Source;
use crate::violation::{self, Card, Violation};

/// From how many bytes on other Python threads go on while one message is checked. Handing over costs
/// as much as to check a short one.
const LONG: usize = 16_384;

type MakeChecker = Box<dyn Fn() -> Checker + Send + Sync + UnwindSafe + RefUnwindSafe>;
type Checkers = Pool<Checker, MakeChecker>;

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
    pub(crate) fn checker(&self) -> PoolGuard<'_, Checker, MakeChecker> {
        self.checkers.get()
    }

    /// Where a rule of this ruleset stands among its rules.
    pub(crate) fn index(&self, rule: &kfrules::Rule) -> usize {
        // Rules lie in memory in their order.
        let address = std::ptr::from_ref(rule);
        self.rules.rules().partition_point(|other| std::ptr::from_ref(other) < address)
    }

    pub(crate) fn violation(&self, found: &kfrules::Violation<'_>) -> Violation {
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
        Ruleset::compile(Recipe { platform, packs, disable, as_of, saved: None })
    }

    /// The bundled rules of a platform: one of `kfrules.PLATFORMS`.
    ///
    /// >>> kfrules.Ruleset.platform("jd").id
    /// 'jd'
    #[staticmethod]
    fn platform(id: String) -> PyResult<Ruleset> {
        Ruleset::compile(Recipe { platform: Some(id), ..Recipe::default() })
    }

    /// The rules as bytes, for `from_bytes` of this version of kfrules: what takes long is done once,
    /// and packs need not be at hand. They are for keeping what was compiled, not for passing rules
    /// on; keep the packs.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.rules.save())
    }

    /// The rules that `to_bytes` gave, or `kfrules rules compile` wrote. Raises `kfrules.Error` if
    /// they are damaged, or of another version.
    ///
    /// >>> saved = kfrules.Ruleset.platform("pdd").to_bytes()
    /// >>> [violation.text for violation in kfrules.Ruleset.from_bytes(saved).check("加我微信")]
    /// ['微信']
    #[staticmethod]
    fn from_bytes(saved: Vec<u8>) -> PyResult<Ruleset> {
        Ruleset::compile(Recipe { saved: Some(saved), ..Recipe::default() })
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Ruleset>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, own) = (slf.py(), &slf.get().recipe);
        if let Some(saved) = &own.saved {
            let load = slf.get_type().getattr("from_bytes")?;
            return Ok((load, PyTuple::new(py, [PyBytes::new(py, saved)])?));
        }
        let (packs, options) = own.arguments(py)?;
        let make = py.import("copyreg")?.getattr("__newobj_ex__")?;
        Ok((make, (slf.get_type(), packs, options).into_pyobject(py)?))
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
        let found = match text.len() < LONG {
            true => self.find(text, sender),
            false => py.detach(|| self.find(text, sender)),
        };
        violation::tuple(py, found)
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
        found.into_iter().map(|found| violation::tuple(py, found)).collect()
    }

    /// Checks a column of texts into a table of findings, on all cores; other Python threads go on
    /// meanwhile. Rows without a text are passed over.
    ///
    /// The column is anything that gives its data by Arrow's `__arrow_c_stream__` or
    /// `__arrow_c_array__`: an array or a table of one column of pyarrow, polars, DuckDB or pandas.
    /// `sender` is a name, or a column of names as long; `threads` is how many cores to use.
    ///
    /// Raises `kfrules.Error` with the row if a text is not UTF-8.
    ///
    /// >>> import pyarrow
    /// >>> texts = pyarrow.array(["加我微信", "加我微信"])
    /// >>> rules = kfrules.Ruleset.platform("pdd")
    /// >>> rules.check_column(texts)
    /// Findings(2 in 2 rows)
    /// >>> rules.check_column(texts, sender=pyarrow.array(["customer", "agent"]))
    /// Findings(1 in 2 rows)
    #[pyo3(signature = (column, *, sender = None, threads = None))]
    fn check_column(
        &self,
        column: &Bound<'_, PyAny>,
        sender: Option<&Bound<'_, PyAny>>,
        threads: Option<NonZero<usize>>,
    ) -> PyResult<Findings> {
        column::check_column(self, column, sender, threads)
    }

    /// The message with every character of its errors and warnings covered.
    ///
    /// >>> kfrules.Ruleset.platform("pdd").mask("加我微 信哦")
    /// '加我***哦'
    #[pyo3(signature = (text, *, cover = '*'))]
    fn mask(&self, text: &str, cover: char) -> String {
        self.rules.mask(text, cover).into_owned()
    }

    /// The message with each violation that has a `replacement` rewritten; `None` if there is nothing
    /// to replace. What has no replacement stays as it is, so check the new text before it is sent.
    ///
    /// >>> kfrules.Ruleset.platform("pdd").rewrite("这款宝贝有现货")
    /// '这款商品有现货'
    fn rewrite(&self, text: &str) -> Option<String> {
        self.rules.rewrite(text)
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

    fn __copy__(slf: Bound<'_, Ruleset>) -> Bound<'_, Ruleset> {
        slf
    }

    fn __deepcopy__<'py>(
        slf: Bound<'py, Ruleset>,
        memo: &Bound<'py, PyAny>,
    ) -> Bound<'py, Ruleset> {
        // It cannot change.
        let _ = memo;
        slf
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
