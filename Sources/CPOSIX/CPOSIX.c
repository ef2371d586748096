#define _GNU_SOURCE
#include "CPOSIX.h"

#include <malloc.h>

#include <errno.h>
#include <fcntl.h>
#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void kfp_sha256(const void *bytes, size_t length, uint8_t *digest) {
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, bytes, length);
  SHA256Final(digest, &context);
}

void kfp_md5(const void *bytes, size_t length, uint8_t *digest) {
  MD5_CTX context;
  MD5Init(&context);
  MD5Update(&context, bytes, length);
  MD5Final(digest, &context);
}

void kfp_sha1(const void *bytes, size_t length, uint8_t *digest) {
  SHA1_CTX context;
  SHA1Init(&context);
  SHA1Update(&context, bytes, length);
  SHA1Final(digest, &context);
}

void kfp_sha512(const void *bytes, size_t length, uint8_t *digest) {
  SHA2_CTX context;
  SHA512Init(&context);
  SHA512Update(&context, bytes, length);
  SHA512Final(digest, &context);
}

struct kfp_sha256_stream {
  SHA2_CTX context;
};

kfp_sha256_stream *kfp_sha256_begin(void) {
  kfp_sha256_stream *stream = malloc(sizeof *stream);
  if (stream) SHA256Init(&stream->context);
  return stream;
}

void kfp_sha256_add(kfp_sha256_stream *stream, const void *bytes, size_t length) {
  SHA256Update(&stream->context, bytes, length);
}

void kfp_sha256_end(kfp_sha256_stream *stream, uint8_t *digest) {
  SHA256Final(digest, &stream->context);
  free(stream);
}

/// What the new process does before it becomes the program. Only async-signal-safe calls: other
/// threads of the parent may hold locks that nobody will release here.
static void become(char *const argv[], char *const envp[], const char *folder, const int files[3],
                   int report, pid_t parent, int outlives) {
  setpgid(0, 0);
  if (!outlives) prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (!outlives && getppid() != parent) _exit(127);
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  // Above 2 first, so that no copy overwrites a descriptor that is still needed.
  int high[3], last = fcntl(report, F_DUPFD_CLOEXEC, 10);
  for (int i = 0; i < 3; i++) high[i] = fcntl(files[i], F_DUPFD_CLOEXEC, 10);
  for (int i = 0; i < 3; i++) dup2(high[i], i);
  if (!folder || chdir(folder) == 0) {
    // Everything else is closed on exec; what libraries opened without that is closed here.
    syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */);
    execvpe(argv[0], argv, envp);
  }
  int problem = errno;
  if (write(last, &problem, sizeof problem) < 0) _exit(126);
  _exit(127);
}

pid_t kfp_spawn(char *const argv[], char *const envp[], const char *folder, int input, int output,
                int error, int outlives) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return -errno;
  const int files[3] = {input, output, error};
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t parent = getpid();
  pid_t process = fork();
  if (process == 0) become(argv, envp, folder, files, report[1], parent, outlives);
  int problem = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(report[1]);
  if (process < 0) {
    close(report[0]);
    return -problem;
  }
  setpgid(process, process);
  int failed = 0;
  ssize_t count;
  do count = read(report[0], &failed, sizeof failed);
  while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count == sizeof failed) {
    waitpid(process, NULL, 0);
    return -failed;
  }
  return process;
}

int kfp_wait(pid_t process, int *status) {
  int raw;
  pid_t found = waitpid(process, &raw, WNOHANG);
  if (found == 0) return 0;
  if (found < 0) return -1;
  *status = WIFSIGNALED(raw) ? -WTERMSIG(raw) : WEXITSTATUS(raw);
  return 1;
}

int kfp_process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int kfp_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int kfp_socket_pair(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends);
}

int kfp_send(int socket, const void *bytes, size_t length, int descriptor) {
  char control[CMSG_SPACE(sizeof(int))];
  memset(control, 0, sizeof control);
  const char *rest = bytes;
  while (length > 0) {
    struct iovec part = {(void *)rest, length};
    struct msghdr message = {0};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
      message.msg_control = control;
      message.msg_controllen = sizeof control;
      struct cmsghdr *header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    ssize_t count = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (count < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    descriptor = -1;
    rest += count;
    length -= (size_t)count;
  }
  return 0;
}

int kfp_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int kfp_lock(int descriptor, int wait) {
  int result;
  do result = flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  return result;
}

int kfp_open_for_writing(const char *path, int append) {
  return open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0644);
}

void kfp_use_one_heap(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 1 << 20);
  // Pages that were given back would have to be cleared by the kernel when they are wanted again.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}
