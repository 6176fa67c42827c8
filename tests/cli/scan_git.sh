#!/bin/sh
# SPDX-License-Identifier: MIT
# scan --git: every version that a repository recorded, once; renames, merges,
# deletions, a second run, and repositories that would like to run something.
. "$srcdir/tests/check.sh"

command -v git >/dev/null 2>&1 || { echo "ok # no git here"; exit 0; }
command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }
GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.com
GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.com
export GIT_CONFIG_NOSYSTEM GIT_CONFIG_GLOBAL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL

# text WORDS: a document
text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
	printf '2. Term\n2.1 Term. This Agreement ends after five years.\n'
}

# commit DATE: everything, in the repository at hand
commit()
{
	GIT_AUTHOR_DATE=$1T12:00:00Z GIT_COMMITTER_DATE=$1T12:00:00Z
	export GIT_AUTHOR_DATE GIT_COMMITTER_DATE
	git add -A && git commit -q -m "$1"
}

# summary: what the last scan says that it did
summary() { tail -n 1 err | sed 's/;.*//'; }

# versions DB KEY: dates of the versions, in order
versions()
{
	sqlite3 "$1" "SELECT group_concat(date, ' ') FROM (SELECT date
	    FROM version_order JOIN agreement USING (agreement_id)
	    WHERE agreement = '$2' ORDER BY nth)"
}

mkdir repo
(
	cd repo && git init -q . && mkdir -p northlake .hidden
	text one >northlake/terms.md; text dot >.hidden/a.md; commit 2024-01-05
	text two >northlake/terms.md; commit 2024-01-05
	text three >northlake/terms.md; text mine >alder.txt; commit 2024-02-01
	git mv northlake/terms.md northlake/service-terms.md; commit 2024-03-01
	text four >northlake/service-terms.md; commit 2024-04-01
	text two >northlake/service-terms.md; text yours >basalt.txt
	commit 2024-05-01
	rm alder.txt; ln -s /etc/passwd link.txt; commit 2024-06-01
) >log 2>&1 || cat log

check_run "a first scan" 0 "$proviso" scan --git repo --db g.db
check_eq "every version once" "$(summary)" "proviso: 7 documents: 7 stored"
check_eq "in order, through a rename, back to an old text" \
    "$(versions g.db northlake-service-terms)" \
    "2024-01-05 2024-01-05 2024-02-01 2024-04-01 2024-05-01"
check_eq "two of one day in the order of the history" \
    "$(sqlite3 g.db "SELECT group_concat(x, ' ') FROM (SELECT
	substr(text, instr(text, 'Northlake ') + 10, 3) AS x FROM version_order
	JOIN document USING (document_id) WHERE date = '2024-01-05'
	ORDER BY nth)")" "one two"
check_eq "contents are stored once" \
    "$(sqlite3 g.db 'SELECT count(*) FROM document')" 6
check_eq "a file that is gone keeps its history" "$(versions g.db alder)" \
    2024-02-01
check "a label has date and commit" test "$(sqlite3 g.db "SELECT count(*)
    FROM version WHERE label GLOB '2024-0[1-5]-0[15]-[0-9a-f]*'
    AND length(label) = 18")" -eq 7
check_run "a second scan" 0 "$proviso" scan --git repo --db g.db
check_eq "reads nothing" "$(summary)" \
    "proviso: 7 documents: 0 stored, 7 unchanged"
(cd repo && text five >northlake/service-terms.md && commit 2024-07-01)
check_run "a third scan" 0 "$proviso" scan --git repo/ --db g.db
check_eq "reads what is new" "$(summary)" \
    "proviso: 8 documents: 1 stored, 7 unchanged"
check_run "diff by label" 1 "$proviso" diff --db g.db \
    northlake-service-terms@2024-04-01 northlake-service-terms@
check_run "db check" 0 "$proviso" db check --db g.db

git clone -q --bare repo bare.git >log 2>&1 || cat log
check_run "a bare repository" 0 "$proviso" scan --git bare.git --db b.db
check_eq "has the same versions" "$(summary)" \
    "proviso: 8 documents: 8 stored"
for jobs in 1 3; do
	"$proviso" scan --git bare.git --db "j$jobs.db" --jobs $jobs \
	    >"out$jobs" 2>&1
	sqlite3 "j$jobs.db" .dump >"dump$jobs"
done
check "the same bytes whatever --jobs" cmp -s dump1 dump3
check "and the same words" cmp -s out1 out3
check_run "chosen paths" 0 "$proviso" scan --git bare.git --paths '*/terms.md' \
    --db p.db
check_eq "with all their history" "$(summary)" "proviso: 6 documents: 6 stored"
check_run "paths that are not there" 2 "$proviso" scan --git bare.git \
    --paths 'x/*' --db none.db
check "leave nothing" test ! -e none.db
check_run "the rest with --hidden" 0 "$proviso" scan --git bare.git --hidden \
    --paths '.hidden/' --db h.db
check_run "--paths alone" 2 "$proviso" scan repo --paths '*' --db none.db

