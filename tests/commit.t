# commit.t - what a build does to the output of the build before: only what must be, all or nothing.
. tests/support/tap.sh

build() {
	"$SOLEUS" build --quiet --root "$WORK/root" --output "$WORK/site" --date 2026-11-20 "$@"
}
# Every file with its time, node, mode and bytes, but for the list of soleus.
list() { # file
	find "$WORK/site" -path "*/.soleus" -prune -o -printf '%p %y %T@ %i %m %s\n' | LC_ALL=C sort >"$1"
	find "$WORK/site" -path "*/.soleus" -prune -o -type f -exec cksum {} + | LC_ALL=C sort >>"$1"
}
# same_but NAME PATTERN: before and after differ in lines that match the pattern, and only in them.
same_but() {
	grep -vE "$2" "$WORK/before" >"$WORK/before.rest"
	grep -vE "$2" "$WORK/after" >"$WORK/after.rest"
	same "$1" "$WORK/before.rest" "$WORK/after.rest"
	! cmp -s "$WORK/before" "$WORK/after"
	report $? "$1: something did change"
}

mkdir "$WORK/root"
cp -R content templates theme "$WORK/root"
article=$WORK/root/content/anatomy/soleus/index.md
printf -- '---\ntitle: Extra\nkind: page\nauthors: [editors]\n---\n\nOne page more.\n' >"$WORK/extra.md"
cp "$WORK/extra.md" "$WORK/root/content"
passes "the course is published" build
list "$WORK/before"

# Mistakes of every stage leave all as it was.
cp "$article" "$WORK/kept"
echo '[nowhere](nowhere.md)' >>"$article"
fails "a dead link stops a build" build
cp "$WORK/kept" "$article"
echo '.notice { display: none }' >>"$WORK/root/theme/style.css"
fails "a style that hides the notice stops a build" build
says "by the check of what is staged" '[style-hides]'
cp theme/style.css "$WORK/root/theme/style.css"
sed -i 's/{{ article.content }}/{{ article.contend }}/' "$WORK/root/templates/book/chapter.html"
fails "a template that is wrong in books alone stops a build" build
cp templates/book/chapter.html "$WORK/root/templates/book/chapter.html"
list "$WORK/after"
same "after failed builds all is as it was" "$WORK/before" "$WORK/after"
test ! -e "$WORK/site/.soleus/new" && test ! -e "$WORK/site/.soleus/journal"
report $? "and nothing is left of them"

find "$WORK/root" -exec touch -d 2020-02-02 {} +
passes "built again" build
list "$WORK/after"
same "without a change nothing is written" "$WORK/before" "$WORK/after"

printf '\nOne sentence more.\n' >>"$article"
passes "built with a sentence more" build
list "$WORK/after"
same_but "only the article and its books are written" \
    '/anatomy/soleus/index.html|/books/[a-z-]*\.epub|/site/(anatomy/soleus|books|anatomy|) d |/site d '

# An article goes; files of others stay, its own folder with them.
echo 'example.org' >"$WORK/site/CNAME"
mkdir "$WORK/site/extra/own"
echo mine >"$WORK/site/extra/own/file"
rm "$WORK/root/content/extra.md"
passes "built without a page" build
test ! -e "$WORK/site/extra/index.html"
report $? "its file is removed"
test "$(cat "$WORK/site/extra/own/file" "$WORK/site/CNAME")" = "$(printf 'mine\nexample.org')"
report $? "files of others stay"
rm -r "$WORK/site/extra" "$WORK/site/CNAME"

# A foreign file where a page is to go.
cp "$WORK/extra.md" "$WORK/root/content"
mkdir "$WORK/site/extra"
echo mine >"$WORK/site/extra/index.html"
list "$WORK/before"
fails "a page does not overwrite somebody's file" build
says "which is told" '[output-foreign]'
list "$WORK/after"
same "and all is as it was" "$WORK/before" "$WORK/after"
rm -r "$WORK/site/extra"

# From any folder, by any name.
passes "built again" build
list "$WORK/before"
passes "by a relative name from another folder" \
    sh -c 'cd "$1/site" && "$SOLEUS" build --quiet --root ../root --output . --date 2026-11-20' sh "$WORK"
passes "by the default names" \
    sh -c 'cd "$1/root" && mv ../site public && "$SOLEUS" build --quiet --date 2026-11-20 && mv public ../site' \
    sh "$WORK"
list "$WORK/after"
same "it is the same site" "$WORK/before" "$WORK/after"
finish
