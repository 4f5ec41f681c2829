//! The border to C: pointers become references, panics become a status.

use std::any::Any;
use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use crate::failure::{Failure, kf_status};

/// Where a result is to be written; NULL is `None`.
pub(crate) type Out<'a, T> = Option<&'a mut MaybeUninit<T>>;

/// Runs what a function does, and writes its result if it succeeds.
pub(crate) fn answer<T>(out: Out<'_, T>, run: impl FnOnce() -> Result<T, Failure>) -> kf_status {
    attempt(|| {
        let out = out.ok_or_else(null)?;
        out.write(run()?);
        Ok(())
    })
}

/// Runs what a function does that has no result.
pub(crate) fn attempt(run: impl FnOnce() -> Result<(), Failure>) -> kf_status {
    // Whoever unwinds leaves at most an unfinished check behind, which the next one clears.
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => kf_status::KF_OK,
        Ok(Err(failure)) => failure.keep(),
        Err(panic) => panicked(&*panic).keep(),
    }
}

/// Frees an object; a panic on the way is of no interest to anybody.
pub(crate) fn free<T>(object: Option<Box<T>>) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(object)));
}

/// What a pointer points to, which must not be NULL.
pub(crate) fn given<T>(pointer: Option<&T>) -> Result<&T, Failure> {
    pointer.ok_or_else(null)
}

/// An object for C to keep.
pub(crate) fn hand_over<T>(object: T) -> *mut T {
    Box::into_raw(Box::new(object))
}

/// The room of an object that only one thread may be in.
pub(crate) fn enter<T>(room: &Mutex<T>) -> Result<MutexGuard<'_, T>, Failure> {
    match room.try_lock() {
        Ok(guard) => Ok(guard),
        Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => {
            Err(Failure::new(kf_status::KF_BUSY, "another thread is using this object"))
        }
    }
}

/// The room of an object that threads share: they wait for each other.
pub(crate) fn wait_for<T>(room: &Mutex<T>) -> MutexGuard<'_, T> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

/// UTF-8 text, not yet known to be that. NULL is the empty text if the length is 0.
///
/// # Safety
///
/// `length` bytes can be read at `text`, and stay as they are while the result is used.
pub(crate) unsafe fn bytes<'a>(text: *const c_char, length: usize) -> Result<&'a [u8], Failure> {
    // SAFETY: passed on; a char is a byte.
    unsafe { list(text.cast::<u8>(), length) }
}

/// UTF-8 text.
///
/// # Safety
///
/// As [`bytes`].
pub(crate) unsafe fn utf8<'a>(text: *const c_char, length: usize) -> Result<&'a str, Failure> {
    // SAFETY: passed on.
    let bytes = unsafe { bytes(text, length) }?;
    str::from_utf8(bytes).map_err(|error| Failure::utf8(error.valid_up_to()))
}

/// A list of things. NULL is the empty list if the length is 0.
///
/// # Safety
///
/// `length` things can be read at `first`, and stay as they are while the result is used.
pub(crate) unsafe fn list<'a, T>(first: *const T, length: usize) -> Result<&'a [T], Failure> {
    if length == 0 {
        return Ok(&[]);
    }
    if first.is_null() {
        return Err(null());
    }
    if !first.is_aligned() {
        return Err(Failure::new(kf_status::KF_BAD_POINTER, "a pointer is not aligned"));
    }
    if length > isize::MAX.unsigned_abs() / size_of::<T>().max(1) {
        return Err(Failure::new(kf_status::KF_BAD_LENGTH, "a length is more than memory holds"));
    }
    // SAFETY: not NULL, aligned and of a possible length; the caller answers for the rest.
    Ok(unsafe { slice::from_raw_parts(first, length) })
}

/// Copies as much of a text as fits into a buffer, whole characters, and ends it with NUL.
///
/// # Safety
///
/// `size` bytes can be written at `buffer`, unless it is NULL.
pub(crate) unsafe fn copy_out(text: &str, buffer: *mut c_char, size: usize) {
    if buffer.is_null() || size == 0 {
        return;
    }
    let fits = |&length: &usize| text.is_char_boundary(length);
    let length = (0..=text.len().min(size - 1)).rev().find(fits).unwrap_or(0);
    // SAFETY: `length` is less than `size`; the caller answers for the buffer.
    unsafe {
        buffer.cast::<u8>().copy_from_nonoverlapping(text.as_ptr(), length);
        buffer.add(length).write(0);
    }
}

fn null() -> Failure {
    Failure::new(kf_status::KF_BAD_POINTER, "a pointer is NULL that must not be")
}

fn panicked(panic: &(dyn Any + Send)) -> Failure {
    let said = panic.downcast_ref::<&str>().copied();
    let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let cause = format!("a mistake in kfrules: {}", said.unwrap_or("no more is known"));
    Failure::new(kf_status::KF_PANIC, cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::last_message;

    #[test]
    fn a_panic_is_a_status_and_writes_nothing() {
        let mut out = MaybeUninit::new(7);
        let status = answer(Some(&mut out), || panic!("on purpose"));
        assert_eq!(status, kf_status::KF_PANIC);
        assert_eq!(last_message(), "a mistake in kfrules: on purpose");
        // SAFETY: initialized above.
        assert_eq!(unsafe { out.assume_init() }, 7);
    }

    #[test]
    fn null_is_refused_before_anything_is_done() {
        let status = answer(None::<&mut MaybeUninit<u8>>, || panic!("done"));
        assert_eq!(status, kf_status::KF_BAD_POINTER);
    }

    #[test]
    fn lists_that_cannot_be_are_refused() {
        let one = [7_u16];
        let beside = one.as_ptr().cast::<u8>().wrapping_add(1).cast::<u16>();
        let refused = |first, length| {
            // SAFETY: what cannot be read is refused.
            unsafe { list::<u16>(first, length) }.err().map(|failure| failure.status())
        };
        assert_eq!(refused(std::ptr::null(), 0), None);
        assert_eq!(refused(std::ptr::null(), 1), Some(kf_status::KF_BAD_POINTER));
        assert_eq!(refused(beside, 1), Some(kf_status::KF_BAD_POINTER));
        assert_eq!(refused(one.as_ptr(), usize::MAX / 2), Some(kf_status::KF_BAD_LENGTH));
        assert_eq!(refused(one.as_ptr(), 1), None);
    }
}
