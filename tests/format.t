# format.t - every C file is laid out as .clang-format says.
. tests/support/tap.sh

judge=clang-format-${LLVM:?run this through make}
find generator tests -name '*.[ch]' >"$WORK/list"
test -s "$WORK/list"
report $? "there are C files"
passes "they are laid out" xargs -a "$WORK/list" "$judge" \
    --dry-run -Werror
printf 'int f(void) {return 1;}\n' >"$WORK/bad.c"
cp .clang-format "$WORK"
fails "what is not is found" "$judge" --dry-run -Werror "$WORK/bad.c"
finish
