/* document.c - tables of filters and tests into tables of Markdown; see document.h. */
#include "document.h"

#include "filter.h"

/* The types of a set of bits: "text or a number". */
static void
add_types(struct buf *out, unsigned types)
{
	const char *before = "";

	if (types == TYPE_ANY) {
		buf_str(out, STR("anything"));
		return;
	}
	for (unsigned type = VALUE_BOOL; type <= VALUE_FREE; type++) {
		if ((types & TYPE_BIT(type)) == 0)
			continue;
		buf_printf(out, "%s%s", before, value_type_name((enum value_type)type));
		before = " or ";
	}
}

void
document_filters(struct buf *out)
{
	const struct filter *table;
	size_t n = filter_table(&table);

	buf_str(
	    out, STR("| filter | works on | arguments | what comes out |\n|---|---|---|---|\n"));
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "| `%s` | ", table[i].name);
		add_types(out, table[i].takes);
		buf_str(out, STR(" | "));
		for (size_t k = 0; k < table[i].most; k++) {
			buf_str(out, k > 0 ? STR("; ") : STR(""));
			add_types(out, table[i].arguments[k]);
			if (k >= table[i].least)
				buf_str(out, STR(", if wanted"));
		}
		buf_str(out, STR(" | "));
		buf_str(out, str_of(table[i].doc));
		buf_str(out, STR(" |\n"));
	}
}

void
document_tests(struct buf *out)
{
	const struct test *table;
	size_t n = test_table(&table);

	buf_str(out, STR("| test | works on | true for |\n|---|---|---|\n"));
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "| `%s` | ", table[i].name);
		add_types(out, table[i].takes);
		buf_str(out, STR(" | "));
		buf_str(out, str_of(table[i].doc));
		buf_str(out, STR(" |\n"));
	}
}
