# SPDX-License-Identifier: MIT
# Functions of stripped C in the house style (the name at column 0 of its own
# line, braces of the body at column 0).  One line each:
#   NAME LINE BODY-LINES PARAMETERS DEPTH
# PARAMETERS leaves out `...` and the error, and counts an array with its
# length (`x, size_t nx`) once; DEPTH is that of the braces.
function parameters(s,    n, i, c, depth, part, parts, last, name)
{
	sub(/^[^(]*\(/, "", s)
	n = 0
	part = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "(") depth++
		if (c == ")" && depth-- == 0) break
		if (c == "," && depth == 0) {
			parts[++n] = part
			part = ""
		} else {
			part = part c
		}
	}
	parts[++n] = part
	depth = 0
	for (i = 1; i <= n; i++) {
		if (parts[i] ~ /^[ \t]*(void|\.\.\.)?[ \t]*$/) continue
		# where the failure goes: one error, or the list of a pack's
		if (parts[i] ~ /struct pv_(err|complaints) \*[a-z]*[ \t]*$/) continue
		name = parts[i]
		gsub(/[ \t]+$|^.*[ \t*]/, "", name)
		if (name != "n" last || parts[i] !~ /size_t/) depth++
		last = name
	}
	return depth
}

/^[A-Za-z_][A-Za-z_0-9]*\(/ { head = ""; start = FNR; open = 1 }
open { head = head " " $0 }
/^{/ && open {
	name = head
	sub(/^ */, "", name)
	sub(/\(.*/, "", name)
	inside = 1
	open = 0
	lines = 0
	depth = deepest = 1
	next
}
/;[ \t]*$/ && open && !inside { open = 0 }
/^}/ && inside {
	print name, start, lines, parameters(head), deepest
	inside = 0
}
inside {
	lines++
	braces = $0
	for (i = 1; i <= length(braces); i++) {
		c = substr(braces, i, 1)
		if (c == "{" && ++depth > deepest) deepest = depth
		if (c == "}") depth--
	}
}
