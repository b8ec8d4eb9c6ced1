# valgrind.t - a whole build, one worker and several, without a wrong read, write or lost byte.
. tests/support/tap.sh

under() {
	valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	    --num-callers=25 --child-silent-after-fork=yes \
	    --suppressions=tests/support/valgrind.supp "$@"
}
for jobs in 1 3; do
	passes "a build with $jobs at work" under "$SOLEUS" build --root . --output "$WORK/$jobs" \
	    --date 2026-11-20 --jobs $jobs
done
"$SOLEUS" build --root . --output "$WORK/plain" --date 2026-11-20 >/dev/null 2>&1
same "it makes what it makes without" "$WORK/plain" "$WORK/3"
for folder in tests/errors/*/; do
	test -e "$folder/prepare" && continue
	under "$SOLEUS" build --root "$folder" --output "$WORK/none" >"$WORK/said" 2>&1
	test $? -ne 99
	report $? "messages of $folder" "$WORK/said"
	rm -rf "$WORK/none"
done
finish
