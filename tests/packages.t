# packages.t - make asks for packages only when one is missing, and then says how to get them.
. tests/support/tap.sh

mkdir "$WORK/bin"
cat >"$WORK/bin/apt-get" <<'END'
#!/bin/sh
echo "apt-get $*" >>"$CALLS"
exit 1
END
printf '#!/bin/sh\nexec "$@"\n' >"$WORK/bin/sudo"
chmod +x "$WORK/bin/apt-get" "$WORK/bin/sudo"
export CALLS=$WORK/calls
PATH=$WORK/bin:$PATH
: >"$CALLS"

passes "with all packages there, make is content" make -s test-packages
test ! -s "$CALLS"
report $? "and asks nobody" "$CALLS"

# As if no library were installed.
export PKG_CONFIG_LIBDIR=$WORK
fails "with packages missing that cannot be had, make stops" make -s build
says "it says which command to run" "    apt-get install -y --no-install-recommends gcc libc6-dev"
grep -q 'cc   generator' "$WORK/said"
test $? -ne 0
report $? "it does not try to compile" "$WORK/said"
grep -q '^apt-get update' "$CALLS" && grep -q '^apt-get install .*libcmark-dev' "$CALLS"
report $? "it asked apt for news and packages" "$CALLS"
finish
