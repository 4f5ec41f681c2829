//! Which library this is.

use std::ffi::c_char;

/// The binary interface that this header describes.
pub const KF_ABI_VERSION: u32 = 0;

/// The binary interface of the library that is loaded. A program checks once that it equals
/// KF_ABI_VERSION.
#[unsafe(no_mangle)]
pub extern "C" fn kf_abi_version() -> u32 {
    KF_ABI_VERSION
}

/// The version of the library, such as "0.1.0". It ends with NUL and stays for ever.
#[unsafe(no_mangle)]
pub extern "C" fn kf_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}
