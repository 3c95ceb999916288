//! What the process that reads workbooks may still do: compute, read the file that it was handed and write its rows.

/// Gives up the rights to open any file, to connect to anything, to start or signal other processes and to gain rights
/// again. An older system leaves some of them; what cannot be given up is bounded by memory and time all the same.
pub fn give_up() {
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    {
        let _ = linux::close_files();
        let _ = linux::allow_calls();
    }
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, Scope};
    use seccompiler::{
        BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    };

    /// No path can be opened any more, whatever system call is used.
    pub fn close_files() -> Result<(), RulesetError> {
        let newest = ABI::V6;
        let rules = Ruleset::default().handle_access(AccessFs::from_all(newest))?;
        let rules = rules.handle_access(AccessNet::from_all(newest))?.scope(Scope::from_all(newest))?;
        rules.create()?.restrict_self().map(|_| ())
    }

    /// System calls that remain, for this thread and those it starts. All others answer as a kernel that lacks them, so
    /// that libraries fall back on what they did before these calls were there.
    pub fn allow_calls() -> Result<(), Error> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
        rules.insert(libc::SYS_clone, vec![threads_only()?]);
        let arch = std::env::consts::ARCH.try_into()?;
        let refused = SeccompAction::Errno(libc::ENOSYS as u32);
        let program: BpfProgram = SeccompFilter::new(rules, refused, SeccompAction::Allow, arch)?.try_into()?;
        seccompiler::apply_filter(&program)
    }

    const ALLOWED: [i64; 38] = [
        // The file that is open, and the rows.
        libc::SYS_read,
        libc::SYS_pread64,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_statx,
        libc::SYS_newfstatat,
        libc::SYS_fcntl,
        libc::SYS_close,
        libc::SYS_write,
        libc::SYS_writev,
        // Memory.
        libc::SYS_brk,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        // Threads, which start by `clone`.
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_set_robust_list,
        libc::SYS_rseq,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_prctl,
        libc::SYS_membarrier,
        libc::SYS_exit,
        libc::SYS_exit_group,
        // Signals to this process itself: limits and faults.
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_prlimit64,
        libc::SYS_getrlimit,
        libc::SYS_setrlimit,
        // Time and chance.
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_getrandom,
    ];

    /// A new thread of this process, never a new process.
    fn threads_only() -> Result<SeccompRule, Error> {
        let flag = libc::CLONE_THREAD as u64;
        let is_thread = SeccompCondition::new(0, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(flag), flag);
        Ok(SeccompRule::new(vec![is_thread?])?)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::io::ErrorKind;

        /// Calls are given up by a thread, so this test gives them up in one of its own.
        #[test]
        fn what_is_not_needed_is_refused_and_threads_still_start() {
            std::thread::spawn(|| {
                assert!(std::net::UdpSocket::bind("127.0.0.1:0").is_ok());
                assert!(std::fs::File::open("/proc/self/status").is_ok());
                allow_calls().unwrap();
                assert_eq!(std::thread::spawn(|| vec![1_u8; 1 << 20].len()).join().unwrap(), 1 << 20);
                let refused = |error: std::io::Error| assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
                refused(std::net::UdpSocket::bind("127.0.0.1:0").unwrap_err());
                refused(std::net::TcpStream::connect("127.0.0.1:1").unwrap_err());
                refused(std::fs::File::open("/proc/self/status").unwrap_err());
                refused(std::fs::write("x", "x").unwrap_err());
                refused(std::process::Command::new("true").spawn().unwrap_err());
            })
            .join()
            .unwrap();
        }
    }
}
