# SPDX-License-Identifier: MIT
# C without comments, and with strings and characters emptied; line by line,
# so that numbers of lines stay.
{
	line = ""
	for (i = 1; i <= length($0); i++) {
		c = substr($0, i, 1)
		two = substr($0, i, 2)
		if (comment) {
			if (two == "*/") { comment = 0; i++ }
		} else if (quote != "") {
			if (c == "\\") i++
			else if (c == quote) { line = line c; quote = "" }
		} else if (two == "/*") {
			comment = 1
			line = line " "
			i++
		} else if (two == "//") {
			break
		} else {
			if (c == "\"" || c == "'") quote = c
			line = line c
		}
	}
	if (quote != "" && $0 !~ /\\$/) quote = ""
	print line
}
