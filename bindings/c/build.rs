//! Gives the shared library the name under which programs look for it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libkfrules.so.0");
    }
    if is("CARGO_CFG_TARGET_OS", "macos") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libkfrules.0.dylib");
    }
}
