/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_PATH, CLONE_NEW* */
#endif
#include "base/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#if defined(SANITIZED) && !defined(PV_NO_SANDBOX)
#define PV_NO_SANDBOX 1   /* their shadow memory and reports need it all */
#endif

#ifndef PV_NO_SANDBOX

/*
 * The kernel's landlock interface, spelled out so that the program builds
 * against headers older than it.
 */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif
#define LANDLOCK_VERSION_FLAG 1u
#define LANDLOCK_BENEATH 1

/* Rights on files and folders: LANDLOCK_ACCESS_FS_*. */
#define FS_EXECUTE (1ull << 0)
#define FS_WRITE_FILE (1ull << 1)
#define FS_READ_FILE (1ull << 2)
#define FS_READ_DIR (1ull << 3)
#define FS_MAKE_CHAR (1ull << 6)
#define FS_MAKE_BLOCK (1ull << 11)
#define FS_TRUNCATE (1ull << 14)
#define FS_IOCTL_DEV (1ull << 15)

struct landlock_attr {
	uint64_t fs, net, scoped;
};

/* Rights known to each version of the interface, from version 1 up. */
static const uint64_t fs_rights[] = {
	(1ull << 13) - 1,       /* 1: execute ... make_sym */
	(1ull << 14) - 1,       /* 2: refer */
	(1ull << 15) - 1,       /* 3: truncate */
	(1ull << 15) - 1,       /* 4: network */
	(1ull << 16) - 1        /* 5: ioctl on devices */
};

static const size_t nfs_rights = sizeof(fs_rights) / sizeof(fs_rights[0]);

/* Every right that the kernel knows, in *all; -1 when it has no landlock. */
static int
make_ruleset(uint64_t *all)
{
	struct landlock_attr attr = { 0, 0, 0 };
	size_t size = sizeof(attr.fs);
	long version;

	version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_VERSION_FLAG);
	if (version < 1)
		return -1;
	*all = fs_rights[(size_t)version < nfs_rights ? (size_t)version - 1 :
	    nfs_rights - 1];
	attr.fs = *all;
	if (version >= 4) {
		attr.net = 3;           /* bind and connect over TCP */
		size += sizeof(attr.net);
	}
	if (version >= 6) {
		attr.scoped = 3;        /* abstract sockets and signals */
		size += sizeof(attr.scoped);
	}
	return (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
}

/* Enter a ruleset and close it; `whole` says whether it is complete. */
static unsigned
enter_ruleset(int fd, bool whole)
{
	long rc = syscall(SYS_landlock_restrict_self, fd, 0);

	close(fd);
	return rc == 0 && whole ? PV_JAIL_LANDLOCK : 0;
}

static unsigned
enter_landlock(void)
{
	uint64_t all;
	int fd = make_ruleset(&all);

	return fd < 0 ? 0 : enter_ruleset(fd, true);
}

/* Beneath a path, or on a file, these rights hold. */
struct landlock_beneath {
	uint64_t rights;
	int32_t parent;
} __attribute__((packed));

static bool
grant(int ruleset, const char *path, uint64_t rights)
{
	struct landlock_beneath rule = { rights, -1 };
	long rc;

	rule.parent = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent < 0)
		return false;
	rc = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_BENEATH, &rule,
	    0);
	close(rule.parent);
	return rc == 0;
}

static unsigned
enter_landlock_program(const char *scratch)
{
	uint64_t all, file = FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE;
	int fd = make_ruleset(&all);
	bool whole;

	if (fd < 0)
		return 0;
	whole = grant(fd, "/", FS_EXECUTE | FS_READ_FILE | FS_READ_DIR);
	whole = grant(fd, "/dev/null", file & all) && whole;
	if (scratch != NULL)
		whole = grant(fd, scratch, all & ~(FS_MAKE_CHAR |
		    FS_MAKE_BLOCK | FS_IOCTL_DEV)) && whole;
	return enter_ruleset(fd, whole);
}

