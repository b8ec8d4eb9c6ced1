# epubcheck.t - EPUBCheck has nothing to say about any book of the course.
. tests/support/tap.sh

passes "the course is published" "$SOLEUS" build --root . --output "$WORK/site" --date 2026-11-20
find "$WORK/site" -name '*.epub' >"$WORK/books"
test -s "$WORK/books"
report $? "it has books"
while IFS= read -r book; do
	passes "$(basename "$book")" tests/tools/epubcheck "$book"
done <"$WORK/books"

# The judge can say no: the first book without its contents.
book=$(sed -n 1p "$WORK/books")
mkdir "$WORK/broken"
unzip -q "$book" -d "$WORK/broken"
find "$WORK/broken" -name '*.xhtml' | sed -n 1p | xargs rm
(cd "$WORK/broken" && java -version >/dev/null 2>&1 && zip -qX0 ../broken.epub mimetype &&
    zip -qXr ../broken.epub . -x mimetype)
fails "a broken book is refused" tests/tools/epubcheck "$WORK/broken.epub"
finish
