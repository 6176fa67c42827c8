/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

enum pv_rc
pv_late_load(const char *library, const struct pv_late *functions, size_t n,
    void *table, struct pv_err *err)
{
	void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL), *address;
	size_t i;

	if (handle == NULL)
		return pv_fail(err, PV_ESYS, "E-SYS",
		    "the library '%s' cannot be loaded", library);
	for (i = 0; i < n; i++) {
		address = dlsym(handle, functions[i].name);
		if (address == NULL)
			return pv_fail(err, PV_ESYS, "E-SYS",
			    "the library '%s' has no %s", library,
			    functions[i].name);
		memcpy((char *)table + functions[i].at, &address,
		    sizeof(address));
	}
	return PV_OK;
}
