# manual.t - the manual is built as any course is, and leaves nothing out.
#
# What it must hold is read from the sources, not from what the manual is made of: a message, a key,
# a name, an option or a template that nobody documents fails here.
. tests/support/tap.sh

site=$WORK/site

# holds PAGE BEFORE AFTER WHAT: each line of $WORK/words stands in the page, between the two.
holds() {
	page=$site/$1/index.html
	: >"$WORK/missing"
	count=0
	while IFS= read -r word; do
		count=$((count + 1))
		grep -qF -- "$2$word$3" "$page" || echo "$page lacks $2$word$3" >>"$WORK/missing"
	done <"$WORK/words"
	test "$count" -gt 3 && test ! -s "$WORK/missing"
	report $? "the manual has $4" "$WORK/missing"
}

# Names in the first column of tables in C: { "name", WORD… and MACRO(struct, "name", …
names() { # word, files
	word=$1
	shift
	sed -n -e "s/.*{ \"\([a-z_]*\)\", $word.*/\1/p" \
	    -e "s/^	\(FIELD\|REQUIRED\|NESTED\|CHOICE\)([^\"]*\"\([a-z_]\{1,\}\)\".*/\2/p" "$@" | sort -u
}

passes "the manual is put together" generator/manual/assemble "$SOLEUS" "$WORK/root"
passes "it is built" "$SOLEUS" build --quiet --root "$WORK/root" --output "$site" --date 2026-11-20
test ! -s "$WORK/said"
report $? "there is nothing to say about it" "$WORK/said"

sed -n 's/^MESSAGE([A-Z_]*, "\([a-z-]*\)".*/\1/p' generator/base/messages.def >"$WORK/words"
holds reference/messages 'id="' '"' "every message"
cat "$site/reference/variables/index.html" "$site/reference/directive-variables/index.html" \
    >"$WORK/names"
mkdir -p "$site/reference/both" && mv "$WORK/names" "$site/reference/both/index.html"
names VALUE generator/publish/context*.c >"$WORK/words"
holds reference/both '<code>' '</code>' "every variable"
rm -r "$site/reference/both"
sed -n 's/^	{ "\([a-z0-9]*\)", [A-Z_| ]*, [0-9], [0-9],.*/\1/p' generator/template/filter.c >"$WORK/words"
holds reference/filters '<code>' '</code>' "every filter"
names YAML generator/course/config.c >"$WORK/words"
holds reference/site-yaml '<code>' '</code>' "every key of site.yaml and reviews.yaml"
names YAML generator/course/article.c >"$WORK/words"
holds writing/front-matter '<code>' '</code>' "every key of front matter"
sed -n 's/^	{ "\([a-z]*\)", [a-z]*_argument.*/\1/p' generator/main.c >"$WORK/words"
holds reference/command-line '--' '' "every option"
ls templates/directives | sed 's/\.html$//' >"$WORK/words"
holds writing/text '<code>' '</code>' "every directive"
ls templates | grep html >"$WORK/words"
holds design/overview '<code>' '</code>' "every template of a page"

passes "its pages are clean" tests/tools/nu "$site"
passes "its book is clean" tests/tools/epubcheck "$site/books/soleus-manual.epub"

fails "a page of reference that does not exist is refused" "$SOLEUS" document mesages
mkdir "$WORK/generator" "$WORK/tests"
cp -R generator/manual "$WORK/generator"
cp -R tests/spec "$WORK/tests"
echo '@@ docment messages' >>"$WORK/generator/manual/content/start/messages.md"
fails "a slip in a page is told" "$WORK/generator/manual/assemble" "$SOLEUS" "$WORK/root"
says "with its file" "messages.md: no such line: @@ docment messages"
finish
