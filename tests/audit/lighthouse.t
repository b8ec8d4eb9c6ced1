# lighthouse.t - Lighthouse gives the home page and an article full marks, or nearly.
. tests/support/tap.sh

passes "the course is published" "$SOLEUS" build --root . --output "$WORK/site" --date 2026-11-20
article=$(cd "$WORK/site" && find anatomy -mindepth 2 -name index.html | LC_ALL=C sort | sed -n 1p)
test -n "$article"
report $? "it has an article"
for page in index.html "$article"; do
	passes "$page" tests/tools/node tests/tools/lighthouse.mjs "$WORK/site" "$page"
done

# The judge can say no: a page without language, title or letters that can be read.
mkdir "$WORK/broken"
printf '<!DOCTYPE html><html><body><p style="color:#ddd;background:#fff">pale<img src=x></p>' \
    >"$WORK/broken/index.html"
fails "a bad page is found" tests/tools/node tests/tools/lighthouse.mjs "$WORK/broken" index.html
finish
