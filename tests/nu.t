# nu.t - the Nu Html Checker has nothing to say about any page, picture or style of the course.
. tests/support/tap.sh

passes "the course is published" "$SOLEUS" build --root . --output "$WORK/site" --date 2026-11-20
passes "its files are clean" tests/tools/nu "$WORK/site"
mkdir "$WORK/broken"
sed 's,</main>,,' "$WORK/site/index.html" >"$WORK/broken/index.html"
fails "a broken page is refused" tests/tools/nu "$WORK/broken"
finish
