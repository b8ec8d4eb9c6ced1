# fresh-trixie.t - both commands, alone and first, on a new Debian of that release.
release=trixie
. tests/support/fresh.sh
