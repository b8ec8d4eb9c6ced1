# messages.t - every message has a golden case, says what to do, and is explained.
. tests/support/tap.sh

table=generator/base/messages.def
sed -n 's/^MESSAGE([A-Z_]*, "\([^"]*\)".*/\1/p' "$table" >"$WORK/codes"
cat tests/errors/*/expect.txt >"$WORK/all"
test "$(wc -l <"$WORK/codes")" -eq "$(grep -c '^MESSAGE(' "$table")"
report $? "the table is read whole"

# Guards, which nobody has made speak from outside yet; unit tests and specs may.
guards='markdown-place citation-unknown'
while IFS= read -r code; do
	case " $guards " in
	*" $code "*) ! grep -qF "[$code]" "$WORK/all" ;;
	*) grep -qF "[$code]" "$WORK/all" ;;
	esac
	report $? "$code has a golden case, unless it is a guard"
	"$SOLEUS" explain "$code" >"$WORK/explained" 2>&1 && test "$(wc -l <"$WORK/explained")" -ge 3
	report $? "$code is explained" "$WORK/explained"
done <"$WORK/codes"
fails "a code that is none is not explained" "$SOLEUS" explain link-mising
says "but guessed" "did you mean 'link-missing'?"

# Templates speak to programmers: there the text may say all.  For authors a line "= what to do"
# follows, or the text ends with what was meant.
awk '
	/^[^ ].*: (error|warning)\[/ {
		if (told && !done) print told
		told = $0
		done = /did you mean/ || /\[template-/
	}
	/^      = / { done = 1 }
	END { if (told && !done) print told }
' "$WORK/all" >"$WORK/silent"
test ! -s "$WORK/silent"
report $? "every message says what to do" "$WORK/silent"
finish
