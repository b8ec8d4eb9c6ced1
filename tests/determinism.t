# determinism.t - the same course gives the same bytes, whoever builds it, where, when and how often.
. tests/support/tap.sh

shm=$(mktemp -d -p /dev/shm) # a file system whose folders list what came last first
trap 'rm -rf "$shm"' EXIT
build() { # output, arguments
	out=$1
	shift
	"$SOLEUS" build --quiet --root "${ROOT-$WORK/course}" --output "$WORK/$out" "$@"
}
like_first() { # name, output
	same "$1" "$WORK/first" "$WORK/$2"
}

mkdir "$WORK/course"
cp -R content templates theme "$WORK/course"
passes "a first build" build first --jobs 1 --date 2026-11-20
for jobs in 2 3 16; do
	passes "built by $jobs workers" build "jobs$jobs" --jobs $jobs --date 2026-11-20
	like_first "$jobs workers make the same" "jobs$jobs"
done

TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 build elsewhere --date 2026-11-20
like_first "so does another place on earth" elsewhere
(umask 077 && build careful --date 2026-11-20)
like_first "so does another umask" careful
env -i SOURCE_DATE_EPOCH="$(date -u -d '2026-11-20 23:59:59' +%s)" "$SOLEUS" build --quiet \
    --root "$WORK/course" --output "$WORK/epoch" >"$WORK/said" 2>&1
like_first "so do an empty environment and SOURCE_DATE_EPOCH" epoch

# The project in another folder, its files made in the opposite order, with other times.
(cd "$WORK/course" && find . -type f | LC_ALL=C sort -r | tar -cf - -T -) | tar -C "$shm" -xmf -
find "$shm" -type f | sort | while read -r file; do
	second=$((${second-0} + 86400))
	touch -d "@$second" "$file"
done
ROOT=$shm build moved --date 2026-11-20
like_first "so do other folders, orders and times" moved

find "$WORK/first" -type f -printf '%p %T@ %i\n' | LC_ALL=C sort >"$WORK/before"
passes "built again over itself" build first --date 2026-11-20
find "$WORK/first" -type f -printf '%p %T@ %i\n' | LC_ALL=C sort >"$WORK/after"
same "nothing is written anew" "$WORK/before" "$WORK/after"

echo 'One more sentence.' >>"$WORK/course/content/about.md"
build other --date 2026-11-20
diff -rq "$WORK/first" "$WORK/other" >/dev/null
test $? -eq 1
report $? "another sentence is another site: the comparison can fail"
finish
