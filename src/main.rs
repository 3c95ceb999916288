fn main() -> std::process::ExitCode {
    vire::cli::main()
}
