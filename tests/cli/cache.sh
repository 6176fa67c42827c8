#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiled rules that are kept: the same answers with them and without, taken
# only for the packs that they were made of, from files that can be trusted.
. "$srcdir/tests/check.sh"
unset XDG_CACHE_HOME PROVISO_CACHE
HOME=$PWD/home
export HOME
mkdir home packs

pack()
{
	cat <<-END
	provision: $1
	title: Odd
	version: "1.0"
	threshold: 1.0
	lexicon:
	  firm: (?:northlake|cirrus)
	rules:
	  - id: a.b
	    weight: 2.0
	    subtype: fond
	    attributes: {object: lamps}
	    pattern: |-
	      {{firm}} \s (?<holder> \w+ ) \s $2
	    match: ["Cirrus only $2"]
	    no_match: ["zzz"]
	END
}
pack fondness 'likes' >packs/a.yaml
printf '1. Mood. Northlake now likes lamps. Cirrus now loves lights.\n' >t.txt

# tag WHAT FROM [OPTION]...: the answer is the one in `want`, by rules FROM
# (kept or compiled)
tag()
{
	tag_what=$1 tag_from=$2
	shift 2
	check_run "$tag_what" 0 "$proviso" tag -v --format jsonl \
	    --rules packs "$@" t.txt
	check "$tag_what: same answer" cmp -s out want
	case $tag_from in
	kept) check "$tag_what: kept" grep -q "^proviso: rules from '" err ;;
	*) check "$tag_what: compiled" grep -q ': rules compiled from' err ;;
	esac
}
# with VARIABLE=VALUE COMMAND...: in this environment
with()
{
	(
		export "${1?}"
		shift
		"$@"
	)
}
files() { find "$1" -type f 2>/dev/null | wc -l | tr -d ' '; }

with PROVISO_CACHE= "$proviso" tag --format jsonl --rules packs t.txt >want
check "there is an answer" grep -q '"attributes":{.*"object":"lamps"' want
check_eq "an empty PROVISO_CACHE keeps nothing" "$(files home)" 0

tag "the first time" compiled
check_eq "one file is kept" "$(files home/.cache/proviso)" 1
kept=$(echo home/.cache/proviso/*.rules)
check_eq "for its owner alone" "$(find "$kept" -perm 600)" "$kept"
tag "the second time" kept
tag "to machine code" kept --jit
cp "$kept" first
with XDG_CACHE_HOME="$PWD/xdg" with PROVISO_CACHE= tag "with no cache" compiled
with XDG_CACHE_HOME="$PWD/xdg" tag "in another folder" compiled
check_eq "which is XDG_CACHE_HOME" "$(files xdg/proviso)" 1
check "and holds the same bytes" cmp -s xdg/proviso/*.rules first
with XDG_CACHE_HOME=xdg/relative tag "a relative one does not count" kept
check "a relative one is not made" test ! -e xdg/relative
with PROVISO_CACHE="$PWD/own" tag "a folder of one's own" compiled
with PROVISO_CACHE="$PWD/own" tag "a folder of one's own again" kept
(cd packs && "$proviso" tag --rules . ../t.txt >/dev/null 2>&1)
check_eq "the same name elsewhere is another" "$(files home)" 2

# packs that changed, by a byte or by name
pack fondness 'loves' >packs/a.yaml
check_run "a pack that changed" 0 "$proviso" tag -v --rules packs t.txt
check "is compiled" grep -q 'rules compiled' err
check "and finds other words" grep -q 'Cirrus now loves lights' out
pack fondness 'likes' >packs/a.yaml
tag "a pack that changed back" compiled
pack hatred 'hates' >packs/b.yaml
check_run "a pack more" 0 "$proviso" tag -v --rules packs t.txt
check "is compiled" grep -q 'rules compiled' err
rm packs/b.yaml
check_run "rules that need their packs" 0 "$proviso" rules show fondness \
    --rules packs
check "are compiled" grep -q '{{firm}}' out
printf 'x' >>packs/a.yaml
check_run "a pack that is wrong now" 2 "$proviso" tag --rules packs t.txt
pack fondness 'likes' >packs/a.yaml
tag "and right again" kept

# files of others
chmod 620 "$kept"
tag "a file that a group may write" compiled
tag "was replaced" kept
mv "$kept" elsewhere
ln -s "$PWD/elsewhere" "$kept"
tag "a link" compiled
tag "was replaced, too" kept
check "what it led to is as it was" cmp -s elsewhere first
rm "$kept"
mkdir "$kept"
tag "a folder in its place" compiled
rmdir "$kept"
: >"$kept"
tag "an empty file" compiled
with PROVISO_CACHE="$PWD/t.txt" tag "a file for a folder" compiled
if [ "$(id -u)" -ne 0 ]; then
	chmod 500 home/.cache/proviso
	rm -f "$kept"
	tag "a folder that cannot be written" compiled
	chmod 700 home/.cache/proviso
fi
with PROVISO_CACHE=/dev/null/x tag "a folder that cannot be" compiled

# not more and more
for i in 1 2 3 4 5 6 7 8 9 10; do
	pack "fondness-$i" likes >"p$i.yaml"
	PROVISO_CACHE=$PWD/own PROVISO_RULES=$PWD/packs "$proviso" tag \
	    --rules "p$i.yaml" t.txt >/dev/null
done
check_eq "eight files are kept" "$(files own)" 8

# what `rules compile` makes
export PROVISO_RULES="$PWD/packs"
check_run "compile" 0 "$proviso" rules compile --output made
check_empty "says nothing" out
cp made again
check_run "compile what is compiled" 0 "$proviso" rules compile --output made
rm again
check_run "compile again" 0 "$proviso" rules compile --output again
check "the same packs, the same bytes" cmp -s made again
check_run "compile where it cannot be" 2 "$proviso" rules compile \
    --output none/made
check "says where" grep -q '^proviso: none/made: error: .*\[E-WRITE\]$' err
check_run "compile to nowhere" 2 "$proviso" rules compile
check_run "compile what is wrong" 2 "$proviso" rules compile --output bad \
    t.txt
check "makes nothing" test ! -e bad
check_run "only compile takes a file" 2 "$proviso" rules list --output made

# beside the packs of the program it is taken, beside those of anyone not
cp made packs.compiled
with PROVISO_CACHE= check_run "packs of anyone" 0 "$proviso" tag -v t.txt
check "are compiled" grep -q 'rules compiled' err
unset PROVISO_RULES
mkdir -p prefix/bin prefix/rules
cp "$proviso" prefix/bin/proviso
cp packs/a.yaml prefix/rules
PROVISO_RULES=$PWD/prefix/rules prefix/bin/proviso rules compile \
    --output prefix/rules.compiled
with PROVISO_CACHE= check_run "packs of the program" 0 prefix/bin/proviso tag -v \
    --format jsonl t.txt
check "are not" grep -q "rules from '.*rules.compiled'" err
check "and find the same" cmp -s out want
printf '# more\n' >>prefix/rules/a.yaml
with PROVISO_CACHE= check_run "packs of the program that changed" 0 \
    prefix/bin/proviso tag -v --format jsonl t.txt
check "are compiled" grep -q 'rules compiled' err
