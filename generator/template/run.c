/* run.c - mistakes, limits and look-ups of a rendering; see run.h. */
#include "run.h"

bool
run_fail(struct run *r, const struct term *at, enum message message, const char *format, ...)
{
	struct buf text = { 0 };
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	diag_add(r->diag, message, place_pos(at->at), "%.*s", STR_ARG(buf_view(&text)));
	for (const struct site *site = at->site; site != NULL; site = site->outer)
		diag_related(r->diag, place_pos(site->at), "%s", site->what);
	buf_release(&text);
	return false;
}

bool
run_spend(struct run *r, const struct term *at, size_t n)
{
	if (n > RUN_SCRATCH || r->scratch > RUN_SCRATCH - n)
		return run_fail(r, at, MSG_TEMPLATE_LIMIT,
		    "the template makes more text on the way than soleus allows (64 MiB)");
	r->scratch += n;
	return true;
}

void
run_work(struct run *r, const struct value *v)
{
	if (v->type == VALUE_STRING || v->type == VALUE_MARKUP)
		r->work += v->as.text.n / 16;
	else if (v->type == VALUE_LIST)
		r->work += v->as.list.n;
}

struct str
run_words(const struct term *t)
{
	return str_sub(t->at.source->text, t->at.offset, t->at.length);
}

struct str
run_keep(struct run *r, struct buf *b)
{
	struct str s = arena_str(r->arena, buf_view(b));

	r->work += b->n / 16 + 1;
	buf_release(b);
	return s;
}

bool
run_look(struct run *r, const struct value *v, struct str name, struct value *out)
{
	const struct schema_field *field;

	if (v->type == VALUE_FREE)
		return name.n > 0 && v->as.data.methods->get(v->as.data.self, name, r->arena, out);
	if (v->type != VALUE_OBJECT)
		return false;
	field = schema_find(v->as.object.schema, name);
	if (field == NULL)
		return false;
	*out = field->get(r->context, v->as.object.self);
	return true;
}

struct value
run_look_path(struct run *r, struct value v, struct str path)
{
	while (path.n > 0) {
		struct value next;

		if (!run_look(r, &v, str_split(&path, '.'), &next))
			return value_nothing();
		v = next;
	}
	return v;
}
