//! The worker taken over by native code: every system call that would reach out of the box must fail or kill it (J7, J14).
//!
//! Runs itself again as the victim: locks itself exactly as a worker does, then makes one raw call. Its own `main`, because a test harness has threads.

#![expect(unsafe_code, reason = "raw system calls are what native code would make")]
#![cfg_attr(target_os = "linux", expect(clippy::print_stdout, reason = "it has no harness that would report"))]

#[cfg(not(target_os = "linux"))]
fn main() {
    assert!(sandbox::lock_down().is_err());
}

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Command, Stdio};

    use libc::{
        AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_UNIX, AT_FDCWD, CLONE_NEWUSER, MAP_ANONYMOUS, MAP_PRIVATE, O_CREAT, O_RDONLY, O_RDWR, PROT_EXEC,
        PROT_READ, PROT_WRITE, PTRACE_ATTACH, PTRACE_TRACEME, SIGKILL, SOCK_DGRAM, SOCK_RAW, SOCK_STREAM, c_long,
    };

    type Call = (&'static str, c_long, [c_long; 6]);

    fn text(text: &'static std::ffi::CStr) -> c_long {
        text.as_ptr() as c_long
    }

    fn number(value: i32) -> c_long {
        c_long::from(value)
    }

    /// What native code would try, each with arguments that work outside.
    fn attempts() -> Vec<Call> {
        let here = number(AT_FDCWD);
        let anonymous = number(MAP_PRIVATE | MAP_ANONYMOUS);
        let code = number(PROT_READ | PROT_EXEC);
        let parent = c_long::from(std::os::unix::process::parent_id());
        let me = c_long::from(std::process::id());
        vec![
            ("open a file", libc::SYS_openat, [here, text(c"/etc/passwd"), number(O_RDONLY), 0, 0, 0]),
            (
                "open its memory",
                libc::SYS_openat,
                [here, text(c"/proc/self/mem"), number(O_RDWR), 0, 0, 0],
            ),
            (
                "open the parent's environment",
                libc::SYS_openat,
                [here, text(c"/proc/1/environ"), number(O_RDONLY), 0, 0, 0],
            ),
            (
                "make a file",
                libc::SYS_openat,
                [here, text(c"/tmp/pwned"), number(O_CREAT | O_RDWR), 0o600, 0, 0],
            ),
            ("open by openat2", libc::SYS_openat2, [here, text(c"/etc/passwd"), 0, 24, 0, 0]),
            ("look at a file", libc::SYS_statx, [here, text(c"/etc/passwd"), 0, 0, 0, 0]),
            ("list a folder", libc::SYS_getdents64, [0, 0, 0, 0, 0, 0]),
            ("read a link", libc::SYS_readlinkat, [here, text(c"/proc/self/exe"), 0, 0, 0, 0]),
            ("delete a file", libc::SYS_unlinkat, [here, text(c"/tmp/pwned"), 0, 0, 0, 0]),
            ("rename a file", libc::SYS_renameat2, [here, text(c"/tmp/a"), here, text(c"/tmp/b"), 0, 0]),
            ("make a folder", libc::SYS_mkdirat, [here, text(c"/tmp/pwned-dir"), 0o700, 0, 0, 0]),
            ("change a mode", libc::SYS_fchmodat, [here, text(c"/tmp"), 0o777, 0, 0, 0]),
            (
                "make a link",
                libc::SYS_symlinkat,
                [text(c"/etc/passwd"), here, text(c"/tmp/pwned-link"), 0, 0, 0],
            ),
            ("mount", libc::SYS_mount, [text(c"none"), text(c"/tmp"), text(c"tmpfs"), 0, 0, 0]),
            ("change the root", libc::SYS_chroot, [text(c"/tmp"), 0, 0, 0, 0, 0]),
            ("change the folder", libc::SYS_chdir, [text(c"/tmp"), 0, 0, 0, 0, 0]),
            ("a TCP socket", libc::SYS_socket, [number(AF_INET), number(SOCK_STREAM), 0, 0, 0, 0]),
            ("a UDP socket", libc::SYS_socket, [number(AF_INET6), number(SOCK_DGRAM), 0, 0, 0, 0]),
            ("a Unix socket", libc::SYS_socket, [number(AF_UNIX), number(SOCK_STREAM), 0, 0, 0, 0]),
            ("a raw socket", libc::SYS_socket, [number(AF_PACKET), number(SOCK_RAW), 0, 0, 0, 0]),
            ("a netlink socket", libc::SYS_socket, [number(AF_NETLINK), number(SOCK_RAW), 0, 0, 0, 0]),
            (
                "a pair of sockets",
                libc::SYS_socketpair,
                [number(AF_UNIX), number(SOCK_STREAM), 0, 0, 0, 0],
            ),
            ("send on standard output", libc::SYS_sendto, [1, text(c"x"), 1, 0, 0, 0]),
            ("another program", libc::SYS_execve, [text(c"/bin/true"), 0, 0, 0, 0, 0]),
            ("another program by execveat", libc::SYS_execveat, [here, text(c"/bin/true"), 0, 0, 0, 0]),
            ("a child by clone", libc::SYS_clone, [number(libc::SIGCHLD), 0, 0, 0, 0, 0]),
            ("a child by clone3", libc::SYS_clone3, [0, 0, 0, 0, 0, 0]),
            ("namespaces", libc::SYS_unshare, [number(CLONE_NEWUSER), 0, 0, 0, 0, 0]),
            ("another namespace", libc::SYS_setns, [0, 0, 0, 0, 0, 0]),
            ("tracing the parent", libc::SYS_ptrace, [c_long::from(PTRACE_ATTACH), parent, 0, 0, 0, 0]),
            ("being traced", libc::SYS_ptrace, [c_long::from(PTRACE_TRACEME), 0, 0, 0, 0, 0]),
            ("the parent's memory", libc::SYS_process_vm_readv, [parent, 0, 0, 0, 0, 0]),
            ("writing the parent's memory", libc::SYS_process_vm_writev, [parent, 0, 0, 0, 0, 0]),
            ("killing the parent", libc::SYS_kill, [parent, 0, 0, 0, 0, 0]),
            ("killing everything", libc::SYS_kill, [-1, number(SIGKILL), 0, 0, 0, 0]),
            ("a signal to a thread", libc::SYS_tgkill, [me, me, 0, 0, 0, 0]),
            ("a handle on the parent", libc::SYS_pidfd_open, [parent, 0, 0, 0, 0, 0]),
            ("a descriptor of the parent", libc::SYS_pidfd_getfd, [0, 0, 0, 0, 0, 0]),
            ("another user", libc::SYS_setuid, [0, 0, 0, 0, 0, 0]),
            ("capabilities", libc::SYS_capset, [0, 0, 0, 0, 0, 0]),
            ("higher limits", libc::SYS_prlimit64, [0, 7, 0, 0, 0, 0]),
            ("undoing its settings", libc::SYS_prctl, [4, 1, 0, 0, 0, 0]),
            ("another filter", libc::SYS_seccomp, [1, 0, 0, 0, 0, 0]),
            ("a Landlock ruleset", libc::SYS_landlock_create_ruleset, [0, 0, 1, 0, 0, 0]),
            ("io_uring", libc::SYS_io_uring_setup, [8, 0, 0, 0, 0, 0]),
            ("bpf", libc::SYS_bpf, [0, 0, 0, 0, 0, 0]),
            ("performance events", libc::SYS_perf_event_open, [0, 0, -1, -1, 0, 0]),
            ("userfaultfd", libc::SYS_userfaultfd, [0, 0, 0, 0, 0, 0]),
            ("keys of the kernel", libc::SYS_keyctl, [0, 0, 0, 0, 0, 0]),
            ("a module", libc::SYS_finit_module, [0, 0, 0, 0, 0, 0]),
            ("a restart", libc::SYS_reboot, [0, 0, 0, 0, 0, 0]),
            ("an anonymous file", libc::SYS_memfd_create, [text(c"x"), 0, 0, 0, 0, 0]),
            ("a pipe", libc::SYS_pipe2, [0, 0, 0, 0, 0, 0]),
            ("a copy of a descriptor", libc::SYS_dup, [1, 0, 0, 0, 0, 0]),
            ("a control call", libc::SYS_ioctl, [0, 0x5412, 0, 0, 0, 0]),
            ("shared memory", libc::SYS_shmget, [0, 4096, 0o600, 0, 0, 0]),
            ("a file handle", libc::SYS_open_by_handle_at, [0, 0, 0, 0, 0, 0]),
            ("time", libc::SYS_clock_settime, [0, 0, 0, 0, 0, 0]),
            ("the name of the machine", libc::SYS_uname, [0, 0, 0, 0, 0, 0]),
            (
                "executable memory",
                libc::SYS_mmap,
                [0, 4096, number(PROT_READ | PROT_WRITE | PROT_EXEC), anonymous, -1, 0],
            ),
            ("memory made executable", libc::SYS_mprotect, [page(), 4096, code, 0, 0, 0]),
            ("memory made executable by key", libc::SYS_pkey_mprotect, [page(), 4096, code, -1, 0, 0]),
        ]
    }

    /// A page of its own, to be made executable.
    fn page() -> c_long {
        // SAFETY: a fresh private mapping aliases nothing.
        let page = unsafe { libc::mmap(std::ptr::null_mut(), 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) };
        page as c_long
    }

    fn make(call: &Call) -> c_long {
        let (_, number, [a, b, c, d, e, f]) = *call;
        // SAFETY: pointers in the list are to static texts or null; the process ends right after.
        unsafe { libc::syscall(number, a, b, c, d, e, f) }
    }

    pub(super) fn main() {
        let arguments: Vec<String> = std::env::args().collect();
        if let [_, role, place] = arguments.as_slice()
            && (role == "locked" || role == "free")
        {
            return victim(role == "locked", place.parse().expect("a place in the list"));
        }
        // Test runners ask for a list first: one test, and none that is ignored.
        let asks = |flag: &str| arguments.iter().any(|argument| argument == flag);
        if asks("--list") {
            if !asks("--ignored") {
                println!("no_attempt_of_a_taken_over_worker_succeeds: test");
            }
            return;
        }
        every_attempt_fails();
        the_attempts_are_real();
        computing_still_works();
        println!("pwned: {} attempts, none succeeded", attempts().len());
    }

    /// Exit code 0: it worked. 1: it failed. 2: the lock could not be set up.
    fn victim(locked: bool, place: usize) {
        let attempts = attempts();
        if locked && sandbox::lock_down().is_err() {
            std::process::exit(2);
        }
        let Some(call) = attempts.get(place) else {
            // Beyond the list: computing.
            let sum: u64 = (0..1_000_000).map(std::hint::black_box).sum();
            std::process::exit(if sum == 499_999_500_000 { 0 } else { 1 });
        };
        std::process::exit(if make(call) >= 0 { 0 } else { 1 });
    }

    fn run(role: &str, place: usize) -> std::process::ExitStatus {
        let program = std::env::current_exe().expect("a test has a path");
        let mut command = Command::new(program);
        command
            .args([role, &place.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().expect("the victim starts")
    }

    fn every_attempt_fails() {
        for (place, (name, ..)) in attempts().iter().enumerate() {
            let status = run("locked", place);
            let killed = status.signal() == Some(libc::SIGSYS);
            assert!(killed, "{name}: not killed by the filter but {status}");
        }
    }

    /// Some must work without the lock, or the list proves nothing.
    fn the_attempts_are_real() {
        let works = |wanted: &str| {
            let place = attempts().iter().position(|(name, ..)| *name == wanted).expect("in the list");
            assert_eq!(run("free", place).code(), Some(0), "{wanted} does not even work without the lock");
        };
        for name in [
            "open a file",
            "a TCP socket",
            "a Unix socket",
            "an anonymous file",
            "executable memory",
            "memory made executable",
            "a copy of a descriptor",
        ] {
            works(name);
        }
    }

    fn computing_still_works() {
        assert_eq!(run("locked", usize::MAX).code(), Some(0), "the lock also keeps from computing");
    }
}
