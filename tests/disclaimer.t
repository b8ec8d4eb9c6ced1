# disclaimer.t - whole projects that would lose the medical disclaimer: none of them is published.
#
# A small course is built; then one thing of it is changed, and built over it: soleus must end with
# 1, say why, and leave what was published as it was, byte for byte.  What each mutation of a single
# page does is in tests/unit/verify_test.c and sheet_test.c.
. tests/support/tap.sh

root=$WORK/root
out=$WORK/public

fresh() { # the course, with a book, anew
	rm -rf "$root"
	cp -R tests/support/small "$root"
	cat >>"$root/content/site.yaml" <<-END
		books:
		  - {id: calf, title: Calf Anatomy, select: {module: anatomy}, creators: [editors]}
	END
	mkdir -p "$root/templates/book" "$root/theme"
	article=$root/content/anatomy/gastrocnemius.md
}
build() {
	"$SOLEUS" build --quiet --date 2026-11-20 --root "$root" --output "$out"
}
state() {
	(cd "$out" && find . -path ./.soleus/lock -prune -o -type f -print | LC_ALL=C sort |
	    xargs sha256sum && find . | LC_ALL=C sort)
}
# refused NAME TEXT: the changed course is refused with a message that holds TEXT.
refused() {
	build >"$WORK/said" 2>&1
	test $? -eq 1
	report $? "$1: refused" "$WORK/said"
	says "$1: says why" "$2"
	state >"$WORK/after"
	same "$1: the published site stands" "$WORK/before" "$WORK/after"
	fresh
}
template() { # FILE SED: a shipped template with a change
	sed "$2" "templates/$1" >"$root/templates/$1"
	! cmp -s "templates/$1" "$root/templates/$1"
	report $? "templates/$1 is changed by $2"
}
style() { # a rule more in the site's style sheet
	{
		cat theme/style.css
		printf '%s\n' "$1"
	} >"$root/theme/style.css"
}

fresh
passes "the course itself is published" build
state >"$WORK/before"
grep -q 'id="medical-disclaimer"' "$out/index.html"
report $? "it carries the disclaimer"

# ---- templates
template base.html 's,<main ,<div ,; s,</main>,</div>,'
refused "a theme without <main>" notice-no-place
template base.html 's,^</main>,</main><main id="two"></main>,'
refused "a theme with two" notice-no-place
template base.html 's,<main ,<details><summary>More</summary><main ,; s,</main>,</main></details>,'
refused "<main> in closed <details>" notice-hidden
template base.html 's,<main ,<dialog><main ,; s,</main>,</main></dialog>,'
refused "<main> in a <dialog>" notice-hidden
template base.html 's,<main ,<template><main ,; s,</main>,</main></template>,'
refused "<main> in a <template>" markup-unsafe
template base.html 's,<main ,<main hidden="hidden" ,'
refused "a hidden <main>" notice-hidden
template base.html 's,<main ,<main aria-hidden="true" ,'
refused "a <main> that is not read aloud" notice-hidden
template base.html 's,<body ,<body style="opacity: 0" ,'
refused "a transparent body" notice-hidden
template base.html 's,<main ,<textarea/><main ,'
refused "a <textarea/> before <main>" template-position
template base.html 's,<main ,<noscript/><main ,'
refused "a <noscript/> before <main>" markup-unsafe
template base.html 's,<main ,<!--> <plaintext> --><main ,'
refused "a comment that HTML ends early" markup-unsafe
template base.html 's,</head>,<style>main{display:none}</style></head>,'
refused "a style in the page" markup-unsafe
template base.html 's,</head>,<link rel="stylesheet" href="https://example.com/x.css"/></head>,'
refused "a style sheet from elsewhere" markup-unsafe
template base.html 's,</head>,<script>document.body.hidden = true</script></head>,'
refused "a script in the page" markup-unsafe
template base.html 's,<main ,<div id="medical-disclaimer"></div><main ,'
refused "the notice's id in a template" notice-no-place
template base.html 's,lang="[^"]*",lang="fr",'
refused "a page in another language" notice-wrong
template base.html 's,^</main>,,'
refused "a <main> that is not closed" xml-broken
template redirect.html 's,<main,<main hidden="hidden",'
printf -- '---\ntitle: A\nkind: page\nauthors: [editors]\npublished: 2026-11-20\ndescription: A.\naliases: [/b/]\n---\n\nText.\n' \
    >"$root/content/a.md"
