/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_ODT_WALK_H
#define PV_INGEST_ODT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ingest/odt.h"
#include "ingest/office.h"

/*
 * The walk over the body of an OpenDocument text in parts: what must be known
 * ahead (odt_ahead.c), elements (odt_walk.c), stories and changes
 * (odt_story.c), lists (odt_place.c), the content of paragraphs (odt_run.c)
 * and paragraphs (odt_para.c).
 */

/* --------------------------------------------------------- known ahead */

/* What a change is; a set. */
enum pv_odt_region_bits {
	PV_ODT_INSERTED = 1 << 0,
	PV_ODT_DELETED = 1 << 1,
	PV_ODT_REFORMATTED = 1 << 2
};

/*
 * A text:changed-region, sorted by id; one that has two ids stands there
 * twice.  What was deleted is bytes [at, end); `first` and `last` are its
 * paragraphs at both ends, which are joined to what stands around them, or
 * SIZE_MAX when something else is there.
 */
struct pv_odt_region {
	struct pv_span id, author;
	size_t at, end, first, last;
	uint8_t bits;               /* enum pv_odt_region_bits */
	bool open;                  /* between text:change-start and -end */
};

/* A text:change-end, sorted by id, then by place. */
struct pv_odt_end { struct pv_span id; size_t at; };

/* A list that has an id, sorted by that; `list` is 0 until it was met. */
struct pv_odt_list_id { struct pv_span id; uint32_t list; };

/* A part that is walked. */
struct pv_odt_text {
	struct pv_span xml;
	struct pv_vec extents;      /* struct pv_office_extent: frames,
	                             * shapes, notes */
	struct pv_vec regions;      /* struct pv_odt_region */
	struct pv_vec ends;         /* struct pv_odt_end */
	struct pv_vec lists;        /* struct pv_odt_list_id */
	struct pv_vec ns;           /* struct pv_office_binding, of all of it */
	bool is_text;               /* it has an office:text */
};

void pv_odt_text_init(struct pv_odt_text *t, struct pv_span xml,
    const struct pv_mem *mem);
void pv_odt_text_release(struct pv_odt_text *t);
PV_NODISCARD enum pv_rc pv_odt_ahead(struct pv_odt_text *t,
    struct pv_err *err);
/* NULL when there is none of this id. */
struct pv_odt_region *pv_odt_region(const struct pv_odt_text *t,
    struct pv_span id);
/* Does a change of this id end behind byte `at`? */
bool pv_odt_has_end(const struct pv_odt_text *t, struct pv_span id,
    size_t at);
struct pv_odt_list_id *pv_odt_list_id(const struct pv_odt_text *t,
    struct pv_span id);

/* ------------------------------------------------------------ the walk */

/* Open elements: a part's, and those of what is read in between. */
#define PV_ODT_DEPTH 1040

/* A list that is open. */
struct pv_odt_open_list {
	uint32_t list;              /* which one counts it; 0 = none is open */
	uint8_t level;              /* from 1 */
	const struct pv_odt_list_style *style;
	struct pv_span name;        /* of the style */
};

/* A list item that is open; its first paragraph takes its number. */
struct pv_odt_open_item {
	bool fresh;                 /* nothing of it has been met */
	int64_t start;              /* as in struct pv_odt_place */
	struct pv_odt_open_list in;
};

/* How a paragraph ends where it is not alone in it. */
enum pv_odt_joint {
	PV_ODT_WHOLE,
	PV_ODT_GOES_ON              /* the text around it goes on with it */
};

/* An open element. */
struct pv_odt_frame {
	uint8_t el;                 /* enum pv_odt_el */
	uint8_t joint;              /* enum pv_odt_joint, of a paragraph */
	bool acts;                  /* a table's part that the text has */
	bool hidden;                /* it, or what it stands in */
	struct pv_odt_face face;    /* of characters in it */
	size_t ns;                  /* bindings outside it */
	size_t row;                 /* what pv_office_row_begin gave */
	struct pv_odt_open_list list;   /* outside it, where it changes that */
	struct pv_odt_open_item item;
};

/* The frame that is `up` above the innermost one; NULL when there is none. */
#define PV_ODT_ABOVE(d, up) ((d)->nframes > (up) ? \
	&(d)->frames[(d)->nframes - 1 - (up)] : NULL)

/* A frame, shape or note that is read after the paragraph it hangs from. */
struct pv_odt_story {
	size_t at, end;
	uint8_t state;
	bool hidden;
	uint32_t note;              /* its number; 0 = none */
};

/* A paragraph as it is and as it was before the changes. */
struct pv_odt_para {
	struct pv_span style;
	uint16_t outline;           /* a heading's level, from 1; 0 = none */
	struct pv_odt_place place;
};

