/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/code.h"

#define LEAST (1 << 24)         /* the range is never smaller */
#define HALF 0x8000
#define CERTAIN (HALF - 1024)   /* no chance is nearer to 0 or 1 */
#define SEEN_MAX 30             /* of so many decisions it is the mean */

/* --------------------------------------------------------------- the range */

void
pv_code_write(struct pv_code *c, struct pv_buf *out)
{
	*c = (struct pv_code){ .out = out, .pending = 1, .range = UINT32_MAX };
}

/* The byte that nothing can change any more. */
static void
put_byte(struct pv_code *c)
{
	unsigned carry = (unsigned)(c->low >> 32);

	if ((uint32_t)c->low < 0xff000000u || carry != 0) {
		pv_buf_char(c->out, (char)(c->cache + carry));
		while (--c->pending > 0)
			pv_buf_char(c->out, (char)(0xff + carry));
		c->cache = (unsigned char)(c->low >> 24 & 0xff);
	}
	c->pending++;
	c->low = (c->low & 0x00ffffffu) << 8;
}

static void
take_byte(struct pv_code *c)
{
	c->value <<= 8;
	if (c->in.len == 0) {
		c->bad = true;
		return;
	}
	c->value |= (unsigned char)c->in.ptr[0];
	c->in.ptr++;
	c->in.len--;
}

void
pv_code_read(struct pv_code *c, struct pv_span in)
{
	int i;

	*c = (struct pv_code){ .in = in, .range = UINT32_MAX };
	for (i = 0; i < 5; i++)
		take_byte(c);
}

bool
pv_code_end(struct pv_code *c)
{
	int i;

	if (c->out == NULL)
		return !c->bad && c->in.len == 0 && c->value == 0;
	for (i = 0; i < 5; i++)
		put_byte(c);
	return !c->out->failed;
}

/* Give a decision its part of the range: the lower one stands for a 1. */
static bool
decide(struct pv_code *c, uint32_t part, bool bit)
{
	if (c->out == NULL)
		bit = c->value < part;
	if (bit) {
		c->range = part;
	} else {
		c->range -= part;
		if (c->out == NULL)
			c->value -= part;
		else
			c->low += part;
	}
	while (c->range < LEAST) {
		c->range <<= 8;
		if (c->out == NULL)
			take_byte(c);
		else
			put_byte(c);
	}
	return bit;
}

/* ---------------------------------------------------------------- decisions */

static void
learn(struct pv_chance *chance, bool bit)
{
	int lean = chance->lean;

	lean += ((bit ? HALF : -HALF) - lean) * 2 / (2 * chance->seen + 3);
	lean = lean > CERTAIN ? CERTAIN : lean < -CERTAIN ? -CERTAIN : lean;
	chance->lean = (int16_t)lean;
	if (chance->seen < SEEN_MAX)
		chance->seen++;
}

bool
pv_code_bit(struct pv_code *c, struct pv_chance *chance, bool bit)
{
	uint32_t part = (c->range >> 16) * (uint32_t)(HALF + chance->lean);

	bit = decide(c, part, bit);
	learn(chance, bit);
	return bit;
}

unsigned char
pv_code_byte(struct pv_code *c, struct pv_chance tree[256], unsigned char byte)
{
	unsigned node = 1;
	int i;

	for (i = 7; i >= 0; i--)
		node = node << 1 | pv_code_bit(c, &tree[node], byte >> i & 1);
	return (unsigned char)(node & 0xff);
}

/*
 * n > 0: how many bits it has, each more a decision, then those below the
 * first: the next one as it mostly is, the others as they are.
 */
static uint32_t
code_size(struct pv_code *c, struct pv_distances *d, uint32_t n)
{
	uint32_t got = 1;
	int more = 0, i;

	while (more < 31 && pv_code_bit(c, &d->more[more], n >> more > 1))
		more++;
	for (i = more - 1; i >= 0; i--)
		got = got << 1 | (i == more - 1 ?
		    pv_code_bit(c, &d->top[more], n >> i & 1) :
		    decide(c, c->range >> 1, n >> i & 1));
	return got;
}

uint32_t
pv_code_distance(struct pv_code *c, struct pv_distances *d, uint32_t n)
{
	bool minus;

	if (pv_code_bit(c, &d->zero, n == 0))
		return 0;
	minus = pv_code_bit(c, &d->minus, n >> 31);
	n = code_size(c, d, minus ? 0 - n : n);
	return minus ? 0 - n : n;
}
