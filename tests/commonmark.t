# commonmark.t - every example of CommonMark's own text, at both versions that libcmark may follow, is
# read as libcmark reads it: without the dialect and with it.
. tests/support/tap.sh

for version in commonmark-spec-0.30 commonmark-spec; do
	passes "$version" "$BUILD/tests/spec/commonmark" "build/npm-test/node_modules/$version/spec.txt"
	says "$version has 652 examples" "1..652"
done
finish
