# soleus - a folder of Markdown in, a website and e-books out.   `make help` lists the targets.

# ---- settings ----------------------------------------------------------------------------------
ROOT    ?= .
OUTPUT  ?= public
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
TESTS   ?= all
V       ?= @
LLVM     = 19# of clang-format, clang-tidy and the fuzzers: the same in Debian 12 and 13
LIBS     = libcmark >= 0.30.2 libxml-2.0 >= 2.9.14 libzip >= 1.7.3 yaml-0.1 libdeflate libmd \
           libmicrohttpd librsvg-2.0 cairo libutf8proc
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wvla -Wwrite-strings -Wformat=2
SANITIZE = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all
asan_FLAGS = $(SANITIZE) -fsanitize=address,undefined
tsan_FLAGS = $(SANITIZE) -fsanitize=thread
fuzz_FLAGS = $(SANITIZE) -fsanitize=fuzzer-no-link,address,undefined

# What must be there, and the packages it is in.  Debian is tried; the others are untried.
SITE_COMMANDS  = $(CC) pkg-config
SITE_HEADERS   = stdio.h
SITE_APT       = gcc libc6-dev pkg-config libcmark-dev libxml2-dev libzip-dev libyaml-dev \
                 libdeflate-dev libmd-dev libmicrohttpd-dev librsvg2-dev libcairo2-dev \
                 libutf8proc-dev fonts-liberation
SITE_DNF       = gcc glibc-devel pkgconf-pkg-config cmark-devel libxml2-devel libzip-devel \
                 libyaml-devel libdeflate-devel libmd-devel libmicrohttpd-devel librsvg2-devel \
                 cairo-devel utf8proc-devel liberation-fonts
SITE_BREW      = pkgconf cmark libxml2 libzip libyaml libdeflate libmd libmicrohttpd librsvg cairo \
                 utf8proc
TEST_COMMANDS  = prove npm java chromium unzip zip clang-format-$(LLVM)
TEST_LIBS      = cmocka gumbo
TEST_HEADERS   = stdio.h
TEST_APT       = perl libcmocka-dev libgumbo-dev npm default-jre-headless chromium unzip zip \
                 clang-format-$(LLVM) ca-certificates
TEST_DNF       = perl-Test-Harness libcmocka-devel gumbo-parser-devel npm java-headless chromium \
                 unzip zip clang-tools-extra libasan libubsan libtsan
TEST_BREW      = cmocka gumbo-parser node openjdk chromium clang-format@$(LLVM)
AUDIT_COMMANDS = clang-$(LLVM) llvm-symbolizer-$(LLVM) clang-tidy-$(LLVM) valgrind debootstrap
AUDIT_HEADERS  = stdio.h
AUDIT_APT      = clang-$(LLVM) llvm-$(LLVM) libclang-rt-$(LLVM)-dev clang-tidy-$(LLVM) valgrind \
                 libc6-dbg debootstrap
AUDIT_DNF      = clang compiler-rt clang-tools-extra valgrind debootstrap
AUDIT_BREW     = llvm@$(LLVM) valgrind debootstrap
BENCH_COMMANDS = hugo
BENCH_HEADERS  = stdio.h
BENCH_APT      = hugo
BENCH_DNF      = hugo
BENCH_BREW     = hugo

# ---- file lists --------------------------------------------------------------------------------
# Every module in reading order: a file may include headers of its own folder that stand above it,
# and of folders above its own; never below.  `make layers` proves it.  To add a module, add its
# name where a reader should meet it; one that is a header only stands here too.
MODULES = \
	base/memory base/str base/arena base/map base/text base/date base/diag base/fs \
	base/source base/pool \
	formats/digest formats/json formats/yaml formats/yaml_read formats/xml formats/css \
	formats/deflate formats/archive formats/png formats/picture \
	verify/target verify/chain verify/measure verify/hiding verify/selector verify/sheet \
	verify/rules verify/parity verify/proof verify/proof_book verify/verify \
	markdown/tree markdown/options markdown/reader markdown/attributes markdown/fence \
	markdown/row markdown/prepass markdown/import markdown/places markdown/notes \
	markdown/tables markdown/lists markdown/directives markdown/inlines markdown/element \
	markdown/html markdown/ids markdown/quizzes markdown/numbers markdown/abbreviations \
	markdown/punctuation markdown/markup markdown/phrase markdown/flow markdown/checks \
	markdown/markdown \
	template/value template/tree template/lex template/expression template/parse \
	template/position template/type template/code template/run template/escape \
	template/filter_text template/filter_list template/filter template/evaluate \
	template/render template/compiler template/operator template/apply template/check \
	template/compile template/template template/document \
	course/config course/references course/muscles course/article course/course course/links \
	publish/theme publish/plan publish/notice publish/manifest publish/stage publish/view \
	publish/head publish/fields publish/context_data publish/context_course \
	publish/context_site publish/context publish/publisher publish/citations publish/prose \
	publish/wholes publish/website publish/package publish/book publish/site publish/build \
	publish/document \
	preview/browser preview/guard preview/http preview/watch preview/inject preview/keep \
	preview/pack preview/edition preview/editor preview/answers preview/serve

