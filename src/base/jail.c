/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/jail.h"

#include <errno.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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
#define SYS_landlock_restrict_self 446
#endif
#define LANDLOCK_VERSION_FLAG 1u

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

static unsigned
enter_landlock(void)
{
	struct landlock_attr attr = { 0, 0, 0 };
	size_t last = sizeof(fs_rights) / sizeof(fs_rights[0]);
	size_t size = sizeof(attr.fs);
	long version, fd, rc;

	version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_VERSION_FLAG);
	if (version < 1)
		return 0;
	attr.fs = fs_rights[(size_t)version < last ? version - 1 :
	    (long)last - 1];
	if (version >= 4) {
		attr.net = 3;           /* bind and connect over TCP */
		size += sizeof(attr.net);
	}
	if (version >= 6) {
		attr.scoped = 3;        /* abstract sockets and signals */
		size += sizeof(attr.scoped);
	}
	fd = syscall(SYS_landlock_create_ruleset, &attr, size, 0);
	if (fd < 0)
		return 0;
	rc = syscall(SYS_landlock_restrict_self, (int)fd, 0);
	close((int)fd);
	return rc == 0 ? PV_JAIL_LANDLOCK : 0;
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

#else

static unsigned
enter_seccomp(bool exec)
{
	(void)exec;
	return 0;       /* no list of system calls for this machine */
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
