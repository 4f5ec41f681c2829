//! The C header, from the sources of the C library.

use std::path::Path;

use cbindgen::{Builder, Config};

pub(crate) fn generate(package: &Path) -> Result<String, String> {
    let config = Config::from_file(package.join("cbindgen.toml"))?;
    let bindings = Builder::new().with_crate(package).with_config(config).generate();
    let mut header = Vec::new();
    bindings.map_err(|error| error.to_string())?.write(&mut header);
    String::from_utf8(header).map_err(|error| error.to_string())
}
