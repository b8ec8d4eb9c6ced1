# storm.t - two thousand builds killed at random times, after one killed at every step.
. tests/support/tap.sh

passes "the storm" "$BUILD/tests/unit/storm_test" 2000
grep '^#' "$WORK/said"
finish
