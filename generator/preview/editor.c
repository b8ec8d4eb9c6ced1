/* editor.c - from a command line to an argument list to a process; see editor.h. */
#include "editor.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

#if defined(__APPLE__)
#define OPENER "open"
#else
#define OPENER "xdg-open"
#endif

enum { WORDS = 16 };

/* How editors with windows of their own are told a place. */
static const struct {
	const char *name, *command;
} editors[] = {
	{ "code", "code --goto {file}:{line}:{column}" },
	{ "codium", "codium --goto {file}:{line}:{column}" },
	{ "subl", "subl {file}:{line}:{column}" },
	{ "zed", "zed {file}:{line}:{column}" },
	{ "kate", "kate --line {line} --column {column} {file}" },
	{ "kwrite", "kwrite --line {line} --column {column} {file}" },
	{ "gedit", "gedit +{line}:{column} {file}" },
	{ "gnome-text-editor", "gnome-text-editor {file}" },
	{ "mousepad", "mousepad --line={line} --column={column} {file}" },
	{ "geany", "geany --line {line} --column {column} {file}" },
	{ "gvim", "gvim +{line} {file}" },
	{ "emacsclient", "emacsclient --no-wait +{line}:{column} {file}" },
};

/* The name of the program a command starts with, without its folder. */
static bool
starts_with_program(const char *command, const char *name)
{
	size_t n = strcspn(command, " ");
	const char *from = command + n;

	while (from > command && from[-1] != '/')
		from--;
	return (size_t)(command + n - from) == strlen(name) &&
	       strncmp(from, name, strlen(name)) == 0;
}

static const char *
editor_command(void)
{
	const char *own = getenv("SOLEUS_EDITOR");
	const char *usual[] = { getenv("VISUAL"), getenv("EDITOR") };

	if (own != NULL && *own != '\0')
		return own;
	for (size_t u = 0; u < 2; u++)
		for (size_t i = 0; usual[u] != NULL && i < sizeof(editors) / sizeof(editors[0]);
		    i++)
			if (starts_with_program(usual[u], editors[i].name))
				return editors[i].command;
	return OPENER " {file}";
}

/* A word of the command with its places filled in. */
static char *
fill(struct arena *a, struct str word, struct str path, unsigned line, unsigned column)
{
	struct buf out = { 0 };
	char *result;

	while (word.n > 0) {
		size_t open = str_find_char(word, 0, '{');

		buf_str(&out, str_sub(word, 0, open));
		word = str_from(word, open);
		if (str_starts(word, STR("{file}")))
			buf_str(&out, path);
		else if (str_starts(word, STR("{line}")))
			buf_printf(&out, "%u", line);
		else if (str_starts(word, STR("{column}")))
			buf_printf(&out, "%u", column);
		else
			buf_str(&out, str_sub(word, 0, str_find_char(word, 0, '}') + 1));
		word = str_from(word, str_find_char(word, 0, '}') + 1);
	}
	result = (char *)(uintptr_t)arena_str(a, buf_view(&out)).p;
	buf_release(&out);
	return result;
}

/* Children are never waited for: serve_run() tells the system to forget them. */
static bool
start(char *const *words)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, usual;
	pid_t pid;
	bool ok;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGCHLD);
	sigaddset(&usual, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &usual);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	ok = words[0] != NULL &&
	     posix_spawnp(&pid, words[0], &files, &attributes, words, environ) == 0;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return ok;
}

bool
editor_open(struct str path, unsigned line, unsigned column)
{
	struct str command = str_of(editor_command());
	struct arena a = { 0 };
	char *words[WORDS + 1] = { NULL };
	size_t n = 0;
	bool ok;

	while (command.n > 0 && n < WORDS) {
		struct str word = str_split(&command, ' ');

		if (word.n > 0)
			words[n++] = fill(&a, word, path, line, column);
	}
	ok = start(words);
	arena_release(&a);
	return ok;
}

bool
editor_browse(struct str address)
{
	struct arena a = { 0 };
	char *words[] = { (char *)(uintptr_t)OPENER, (char *)(uintptr_t)arena_str(&a, address).p,
		NULL };
	bool ok = start(words);

	arena_release(&a);
	return ok;
}
