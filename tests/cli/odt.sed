# SPDX-License-Identifier: MIT
# The shorthand of tests/cli/odt_cases.txt, for sed -E: p, li, tbl, tr and tc
# without a prefix, <h LEVEL ATTRIBUTES>, <note N>; changes by their number: in
# the text <start N/>, <end N/> and <change N/>, as regions <ins N/>, <del N>,
# <both N> and <format N/>.
s|<(/?)p([ />])|<\1text:p\2|g
s|<(/?)li([ />])|<\1text:list-item\2|g
s|<h ([0-9])([^>]*)>|<text:h text:outline-level="\1"\2>|g
s|</h>|</text:h>|g
s|<(/?)tbl>|<\1table:table>|g
s|<(/?)tr>|<\1table:table-row>|g
s|<(/?)tc>|<\1table:table-cell>|g
s|<note ([0-9]+)>|<text:note text:note-class="footnote"><text:note-citation>\1</text:note-citation><text:note-body>|g
s|</note>|</text:note-body></text:note>|g
s!<(start|end) ([0-9]+)/>!<text:change-\1 text:change-id="c\2"/>!g
s|<change ([0-9]+)/>|<text:change text:change-id="c\1"/>|g
s|<ins ([0-9]+)/>|<text:changed-region xml:id="c\1"><text:insertion><info/></text:insertion></text:changed-region>|g
s|<format ([0-9]+)/>|<text:changed-region xml:id="c\1"><text:format-change><info/></text:format-change></text:changed-region>|g
s|<del ([0-9]+)/>|<text:changed-region xml:id="c\1"><text:deletion><info/></text:deletion></text:changed-region>|g
s!<(del|both) ([0-9]+)>!<text:changed-region text:id="c\2"><text:deletion><info/>!g
s|</del>|</text:deletion></text:changed-region>|g
s|</both>|</text:deletion><text:insertion><info/></text:insertion></text:changed-region>|g
s|<info/>|<office:change-info><dc:creator>Counsel A</dc:creator><dc:date>2026-01-02T10:00:00</dc:date></office:change-info>|g
