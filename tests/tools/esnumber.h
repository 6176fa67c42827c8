/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_ESNUMBER_H
#define PV_TESTS_ESNUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * Numbers of clauses as an edit script reads and writes them: without asking
 * the program that is measured.
 */
enum es_style { ES_DECIMAL, ES_LETTER, ES_ROMAN };

/* 0 when the token is no number of that style. */
uint32_t es_value(struct pv_span s, enum es_style style);
/* "iv" is 4, in capitals too; 0 when it is none. */
uint32_t es_roman(struct pv_span s);
void es_put_value(struct pv_buf *b, enum es_style style, bool upper,
    uint32_t v);

/* The last token of a number, with what stands around it. */
bool es_cut_number(struct pv_span num, struct pv_span *prefix,
    struct pv_span *token, struct pv_span *suffix);

/* A number without a word such as "Section" and a full stop. */
struct pv_span es_path(struct pv_span num);

#endif
