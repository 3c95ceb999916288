fn main() -> std::process::ExitCode {
    give_memory_back();
    vire::cli::main()
}

/// Large pieces of memory are given back to the system as soon as they are free, so that no stage of a run holds what
/// another has used: by itself the allocator of GNU systems keeps ever larger pieces the longer a program runs.
fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const LARGE: i32 = 1 << 20;
        #[expect(unsafe_code, reason = "a setting of the allocator, made before there is a second thread")]
        // SAFETY: the call takes any two numbers.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        }
    }
}
