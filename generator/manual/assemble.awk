# assemble.awk - fills in one page of the manual.
#
# In: Markdown with these lines:
#   @@ document PAGE   what `soleus document PAGE` writes; after each message, its golden test
#   @@ help            what `soleus --help` says
#   @@ spec NAME       tests/spec/NAME.md from its first ## on, its examples as source and result
#   a fence whose info is `example`: shown as source, and again as what comes of it
# Out: Markdown.  Anything that goes wrong ends with status 1.

/^@@ document / { document($3); next }
/^@@ help$/ { shown("text", run(soleus " --help")); next }
/^@@ spec / { spec(tests "/spec/" $3 ".md"); next }
/^@@/ { die("no such line: " $0) }
/^`+ example$/ { example($1); next }
{ print }

function die(why) {
	print FILENAME ": " why >"/dev/stderr"
	exit 1
}

# All that a command says.
function run(command,    line, text, status) {
	while ((status = (command | getline line)) > 0)
		text = text line "\n"
	if (status < 0 || close(command) != 0 || text == "")
		die("failed: " command)
	return text
}

# A fence longer than any in the text.
function shown(language, text,    fence) {
	fence = "```"
	while (index(text, fence) > 0)
		fence = fence "`"
	gsub(/→/, "\t", text)
	printf "%s %s\n%s%s\n\n", fence, language, text, fence
}

function example(fence,    line, text, live) {
	while ((getline line) > 0 && line != fence) {
		text = text line "\n"
		live = live (line == "" ? ">\n" : "> " line "\n")
	}
	shown("markdown", text)
	printf "%s\n", live
}

# ---- the program's tables ----

function document(page,    n, lines, i, code) {
	n = split(run(soleus " document " page), lines, "\n")
	for (i = 1; i < n; i++) {
		if (lines[i] ~ /^##/) {
			golden(code)
			code = lines[i] ~ /^### `/ ? lines[i] : ""
			gsub(/^### `|`.*$/, "", code)
		}
		print lines[i]
	}
	golden(code)
}

# The golden test of a message: what an author sees.
function golden(code,    find, file) {
	if (code == "")
		return
	find = "grep -lF '[" code "]' " tests "/errors/" code "/expect.txt " tests "/errors/" code \
	    "-*/expect.txt " tests "/errors/*/expect.txt 2>/dev/null"
	find | getline file
	close(find)
	if (file == "")
		return
	print "Example:\n"
	shown("text", run("grep -v '^[0-9]* errors*; nothing was published' " file))
}

# ---- specifications ----

function spec(file,    line, n, status) {
	while ((status = (getline line <file)) > 0) {
		if (n == 0 && line !~ /^## /)
			continue # the page has a title and an introduction of its own
		if (line ~ /^`+ example/)
			spec_example(file, line)
		else
			print line
		n++
	}
	if (status < 0 || n == 0)
		die("cannot read " file)
	close(file)
}

# Parts between lines of one dot: the source, further files, the result.  The words behind `example`
# name the files of a template; of Markdown, a language, or `book`.
function spec_example(file, opening,    words, names, parts, n, i, fence, line, markdown) {
	markdown = file ~ /markdown\.md$/
	words = split(opening, names, " ")
	fence = names[1]
	n = 1
	parts[1] = ""
	while ((getline line <file) > 0 && line != fence) {
		if (line == ".")
			parts[++n] = ""
		else
			parts[n] = parts[n] line "\n"
	}
	for (i = 1; i < n; i++) {
		if (n > 2)
			printf "`%s`\n\n", i == 1 ? "page.html" : names[i + 1]
		shown(markdown ? "markdown" : "html", parts[i])
	}
	result(parts[n], markdown && words > 2 ? names[3] : "")
}

# What comes out: markup, then messages; either may be missing, and after errors nothing comes out.
function result(text, where,    lines, n, i, markup, messages) {
	n = split(text, lines, "\n")
	for (i = 1; i < n; i++) {
		if (messages != "" || lines[i] ~ /^[a-z.\/]+:[0-9]+:[0-9]+: (error|warning)\[/)
			messages = messages lines[i] "\n"
		else
			markup = markup lines[i] "\n"
	}
	if (messages !~ /: error\[/ && (markup != "" || messages == "")) {
		if (where == "")
			print "*What comes out:*\n"
		else if (where == "book")
			print "*What comes out in a book:*\n"
		else
			printf "*What comes out in the language `%s`:*\n\n", where
		shown("html", markup)
	}
	if (messages != "") {
		print "*The message:*\n"
		shown("text", messages)
	}
}