# a merge: what a branch made, and what the main line has in the end
mkdir merge
(
	cd merge && git init -q . && git checkout -q -b main
	text one >a.txt; text x >other.txt; commit 2024-01-01
	git checkout -q -b side
	text draft >a.txt; commit 2024-03-01
	git checkout -q main
	text y >other.txt; commit 2024-02-01
	text final >a.txt; commit 2024-02-02
	GIT_AUTHOR_DATE=2024-04-01T12:00:00Z
	GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
	git merge -q -s ours -m merge side
) >log 2>&1 || cat log
check_run "a merge" 0 "$proviso" scan --git merge --db m.db
check_eq "the newest is what the branch has now" \
    "$(sqlite3 m.db "SELECT count(*) FROM findings WHERE agreement = 'a'
	AND text LIKE '%final%'")" 1

# a folder whose files are named by date is one agreement here, too
mkdir dated
(
	cd dated && git init -q . && mkdir cirrus
	text one >cirrus/2023-01-01.txt; text two >cirrus/2023-06-01.txt
	commit 2024-01-01
) >log 2>&1 || cat log
check_run "a folder of dated files" 0 "$proviso" scan --git dated --db d.db
check_eq "is one agreement" "$(versions d.db cirrus)" "2023-01-01 2023-06-01"

# a long history: every version once, and again only what is new
mkdir long
(
	cd long && git init -q .
	awk 'BEGIN { for (i = 1; i <= 500; i++) {
		text = "1. Host\n1.1 Cirrus is the sole host of part " i ".\n"
		print "commit refs/heads/main"
		print "committer n <n@example.com> " 1600000000 + i * 3600 " +0000"
		print "data 1\nx\nM 100644 inline terms.md"
		printf "data %d\n%s\n", length(text), text
	} }' | git fast-import --quiet
	git symbolic-ref HEAD refs/heads/main
) >log 2>&1 || cat log
check_run "500 versions" 0 "$proviso" scan --git long --db l.db
check_eq "are stored, each once" "$(sqlite3 l.db "SELECT count(*),
    count(DISTINCT document_id), count(DISTINCT label) FROM version")" \
    "500|500|500"
check_eq "in their order" "$(sqlite3 l.db "SELECT count(*) FROM
    version_order JOIN document USING (document_id)
    WHERE text LIKE '%part ' || nth || '.%'")" 500
check_run "once more" 0 "$proviso" scan --git long --db l.db
check_eq "nothing is read" "$(summary)" \
    "proviso: 500 documents: 0 stored, 500 unchanged"

# a stranger's repository: nothing that it configures is run
mkdir trap
(
	cd trap && git init -q . && text one >a.txt
	printf '*.txt diff=evil filter=evil\n' >.gitattributes
	commit 2024-01-01
	text two >a.txt; commit 2024-01-02
	printf '#!/bin/sh\ntouch "%s/sprung"\n' "$PWD" >evil; chmod +x evil
	for key in core.fsmonitor core.pager core.sshCommand gpg.program \
	    diff.external diff.evil.textconv diff.evil.command \
	    filter.evil.smudge filter.evil.clean core.askPass \
	    core.alternateRefsCommand uploadpack.packObjectsHook; do
		git config $key "$PWD/evil"
	done
	git config log.showSignature true
	git config log.showRoot false
	git config diff.renames false
	git config core.hooksPath "$PWD"
	git config remote.origin.url "ext::$PWD/evil"
	git config remote.origin.promisor true
	git config extensions.partialClone origin
	git config core.repositoryFormatVersion 1
	for hook in post-checkout reference-transaction post-index-change; do
		cp evil ".git/hooks/$hook"; cp evil "$hook"
	done
	id=$(git rev-parse HEAD~1:a.txt)
	file=.git/objects/$(printf %s "$id" | cut -c 1-2)/$(printf %s "$id" |
	    cut -c 3-)
	rm -f sprung "$file"
) >log 2>&1 || cat log
check_run "a repository full of traps, and one content missing" 3 \
    "$proviso" scan --git trap --db t.db
check "no trap was sprung" test ! -e trap/sprung
check "what is missing is named" grep -q '\[E-GIT\]$' err
check_eq "the rest is stored" "$(summary)" \
    "proviso: 2 documents: 1 stored, 1 refused"

# names that look like options
mkdir ./-odd
(
	cd ./-odd && git init -q . && text one >--output=x; commit 2024-01-01
) >log 2>&1 || cat log
check_run "names with hyphens" 0 "$proviso" scan --git -odd --db o.db
check_eq "are names" "$(summary)" "proviso: 1 document: 1 stored"

# what is no history
mkdir none empty
git init -q empty
check_run "a folder that is no repository" 2 "$proviso" scan --git none \
    --db n.db
check "says so" grep -q '\[E-GIT\]$' err
check_run "no such folder" 2 "$proviso" scan --git nowhere --db n.db
check_run "a repository without commits" 2 "$proviso" scan --git empty --db n.db
check "leaves nothing" test ! -e n.db -a ! -e n.db.partial
