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
	sed -n -e "s/.*{ \"\([A-Za-z_-]*\)\", $word.*/\1/p" \
	    -e "s/^	\(FIELD\|REQUIRED\|NESTED\|CHOICE\|TEXT\)([^\"]*\"\([A-Za-z_-]\{1,\}\)\".*/\2/p" "$@" | sort -u
}

passes "the manual is put together" generator/manual/assemble "$SOLEUS" "$WORK/root"
passes "it is built" "$SOLEUS" build --quiet --root "$WORK/root" --output "$site" --date 2026-11-20
test ! -s "$WORK/said"
report $? "there is nothing to say about it" "$WORK/said"

sed -n 's/^MESSAGE([A-Z_]*, "\([a-z-]*\)".*/\1/p' generator/base/messages.def >"$WORK/words"
holds reference/messages 'id="message-' '"' "every message"
cat "$site/reference/variables/index.html" "$site/reference/directive-variables/index.html" \
    >"$WORK/names"
mkdir -p "$site/reference/both" && mv "$WORK/names" "$site/reference/both/index.html"
names VALUE generator/publish/context*.c >"$WORK/words"
holds reference/both '<code>' '</code>' "every variable"
rm -r "$site/reference/both"
for page in variables directives filters tests; do
	"$SOLEUS" document $page
done | grep '|  |$' >"$WORK/missing"
test ! -s "$WORK/missing"
report $? "each with its meaning" "$WORK/missing"
sed -n 's/^	{ "\([a-z0-9]*\)", [A-Z_| ]*, [0-9], [0-9],.*/\1/p' generator/template/filter.c >"$WORK/words"
holds reference/filters '<code>' '</code>' "every filter"
names YAML generator/course/config.c >"$WORK/words"
holds reference/site-yaml '<code>' '</code>' "every key of site.yaml and reviews.yaml"
names YAML generator/course/references.c >"$WORK/words"
holds writing/references '<code>' '</code>' "every key of references.yaml"
names YAML generator/course/muscles.c >"$WORK/words"
holds writing/muscles '<code>' '</code>' "every key of muscles.yaml"
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

# What the first pages tell people to do.
# block PAGE LANGUAGE: the first block of code of that language.
block() {
	awk -v start="^\`\`\` $2$" '$0 ~ start { on = 1; next } on && /^```$/ { exit } on' \
	    "generator/manual/content/$1.md"
}
own=$WORK/own
mkdir -p "$own/content/basics" "$own/templates/directives"
block start/own-course yaml >"$own/content/site.yaml"
block start/own-course markdown >"$own/content/basics/the-joint.md"
passes "the smallest course is a course" "$SOLEUS" build --quiet --root "$own" --date 2026-11-20
test ! -s "$WORK/said" && test -s "$own/public/books/knees.epub"
report $? "it has a book and no faults" "$WORK/said"
block design/overriding html >"$own/templates/article.html"
block design/directives html >"$own/templates/directives/question.html"
block design/directives markdown >>"$own/content/basics/the-joint.md"
passes "its theme can be changed" "$SOLEUS" build --quiet --root "$own" --date 2026-11-20
grep -qF '<p class="eyebrow">The basics</p>' "$own/public/basics/the-joint/index.html" &&
    grep -qF '<aside class="question" id="q-one">' "$own/public/basics/the-joint/index.html"
report $? "by one block, and by a new directive"
echo 'draft: true' >"$WORK/draft"
sed -i "1r $WORK/draft" "$own/content/basics/the-joint.md"
passes "a draft stays out" "$SOLEUS" build --verbose --root "$own" --date 2026-11-20
says "and is named" "content/basics/the-joint.md: left out, a draft"

mkdir "$WORK/course"
cp -R content "$WORK/course"
block start/first-article markdown >"$WORK/course/content/anatomy/heel-raise.md"
passes "the first article can be written" "$SOLEUS" build --quiet --root "$WORK/course"
sed -i 's,(gastrocnemius/,(gastrocnemus/,' "$WORK/course/content/anatomy/heel-raise.md"
fails "the mistake in it is found" "$SOLEUS" build --root "$WORK/course"
block start/first-article text >"$WORK/told"
same "and told as the manual shows" "$WORK/told" "$WORK/said"

fails "a page of reference that does not exist is refused" "$SOLEUS" document mesages
mkdir "$WORK/generator" "$WORK/tests"
cp -R generator/manual "$WORK/generator"
cp -R tests/spec "$WORK/tests"
echo '@@ docment messages' >>"$WORK/generator/manual/content/start/messages.md"
fails "a slip in a page is told" "$WORK/generator/manual/assemble" "$SOLEUS" "$WORK/root"
says "with its file" "messages.md: no such line: @@ docment messages"
finish