/* Where the walk goes on after a story, or after what was deleted. */
struct pv_odt_return {
	struct pv_tokens tokens;
	size_t start, end, first, last;
	unsigned nframes;
	uint32_t ins, del;
	uint8_t state;
	bool story, in_p, blank, hidden, restoring;
	struct pv_odt_para host;
	struct pv_odt_open_list list;
	struct pv_odt_open_item item;
};

struct pv_odt {
	struct pv_office office;
	struct pv_arena *arena;     /* of the reader, freed after it */
	struct pv_err *err;
	struct pv_odt_styles *styles;
	struct pv_odt_counters counters[2];     /* as accepted, as rejected */

	/* where the walk is */
	struct pv_odt_text *text;
	struct pv_tokens tokens;
	size_t end, start;          /* of the story; start: its own element */
	size_t first, last;         /* as in struct pv_odt_region */
	uint8_t state;              /* of what the story hangs from */
	bool hidden;                /* likewise */
	bool restoring;             /* what was deleted is being read */
	struct pv_vec returns;      /* struct pv_odt_return */
	struct pv_odt_frame frames[PV_ODT_DEPTH];
	unsigned nframes, skip;     /* skip: open elements left out */
	uint32_t ins, del;          /* changes that are open */
	struct pv_vec bindings;     /* struct pv_office_binding */
	struct pv_vec waiting;      /* struct pv_odt_story */
	size_t served;              /* of those */

	/* lists */
	struct pv_odt_open_list list;
	struct pv_odt_open_item item;
	struct pv_odt_open_list before; /* the last one that ended */
	uint32_t lists;             /* how many */

	/* the paragraph */
	struct pv_odt_para now, was, host;
	bool in_p, blank, hide;     /* blank: white space is dropped */
	bool merging;               /* the next one goes on with it */
	uint32_t para, line;        /* count of all, number of this */
	struct pv_buf chars;
	/* a form's field: 0 none, 1 off, 2 on; and what is chosen */
	uint8_t check;
	struct pv_vec items;        /* struct pv_span */
	uint32_t item_chosen;
	bool drop_down;

	uint32_t notes, note;       /* how many; number to print, or 0 */
	bool told_struck, told_embedded, told_image;
};

void pv_odt_init(struct pv_odt *d, struct pv_blocks *out,
    struct pv_arena *arena, struct pv_err *err);
void pv_odt_release(struct pv_odt *d);
bool pv_odt_failed(const struct pv_odt *d);

/* Walk a part from its first byte to its last. */
PV_NODISCARD enum pv_rc pv_odt_walk(struct pv_odt *d, struct pv_odt_text *t);

/* State of the text at hand, and whether it stands. */
unsigned pv_odt_state(const struct pv_odt *d);
bool pv_odt_stands(const struct pv_odt *d);

/* Put off what stands between the element at byte `at` and its end. */
void pv_odt_put_off(struct pv_odt *d, size_t at, size_t end, uint32_t note);
/* Go on with what waits, where nothing is open; false when nothing does. */
bool pv_odt_serve(struct pv_odt *d);
/* The end of a story or of what was deleted; false when it was the text. */
bool pv_odt_return(struct pv_odt *d);
/* text:change, text:change-start and text:change-end */
void pv_odt_change(struct pv_odt *d, const struct pv_tok *tok,
    enum pv_odt_el el);

/* Lists, list items and numbered paragraphs that begin. */
void pv_odt_list(struct pv_odt *d, const struct pv_tok *tok,
    enum pv_odt_el el);
/* Which number a paragraph or heading has. */
void pv_odt_place(struct pv_odt *d, const struct pv_tok *tok,
    struct pv_odt_para *p);

/* A paragraph or heading begins; its frame is open. */
void pv_odt_open_paragraph(struct pv_odt *d, const struct pv_tok *tok,
    struct pv_odt_frame *f);
void pv_odt_end_paragraph(struct pv_odt *d);
/* The paragraph is complete, or what is at hand must end here. */
void pv_odt_flush(struct pv_odt *d);

/* Characters of a paragraph: white space is collapsed (6.1.2). */
void pv_odt_chars(struct pv_odt *d, struct pv_span s, bool raw);
/* Text that stands at this place, as it is. */
void pv_odt_put(struct pv_odt *d, struct pv_span s);
/*
 * A reference to a note, which is read when its paragraph is complete; false
 * when that is now.
 */
bool pv_odt_note(struct pv_odt *d, const struct pv_tok *tok);
/* An element that stands for text, if it does, and its end. */
void pv_odt_content(struct pv_odt *d, const struct pv_tok *tok,
    enum pv_odt_el el);
void pv_odt_field_end(struct pv_odt *d);

#endif
