# command.t - the command line: what it takes, what it says, the status it ends with.
. tests/support/tap.sh

root=tests/cases/drafts-and-future
# ends NAME STATUS ARGUMENTS…
ends() {
	name=$1 want=$2
	shift 2
	"$SOLEUS" "$@" >"$WORK/said" 2>&1 </dev/null
	test $? -eq "$want"
	report $? "$name" "$WORK/said"
}

ends "--help is good" 0 --help
says "it lists the commands" 'soleus build [--root DIR]'
ends "--help after a command too" 0 build --help
ends "--version is good" 0 --version
test "$(wc -l <"$WORK/said")" -eq 1
report $? "in one line"
ends "nothing to do is wrong usage" 2
says "and shows the help" 'soleus build'
ends "a misspelt command" 2 buidl
says "is guessed" "did you mean 'build'?"
ends "a misspelt option" 2 build --ruot .
says "is guessed" "did you mean '--root'?"
ends "an option without its value" 2 build --root
ends "a word too many" 2 build here
for date in 2026-13-01 2026-02-30 26-01-01 yesterday ''; do
	ends "--date '$date'" 2 build --date "$date"
done
says "says what is wanted" 'a day, written as 2026-11-20'
for jobs in 0 257 -1 2x ''; do
	ends "--jobs '$jobs'" 2 build --jobs "$jobs"
done
says "says what is wanted" 'a number from 1 to 256'
ends "a root that is not there" 1 build --root "$WORK/nowhere" --output "$WORK/none"
says "is named" "there is no folder '$WORK/nowhere'"
test ! -e "$WORK/none"
report $? "and no output is made"

ends "a build" 0 build --root $root --output "$WORK/site" --date 2026-11-20
says "ends with a summary" ' pages, 1 book, '
says "and says what was left out" 'left out: 1 draft, 1 dated in the future'
ends "--verbose" 0 build --verbose --root $root --output "$WORK/site" --date 2026-11-20
says "names what was left out" 'content/anatomy/draft.md: left out, a draft'
says "counts what did not change" ' 0 files written (0.0 KB), '
ends "--quiet" 0 build --quiet --root $root --output "$WORK/site" --date 2026-11-20
test ! -s "$WORK/said"
report $? "says nothing when all is good"
ends "--json" 0 build --json --root $root --output "$WORK/site" --date 2026-11-20
says "gives the summary as JSON" '{"published":true,"pages":'
ends "options may follow --name=value and stand anywhere" 0 --date=2026-11-20 build --quiet \
    --root=$root --output="$WORK/site"
SOURCE_DATE_EPOCH=1795132800 "$SOLEUS" build --quiet --root $root --output "$WORK/epoch"
! grep -q 'Tomorrow' "$WORK/epoch/blog/index.html"
report $? "SOURCE_DATE_EPOCH is the day of publication"
SOURCE_DATE_EPOCH=1795219200 "$SOLEUS" build --quiet --root $root --output "$WORK/epoch"
grep -q 'Tomorrow' "$WORK/epoch/blog/index.html"
report $? "and the next one is another day"
"$SOLEUS" build --root $root --output "$WORK/site" --date 2026-11-20 >/dev/full 2>"$WORK/said"
test $? -eq 1
report $? "output that cannot be written is a failure" "$WORK/said"

# Colour: only for a terminal, and not when NO_COLOR is set.
cp -R tests/support/small "$WORK/wrong"
echo '[gone](gone.md)' >>"$WORK/wrong/content/anatomy/gastrocnemius.md"
escape=$(printf '\033')
colours() { # anything to set, as of env
	env "$@" script -qec "'$SOLEUS' build --root '$WORK/wrong' --output '$WORK/none'" /dev/null |
	    grep -q "$escape\\[[0-9;]*m"
}
ends "messages to a file" 1 build --root "$WORK/wrong" --output "$WORK/none"
! grep -q "$escape" "$WORK/said"
report $? "have no colour"
colours -u NO_COLOR
report $? "messages on a terminal have"
! colours NO_COLOR=1
report $? "but not when NO_COLOR is set"
finish
