# soleus - a folder of Markdown in, a website and e-books out.   `make help` lists the targets.

# ---- settings ----------------------------------------------------------------------------------
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wvla -Wwrite-strings -Wformat=2
LIBS     = libcmark libxml-2.0 libzip yaml-0.1 libdeflate libmd libmicrohttpd librsvg-2.0 cairo \
           libutf8proc
V       ?= @

# ---- file lists --------------------------------------------------------------------------------
# Every module in reading order: a file may include headers of its own folder that stand above it,
# and of folders above its own; never below.  `make layers` proves it.  One folder after another;
# to add a module, add its name where a reader should meet it.
MODULES = \
	base/memory base/str base/arena base/map base/text base/date base/diag base/fs base/pool

OBJECTS = $(MODULES:%=$(BUILD)/%.o)

# ---- rules -------------------------------------------------------------------------------------
# pkg-config is asked once, when the first recipe needs it (after the packages are there).
LIB_CFLAGS = $(eval LIB_CFLAGS := $$(shell pkg-config --cflags $(LIBS)))$(LIB_CFLAGS)
LIB_LIBS   = $(eval LIB_LIBS := $$(shell pkg-config --libs $(LIBS)))$(LIB_LIBS)
COMPILE    = $(CC) -std=c11 -D_XOPEN_SOURCE=700 -pthread $(WARN) $(if $(WERROR),-Werror) $(CFLAGS) \
             -Igenerator $(LIB_CFLAGS)

build: $(BUILD)/soleus ## compile the generator
objects: $(OBJECTS) ## compile the modules only

$(BUILD)/soleus: $(BUILD)/main.o $(OBJECTS)
	@echo "  link $@"
	$(V)$(CC) -pthread $(CFLAGS) -o $@ $^ $(LIB_LIBS)

$(BUILD)/%.o: generator/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(V)$(COMPILE) -MMD -MP -c $< -o $@

# Holds the command that compiles, so that changed flags, and only they, compile all anew.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@

-include $(OBJECTS:.o=.d) $(BUILD)/main.d
FORCE:
.PHONY: FORCE build objects
