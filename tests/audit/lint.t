# lint.t - clang-tidy finds nothing in the generator and its tests.
. tests/support/tap.sh

passes "clang-tidy has nothing to say" make -s lint
finish
