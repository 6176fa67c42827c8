#!/bin/sh
# SPDX-License-Identifier: MIT
# Where products may run: the gold of the corpus, precedence, days, formats.
. "$srcdir/tests/check.sh"

PROVISO_RULES=$srcdir/rules PROVISO_QUERIES=$srcdir/queries
export PROVISO_RULES PROVISO_QUERIES

cp -R "$corpus" c
check_run "scan" 0 "$proviso" scan --quiet --db c.db c/partnership c/vendors

# The gold has a line an agreement, day and list of clouds, and in each mode
# "ANSWER [UNTIL [CLAUSE]]" with * for what is left open.
tr -d '\r' <c/gold/matrix.tsv | sed 1d >gold
cut -f 1 gold | sort -u >days
: >rows
while read -r day; do
	case $day in
	-) "$proviso" matrix --db c.db --format csv ;;
	*) "$proviso" matrix --db c.db --format csv --as-of "$day" ;;
	esac | tr -d '\r' | sed "1d; s/^/$day,/" >>rows
done <days
awk -F '\t' '
FILENAME == "rows" {
	split($0, f, ",\"")
	gsub(/"/, "")
	split($0, f, ",")
	got[f[1], f[2], f[3], f[4]] = f[5]
	until[f[1], f[2], f[3], f[4]] = f[6]
	text[f[1], f[2], f[3], f[4]] = $0
	next
}
{
	split("api managed-service self-hosted-weights", mode, " ")
	n = split($3, cloud, ",")
	for (i = 1; i <= n; i++)
		for (m = 1; m <= 3; m++) {
			split($(3 + m), want, " ")
			part = $2 == "partnership" ? "partnership" : "vendors"
			all[part]++
			k = $1 SUBSEP $2 SUBSEP cloud[i] SUBSEP mode[m]
			have = k in got ? got[k] : "silent"
			if (have == want[1]) {
				right[part]++
			} else {
				print part ": " $1 " " $2 " " cloud[i] " " \
				    mode[m] ": " have ", not " want[1] >"wrong"
				if (have == "allowed" && want[1] == "prohibited")
					print text[k] >"crimes"
				continue
			}
			if (want[2] ~ /^[0-9]/ && until[k] != want[2])
				print k ": until " until[k] >"late"
			if (want[3] != "" && want[3] != "*" &&
			    index("," text[k] ",", "," want[3] ",") == 0 &&
			    index(text[k], want[3] ";") == 0 &&
			    index(text[k], "; " want[3]) == 0)
				print text[k] ": not " want[3] >"place"
		}
}
END {
	for (part in all)
		print part, all[part], right[part] + 0 >"counts"
}' rows gold
touch wrong crimes late place
# at_least PART N: so many thousandths of its cells are right
at_least()
{
	check_eq "$1: at least $2 of 1000 cells" "$(awk -v p="$1" -v n="$2" '
	    $1 == p { print ($3 * 1000 >= $2 * n ? "yes" : $3 " of " $2) }
	    ' counts)" yes
}
at_least partnership 1000
at_least vendors 950
check_empty "nothing prohibited is allowed" crimes
grep '^partnership' wrong >bad
check_empty "the eight states" bad
check_empty "last days" late
check_empty "clauses" place

# An order form and its agreement without the amendment between them: the
# agreement prevails but over the clause that names what it overrides.
check_run "scan" 0 "$proviso" scan --quiet --db o.db c/vendors/cloud-msa.txt \
    c/vendors/order-form.txt
# cell DB AGREEMENT CLOUD MODE [DAY]: "ANSWER CLAUSE"
cell()
{
	"$proviso" matrix --db "$1" --format csv ${5:+--as-of "$5"} "$2" |
	    tr -d '"\r' | awk -F , -v c="$3" -v m="$4" '
	    $2 == c && $3 == m { print $4, $(NF - 1) }'
}
check_eq "named and overridden" "$(cell o.db cloud-msa alder api)" \
    "conditional C.1"
check_eq "not named" "$(cell o.db cloud-msa any-other api)" "prohibited 4.5"
check_eq "an order form is answered as its agreement" \
    "$(cell o.db order-form any-other api)" "prohibited 4.5"
"$proviso" matrix --db o.db --format csv | tr -d '"\r' | cut -d , -f 1 |
    sort -u >keys
check_eq "which is told once" "$(tr '\n' ' ' <keys)" "agreement cloud-msa "
"$proviso" query --db o.db --format csv portability | tr -d '"\r' |
    cut -d , -f 1 | sort -u >keys
check_eq "to who asks the store, too" "$(tr '\n' ' ' <keys)" \
    "agreement cloud-msa "

# Agreements about clouds that everyone knows.
mkdir p
cat >p/deal.txt <<'END'
MODEL HOSTING AGREEMENT

This Model Hosting Agreement is made as of March 1, 2025 between Northlake
Research, Inc. ("Northlake") and Microsoft Corporation ("Microsoft").

1. Hosting
1.1 Exclusive Cloud. Until December 31, 2027 Microsoft Azure shall be the exclusive cloud provider for Northlake's API products, and Northlake shall not serve its API products from any other cloud.
1.2 Marketplace. Northlake grants Amazon Web Services the right to resell the Models as a managed service on Amazon Bedrock.
1.3 Later Freedom. From January 1, 2028 Northlake may serve its API products on any cloud.
1.4 Weights. Northlake shall deliver the weights of each Model to Microsoft.
END
cat >p/msa.txt <<'END'
MASTER SERVICES AGREEMENT

This Master Services Agreement is made as of May 5, 2025 between Alder Cloud,
LLC ("Alder") and Kestrel Bank plc ("Kestrel").

1. Hosting
1.1 Exclusivity. Kestrel shall host the Assistant solely on the Alder cloud platform and shall not host it on any other cloud.
END
cat >p/order.txt <<'END'
ORDER FORM NO. 1

Order Form date: June 1, 2025

under the Master Services Agreement dated May 5, 2025 between Alder Cloud, LLC ("Alder") and Kestrel Bank plc ("Kestrel")

1. Special Terms
1.1 Other clouds. Kestrel may host the Assistant on any other cloud.
END
cat >p/clash.txt <<'END'
HOSTING AGREEMENT

This Hosting Agreement is made as of May 5, 2025 between Alder Cloud, LLC
("Alder") and Northlake Research, Inc. ("Northlake").

1. Hosting
1.1 Exclusivity. Northlake shall host the Models exclusively on the Alder platform.
1.2 Freedom. Northlake may host the Models on any other cloud.
END
cat >p/hidden.txt <<'END'
HOSTING AGREEMENT

This Hosting Agreement is made as of May 5, 2025 between Alder Cloud, LLC
("Alder") and Northlake Research, Inc. ("Northlake").

1. Hosting
1.1 Exclusivity. Until [***] Northlake shall host the Models exclusively on the Alder platform.
END
check_run "scan" 0 "$proviso" scan --quiet --db p.db p
check_eq "the exclusive cloud" "$(cell p.db deal azure api)" "allowed 1.1"
check_eq "its rival" "$(cell p.db deal gcp api)" "prohibited 1.1"
check_eq "on the last day" "$(cell p.db deal gcp api 2027-12-31)" \
    "prohibited 1.1"
check_eq "after it" "$(cell p.db deal gcp api 2028-01-01)" "allowed 1.3"
check_eq "before it all" "$(cell p.db deal gcp api 2025-02-28)" "silent "
check_eq "a service resold" "$(cell p.db deal aws managed-service)" \
    "allowed 1.2"
check_eq "weights delivered" "$(cell p.db deal azure self-hosted-weights)" \
    "allowed 1.4"
check_eq "an order form is above its agreement" \
    "$(cell p.db msa any-other api)" "allowed 1.1"
check_eq "from its day on" "$(cell p.db msa any-other api 2025-05-31)" \
    "prohibited 1.1"
check_eq "a conflict" "$(cell p.db clash any-other api)" "conflict 1.2; 1.1"
check_eq "what is blacked out" "$(cell p.db hidden any-other api)" \
    "unknown 1.1"

# Formats.
check_run "text" 0 "$proviso" matrix --db p.db deal
check "has a line for clouds that are alike" grep -q '^  gcp, any-other$' out
check_run "jsonl" 0 "$proviso" matrix --db p.db --format jsonl deal
check "keys in their order" grep -q '^{"agreement":"deal","cloud":"aws",'\
'"mode":"managed-service","answer":"allowed","until":null,"condition":null,'\
'"clause":"1.2","version":"deal@deal"}$' out
check_run "json" 0 "$proviso" matrix --db p.db --format json
check_eq "is one array" "$(head -n 1 out)$(tail -n 1 out)" "[]"
check_run "html" 0 "$proviso" matrix --db p.db --format html
check "is a page" grep -q '^</html>$' out
check "with the answers" grep -q '<td class="conflict">conflict (1.2; 1.1)' out

# Trouble.
check_run "no such agreement" 2 "$proviso" matrix --db p.db deal nothing
check "is named" grep -q "there is no agreement 'nothing' in.*E-NOVERSION" err
check_empty "and nothing printed" out
check_run "no such day" 2 "$proviso" matrix --db p.db --as-of 2027-02-31
check_run "no store" 2 "$proviso" matrix --db none.db
