# ace.t - DAISY Ace finds no barrier in any book of the course.
. tests/support/tap.sh

passes "the course is published" "$SOLEUS" build --root . --output "$WORK/site" --date 2026-11-20
find "$WORK/site" -name '*.epub' >"$WORK/books"
test -s "$WORK/books"
report $? "it has books"
while IFS= read -r book; do
	passes "$(basename "$book")" tests/tools/ace "$book"
done <"$WORK/books"

# The judge can say no: the first book with letters hardly darker than their ground.
book=$(sed -n 1p "$WORK/books")
mkdir "$WORK/broken"
unzip -q "$book" -d "$WORK/broken"
find "$WORK/broken" -name '*.xhtml' |
    xargs sed -i 's,</main>,<p style="color:#ccc;background:#ddd">pale</p></main>,'
(cd "$WORK/broken" && zip -qX0 ../broken.epub mimetype && zip -qXr ../broken.epub . -x mimetype)
fails "pale letters are found" tests/tools/ace "$WORK/broken.epub"
finish