#if defined(__x86_64__)
#define JAIL_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define JAIL_ARCH AUDIT_ARCH_AARCH64
#endif

#ifdef JAIL_ARCH

#ifndef SECCOMP_RET_KILL_PROCESS
#define SECCOMP_RET_KILL_PROCESS 0x80000000u
#endif

/* Offsets into struct seccomp_data; both machines are little-endian. */
#define NR_AT offsetof(struct seccomp_data, nr)
#define ARCH_AT offsetof(struct seccomp_data, arch)
#define ARG_AT(n) (offsetof(struct seccomp_data, args) + 8 * (n))

#define LOAD(off) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)(off))
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define ALLOW(name) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 1), \
	RETURN(SECCOMP_RET_ALLOW)
/* Refused with an error, not the end: the caller has another way to go. */
#define DENY(name, error) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 1), \
	RETURN(SECCOMP_RET_ERRNO | (error))
/* Allowed unless the protection asked for is executable. */
#define ALLOW_DATA(name) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 4), \
	LOAD(ARG_AT(2)), \
	BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), \
	RETURN(SECCOMP_RET_ERRNO | EPERM), \
	RETURN(SECCOMP_RET_ALLOW)

#ifdef SYS_poll
#define ALLOW_POLL ALLOW(poll),
#else
#define ALLOW_POLL
#endif

/*
 * What a reader needs: memory, its descriptors, the clock, random bytes for
 * hash tables, and to end.  signal returns are for a handler that was set
 * before; memfd_create, openat and the like are what it must never have.
 */
#define COMMON \
	ALLOW(read), ALLOW(write), ALLOW(readv), ALLOW(writev), \
	ALLOW(pread64), ALLOW(lseek), ALLOW(close), ALLOW(fstat), \
	ALLOW(newfstatat), ALLOW(recvmsg), ALLOW(sendmsg), \
	ALLOW(brk), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise), \
	ALLOW(futex), ALLOW(getrandom), ALLOW(clock_gettime), \
	ALLOW(gettimeofday), ALLOW(rt_sigreturn), ALLOW(rt_sigprocmask), \
	ALLOW(getpid), ALLOW(gettid), ALLOW(exit), ALLOW(exit_group), \
	ALLOW(ppoll), ALLOW_POLL \
	DENY(ioctl, ENOTTY), DENY(prlimit64, EPERM), DENY(sysinfo, EPERM), \
	DENY(sched_getaffinity, EPERM)

