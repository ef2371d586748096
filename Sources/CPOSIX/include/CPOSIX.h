#ifndef CPOSIX_H
#define CPOSIX_H

/// What the Glibc module lacks or cannot express: hashes of libmd, and process plumbing.

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Writes the 32 bytes of the SHA-256 of `length` bytes at `bytes` to `digest`.
void kfp_sha256(const void *bytes, size_t length, uint8_t *digest);

/// The same for the 16 bytes of MD5, the 20 of SHA-1 and the 64 of SHA-512.
void kfp_md5(const void *bytes, size_t length, uint8_t *digest);
void kfp_sha1(const void *bytes, size_t length, uint8_t *digest);
void kfp_sha512(const void *bytes, size_t length, uint8_t *digest);

/// A hash that takes its bytes piece by piece.
typedef struct kfp_sha256_stream kfp_sha256_stream;
kfp_sha256_stream *kfp_sha256_begin(void);
void kfp_sha256_add(kfp_sha256_stream *stream, const void *bytes, size_t length);
/// Writes the digest and frees the stream.
void kfp_sha256_end(kfp_sha256_stream *stream, uint8_t *digest);

/// Starts a program in a process group of its own, with these descriptors as its standard input,
/// output and error and no others, all signals at their defaults, in `folder` (NULL: here).
/// Unless it `outlives` us, the process is killed when the calling thread ends, so call it on a
/// thread that lives on. Returns the process, or minus the error number, also when the program
/// cannot be executed.
pid_t kfp_spawn(char *const argv[], char *const envp[], const char *folder, int input, int output,
                int error, int outlives);

/// Waits for a process without blocking: 1 and its exit status (minus the signal that killed it),
/// 0 while it runs, -1 when there is no such child.
int kfp_wait(pid_t process, int *status);

/// A descriptor that becomes readable when the process ends, or -1.
int kfp_process_descriptor(pid_t process);

/// A pipe, or a pair of connected stream sockets, closed on exec. Returns 0 or -1.
int kfp_pipe(int ends[2]);
int kfp_socket_pair(int ends[2]);

/// Sends bytes over a socket with a descriptor attached (-1: none). Returns 0 or -1.
int kfp_send(int socket, const void *bytes, size_t length, int descriptor);

/// Makes reading and writing return at once. Returns 0 or -1.
int kfp_set_nonblocking(int descriptor);

/// Takes an exclusive lock on an open file, waiting if `wait` is not 0. Returns 0 or -1.
int kfp_lock(int descriptor, int wait);

/// Opens a file for writing at its end (`append`) or from its start, created if need be.
int kfp_open_for_writing(const char *path, int append);

/// Makes all threads take their memory from one heap that grows in large steps. A heap per thread grows
/// by a page at a time, which costs a short process more than waiting for each other ever does.
void kfp_use_one_heap(void);

#endif