OBJECTS  = $(patsubst generator/%.c,$(BUILD)/%.o,$(wildcard $(MODULES:%=generator/%.c))) \
           $(BUILD)/shipped.o $(BUILD)/browser.o
# What the binary carries inside: the templates and the theme.
SHIPPED := $(sort $(shell find templates theme -type f))
# ... and the scripts that `soleus serve` runs in the browser.
BROWSER := $(sort $(shell find generator/preview/browser -type f))
C_FILES  = $(wildcard generator/*.[ch] generator/*/*.[ch] tests/*/*.[ch])
# Programs that test: one of each file.
UNITS    = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/*.c))
SPECS    = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/spec/*.c))
FUZZERS  = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
PROGRAMS = $(BUILD)/soleus $(UNITS) $(SPECS)
# Node programs that test, as npm pins them.
TOOLS    = build/npm-test/installed
AUDITORS = build/npm-audit/installed

# ---- the work ----------------------------------------------------------------------------------
site: build ## publish the course in ROOT to OUTPUT, installing what that needs (what `make` does)
	$(V)$(BUILD)/soleus build --root $(ROOT) --output $(OUTPUT)

serve: build ## show the course in the browser while you write
	$(V)$(BUILD)/soleus serve --root $(ROOT)

manual: build ## build the manual with soleus: a site and an EPUB in BUILD/manual
	$(V)generator/manual/assemble $(BUILD)/soleus $(BUILD)/manual-source
	$(V)$(BUILD)/soleus build --root $(BUILD)/manual-source --output $(BUILD)/manual

build: packages $(BUILD)/soleus ## compile the generator

test: test-packages $(TOOLS) ## prove it: all tests, or TESTS="errors unit/base_test ..."
	$(V)$(MAKE) -j$(JOBS) programs $(call variant,asan) $(call variant,tsan)
	$(V)$(RUN) $(TESTS)

audit: audit-packages $(TOOLS) $(AUDITORS) ## the slow judges, or TESTS="audit/valgrind.t ..."
	$(V)$(MAKE) -j$(JOBS) programs asan fuzzers
	$(V)$(RUN) $(patsubst all,audit,$(TESTS))

bench: test-packages $(TOOLS) ## how fast the preview is, beside Hugo's server, on an idle machine
	$(call have,BENCH)
	$(V)$(MAKE) -j$(JOBS) programs
	$(V)$(RUN) --tap bench/serve.mjs

golden update-golden: programs ## write what comes out now as what a test expects: NAME=cases/... or errors/...
	$(V)$(RUN) --update $(NAME)

asan tsan: ## the same programs under the sanitizers, in BUILD/asan and BUILD/tsan
	$(V)$(MAKE) BUILD=$(BUILD)/$@ CFLAGS='$($@_FLAGS)' programs

fuzzers: ## the fuzzing programs of tests/fuzz, in BUILD/fuzz
	$(V)$(MAKE) BUILD=$(BUILD)/fuzz CC=clang-$(LLVM) CFLAGS='$(fuzz_FLAGS)' fuzz-programs

layers: ## prove that modules include only what stands above them
	$(V)tests/layers generator $(MODULES)

lint: audit-packages ## let clang-tidy read all C files
	$(V)printf '%s\n' $(filter %.c,$(C_FILES)) | xargs -P $(JOBS) -n 4 \
	    sh -c 'exec clang-tidy-$(LLVM) --quiet "$$@" -- $(FLAGS) -Itests' tidy

format: test-packages ## lay out all C files as .clang-format says
	$(V)clang-format-$(LLVM) -i $(C_FILES)

format-check: test-packages ## say which C files are laid out otherwise
	$(V)clang-format-$(LLVM) --dry-run -Werror $(C_FILES)

clean: ## remove what was compiled; downloaded test tools stay
	$(V)rm -rf $(filter-out build/npm-test build/npm-audit build/fresh,$(wildcard $(BUILD)/*))

help: ## show this list
	$(V)awk -F ':.*## ' '/^[a-z -]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' Makefile

# ---- rules -------------------------------------------------------------------------------------
# pkg-config is asked once, when the first recipe needs it: after the packages are there.
LIB_CFLAGS = $(eval LIB_CFLAGS := $$(shell pkg-config --cflags '$(LIBS)'))$(LIB_CFLAGS)
LIB_LINK   = $(eval LIB_LINK := $$(shell pkg-config --libs '$(LIBS)'))$(LIB_LINK)
TEST_CFLAGS = $(eval TEST_CFLAGS := $$(shell pkg-config --cflags '$(TEST_LIBS)'))$(TEST_CFLAGS)
TEST_LINK  = $(eval TEST_LINK := $$(shell pkg-config --libs '$(TEST_LIBS)'))$(TEST_LINK)
FLAGS      = -std=c11 -D_XOPEN_SOURCE=700 -pthread $(WARN) $(if $(WERROR),-Werror) $(CFLAGS) \
             -Igenerator $(patsubst -I%,-isystem %,$(LIB_CFLAGS))

objects: $(OBJECTS)
programs: $(PROGRAMS)
fuzz-programs: $(FUZZERS)

$(BUILD)/soleus: $(BUILD)/main.o $(BUILD)/soleus.a
	@echo "  link $@"
	$(V)$(CC) $(CFLAGS) -pthread -o $@ $^ $(LIB_LINK)

$(BUILD)/soleus.a: $(OBJECTS)
	$(V)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: generator/%.c $(BUILD)/flags
	$(compile)
$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	$(compile)
$(BUILD)/tests/%.o: MORE = -Itests $(TEST_CFLAGS)
$(BUILD)/shipped.o $(BUILD)/browser.o: %.o: %.c
	$(compile)
$(BUILD)/shipped.c: generator/embed $(SHIPPED) $(BUILD)/flags
	@mkdir -p $(@D)
	$(V)generator/embed publish/shipped.h shipped_files $(SHIPPED) > $@
$(BUILD)/browser.c: generator/embed $(BROWSER) $(BUILD)/flags
	@mkdir -p $(@D)
	$(V)generator/embed preview/browser.h browser_files $(BROWSER) > $@
define compile
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(V)$(CC) $(FLAGS) $(MORE) -MMD -MP -c $< -o $@
endef

$(UNITS) $(SPECS) $(FUZZERS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/soleus.a
	@echo "  link $@"
	$(V)$(CC) $(CFLAGS) -pthread $(EXTRA) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIB_LINK) $(TEST_LINK)
$(SPECS): $(BUILD)/tests/support/spec.o
$(FUZZERS): EXTRA = -fsanitize=fuzzer

# Holds the flags, so that other flags, and only they, compile all anew.
$(BUILD)/flags: FORCE | packages
	@mkdir -p $(@D)
	@echo '$(CC) $(FLAGS)' | cmp -s - $@ || echo '$(CC) $(FLAGS)' >$@

# ---- tools -------------------------------------------------------------------------------------
# What is not here is installed; when all is here, nobody is asked.
packages: ## install what compiling needs, if it is not here
	$(call have,SITE,$(LIBS))
test-packages: packages ## the same for make test
	$(call have,TEST,$(TEST_LIBS))
audit-packages: test-packages ## the same for make audit
	$(call have,AUDIT)

# $(1) the list of packages, $(2) what pkg-config must know
define have
	@probe() { \
		for c in $($(1)_COMMANDS); do command -v $$c || { echo "$$c: no such command"; return 1; }; done; \
		test -z '$(2)' || pkg-config --print-errors --exists '$(2)' && \
		printf '#include <%s>\n' $($(1)_HEADERS) | $(CC) -xc -E - ; \
	}; \
	probe >/dev/null 2>&1 && exit; \
	as=; quiet=; test "$$(id -u)" = 0 || as=sudo; \
	if command -v apt-get >/dev/null; then \
		get='apt-get install -y --no-install-recommends $($(1)_APT)'; quiet=-qq; \
		$$as apt-get update -qq </dev/null; \
	elif command -v dnf >/dev/null; then get='dnf install -y $($(1)_DNF)'; \
	else get='brew install $($(1)_BREW)'; as=; \
	fi; \
	echo "Installing what is not here yet: $$get"; \
	$$as env DEBIAN_FRONTEND=noninteractive $$get $$quiet </dev/null && probe >/dev/null && exit; \
	echo "These packages could not be installed.  Run this as root, then make again:"; \
	echo "    $$get"; \
	exit 1
endef

RUN = LLVM='$(LLVM)' BUILD='$(BUILD)' MODULES='$(MODULES)' JOBS='$(JOBS)' tests/run
variant = $(if $(filter all $(1)/%,$(TESTS)),$(1))

build/npm-%/installed: tests/tools/npm-%/package.json tests/tools/npm-%/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@echo "  npm  $(@D)"
	$(V)cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
	@touch $@

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(PROGRAMS:=.d) $(FUZZERS:=.d) $(BUILD)/tests/support/spec.d
.PHONY: FORCE site serve manual build objects programs fuzz-programs test audit bench golden update-golden asan tsan fuzzers \
        layers lint format format-check clean help packages test-packages audit-packages
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
