//! What is fuzzed: each body takes any bytes and panics if something is wrong. They run under
//! libFuzzer (`fuzz/`), and with fixed seeds and the kept corpus as plain tests (`tests/fuzz_bodies.rs`).
//! The body for the C functions is theirs (`bindings/c/tests/drive`), as calling them is not safe.

mod check;
mod clock;
mod logs;
mod made;
mod oracle;
mod packs;
mod saved;

/// Takes any bytes; panics if the library answers wrongly.
pub type Body = fn(&[u8]);

/// All bodies, each by the name of its fuzz target.
pub const BODIES: [(&str, Body); 7] = [
    ("check", check::drive),
    ("oracle", oracle::drive),
    ("packs", packs::drive),
    ("made_packs", made::drive),
    ("clock", clock::drive),
    ("logs", logs::drive),
    ("saved", saved::drive),
];

/// Runs the body of this name.
///
/// # Panics
///
/// If the body finds something wrong, or there is none of that name.
pub fn drive(name: &str, bytes: &[u8]) {
    let (_, body) = BODIES.iter().find(|(known, _)| *known == name).expect("a body of this name");
    body(bytes);
}
