# crash.t - the whole program, killed, on a full disk, in folders it may not write: what was published
# stands, and the next build finishes.  Every single step is in tests/unit/storm_test.c.
. tests/support/tap.sh

# As root nothing is forbidden: then the course, the program and the output belong to nobody.
umask 022
root=$WORK/root
cp -R tests/support/small "$root"
cp "$SOLEUS" "$WORK/soleus"
mkdir "$WORK/place"
as=
if test "$(id -u)" = 0; then
	chown -R 65534:65534 "$WORK"
	chmod 755 "$WORK"
	as="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
out=$WORK/place/public
build() { # further arguments
	$as "$WORK/soleus" build --quiet --date 2026-11-20 --root "$root" --output "$out" "$@"
}
state() { # FILE: what is published, folders and all
	(cd "$out" && find . -path ./.soleus -prune -o -type f -exec sha256sum {} + | LC_ALL=C sort -k 2 &&
	    find . -path ./.soleus -prune -o -print | LC_ALL=C sort) >"$1"
}
change() { # TEXT: every page changes, one comes, one goes
	printf '\n%s\n' "$1" >>"$root/content/anatomy/gastrocnemius.md"
	sed -i "s/^title: .*/title: The $1 Course/" "$root/content/site.yaml"
	rm -f "$root"/content/anatomy/x-*.md
	sed "s/^title: .*/title: \"$1\"/" "$root/content/anatomy/gastrocnemius.md" \
	    >"$root/content/anatomy/x-$1.md"
}

passes "a first build" build
state "$WORK/first"

# ---- folders that may not be written
change two
chmod a-w "$out"
fails "the output folder may not be written" build
says "the message names it" "file-system"
chmod u+w "$out"
state "$WORK/got"
same "nothing has changed" "$WORK/first" "$WORK/got"
chmod a-w "$out/anatomy/gastrocnemius"
fails "a folder in it may not be written" build
says "the message names that one" "public/anatomy/gastrocnemius'"
chmod u+w "$out/anatomy/gastrocnemius"
state "$WORK/got"
same "nothing has changed there, nor anywhere" "$WORK/first" "$WORK/got"
mv "$out" "$WORK/aside"
chmod a-w "$WORK/place"
fails "nothing can be made beside it" build
chmod u+w "$WORK/place"
mv "$WORK/aside" "$out"
chmod a-r "$out/.soleus/manifest"
fails "its list may not be read" build
chmod u+r "$out/.soleus/manifest"
state "$WORK/got"
same "nothing has changed still" "$WORK/first" "$WORK/got"

# ---- a full disk: no file may grow over 1, 2, 3 … blocks of 512 bytes
(
	trap '' XFSZ
	for blocks in 1 2 4; do
		(ulimit -f $blocks && build) >"$WORK/said" 2>&1 && exit 1
		grep -q 'file-system\|archive-write' "$WORK/said" || exit 1
	done
)
report $? "no room for a page, a sheet, a list: each time a message" "$WORK/said"
state "$WORK/got"
same "what was published stands" "$WORK/first" "$WORK/got"
passes "with room again the new site is published" build
state "$WORK/second"
! cmp -s "$WORK/first" "$WORK/second"
report $? "and it is another one"

# The same on a disk that is really full, in a name space of our own, where the system lets us.
cat >"$WORK/full" <<'END'
mount -t tmpfs -o size=2m,mode=777 none "$2" || exit 99
run="$1 build --quiet --date 2026-11-20 --root $3 --output $2/public"
$run || exit 1
(cd "$2/public" && find . -path ./.soleus -prune -o -type f -exec sha256sum {} +) | sort >"$2/before"
head -c 4000000 /dev/zero >"$2/filler" 2>/dev/null
sed -i 's/^title: .*/title: The Full Course/' "$3/content/site.yaml"
$run && exit 2
(cd "$2/public" && find . -path ./.soleus -prune -o -type f -exec sha256sum {} +) | sort |
    cmp - "$2/before" || exit 3
rm "$2/filler"
$run || exit 4
grep -q 'The Full Course' "$2/public/index.html" || exit 5
END
mkdir "$WORK/tmpfs"
test -z "$as" || chown -R 65534:65534 "$WORK"
for space in "$as unshare -rm" "unshare -m"; do
	$space sh "$WORK/full" "$WORK/soleus" "$WORK/tmpfs" "$root" >"$WORK/said" 2>&1
	status=$?
	if test $status != 99 && ! grep -q '^unshare:' "$WORK/said"; then
		report $status "a full tmpfs: refused, nothing changed, published when there is room" \
		    "$WORK/said"
		tmpfs=tried
		break
	fi
done
test -n "${tmpfs-}" || echo "# no tmpfs of our own may be mounted here: the limit above stands for it"
test -z "$as" || chown -R 65534:65534 "$WORK"
change three

# ---- kill -9 at any time
build
state "$WORK/a"
seed=20261120 round=0 old=0 new=0 bad=0
while test $round -lt 40; do
	change "round$round"
	(exec $as "$WORK/soleus" build --quiet --date 2026-11-20 --root "$root" --output "$out") &
	pid=$!
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	sleep "0.0$(printf %02d $((seed / 65536 % 60)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	test -e "$out/.soleus/journal" && journal=yes || journal=no
	state "$WORK/got"
	if cmp -s "$WORK/a" "$WORK/got"; then
		old=$((old + 1))
	else
		new=$((new + 1))
	fi
	build || bad=$((bad + 1)) # rolls forward, and shows what the new site is
	state "$WORK/b"
	if test $journal = no && ! cmp -s "$WORK/a" "$WORK/got" && ! cmp -s "$WORK/b" "$WORK/got"; then
		bad=$((bad + 1))
	fi
	cp "$WORK/b" "$WORK/a"
	round=$((round + 1))
done 2>/dev/null
echo "# killed $round times: the old site $old times, past it $new times"
test $bad -eq 0
report $? "a killed build leaves the old site, the new one, or a journal, and the next build succeeds"

# ---- two at a time
change four
build >/dev/null 2>&1 &
first=$!
build >"$WORK/said" 2>&1
second=$?
wait $first
first=$?
test $first -eq 0 -o $second -eq 0
report $? "of two builds at the same time one succeeds"
test $second -eq 0 || test $first -ne 0 || grep -q output-busy "$WORK/said"
report $? "and one that does not says why" "$WORK/said"
passes "then all is well" build
fails "a folder of somebody else's" "$SOLEUS" build --quiet --root "$root" --output "$root/content"
says "is refused" output-refused
finish
