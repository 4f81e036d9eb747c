//! The lock: no privilege to gain, no file, no network, no process, no other descriptor, little memory. Each layer would be enough by itself.

#[cfg(target_os = "linux")]
pub(super) use linux::lock_down;

#[cfg(not(target_os = "linux"))]
pub(super) fn lock_down() -> Result<String, String> {
    Err("functions run on Linux only: nothing else has seccomp to lock them up with".to_owned())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetStatus, Scope};
    use rustix::process::{DumpableBehavior, Resource, Rlimit, Signal, set_dumpable_behavior, set_parent_process_death_signal, setrlimit};
    use seccompiler::{BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule};

    /// Address space: the program, the heap that the engine limits, and what copying results takes.
    const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
    /// Of a processor, in the life of a worker; the pool ends it long before.
    const SECONDS: u64 = 300;

    pub(in super::super) fn lock_down() -> Result<String, String> {
        single_threaded()?;
        close_others();
        set_parent_process_death_signal(Some(Signal::KILL)).map_err(|error| format!("prctl(PDEATHSIG): {error}"))?;
        set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|error| format!("prctl(DUMPABLE): {error}"))?;
        rustix::thread::set_no_new_privs(true).map_err(|error| format!("prctl(NO_NEW_PRIVS): {error}"))?;
        // Needs a descriptor for a moment, so it comes before the limits.
        let landlock = landlock();
        limits()?;
        let filter = filter().map_err(|error| format!("seccomp cannot be set up: {error}"))?;
        seccompiler::apply_filter(&filter).map_err(|error| format!("the kernel refuses a seccomp filter: {error}"))?;
        Ok(landlock.to_owned())
    }

    /// A filter binds the thread that sets it, and threads started later; another one would stay free.
    fn single_threaded() -> Result<(), String> {
        let threads = std::fs::read_dir("/proc/self/task").map_err(|error| format!("/proc cannot be read: {error}"))?;
        match threads.count() {
            1 => Ok(()),
            count => Err(format!("the worker has {count} threads; it must lock itself before it starts any")),
        }
    }

    /// Descriptors that were left open by whoever started us.
    #[expect(
        unsafe_code,
        reason = "close_range has no safe form; nothing in this process owns a descriptor above 2 yet"
    )]
    fn close_others() {
        // SAFETY: no memory is touched. Before Linux 5.9 this fails and descriptors without close-on-exec stay; the standard library makes none.
        unsafe {
            libc::syscall(libc::SYS_close_range, 3_u32, u32::MAX, 0_u32);
        }
    }

    fn limits() -> Result<(), String> {
        let limits = [
            (Resource::As, MEMORY_BYTES),
            (Resource::Cpu, SECONDS),
            (Resource::Core, 0),
            // Pipes are no files.
            (Resource::Fsize, 0),
            // The open ones stay usable; no further one can be opened.
            (Resource::Nofile, 3),
            (Resource::Nproc, 0),
            (Resource::Memlock, 0),
        ];
        for (resource, most) in limits {
            let limit = Rlimit {
                current: Some(most),
                maximum: Some(most),
            };
            setrlimit(resource, limit).map_err(|error| format!("setrlimit: {error}"))?;
        }
        Ok(())
    }

    /// No path, no port, no signal or abstract socket outside. Best effort: seccomp below forbids the calls themselves.
    fn landlock() -> &'static str {
        let restricted = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V6))
            .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(ABI::V6)))
            .and_then(|ruleset| ruleset.scope(Scope::from_all(ABI::V6)))
            .and_then(landlock::Ruleset::create)
            .and_then(landlock::RulesetCreated::restrict_self);
        match restricted.map(|status| status.ruleset) {
            Ok(RulesetStatus::FullyEnforced) => "full",
            Ok(RulesetStatus::PartiallyEnforced) => "partial",
            Ok(RulesetStatus::NotEnforced) | Err(_) => "none",
        }
    }

    /// Only these calls; any other kills the process.
    fn filter() -> Result<BpfProgram, seccompiler::Error> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
        for call in [
            libc::SYS_brk,
            libc::SYS_clock_gettime,
            libc::SYS_close,
            libc::SYS_exit,
            libc::SYS_exit_group,
            libc::SYS_futex,
            libc::SYS_getrandom,
            libc::SYS_gettid,
            libc::SYS_gettimeofday,
            libc::SYS_madvise,
            libc::SYS_mremap,
            libc::SYS_munmap,
            libc::SYS_read,
            libc::SYS_restart_syscall,
            libc::SYS_rt_sigprocmask,
            libc::SYS_rt_sigreturn,
            libc::SYS_sched_yield,
            libc::SYS_sigaltstack,
            libc::SYS_write,
            libc::SYS_writev,
        ] {
            rules.insert(call, Vec::new());
        }
        // Memory, but never code.
        let exec = u64::try_from(libc::PROT_EXEC).unwrap_or(4);
        for call in [libc::SYS_mmap, libc::SYS_mprotect] {
            let plain = SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(exec), 0)?;
            rules.insert(call, vec![SeccompRule::new(vec![plain])?]);
        }
        let arch = std::env::consts::ARCH.try_into()?;
        Ok(SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, arch)?.try_into()?)
    }
}
