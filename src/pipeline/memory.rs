//! What a stage has used and freed goes back to the system, so that the next one does not come on top of it.

/// Gives free memory back: by itself the allocator of GNU systems keeps what is free between pieces in use. Done once
/// between two stages it takes milliseconds; letting the allocator ask the system for each large piece, and give it
/// back, takes a tenth of a run.
pub fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(unsafe_code, reason = "the standard library has no word for it")]
        // SAFETY: the call takes any number, and other threads may allocate meanwhile.
        unsafe {
            libc::malloc_trim(0);
        }
    }
}
