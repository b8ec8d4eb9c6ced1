# fresh.sh - what must work on a new Debian that holds only make; read by tests/audit/fresh-*.t.
#
# In: release.  Out: TAP.  FRESH_TESTS says which tests the new machine runs itself; by default a part
# that touches each tool that make test installs.
. tests/support/tap.sh

smoke='layers.t format.t unit/base_test asan/unit/base_test errors epubcheck.t nu.t browser/notice.mjs'

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

# The other command, by somebody who is not root but may ask sudo.
passes "$release: another machine is made" on online test new
passes "$release: with a user and sudo" on online test '
	apt-get update -qq && apt-get install -qq -y --no-install-recommends sudo &&
	useradd -m author && echo "author ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/author &&
	chown -R author /work'
passes "$release: make test installs what it needs and passes" on online test \
    "su author -c 'make test TESTS=\"${FRESH_TESTS:-$smoke}\"'"
passes "$release: the other machine goes" on online test gone
finish
