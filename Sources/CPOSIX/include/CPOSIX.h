#ifndef CPOSIX_H
#define CPOSIX_H

/// What the Glibc module lacks or cannot express: SHA-256 from libmd, and process plumbing.

#include <stddef.h>
#include <stdint.h>

/// Writes the 32 bytes of the SHA-256 of `length` bytes at `bytes` to `digest`.
void kfp_sha256(const void *bytes, size_t length, uint8_t *digest);

#endif
