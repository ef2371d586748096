#ifndef CEDITLINE_H
#define CEDITLINE_H

/// What Swift cannot call of libedit itself (its variadic functions), one line each, and the few C
/// names that Swift 6 does not let through.

#include <histedit.h>
#include <stddef.h>
#include <wchar.h>

typedef unsigned char (*CELKeyFunction)(EditLine *, int);
typedef char *(*CELPromptFunction)(EditLine *);
typedef int (*CELReadFunction)(EditLine *, wchar_t *);

/// An editor on the process's standard streams.
EditLine *cel_open(const char *program);
int cel_set_editor(EditLine *editor, const char *name);
int cel_set_owner(EditLine *editor, void *owner);
void *cel_owner(EditLine *editor);
int cel_set_prompt(EditLine *editor, CELPromptFunction prompt);
int cel_set_reader(EditLine *editor, CELReadFunction reader);
int cel_set_history(EditLine *editor, History *history);
int cel_define(EditLine *editor, const char *name, const char *help, CELKeyFunction function);
int cel_bind(EditLine *editor, const char *key, const char *command);
/// The same for the command mode of vi keys.
int cel_bind_alternate(EditLine *editor, const char *key, const char *command);
/// Whether the user chose vi keys.
int cel_uses_vi_keys(EditLine *editor);
int cel_refresh(EditLine *editor);
/// Switches the terminal to editing mode (1) or back to normal (0).
int cel_prepare_terminal(EditLine *editor, int raw);

/// Result codes of key functions.
int cel_code_refresh(void);
int cel_code_cursor(void);
int cel_code_norm(void);
int cel_code_error(void);
int cel_code_newline(void);
int cel_code_redisplay(void);

/// The text before the cursor, at it and behind it, in wide characters.
const wchar_t *cel_buffer(EditLine *editor, size_t *length, size_t *cursor);

History *cel_history_open(int size);
void cel_history_close(History *history);
int cel_history_enter(History *history, const char *text);
int cel_history_load(History *history, const char *path);
int cel_history_save(History *history, const char *path);
/// Adds an entry at the end of a history's file.
int cel_history_append(const char *path, const char *text);
int cel_history_clear(History *history);
/// The newest entry, then older ones; NULL at the end.
const char *cel_history_first(History *history);
const char *cel_history_next(History *history);
/// The oldest entry, then newer ones; NULL at the end.
const char *cel_history_last(History *history);
const char *cel_history_newer(History *history);

/// The columns of a character: 0 for combining ones, 2 for wide ones, -1 for control characters.
int cel_column_width(wchar_t character);
/// Takes the character set from the environment; UTF-8 where that is not one. Returns whether the
/// result is UTF-8.
int cel_use_environment_locale(void);

/// Writes what standard output has buffered.
void cel_flush_output(void);
/// A pipe whose ends do not block and are closed on exec.
int cel_pipe(int ends[2]);
/// From now on a signal is written, as one byte, to a pipe whose reading end is returned; it is the
/// same for all signals, and does not block.
int cel_watch_signal(int number);
/// Whether a signal is ignored, as `nohup` ignores SIGHUP.
_Bool cel_ignores_signal(int number);
/// From now on a signal does what it does by default.
void cel_default_signal(int number);
/// Should the process crash, the terminal gets its present settings back first.
void cel_guard_terminal(void);

#endif
