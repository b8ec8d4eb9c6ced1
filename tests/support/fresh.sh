# fresh.sh - what must work on a new Debian that holds only make; read by tests/audit/fresh-*.t.
#
# In: release.  Out: TAP.  FRESH_TESTS says which tests the new machine runs itself; by default a part
# that touches each tool that make test installs.
. tests/support/tap.sh

on() { # offline|online, machine, command
	sh tests/fresh-machine "$release" "$@"
}

# The first command of a machine installs, builds and does its work; the next needs no network.
passes "$release: a machine is made" on online site new
fails "$release: without packages or network, make site fails" on offline site 'make site'
says "$release: and says what to run" '    apt-get install -y --no-install-recommends gcc'
passes "$release: make site does everything" on online site 'make site'
passes "$release: the site is there, with its notice and a book" on offline site '
	grep -q medical-disclaimer public/index.html && ls -l public/books/*.epub'
passes "$release: make site again works offline" on offline site 'make site'
grep -q apt-get "$WORK/said"
test $? -ne 0
report $? "$release: and does not ask apt" "$WORK/said"
passes "$release: the machine goes" on online site gone

passes "$release: another machine is made" on online test new
passes "$release: make test installs what it needs and passes" on online test \
    "make test TESTS='${FRESH_TESTS:-layers.t format.t errors unit/base_test epubcheck.t nu.t}'"
passes "$release: the other machine goes" on online test gone
finish
