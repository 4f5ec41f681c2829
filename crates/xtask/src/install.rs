//! `cargo xtask install-c --prefix DIR`: the C library where C programs look for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a program that links all of it needs besides, as `rustc --print native-static-libs` says.
const STATIC_LIBRARIES: &str = "-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc";

/// Builds the library and puts it, its headers, its pkg-config file and its CMake package into a
/// folder, which may be moved later.
pub(crate) fn run(root: &Path, prefix: &Path) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("install-c knows the names of libraries on Linux alone".to_owned());
    }
    let built = Command::new(env!("CARGO"))
        .args(["rustc", "--release", "--locked", "--package", "kfrules-capi", "--lib"])
        // Without the kind for Rust programs, which cargo builds for the tests, all of it is
        // optimized as one.
        .args(["--crate-type", "cdylib,staticlib"])
        .current_dir(root)
        .status();
    if !built.map_err(|error| format!("cargo: {error}"))?.success() {
        return Err("the C library does not build".to_owned());
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    lay_out(root, &root.join(target).join("release"), prefix)
        .map_err(|error| format!("{}: {error}", prefix.display()))
}

fn lay_out(root: &Path, built: &Path, prefix: &Path) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let folders = ["include", "lib/pkgconfig", "lib/cmake/kfrules"];
    folders.iter().try_for_each(|folder| fs::create_dir_all(prefix.join(folder)))?;
    for header in ["kfrules.h", "kfrules.hpp"] {
        let source = root.join("include").join(header);
        fs::copy(source, prefix.join("include").join(header))?;
    }
    let lib = prefix.join("lib");
    fs::copy(built.join("libkfrules_capi.a"), lib.join("libkfrules.a"))?;
    let whole = format!("libkfrules.so.{version}");
    fs::copy(built.join("libkfrules_capi.so"), lib.join(&whole))?;
    link(&whole, &lib.join("libkfrules.so.0"))?;
    link("libkfrules.so.0", &lib.join("libkfrules.so"))?;
    fs::write(
        lib.join("pkgconfig/kfrules.pc"),
        format!(
            "prefix=${{pcfiledir}}/../..\n\nName: kfrules\n\
             Description: Checks customer-service chat against the platforms' rules\n\
             Version: {version}\nCflags: -I${{prefix}}/include\n\
             Libs: -L${{prefix}}/lib -lkfrules\nLibs.private: {STATIC_LIBRARIES}\n"
        ),
    )?;
    let cmake = lib.join("cmake/kfrules");
    fs::write(cmake.join("kfrules-config.cmake"), cmake_package())?;
    fs::write(cmake.join("kfrules-config-version.cmake"), cmake_version(version))
}

/// The shared library as `kfrules::kfrules`, the static one as `kfrules::static`.
fn cmake_package() -> String {
    format!(
        r#"get_filename_component(_kfrules "${{CMAKE_CURRENT_LIST_DIR}}/../../.." ABSOLUTE)
if(NOT TARGET kfrules::kfrules)
  add_library(kfrules::kfrules SHARED IMPORTED)
  set_target_properties(kfrules::kfrules PROPERTIES
    IMPORTED_LOCATION "${{_kfrules}}/lib/libkfrules.so"
    IMPORTED_SONAME "libkfrules.so.0"
    INTERFACE_INCLUDE_DIRECTORIES "${{_kfrules}}/include")
  add_library(kfrules::static STATIC IMPORTED)
  set_target_properties(kfrules::static PROPERTIES
    IMPORTED_LOCATION "${{_kfrules}}/lib/libkfrules.a"
    INTERFACE_LINK_LIBRARIES "{STATIC_LIBRARIES}"
    INTERFACE_INCLUDE_DIRECTORIES "${{_kfrules}}/include")
endif()
unset(_kfrules)
"#
    )
}

/// Before 1.0 each minor version is another interface.
fn cmake_version(version: &str) -> String {
    format!(
        r#"set(PACKAGE_VERSION "{version}")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" _kfrules_own "${{PACKAGE_VERSION}}")
string(REGEX MATCH "^[0-9]+\\.[0-9]+" _kfrules_asked "${{PACKAGE_FIND_VERSION}}.0")
if(_kfrules_own STREQUAL _kfrules_asked AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
  if(PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
unset(_kfrules_own)
unset(_kfrules_asked)
"#
    )
}

/// A link to a file beside it, in place of what was there.
#[cfg(unix)]
fn link(to: &str, from: &Path) -> io::Result<()> {
    match fs::remove_file(from) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => std::os::unix::fs::symlink(to, from),
    }
}

#[cfg(not(unix))]
fn link(to: &str, from: &Path) -> io::Result<()> {
    fs::copy(from.with_file_name(to), from).map(|_| ())
}
