# soleus - a folder of Markdown in, a website and e-books out.   `make help` lists the targets.

# ---- settings ----------------------------------------------------------------------------------
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
WARN     = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wvla -Wwrite-strings -Wformat=2
LIBS     = libcmark libxml-2.0 libzip yaml-0.1 libdeflate libmd libmicrohttpd librsvg-2.0 cairo \
           libutf8proc

# ---- file lists --------------------------------------------------------------------------------
# Every module in reading order: a file may include headers of its own folder that stand above it,
# and of folders above its own; never below.  `make layers` proves it.
MODULES = \
	base/memory base/str base/arena base/map base/text base/date base/diag base/fs base/pool

OBJECTS = $(MODULES:%=$(BUILD)/%.o)

# ---- rules -------------------------------------------------------------------------------------
$(BUILD)/%.o: generator/%.c Makefile
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_XOPEN_SOURCE=700 $(WARN) $(CFLAGS) $(shell pkg-config --cflags $(LIBS)) -Igenerator -MMD -MP -c $< -o $@

objects: $(OBJECTS)
-include $(OBJECTS:.o=.d)
