#define _GNU_SOURCE
#include "CEditLine.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

EditLine *cel_open(const char *program) { return el_init(program, stdin, stdout, stderr); }

int cel_set_editor(EditLine *editor, const char *name) { return el_set(editor, EL_EDITOR, name); }

int cel_set_owner(EditLine *editor, void *owner) { return el_set(editor, EL_CLIENTDATA, owner); }

void *cel_owner(EditLine *editor) {
  void *owner = NULL;
  el_get(editor, EL_CLIENTDATA, &owner);
  return owner;
}

int cel_set_prompt(EditLine *editor, CELPromptFunction prompt) {
  return el_set(editor, EL_PROMPT_ESC, prompt, '\1');
}

int cel_set_reader(EditLine *editor, CELReadFunction reader) {
  return el_set(editor, EL_GETCFN, reader);
}

int cel_set_history(EditLine *editor, History *entries) {
  return el_set(editor, EL_HIST, history, entries);
}

int cel_define(EditLine *editor, const char *name, const char *help, CELKeyFunction function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int cel_bind(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, key, command, NULL);
}

int cel_bind_alternate(EditLine *editor, const char *key, const char *command) {
  return el_set(editor, EL_BIND, "-a", key, command, NULL);
}

int cel_uses_vi_keys(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name && strcmp(name, "vi") == 0;
}

int cel_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH, NULL); }

int cel_prepare_terminal(EditLine *editor, int raw) { return el_set(editor, EL_PREP_TERM, raw); }

int cel_code_refresh(void) { return CC_REFRESH; }
int cel_code_cursor(void) { return CC_CURSOR; }
int cel_code_norm(void) { return CC_NORM; }
int cel_code_error(void) { return CC_ERROR; }
int cel_code_newline(void) { return CC_NEWLINE; }
int cel_code_redisplay(void) { return CC_REDISPLAY; }

const wchar_t *cel_buffer(EditLine *editor, size_t *length, size_t *cursor) {
  const LineInfoW *line = el_wline(editor);
  *length = (size_t)(line->lastchar - line->buffer);
  *cursor = (size_t)(line->cursor - line->buffer);
  return line->buffer;
}

History *cel_history_open(int size) {
  History *entries = history_init();
  HistEvent event;
  if (entries) {
    history(entries, &event, H_SETSIZE, size);
    history(entries, &event, H_SETUNIQUE, 1);
  }
  return entries;
}

void cel_history_close(History *entries) { history_end(entries); }

int cel_history_enter(History *entries, const char *text) {
  HistEvent event;
  return history(entries, &event, H_ENTER, text);
}

int cel_history_load(History *entries, const char *path) {
  HistEvent event;
  return history(entries, &event, H_LOAD, path);
}

int cel_history_save(History *entries, const char *path) {
  HistEvent event;
  return history(entries, &event, H_SAVE, path);
}

int cel_history_append(const char *path, const char *text) {
  History *entries = history_init();
  if (!entries) return -1;
  HistEvent event;
  history(entries, &event, H_SETSIZE, 1);
  history(entries, &event, H_ENTER, text);
  FILE *file = fopen(path, "ae");
  int result = -1;
  if (file) {
    // A file that is not empty has its first line already; libedit looks at the position.
    fseek(file, 0, SEEK_END);
    result = history(entries, &event, H_SAVE_FP, file);
    if (fclose(file) != 0) result = -1;
  }
  history_end(entries);
  return result;
}

int cel_history_clear(History *entries) {
  HistEvent event;
  return history(entries, &event, H_CLEAR);
}

const char *cel_history_first(History *entries) {
  HistEvent event;
  return history(entries, &event, H_FIRST) < 0 ? NULL : event.str;
}

const char *cel_history_next(History *entries) {
  HistEvent event;
  return history(entries, &event, H_NEXT) < 0 ? NULL : event.str;
}

const char *cel_history_last(History *entries) {
  HistEvent event;
  return history(entries, &event, H_LAST) < 0 ? NULL : event.str;
}

const char *cel_history_newer(History *entries) {
  HistEvent event;
  return history(entries, &event, H_PREV) < 0 ? NULL : event.str;
}

int cel_column_width(wchar_t character) { return wcwidth(character); }

int cel_use_environment_locale(void) {
  if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  if (setlocale(LC_CTYPE, "C.UTF-8")) return 1;
  setlocale(LC_CTYPE, "");
  return 0;
}

void cel_flush_output(void) { fflush(stdout); }

int cel_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC | O_NONBLOCK); }

static int signal_pipe[2] = {-1, -1};

static void note_signal(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signal_pipe[1], &byte, 1);
  (void)written;
  errno = saved;
}

int cel_watch_signal(int number) {
  if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
  return signal_pipe[0];
}

_Bool cel_ignores_signal(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void cel_default_signal(int number) { signal(number, SIG_DFL); }

static struct termios first_settings;
static struct sigaction earlier_actions[NSIG];
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};

static void restore_and_crash(int number) {
  static const char no_paste[] = "\033[?2004l\r\n";
  tcsetattr(STDIN_FILENO, TCSANOW, &first_settings);
  ssize_t written = write(STDOUT_FILENO, no_paste, sizeof no_paste - 1);
  (void)written;
  // Whoever handled it before, does so now: the instruction is tried again.
  sigaction(number, &earlier_actions[number], NULL);
}

void cel_guard_terminal(void) {
  if (tcgetattr(STDIN_FILENO, &first_settings) != 0) return;
  struct sigaction action = {.sa_handler = restore_and_crash};
  sigemptyset(&action.sa_mask);
  for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++)
    sigaction(crashes[index], &action, &earlier_actions[crashes[index]]);
}
