# valgrind.t - the course, every golden site and every golden message without a wrong read, write or
# lost byte.
. tests/support/tap.sh

plain=$SOLEUS
cat >"$WORK/soleus" <<END
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --show-leak-kinds=definite --num-callers=25 \\
    --suppressions="$top/tests/support/valgrind.supp" "$plain" "\$@"
END
chmod +x "$WORK/soleus"
SOLEUS=$WORK/soleus

for jobs in 1 3; do
	passes "a build with $jobs at work" "$SOLEUS" build --root . --output "$WORK/$jobs" \
	    --date 2026-11-20 --jobs $jobs
done
"$plain" build --root . --output "$WORK/plain" --date 2026-11-20 >/dev/null 2>&1
same "it makes what it makes without" "$WORK/plain" "$WORK/3"

# The judge can say no.
printf 'int main(void) { char *p = __builtin_malloc(1); return p[1]; }\n' >"$WORK/wrong.c"
cc -g -O0 -o "$WORK/wrong" "$WORK/wrong.c"
fails "a wrong read is found" valgrind --quiet --error-exitcode=99 "$WORK/wrong"

# The golden folders speak for themselves, here as tests of their own.
for group in cases errors; do
	mkdir "$WORK/$group"
	WORK=$WORK/$group passes "all golden $group" sh tests/support/golden "$group"
done
finish
