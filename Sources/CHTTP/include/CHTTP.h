#ifndef CHTTP_H
#define CHTTP_H

/// One HTTP exchange over libcurl. The library is loaded when the first exchange needs it, so that
/// programs that send nothing pay nothing for it.

#include <stddef.h>

/// What is sent, and how. Texts that are NULL are left out.
typedef struct {
  const char *method;
  const char *url;
  /// Lines such as `Accept: application/json`, the last one NULL.
  const char *const *headers;
  const void *body;
  size_t body_length;
  /// Milliseconds.
  long connect_timeout;
  long timeout;
  /// Files: the authorities that are trusted, our certificate, and its key.
  const char *authorities;
  const char *certificate;
  const char *key;
  /// The proxy, and the hosts that need none; NULL leaves both to the environment.
  const char *proxy;
  const char *no_proxy;
  /// The longest answer that is taken.
  size_t longest_answer;
  /// Asked now and then; what is not 0 ends the exchange.
  int (*is_cancelled)(void *context);
  void *context;
} kfp_http_request;

/// How an exchange ended.
typedef enum {
  KFP_HTTP_ANSWERED,
  /// The library cannot be loaded.
  KFP_HTTP_NO_LIBRARY,
  /// The request is not one (an address that cannot be read).
  KFP_HTTP_MALFORMED,
  /// Nothing was sent: no such host, nobody listens, the proxy refuses.
  KFP_HTTP_NOT_CONNECTED,
  /// Nothing was sent: the other side is not who it should be, or does not accept our certificate.
  KFP_HTTP_NOT_TRUSTED,
  /// The time was over.
  KFP_HTTP_TIMEOUT,
  /// The connection ended before the whole answer was there.
  KFP_HTTP_BROKEN,
  /// The answer is longer than allowed.
  KFP_HTTP_TOO_LONG,
  KFP_HTTP_CANCELLED,
} kfp_http_end;

/// What came back.
typedef struct {
  kfp_http_end end;
  /// Whether any byte of the request may have reached the other side.
  int was_sent;
  long status;
  /// The header lines of the last answer, and the body. Freed by `kfp_http_free`.
  char *headers;
  size_t headers_length;
  char *body;
  size_t body_length;
  /// What the library says about a failure.
  char message[256];
} kfp_http_response;

/// Sends a request and waits for the answer. Redirections are not followed.
void kfp_http_exchange(const kfp_http_request *request, kfp_http_response *response);

/// Frees what an answer holds.
void kfp_http_free(kfp_http_response *response);

/// Sets how the library is called, for a test: NULL is the name by which the system knows it.
void kfp_http_use_library(const char *name);

#endif
