use std::process::ExitCode;

fn main() -> ExitCode {
    // Sums of floating-point ratios must add in one order on every machine, so Polars gets one thread; it only sees
    // small tables.
    // SAFETY: no other thread runs yet.
    unsafe { std::env::set_var("POLARS_MAX_THREADS", "1") };
    vire::cli::main()
}
