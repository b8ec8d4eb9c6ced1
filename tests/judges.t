# judges.t - EPUBCheck and the Nu Html Checker have nothing to say about any golden site and its books.
. tests/support/tap.sh
. tests/support/case.sh

mkdir "$WORK/sites"
for folder in tests/cases/*/; do
	folder=${folder%/}
	name=$(basename "$folder")
	run "$folder" --quiet
	report $? "$name builds" "$WORK/text"
	rm -rf "$out/.soleus"
	cp -R "$out" "$WORK/sites/$name"
done
passes "the sites are clean" tests/tools/nu "$WORK/sites"
find "$WORK/sites" -name '*.epub' | LC_ALL=C sort >"$WORK/books"
test "$(wc -l <"$WORK/books")" -gt 10
report $? "they have books"
# Two at a time, for most of a run is the start of the virtual machine.
passes "the books are clean" sh -c 'tr "\n" "\0" <"$1" | xargs -0 -n 4 -P 2 tests/tools/epubcheck' \
    sh "$WORK/books"
finish
