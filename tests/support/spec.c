/* spec.c - the reader of spec.h, and main() for the programs that run examples. */
#include "support/spec.h"

#include <stdio.h>
#include <stdlib.h>

#define FENCE "````````````````````````````````"

struct reader {
	struct str rest;
	size_t line; /* of what was taken last */
	struct str section;
	size_t examples, failed;
};

static bool
next_line(struct reader *r, struct str *line)
{
	if (r->rest.n == 0)
		return false;
	*line = str_split(&r->rest, '\n');
	r->line++;
	return true;
}

/* The text with a tab for each arrow, in the buffer. */
static void
add_line(struct buf *text, struct str line)
{
	const struct str arrow = STR("\xE2\x86\x92");
	size_t at;

	while ((at = str_find(line, 0, arrow)) < line.n) {
		buf_str(text, str_sub(line, 0, at));
		buf_char(text, '\t');
		line = str_from(line, at + arrow.n);
	}
	buf_str(text, line);
	buf_char(text, '\n');
}

/* Reads to the closing fence.  Offsets first, because the buffer moves while it grows. */
static bool
read_parts(struct reader *r, struct spec_example *example, struct buf *text)
{
	size_t start[SPEC_PARTS + 1] = { 0 };
	struct str line;
	size_t i;

	example->n = 1;
	while (next_line(r, &line)) {
		if (str_eq(line, STR(FENCE))) {
			start[example->n] = text->n;
			for (i = 0; i < example->n; i++)
				example->parts[i] = str_sub(
				    buf_view(text), start[i], start[i + 1] - start[i]);
			return example->n > 1;
		}
		if (!str_eq(line, STR(".")))
			add_line(text, line);
		else if (example->n < SPEC_PARTS)
			start[example->n++] = text->n;
		else
			return false;
	}
	return false;
}

static void
show(const char *title, struct str text)
{
	struct str line;

	fprintf(stderr, "#   %s:\n", title);
	while (text.n > 0) {
		line = str_split(&text, '\n');
		fprintf(stderr, "#     |%.*s\n", STR_ARG(line));
	}
}

static void
run_example(struct reader *r, const char *path, struct str words)
{
	struct spec_example example = { .number = ++r->examples,
		.line = r->line,
		.section = r->section,
		.words = str_trim(words) };
	struct buf text = { 0 }, out = { 0 };
	struct str expected;
	bool good = read_parts(r, &example, &text);

	if (good) {
		expected = example.parts[example.n - 1];
		spec_example(&example, &out);
		good = str_eq(buf_view(&out), expected);
	}
	printf("%s %zu - %s:%zu %.*s\n", good ? "ok" : "not ok", example.number, path, example.line,
	    STR_ARG(example.section));
	if (!good) {
		r->failed++;
		fprintf(stderr, "# failed: %s:%zu %.*s\n", path, example.line,
		    STR_ARG(example.section));
		if (example.n > 1) {
			show("input", example.parts[0]);
			show("expected", example.parts[example.n - 1]);
			show("got", buf_view(&out));
		}
	}
	buf_release(&text);
	buf_release(&out);
}

static bool
read_file(const char *path, struct buf *text)
{
	char block[4096];
	size_t n;
	FILE *file = fopen(path, "rb");
	bool good;

	if (file == NULL)
		return false;
	do {
		n = fread(block, 1, sizeof(block), file);
		buf_add(text, block, n);
	} while (n == sizeof(block));
	good = !ferror(file);
	fclose(file);
	return good;
}

int
main(int argc, char **argv)
{
	const struct str opening = STR(FENCE " example");
	struct reader r = { 0 };
	struct buf text = { 0 };
	struct str line;

	if (argc != 2 || !read_file(argv[1], &text)) {
		fprintf(stderr, "usage: %s FILE.md (one that can be read)\n", argv[0]);
		return 2;
	}
	r.rest = buf_view(&text);
	while (next_line(&r, &line)) {
		if (str_starts(line, opening))
			run_example(&r, argv[1], str_from(line, opening.n));
		else if (str_starts(line, STR("#")))
			r.section = line;
	}
	printf("1..%zu\n", r.examples);
	buf_release(&text);
	return r.examples == 0 || r.failed > 0;
}
