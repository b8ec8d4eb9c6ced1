# case.sh - runs soleus on a folder of tests/cases or tests/errors: read it with `.` after tap.sh.
#
# In: a folder as golden describes it.  Out: $root, the project that was made of it; $out, its output
# folder; $WORK/text, what soleus said; the lists $WORK/before and $WORK/after of the output.

# Runs soleus on the case; $root is the project, $out its output folder, $WORK/text what it said.
run() { # folder, further arguments
	folder=$1
	shift
	root=$WORK/root
	out=$WORK/output
	rm -rf "$out" "$root"
	case $folder in
	tests/cases/*) cp -R tests/support/plain "$root" ;;
	*) cp -R tests/support/small "$root" ;;
	esac
	(cd "$folder" && find content templates theme prepare -type f 2>/dev/null) |
	while IFS= read -r file; do
		mkdir -p "$root/$(dirname "$file")" && cp "$folder/$file" "$root/$file"
	done
	if test -e "$root/prepare"; then
		(cd "$root" && timeout 60 sh ./prepare && rm prepare) || return 125
	fi
	listing >"$WORK/before"
	command='build --date 2026-11-20'
	test -e "$folder/command" && command=$(cat "$folder/command")
	set -f
	(cd "$root" && limited && timeout 120 "$SOLEUS" --root . --output ../output $command "$@") >"$WORK/text" 2>&1 </dev/null
	status=$?
	listing >"$WORK/after"
	set +f
	return $status
}

# The output folder: every file with its time, node and bytes.
listing() {
	find "$out" -name .soleus -prune -o -type f -printf '%p %T@ %i ' -exec cksum {} \; 2>/dev/null | sort
}

# A file `limit` that prepare made: the size no file may pass, in blocks of 512 bytes.
limited() {
	test ! -e limit && return
	trap '' XFSZ
	ulimit -f "$(cat limit)"
}