refused "a page that only leads elsewhere" notice-hidden
template book/base.html 's,<main>,<main hidden="hidden">,'
refused "a chapter's hidden <main>" notice-hidden
template book/base.html 's,<main>,<div>,; s,</main>,</div>,'
refused "a book without <main>" notice-no-place

# ---- style sheets
for rule in \
    '.notice { display: none }' \
    '#medical-disclaimer { visibility: hidden }' \
    '[role=doc-notice] { opacity: 0 }' \
    'main > section:last-child { height: 0; overflow: hidden }' \
    'body { font-size: 0 }' \
    'section { position: absolute; left: -9999px }' \
    '.notice { color: #fff; background: white }' \
    '.notice { color: white }' \
    '@media print { main { display: none } }' \
    '@supports (color: red) { @layer x { main { & > .notice { clip-path: inset(50%) } } } }' \
    ':root { --gone: none } .notice { display: var(--gone) }'; do
	style "$rule"
	refused "$rule" style-hides
done
style "@import 'other.css';"
refused "@import" style-broken
style ".notice { color: red"
refused "a rule that is not closed" style-broken
printf 'main { display: none }\n' >"$root/theme/book.css"
refused "a book's style sheet" style-hides

# ---- articles
for text in '<!-- never closed' '</main>' '<plaintext>' '<template>' \
    '<style>.notice{display:none}</style>' '<section id="medical-disclaimer"></section>' \
    '<div hidden>' '<textarea>' '<script>x</script>' '<noscript>' '<iframe src="x"></iframe>'; do
	printf '\n%s\n\nMore.\n' "$text" >>"$article"
	refused "$text in an article" "gastrocnemius.md:"
done
printf '\n## Notice {#medical-disclaimer}\n\nOurs.\n' >>"$article"
refused "the notice's id in an article" medical-disclaimer

# ---- words
sed -i 's/    full: .*/    full: ""/' "$root/content/site.yaml"
refused "an empty disclaimer" site.yaml
sed -i '/full:/d' "$root/content/site.yaml"
refused "no disclaimer" site.yaml
sed -i 's/^language: en-GB/&\nlanguages: [en-GB, es]/' "$root/content/site.yaml"
refused "a language without words" site.yaml

# ---- what lies in the output folder
printf '<!DOCTYPE html><html lang="en-GB"><head><title>x</title></head><body><main>x</main></body></html>' \
    >"$out/old.html"
state >"$WORK/before"
printf '\nChanged.\n' >>"$article"
refused "a page of somebody else's" "old.html: error[notice-missing]"
mkdir "$out/deep"
mv "$out/old.html" "$out/deep/.hidden"
state >"$WORK/before"
printf '\nChanged.\n' >>"$article"
refused "a hidden one without a name for it" "deep/.hidden: error[notice-missing]"
rm -r "$out/deep"

# A book of another course, with other words; one that lacks them is in tests/unit/verify_test.c.
sed -i 's/full: .*/full: Nothing to see here./' "$root/content/site.yaml"
passes "another course is published elsewhere" "$SOLEUS" build --quiet --date 2026-11-20 \
    --root "$root" --output "$WORK/other"
fresh
cp "$WORK/other/books/calf.epub" "$out/books/foreign.epub"
state >"$WORK/before"
printf '\nChanged.\n' >>"$article"
refused "a book with other words" "books/foreign.epub/EPUB/"
cp "$WORK/other/books/calf.epub" "$out/books/calf.epub"
rm "$out/books/foreign.epub"
passes "a book of ours that somebody replaced is mended" build
! cmp -s "$WORK/other/books/calf.epub" "$out/books/calf.epub"
report $? "with its own words"

# ---- the course of this project, as an HTML parser reads it
passes "the course is published" "$SOLEUS" build --quiet --date 2026-11-20 --output "$WORK/course"
for book in "$WORK"/course/books/*.epub; do
	unzip -q -d "$book.unpacked" "$book"
done
passes "each page and chapter is the same tree, with the same words" "$BUILD/tests/unit/verify_test" \
    "$WORK/course"
grep '^#' "$WORK/said"

# ---- nothing turns it off
fresh
for flag in --no-disclaimer --force --no-verify --unsafe; do
	fails "no such flag as $flag" "$SOLEUS" build --root "$root" --output "$WORK/x" $flag
done
finish
