#!/bin/sh
# SPDX-License-Identifier: MIT
# proviso lint: what it reports of a bad draft and not of a good one, forms of
# output, the choice of checks, statuses, and that time is linear.
. "$srcdir/tests/check.sh"

cat >good.txt <<'END'
HOSTING AGREEMENT

This Hosting Agreement (this "Agreement") is entered into as of March 5, 2026 by and between Northlake Research, Inc., a Delaware corporation ("Northlake"), and Cirrus Cloud LLC ("Cirrus").

1. Definitions

1.1 "Permitted Platform" means the cloud platform of Cirrus.

1.2 "Outage" means an hour without service.

2. Hosting

2.1 Service. Cirrus shall host the models on the Permitted Platform as set out in Section 2.2, Sections 3.1 and 3.2 and Section 4 (Confidentiality).

2.2 Availability. Each Outage is reported. Section 409A of the Code and Section 16.2 of the Prime Contract do not apply.

3. Fees

3.1 Northlake shall pay the fees under Article II within thirty days.

3.2 The discount of [***] is kept.

4. Confidentiality

4.1 Each party shall keep this Agreement in confidence.

For Northlake: ______________________
END

cat >bad.txt <<'END'
HOSTING AGREEMENT

This Hosting Agreement (this "Agreement") is entered into as of March 5, 2026 by and between Northlake Research, Inc., a Delaware corporation ("Northlake"), and Cirrus Cloud LLC ("Cirrus").

1. Definitions

1.1 "Permitted Platform" means the cloud platform of Cirrus.

1.2 "Stranded Capacity" means capacity that nobody orders.

1.3 "Service Credit" means a credit against fees.

1.4 "Outage" means an hour without service.

1.5 "Affiliate" means any entity under common control.

2. Hosting

2.1 Service. Cirrus shall host the models on the Permitted Platform as set out in Section 4.7 and subject to Section 3 (Confidentiality).

2.2 Availability. A Service Credit is due for each Outage as set out in Section 2.1(c). Cirrus and its Affiliates send the Uptime Report each month; whether the uptime was poor is for any Uptime Report to say.

2.3 Reports. Cirrus sends the Uptime Report by mail. A report is late after a week.

2.5 Records. Each Uptime Report is kept for [insert number] years at $____ a year.

3. Fees

3.1 Northlake shall pay the fees under Section 2.1 within thirty days.

3.2 “Outage” means a day without service.

3.2 Late fees are due under Section 4 (Confidentiality).

3.3 Fees are due in dollars. [Note to Draft: ask counsel which.]

4. Confidentiality

4.1 Each party shall keep this Agreement in confidence.

4.2 Notices are given under Sections 4.1 through 4.3.
END

cat >want <<'END'
bad.txt:9:5: warning: "Stranded Capacity" is defined and not used [L-UNUSED]
bad.txt:19:83: warning: there is no clause 4.7; the last part of 4 is 4.2 [L-DANGLING]
bad.txt:19:110: warning: 3 is headed "Fees"; "Confidentiality" is 4 [L-MISTITLED]
bad.txt:21:73: warning: there is no clause 2.1(c); 2.1 has no numbered parts [L-DANGLING]
bad.txt:21:124: warning: "Uptime Report" is used 4 times like a defined term and is not defined [L-UNDEFINED]
bad.txt:25:1: warning: 2.4 is missing between 2.3 and 2.5 [L-GAP]
bad.txt:25:45: warning: [insert number] and 1 more are not filled in [L-PLACEHOLDER]
bad.txt:31:5: warning: "Outage" is defined a second time; first in 1.4 [L-REDEFINED]
bad.txt:33:1: warning: a second clause 3.2 [L-DUPLICATE]
bad.txt:35:30: warning: a drafting note is left: [Note to Draft: ask counsel which.] [L-NOTE]
bad.txt:41:50: warning: there is no clause 4.3; the last part of 4 is 4.2 [L-DANGLING]
END

check_run "a good draft" 0 "$proviso" lint good.txt
check_empty "gives nothing" out
check_run "a bad one" 1 "$proviso" lint --format line bad.txt
diff -u want out >differs
check_empty "gives each defect at its place" differs

check_run "two files" 1 "$proviso" lint bad.txt good.txt
check "text is grouped by file" grep -q '^bad.txt: 11 defects$' out
check "with nothing about a good one" sh -c '! grep -q good.txt out'
check_run "standard input" 1 sh -c "'$proviso' lint -f line - <bad.txt"
check "is named -" grep -q '^-:9:5: ' out

