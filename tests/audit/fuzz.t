# fuzz.t - each program of tests/fuzz for FUZZ_SECONDS on what its seeds grow into: no crash, no wrong
# read or write, no lost memory, no input that takes over five seconds.
. tests/support/tap.sh

ASAN_SYMBOLIZER_PATH=$(command -v "llvm-symbolizer-${LLVM:?run this through make}")
export ASAN_SYMBOLIZER_PATH ASAN_OPTIONS=detect_stack_use_after_return=1
for source in tests/fuzz/*.c; do
	name=$(basename "$source" .c)
	seeds=tests/fuzz/seeds/$name
	mkdir -p "$WORK/$name" "$BUILD/found"
	test -n "$(ls "$seeds")"
	report $? "$name has seeds"
	dictionary=tests/fuzz/$name.dict
	test -e "$dictionary" || dictionary=
	passes "$name for ${FUZZ_SECONDS:=60} s" "$BUILD/fuzz/tests/fuzz/$name" \
	    -max_total_time="$FUZZ_SECONDS" -timeout=5 -rss_limit_mb=2048 -max_len=8192 \
	    -print_final_stats=1 -artifact_prefix="$BUILD/found/$name-" \
	    ${dictionary:+-dict="$dictionary"} "$WORK/$name" "$seeds"
	tail -n 400 "$WORK/said" >"$BUILD/found/$name.log"
done
test $tests -gt 0
report $? "there is something to fuzz"
finish
