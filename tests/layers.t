# layers.t - the generator keeps its reading order, and the script that says so can say otherwise.
. tests/support/tap.sh

layers=$top/tests/layers
passes "the generator keeps its order" "$layers" generator ${MODULES:?run this through make}

# A small generator that keeps all rules, then one breach at a time.
good="base/str base/fs formats/xml formats/archive formats/yaml formats/picture markdown/reader \
    preview/http"
base() {
	rm -rf "$WORK/g"
	mkdir -p "$WORK/g/base" "$WORK/g/formats" "$WORK/g/markdown" "$WORK/g/preview"
	cd "$WORK/g" || exit 1
	printf '#include <stddef.h>\n' >base/str.h
	printf '#include "str.h"\n#include <utf8proc.h>\n' >base/str.c
	printf '#include "str.h"\n' >base/fs.h
	printf '#include "fs.h"\n#include "list.def"\n#include <unistd.h>\n' >base/fs.c
	: >base/list.def
	printf '#include "base/fs.h"\n' >formats/xml.h
	printf '#include "xml.h"\n#include <libxml/tree.h>\n' >formats/xml.c
	printf '#include <zip.h>\n#include <libdeflate.h>\n' >formats/archive.c
	printf '#include <yaml.h>\n' >formats/yaml.c
	printf '#include <librsvg/rsvg.h>\n' >formats/picture.c
	printf '#include "formats/xml.h"\n#include <cmark.h>\n' >markdown/reader.c
	printf '#include <microhttpd.h>\n' >preview/http.c
	printf '#include "formats/xml.h"\n' >main.c
}
breach() { # name, what is said, the modules if others
	cd "$WORK/g" || exit 1
	fails "$1" "$layers" . ${3-$good}
	says "$1, and is told why" "$2"
}

base; passes "a small generator keeps it" "$layers" . $good
base; echo '#include "fs.h"' >>base/str.h
breach "a header that includes a later one" 'base/str.h:2: "fs.h" stands below base/str'
base; echo '#include "formats/xml.h"' >>base/fs.c
breach "a room that includes a later one" 'base/fs.c:4: "formats/xml.h" stands below base/fs'
base; echo '#include "main.h"' >>base/fs.c; : >main.h
breach "main is nobody's to include" 'base/fs.c:4: "main.h" stands below base/fs'
base; echo '#include <libxml/parser.h>' >>formats/archive.c
breach "a library with two owners" '<libxml/tree.h> is owned by formats/archive.c already'
base; echo '#include <libxml/parser.h>' >>base/fs.c
breach "a library in a room that is not its own" '<libxml/parser.h> belongs to formats/'
base; echo '#include <libxml/parser.h>' >>formats/xml.h
breach "a library that shows in a header" 'belongs into one .c file'
base; echo '#include <curl/curl.h>' >>base/fs.c
breach "a library nobody agreed on" '<curl/curl.h> is neither'
base; : >preview/http.c
breach "a library that is linked in vain" 'nobody includes <microhttpd'
base; : >base/extra.c
breach "a file that is no module" 'base/extra.c: not in MODULES'
base; rm base/fs.c base/fs.h
breach "a module that is no file" 'base/fs has no source file'
base; echo '#include "base/gone.h"' >>main.c
breach "a header that is not there" '"base/gone.h" is not here'
base; echo '#include "formats/xml.c"' >>main.c
breach "a source file that is included" '"formats/xml.c" is no header'
base; echo '#include "base/list.def"' >>main.c
breach "a table of another room" '"base/list.def" is a table of another room'
base
breach "rooms out of order" 'base/fs stands after a later room' "formats/xml $good"
breach "a module that stands twice" 'base/str stands twice' "base/str $good"
breach "a room nobody knows" 'no such room as extra' "$good extra/x"
finish
