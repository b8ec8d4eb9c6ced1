# preview.t - `soleus serve` against hostile clients without a wrong read, write or lost byte.
. tests/support/tap.sh

plain=$SOLEUS
cat >"$WORK/soleus" <<END
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --show-leak-kinds=definite --num-callers=25 \\
    --suppressions="$top/tests/support/valgrind.supp" "$plain" "\$@"
END
chmod +x "$WORK/soleus"
mkdir "$WORK/hostile" "$WORK/saves"
passes "hostile clients" env SOLEUS="$WORK/soleus" WORK="$WORK/hostile" PATIENCE=10 \
    tests/tools/node tests/preview/hostile.mjs
passes "odd saves" env SOLEUS="$WORK/soleus" WORK="$WORK/saves" PATIENCE=10 \
    tests/tools/node tests/preview/saves.mjs
finish
