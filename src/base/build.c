/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dl_iterate_phdr */
#endif
#include "base/build.h"

#include <stdint.h>
#include <string.h>

#if defined(__ELF__) && __has_include(<link.h>)
#include <elf.h>
#include <link.h>

struct search {
	uintptr_t here;         /* an address of this program or library */
	struct pv_buf *out;
	bool found;
};

static bool
holds(const struct dl_phdr_info *object, uintptr_t address)
{
	size_t i;

	for (i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &object->dlpi_phdr[i];

		if (p->p_type == PT_LOAD &&
		    address - (object->dlpi_addr + p->p_vaddr) < p->p_memsz)
			return true;
	}
	return false;
}

static size_t
aligned(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

/* The notes of a segment: System V ABI, chapter 5. */
static void
read_notes(struct search *s, struct pv_span notes)
{
	ElfW(Nhdr) note;
	size_t len, name, i;

	while (notes.len >= sizeof(note)) {
		memcpy(&note, notes.ptr, sizeof(note));
		notes = pv_span_sub(notes, sizeof(note), notes.len);
		name = aligned(note.n_namesz);
		len = aligned(note.n_descsz);
		if (name > notes.len || len > notes.len - name)
			return;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
		    memcmp(notes.ptr, "GNU", 4) == 0 && note.n_descsz > 0) {
			for (i = 0; i < note.n_descsz; i++)
				pv_buf_printf(s->out, "%02x",
				    (unsigned char)notes.ptr[name + i]);
			s->found = true;
			return;
		}
		notes = pv_span_sub(notes, name + len, notes.len);
	}
}

static int
look(struct dl_phdr_info *object, size_t size, void *ctx)
{
	struct search *s = ctx;
	size_t i;

	(void)size;
	if (!holds(object, s->here))
		return 0;
	for (i = 0; i < object->dlpi_phnum && !s->found; i++) {
		const ElfW(Phdr) *p = &object->dlpi_phdr[i];

		if (p->p_type == PT_NOTE)
			read_notes(s, pv_span((const char *)(
			    object->dlpi_addr + p->p_vaddr), p->p_memsz));
	}
	return 1;
}

bool
pv_build_id(struct pv_buf *out)
{
	static const char here = 0;
	struct search s = { (uintptr_t)&here, out, false };

	(void)dl_iterate_phdr(look, &s);
	return s.found;
}

#else

bool
pv_build_id(struct pv_buf *out)
{
	(void)out;
	return false;
}

#endif