static unsigned
enter_seccomp(bool exec)
{
	struct sock_filter strict[] = {
		LOAD(ARCH_AT),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, JAIL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(NR_AT),
		COMMON,
		ALLOW_DATA(mmap),
		ALLOW_DATA(mprotect),
		RETURN(SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_filter loose[] = {
		LOAD(ARCH_AT),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, JAIL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(NR_AT),
		COMMON,
		ALLOW(mmap),
		ALLOW(mprotect),
		RETURN(SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog prog = {
		.len = sizeof(strict) / sizeof(strict[0]), .filter = strict
	};

	if (exec) {
		prog.len = sizeof(loose) / sizeof(loose[0]);
		prog.filter = loose;
	}
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0 ?
	    PV_JAIL_SECCOMP : 0;
}

/* System calls younger than some headers; one number on every machine. */
#define SYS_YOUNG_open_tree 428
#define SYS_YOUNG_move_mount 429
#define SYS_YOUNG_fsopen 430
#define SYS_YOUNG_fsconfig 431
#define SYS_YOUNG_fsmount 432
#define SYS_YOUNG_fspick 433
#define SYS_YOUNG_clone3 435
#define SYS_YOUNG_pidfd_getfd 438
#define SYS_YOUNG_mount_setattr 442
#define SYS_YOUNG_quotactl_fd 443
#define SYS_YOUNG_fchmodat2 452
#define SYS_YOUNG_setxattrat 463
#define SYS_YOUNG_removexattrat 466
#define DENY_YOUNG(name, error) DENY(YOUNG_##name, error)

#if defined(__x86_64__)
/* Calls of the x32 interface have other numbers: none is let through. */
#define DENY_X32 \
	BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1), \
	RETURN(SECCOMP_RET_KILL_PROCESS),
#define DENY_MACHINE \
	DENY(iopl, EPERM), DENY(ioperm, EPERM), DENY(modify_ldt, EPERM), \
	DENY(chmod, EPERM), DENY(chown, EPERM), DENY(lchown, EPERM), \
	DENY(utime, EPERM), DENY(utimes, EPERM), DENY(futimesat, EPERM),
#else
#define DENY_X32
#define DENY_MACHINE
#endif

/* Of a namespace: what clone() and unshare() could make. */
#define NAMESPACES (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | \
	CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* Refused when the low half of an argument has a bit of, or is, a value. */
#define DENY_ARG(name, arg, test, value, error) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 4), \
	LOAD(ARG_AT(arg)), \
	BPF_JUMP(BPF_JMP | (test) | BPF_K, (uint32_t)(value), 0, 1), \
	RETURN(SECCOMP_RET_ERRNO | (error)), \
	LOAD(NR_AT)
/* Refused unless the low half of an argument, masked, is a value. */
#define NEED_ARG(name, arg, mask, value, error) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)SYS_##name, 0, 5), \
	LOAD(ARG_AT(arg)), \
	BPF_STMT(BPF_ALU | BPF_AND | BPF_K, (uint32_t)(mask)), \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 1, 0), \
	RETURN(SECCOMP_RET_ERRNO | (error)), \
	LOAD(NR_AT)

/*
 * Reaching out of the process, and what landlock does not see of files.  A
 * server is answered as if it had its name (0): an office program ends when it
 * cannot listen for a second one, but nobody needs to reach it.
 */
#define DENY_REACH \
	NEED_ARG(socket, 0, ~0u, AF_UNIX, EACCES), \
	NEED_ARG(socket, 1, 0xf, SOCK_STREAM, EACCES), \
	DENY(connect, ECONNREFUSED), DENY(bind, 0), DENY(listen, 0), \
	DENY(ptrace, EPERM), DENY(process_vm_readv, EPERM), \
	DENY(process_vm_writev, EPERM), DENY(kcmp, EPERM), \
	DENY_YOUNG(pidfd_getfd, EPERM), \
	NEED_ARG(prlimit64, 0, ~0u, 0, EPERM), \
	DENY(setsid, EPERM), DENY(setpgid, EPERM), \
	DENY_ARG(ioctl, 1, BPF_JEQ, TIOCSTI, EPERM), \
	DENY_ARG(ioctl, 1, BPF_JEQ, TIOCLINUX, EPERM), \
	DENY(fchmodat, EPERM), DENY_YOUNG(fchmodat2, EPERM), \
	DENY(fchownat, EPERM), DENY(fchown, EPERM), \
	DENY(utimensat, EPERM), DENY(setxattr, EPERM), \
	DENY(lsetxattr, EPERM), DENY(removexattr, EPERM), \
	DENY(lremovexattr, EPERM), DENY_YOUNG(setxattrat, EPERM), \
	DENY_YOUNG(removexattrat, EPERM)

/* What only administration needs, each a door into the kernel. */
#define DENY_KERNEL \
	DENY(keyctl, EPERM), DENY(add_key, EPERM), \
	DENY(request_key, EPERM), DENY(bpf, EPERM), \
	DENY(perf_event_open, EPERM), DENY(userfaultfd, EPERM), \
	DENY(io_uring_setup, ENOSYS), DENY(kexec_load, EPERM), \
	DENY(init_module, EPERM), DENY(finit_module, EPERM), \
	DENY(delete_module, EPERM), DENY(reboot, EPERM), \
	DENY(mount, EPERM), DENY(umount2, EPERM), \
	DENY(pivot_root, EPERM), DENY(chroot, EPERM), \
	DENY_YOUNG(open_tree, EPERM), DENY_YOUNG(move_mount, EPERM), \
	DENY_YOUNG(fsopen, EPERM), DENY_YOUNG(fsconfig, EPERM), \
	DENY_YOUNG(fsmount, EPERM), DENY_YOUNG(fspick, EPERM), \
	DENY_YOUNG(mount_setattr, EPERM), DENY(setns, EPERM), \
	DENY(unshare, EPERM), DENY_YOUNG(clone3, ENOSYS), \
	DENY_ARG(clone, 0, BPF_JSET, NAMESPACES, EPERM), \
	DENY(swapon, EPERM), DENY(swapoff, EPERM), DENY(acct, EPERM), \
	DENY(quotactl, EPERM), DENY_YOUNG(quotactl_fd, EPERM), \
	DENY(syslog, EPERM), DENY(settimeofday, EPERM), \
	DENY(clock_settime, EPERM), DENY(clock_adjtime, EPERM), \
	DENY(adjtimex, EPERM), DENY(name_to_handle_at, EPERM), \
	DENY(open_by_handle_at, EPERM), DENY(lookup_dcookie, EPERM)

/* A list of what is refused: no list of what any program needs is short. */
static unsigned
enter_seccomp_program(void)
{
	struct sock_filter filter[] = {
		LOAD(ARCH_AT),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, JAIL_ARCH, 1, 0),
		RETURN(SECCOMP_RET_KILL_PROCESS),
		LOAD(NR_AT),
		DENY_X32
		DENY_REACH,
		DENY_KERNEL,
		DENY_MACHINE
		RETURN(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = {
		.len = sizeof(filter) / sizeof(filter[0]), .filter = filter
	};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0 ?
	    PV_JAIL_SECCOMP : 0;
}

#else

static unsigned
enter_seccomp(bool exec)
{
	(void)exec;
	return 0;       /* no list of system calls for this machine */
}

static unsigned
enter_seccomp_program(void)
{
	return 0;
}

#endif /* JAIL_ARCH */

static bool
limit(__rlimit_resource_t what, uint64_t most)
{
	struct rlimit r = { (rlim_t)most, (rlim_t)most };

	return setrlimit(what, &r) == 0;
}

unsigned
pv_jail_enter(const struct pv_jail_opts *opts)
{
	unsigned parts = 0;
	bool ok = limit(RLIMIT_CORE, 0);

	ok = limit(RLIMIT_FSIZE, 0) && ok;
	if (opts->memory != 0)
		ok = limit(RLIMIT_AS, opts->memory) && ok;
	if (ok)
		parts |= PV_JAIL_LIMITS;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		parts |= PV_JAIL_NOPRIVS;
	parts |= enter_landlock();
	parts |= enter_seccomp(opts->exec);
	return parts;
}

unsigned
pv_jail_program(const char *scratch)
{
	unsigned parts = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		parts |= PV_JAIL_NOPRIVS;
	parts |= enter_landlock_program(scratch);
	parts |= enter_seccomp_program();
	return parts;
}

unsigned
pv_jail_status(void)
{
	struct pv_jail_opts opts = { 0, false };
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit((int)pv_jail_enter(&opts));
	if (pid < 0)
		return 0;
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return 0;
	}
	return WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
}

#else

unsigned
pv_jail_enter(const struct pv_jail_opts *opts)
{
	(void)opts;
	return 0;
}

unsigned
pv_jail_program(const char *scratch)
{
	(void)scratch;
	return 0;
}

unsigned
pv_jail_status(void)
{
	return 0;
}

#endif /* PV_NO_SANDBOX */

const char *
pv_jail_part_name(enum pv_jail_part part)
{
	switch (part) {
	case PV_JAIL_LIMITS:
		return "limits";
	case PV_JAIL_NOPRIVS:
		return "no-new-privileges";
	case PV_JAIL_LANDLOCK:
		return "landlock";
	case PV_JAIL_SECCOMP:
		return "seccomp";
	case PV_JAIL_ALL:
		break;
	}
	return "all";
}