check_run "JSON lines" 1 "$proviso" lint -f jsonl bad.txt
check_eq "an object a defect" "$(grep -c '^{.*}$' out)" 11
check "with its keys" grep -qF '"clause":"2.1","kind":"dangling-reference",'\
'"code":"L-DANGLING","subject":"4.7","message":"there is no clause 4.7;' out
start=$(sed -n 's/.*"L-REDEFINED".*"start":\([0-9]*\),.*/\1/p' out)
check_eq "start is a byte of the file" \
    "$(tail -c +$((start + 1)) bad.txt | head -n 1 | cut -d ' ' -f 2-3)" \
    "means a"
check_run "JSON" 1 "$proviso" lint -f json bad.txt bad.txt
check_eq "is one array" "$(head -c 1 out)$(tail -n 1 out)" "[]"
check_run "of nothing" 0 "$proviso" lint -f json good.txt
check_eq "it is empty" "$(tr -d '\n' <out)" "[]"
check_run "CSV" 1 "$proviso" lint -f csv bad.txt
check_eq "has a head" "$(head -n 1 out | cut -d , -f 1-5)" \
    "file,clause,kind,code,subject"

check_run "SARIF" 1 "$proviso" lint -f sarif bad.txt
check "names its version" grep -q '"version":"2.1.0"' out
check_eq "has a rule a check" "$(grep -o '"id":"L-' out | wc -l)" 9
# columns are characters: the quotes of line 31 are three bytes each
check "has regions" grep -q '"region":{"startLine":31,"startColumn":5,'\
'"endLine":31,"endColumn":42}' out
check "and fingerprints" grep -q '"partialFingerprints":{"proviso' out
grep -o '"provisoClause/v1":"[0-9a-f]*"' out | sort >prints
check_eq "one a result" "$(uniq prints | wc -l)" 11
sed 's/^3\. Fees/\n\n&/' bad.txt >moved.txt
"$proviso" lint -f sarif moved.txt | grep -o '"provisoClause/v1":"[0-9a-f]*"' |
    sort >again
check "that stay when lines move" cmp -s prints again
if command -v sqlite3 >/dev/null; then
	check_eq "all of it is JSON" \
	    "$(sqlite3 :memory: "select json_valid(readfile('out'))")" 1
fi

check_run "one check" 1 "$proviso" lint -f line --check numbering-gap bad.txt
check_eq "is one check" "$(cat out)" "$(grep L-GAP want)"
check_run "a check that finds nothing" 0 \
    "$proviso" lint --check duplicate-number,drafting-note good.txt
check_run "all but two" 1 \
    "$proviso" lint -f line --check=-dangling-reference,-placeholder bad.txt
grep -v -e DANGLING -e PLACEHOLDER want >but
check "leave the others" cmp -s out but
check_run "a check that there is not" 2 "$proviso" lint --check unused-trm bad.txt
check "is guessed" grep -q "did you mean 'unused-term'" err
check_run "no file" 2 "$proviso" lint
check_run "a file that is not there" 2 "$proviso" lint no.txt
check_run "beside one that is" 3 "$proviso" lint good.txt no.txt

# Markdown, where the numbers come from nesting.
cat >list.md <<'END'
# Terms

1. **Service.** Cirrus hosts. See Section 2.2 and Section 2.3.
2. **Fees.**
    1. **Payment.** Northlake pays.
    2. **Taxes.** Section 1 (Service) holds.
3. **Term.** A year.
END
check_run "Markdown" 1 "$proviso" lint -f line list.md
check_eq "has its numbers" "$(sed 's/.*warning: //' out)" \
    "there is no clause 2.3; the last part of 2 is 2.2 [L-DANGLING]"

# What a document says does not reach the terminal as it is.
printf '1. One\n\nSee [insert \033[31mred\033[0m] now.\n\n2. Two\n\nB.\n' >esc.txt
check_run "escapes" 1 "$proviso" lint -q esc.txt
check_clean "are shown as text" out

# Nothing grows faster than the text: many references to one clause, terms of
# one first word, brackets without an end, repeated numbers.
hostile()
{
	awk -v n="$1" 'BEGIN {
		print "1. One\n\n1.1 A. See Section 1.1.\n\n2. Two\n"
		for (i = 0; i < n; i++)
			printf "See Section 1.%d(b) and Section 2.1(c). ", i
		print "\n"
		for (i = 0; i < n; i++)
			printf "\"Aa B%d Cc\" means a thing. ", i
		print "\n"
		for (i = 0; i < n; i++)
			printf "the Big Thing%c and [ ____ [", 97 + i % 26
		print "\n"
		for (i = 0; i < n; i++)
			printf "(%c) item;\n\n2.%d Two. Two.\n\n", 97 + i % 26, i
	}'
}
hostile 400 >small.txt
hostile 8000 >large.txt
check_run "a small hostile text" 1 "$proviso" lint -q -f line small.txt
check_run "twenty times as much, in time" 1 \
    "$proviso" lint -q -f line --timeout 5 large.txt
