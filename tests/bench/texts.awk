# SPDX-License-Identifier: MIT
# Agreements in any number: the paths of texts on standard input, -v dir= where
# to write, -v limit= megabytes.  The first round copies the texts; from the
# second on years are shifted and each paragraph gets a word of its own, so
# that no clause comes twice.

function vary(line, round, para) {
	if (match(line, /(19|20)[0-9][0-9]/))
		line = substr(line, 1, RSTART - 1) \
		    (1950 + (substr(line, RSTART, 4) + round) % 100) \
		    substr(line, RSTART + 4)
	if (fresh && sub(/ the /, " the item" round "n" para " ", line))
		fresh = 0
	return line
}

function copy(path, round,	out, line, para) {
	out = sprintf("%s/%03d/%05d.%s", dir, count / 100, count, ending(path))
	if (count % 100 == 0)
		system("mkdir -p " sprintf("%s/%03d", dir, count / 100))
	count++
	fresh = 1
	while ((getline line <path) > 0) {
		if (line ~ /^[ \t\r]*$/) {
			fresh = 1
			para++
		}
		if (round > 0)
			line = vary(line, round, para)
		total += length(line) + 1
		print line >out
		if (total >= limit * 1000000)
			break
	}
	close(path)
	close(out)
}

function ending(path) {
	return path ~ /\.md$/ ? "md" : "txt"
}

{ paths[n++] = $0 }

END {
	for (round = 0; n > 0 && total < limit * 1000000; round++) {
		for (i = 0; i < n && total < limit * 1000000; i++)
			copy(paths[i], round)
	}
}
