/* render.c - runs statements one after the other; see render.h. */
#include "render.h"

#include "escape.h"

enum { ADDRESS_SHOWN = 80 }; /* bytes of it in a message */

static bool perform(struct run *r, const struct op *op);

static bool
is_within_output(struct run *r, const struct term *t)
{
	if (r->out->n - r->out_begin <= RUN_OUTPUT)
		return true;
	return run_fail(
	    r, t, MSG_TEMPLATE_LIMIT, "the page grows larger than soleus allows (16 MiB)");
}

static bool
perform_text(struct run *r, const struct op *op)
{
	run_put(r->out, op->text);
	return true;
}

static bool
perform_print(struct run *r, const struct op *op)
{
	struct value v;

	return evaluate(r, op->term, &v) && escape_value(r, op, &v) &&
	       is_within_output(r, op->term);
}

static bool
perform_if(struct run *r, const struct op *op)
{
	struct value v;

	if (!evaluate(r, op->term, &v))
		return false;
	return perform(r, value_is_true(&v) ? op->body : op->otherwise);
}

/* The elements: of a list, or the keys of free data. */
static bool
elements(struct run *r, const struct op *op, struct value *v)
{
	struct str words = run_words(op->term);
	struct str_list keys = { 0 };
	struct value *list;

	if (v->type == VALUE_LIST)
		return true;
	if (v->type == VALUE_NOTHING) {
		run_fail(r, op->term, MSG_TEMPLATE_NOTHING,
		    "'%.*s' is nothing here, so there is nothing to go through", STR_ARG(words));
		diag_help(r->diag, "ask first: {%% if %.*s %%}, or give another: | default([])",
		    STR_ARG(words));
		return false;
	}
	if (v->type != VALUE_FREE)
		return run_fail(r, op->term, MSG_TEMPLATE_TYPE,
		    "'for' goes through lists; '%.*s' is %s", STR_ARG(words),
		    value_type_name(v->type));
	v->as.data.methods->keys(v->as.data.self, r->arena, &keys);
	list = ARENA_ARRAY(r->arena, struct value, keys.n);
	for (size_t i = 0; i < keys.n; i++)
		list[i] = value_string(keys.v[i]);
	*v = value_list(list, keys.n);
	return true;
}

static bool
perform_for(struct run *r, const struct op *op)
{
	struct value *slots = &r->frame[op->slot];
	struct value list;

	if (!evaluate(r, op->term, &list) || !elements(r, op, &list))
		return false;
	if (list.as.list.n == 0)
		return perform(r, op->otherwise);
	r->turns += list.as.list.n;
	if (list.as.list.n > RUN_TURNS || r->turns > RUN_TURNS)
		return run_fail(r, op->term, MSG_TEMPLATE_LIMIT,
		    "the loops of this template take more than %d turns", RUN_TURNS);
	for (size_t i = 0; i < list.as.list.n; i++) {
		slots[0] = list.as.list.v[i];
		slots[1] = value_number((int64_t)i);
		slots[2] = value_number((int64_t)list.as.list.n);
		if (!perform(r, op->body) || !is_within_output(r, op->term))
			return false;
	}
	return true;
}

static bool
perform_set(struct run *r, const struct op *op)
{
	struct value v;

	if (!evaluate(r, op->term, &v))
		return false;
	r->frame[op->slot] = v;
	return true;
}

static bool
perform_call(struct run *r, const struct op *op)
{
	return evaluate_call(r, op->term) && is_within_output(r, op->term);
}

static bool
perform_url_open(struct run *r, const struct op *op)
{
	(void)op;
	r->url_begin = r->out->n;
	return true;
}

static bool
perform_url_check(struct run *r, const struct op *op)
{
	struct str address = str_from(buf_view(r->out), r->url_begin);

	if (escape_url_is_safe(address, op->urls))
		return true;
	if (address.n > ADDRESS_SHOWN) /* between characters */
		for (address.n = ADDRESS_SHOWN; (address.p[address.n] & 0xc0) == 0x80;)
			address.n--;
	run_fail(r, op->term, MSG_TEMPLATE_URL,
	    "the address '%.*s' has a scheme that pages may not use", STR_ARG(address));
	diag_help(r->diag, "relative addresses, http, https, mailto and tel are allowed");
	return false;
}

static bool
perform(struct run *r, const struct op *op)
{
	static bool (*const kinds[OP_KINDS])(struct run *r, const struct op *op) = {
		[OP_TEXT] = perform_text,
		[OP_PRINT] = perform_print,
		[OP_IF] = perform_if,
		[OP_FOR] = perform_for,
		[OP_SET] = perform_set,
		[OP_CALL] = perform_call,
		[OP_URL_OPEN] = perform_url_open,
		[OP_URL_CHECK] = perform_url_check,
	};

	for (; op != NULL; op = op->next)
		if (!kinds[op->kind](r, op))
			return false;
	return true;
}

bool
render(const struct template *t, const struct render_context *context, const void *self,
    struct buf *out, struct diag *diag)
{
	struct run r = { .host = t->host,
		.context = context,
		.self = self,
		.arena = context->arena,
		.out = out,
		.diag = diag,
		.frame_size = t->slots,
		.out_begin = out->n,
		.perform = perform };

	r.frame = r.frames[0] = ARENA_ARRAY(r.arena, struct value, t->slots);
	if (perform(&r, t->body))
		return true;
	out->n = r.out_begin;
	return false;
}
