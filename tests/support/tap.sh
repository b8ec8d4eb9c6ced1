# tap.sh - what shell tests share: read it with `. tests/support/tap.sh`, end with `finish`.
#
# In: commands that must succeed or fail, files that must be equal.  Out: TAP; what a failing command
# said and how files differ go to standard error, where prove shows them.
# SOLEUS is the program, BUILD its folder, WORK an empty folder that is removed afterwards, top the
# project's.

tests=0 failed=0

# passes/fails NAME COMMAND…: the command must succeed / must end with a status from 1 to 127
# (a crash is no failure that was wanted).
passes() {
	name=$1
	shift
	"$@" >"$WORK/said" 2>&1
	report $? "$name" "$WORK/said"
}
fails() {
	name=$1
	shift
	"$@" >"$WORK/said" 2>&1
	status=$?
	test $status -gt 0 && test $status -lt 128
	report $? "$name" "$WORK/said"
}

# says NAME TEXT: what the command before said holds the text.
says() {
	grep -qF -- "$2" "$WORK/said"
	report $? "$1" "$WORK/said"
}

# same NAME EXPECTED GOT: the files or folders are equal.
same() {
	diff -ruN --label "expected $(basename "$2")" --label "got" "$2" "$3" >"$WORK/difference" 2>&1 ||
	    diff -ruN "$2" "$3" >"$WORK/difference" 2>&1
	report $? "$1" "$WORK/difference"
}

# report STATUS NAME [FILE]: one test, good when STATUS is 0; FILE is shown when it is not.
report() {
	tests=$((tests + 1))
	if test "$1" -eq 0; then
		echo "ok $tests - $2"
		return
	fi
	failed=$((failed + 1))
	echo "not ok $tests - $2"
	{
		echo "# failed: $2"
		test -n "${3-}" && awk '{ line[NR] = $0 } END {
			for (i = 1; i <= NR; i++)
				if (i <= 100 || i > NR - 100)
					print "#   " line[i]
				else if (i == 101)
					print "#   ... (" NR - 200 " lines)"
		}' "$3"
	} >&2
}

finish() {
	echo "1..$tests"
	test $failed -eq 0
	exit
}
