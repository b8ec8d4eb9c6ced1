/* tree.c - linking nodes, walking them, reading their text; see tree.h. */
#include "tree.h"

struct node *
node_new(struct arena *a, enum node_type type, struct pos pos)
{
	struct node *node = ARENA_NEW(a, struct node);

	node->type = type;
	node->pos = pos;
	node->last_line = pos.line;
	node->text = STR("");
	return node;
}

void
node_append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	child->previous = parent->last;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void
node_insert_before(struct node *sibling, struct node *node)
{
	node->parent = sibling->parent;
	node->next = sibling;
	node->previous = sibling->previous;
	if (sibling->previous != NULL)
		sibling->previous->next = node;
	else
		sibling->parent->first = node;
	sibling->previous = node;
}

void
node_insert_after(struct node *sibling, struct node *node)
{
	if (sibling->next != NULL)
		node_insert_before(sibling->next, node);
	else
		node_append(sibling->parent, node);
}

void
node_unlink(struct node *node)
{
	if (node->previous != NULL)
		node->previous->next = node->next;
	else if (node->parent != NULL)
		node->parent->first = node->next;
	if (node->next != NULL)
		node->next->previous = node->previous;
	else if (node->parent != NULL)
		node->parent->last = node->previous;
	node->parent = node->previous = node->next = NULL;
}

void
node_adopt(struct node *parent, struct node *first, struct node *end)
{
	while (first != end) {
		struct node *next = first->next;

		node_unlink(first);
		node_append(parent, first);
		first = next;
	}
}

struct node *
node_skip(const struct node *node, const struct node *root)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

struct node *
node_next(const struct node *node, const struct node *root)
{
	return node->first != NULL ? node->first : node_skip(node, root);
}

void
node_text(const struct node *node, struct buf *out)
{
	for (const struct node *n = node; n != NULL; n = node_next(n, node)) {
		switch (n->type) {
		case NODE_TEXT:
		case NODE_ABBREVIATION:
		case NODE_CODE: buf_str(out, n->text); break;
		case NODE_SOFT_BREAK:
		case NODE_HARD_BREAK: buf_char(out, ' '); break;
		default: break;
		}
	}
}

struct str
node_attribute(const struct node *node, const char *name)
{
	const struct attributes *attributes = node->attributes;

	for (size_t i = 0; attributes != NULL && i < attributes->n; i++)
		if (str_eq(attributes->v[i].name, str_of(name)))
			return attributes->v[i].value;
	return (struct str){ NULL, 0 };
}

struct str
node_id(const struct node *node)
{
	if (node->type == NODE_HEADING && node->as.heading.id.n > 0)
		return node->as.heading.id;
	if (node->attributes != NULL && node->attributes->id.p != NULL)
		return node->attributes->id;
	return STR("");
}
