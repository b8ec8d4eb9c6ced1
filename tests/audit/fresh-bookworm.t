# fresh-bookworm.t - both commands, alone and first, on a new Debian of that release.
release=bookworm
. tests/support/fresh.sh
