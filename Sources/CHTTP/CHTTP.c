#include "CHTTP.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The functions of the library, by their own types.
static struct {
  __typeof__(&curl_global_init) global_init;
  __typeof__(&curl_easy_init) easy_init;
  __typeof__(&curl_easy_setopt) easy_setopt;
  __typeof__(&curl_easy_perform) easy_perform;
  __typeof__(&curl_easy_getinfo) easy_getinfo;
  __typeof__(&curl_easy_strerror) easy_strerror;
  __typeof__(&curl_easy_cleanup) easy_cleanup;
  __typeof__(&curl_slist_append) slist_append;
  __typeof__(&curl_slist_free_all) slist_free_all;
} lib;

static const char *library_name;
static int is_loaded;
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;

void kfp_http_use_library(const char *name) { library_name = name; }

static void *find(void *handle, const char *name, int *missing) {
  void *symbol = dlsym(handle, name);
  if (!symbol) *missing = 1;
  return symbol;
}

static int load(void) {
  static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", NULL};
  void *handle = NULL;
  if (library_name) {
    handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  } else {
    for (int i = 0; !handle && names[i]; i++) handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (!handle) return 0;
  int missing = 0;
  lib.global_init = find(handle, "curl_global_init", &missing);
  lib.easy_init = find(handle, "curl_easy_init", &missing);
  lib.easy_setopt = find(handle, "curl_easy_setopt", &missing);
  lib.easy_perform = find(handle, "curl_easy_perform", &missing);
  lib.easy_getinfo = find(handle, "curl_easy_getinfo", &missing);
  lib.easy_strerror = find(handle, "curl_easy_strerror", &missing);
  lib.easy_cleanup = find(handle, "curl_easy_cleanup", &missing);
  lib.slist_append = find(handle, "curl_slist_append", &missing);
  lib.slist_free_all = find(handle, "curl_slist_free_all", &missing);
  return !missing && lib.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static int is_ready(void) {
  pthread_mutex_lock(&loading);
  if (!is_loaded) is_loaded = load();
  int ready = is_loaded;
  pthread_mutex_unlock(&loading);
  return ready;
}

// Bytes that come in pieces.
typedef struct {
  char *bytes;
  size_t length, capacity, limit;
  int is_too_long;
} growing;

static size_t take(growing *all, const char *piece, size_t length) {
  if (length > all->limit - all->length) {
    all->is_too_long = 1;
    return 0;
  }
  if (all->length + length > all->capacity) {
    size_t capacity = (all->length + length) * 2;
    char *bytes = realloc(all->bytes, capacity);
    if (!bytes) return 0;
    all->bytes = bytes;
    all->capacity = capacity;
  }
  memcpy(all->bytes + all->length, piece, length);
  all->length += length;
  return length;
}

static size_t take_body(char *piece, size_t size, size_t count, void *context) {
  return take(context, piece, size * count);
}

static size_t take_header(char *piece, size_t size, size_t count, void *context) {
  growing *all = context;
  // Each answer (`100 Continue`, a proxy's) starts anew.
  if (size * count >= 5 && memcmp(piece, "HTTP/", 5) == 0) all->length = 0;
  return take(all, piece, size * count);
}

static int watch(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
  (void)a, (void)b, (void)c, (void)d;
  const kfp_http_request *request = context;
  return request->is_cancelled && request->is_cancelled(request->context);
}

static kfp_http_end end_of(CURLcode code, const growing *body, const growing *headers) {
  if (body->is_too_long || headers->is_too_long) return KFP_HTTP_TOO_LONG;
  switch (code) {
    case CURLE_OK: return KFP_HTTP_ANSWERED;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return KFP_HTTP_MALFORMED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY: return KFP_HTTP_NOT_CONNECTED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return KFP_HTTP_NOT_TRUSTED;
    case CURLE_OPERATION_TIMEDOUT: return KFP_HTTP_TIMEOUT;
    case CURLE_ABORTED_BY_CALLBACK: return KFP_HTTP_CANCELLED;
    default: return KFP_HTTP_BROKEN;
  }
}

static void configure(CURL *handle, const kfp_http_request *request, struct curl_slist *headers) {
  lib.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  lib.easy_setopt(handle, CURLOPT_URL, request->url);
  // Only what we mean: a service must not send us to a file or another protocol.
  lib.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  lib.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  lib.easy_setopt(handle, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  lib.easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  lib.easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  if (request->body) {
    lib.easy_setopt(handle, CURLOPT_POST, 1L);
    lib.easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    lib.easy_setopt(handle, CURLOPT_POSTFIELDS, request->body);
  }
  lib.easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request->method);
  lib.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout);
  lib.easy_setopt(handle, CURLOPT_TIMEOUT_MS, request->timeout);
  if (request->authorities) lib.easy_setopt(handle, CURLOPT_CAINFO, request->authorities);
  if (request->certificate) lib.easy_setopt(handle, CURLOPT_SSLCERT, request->certificate);
  if (request->key) lib.easy_setopt(handle, CURLOPT_SSLKEY, request->key);
  if (request->proxy) lib.easy_setopt(handle, CURLOPT_PROXY, request->proxy);
  if (request->no_proxy) lib.easy_setopt(handle, CURLOPT_NOPROXY, request->no_proxy);
  lib.easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  lib.easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watch);
  lib.easy_setopt(handle, CURLOPT_XFERINFODATA, request);
}

void kfp_http_exchange(const kfp_http_request *request, kfp_http_response *response) {
  memset(response, 0, sizeof *response);
  if (!is_ready()) {
    response->end = KFP_HTTP_NO_LIBRARY;
    return;
  }
  CURL *handle = lib.easy_init();
  if (!handle) {
    response->end = KFP_HTTP_NO_LIBRARY;
    return;
  }
  struct curl_slist *headers = NULL;
  for (const char *const *line = request->headers; line && *line; line++) {
    struct curl_slist *longer = lib.slist_append(headers, *line);
    if (longer) headers = longer;
  }
  growing body = {.limit = request->longest_answer}, head = {.limit = 1 << 20};
  char message[CURL_ERROR_SIZE] = "";
  configure(handle, request, headers);
  lib.easy_setopt(handle, CURLOPT_ERRORBUFFER, message);
  lib.easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
  lib.easy_setopt(handle, CURLOPT_WRITEDATA, &body);
  lib.easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
  lib.easy_setopt(handle, CURLOPT_HEADERDATA, &head);

  CURLcode code = lib.easy_perform(handle);

  long sent = 0;
  lib.easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
  lib.easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response->status);
  response->end = end_of(code, &body, &head);
  response->was_sent = sent > 0;
  if (code != CURLE_OK) {
    const char *text = *message ? message : lib.easy_strerror(code);
    strncpy(response->message, text, sizeof response->message - 1);
  }
  response->headers = head.bytes;
  response->headers_length = head.length;
  response->body = body.bytes;
  response->body_length = body.length;
  lib.slist_free_all(headers);
  lib.easy_cleanup(handle);
}

void kfp_http_free(kfp_http_response *response) {
  free(response->headers);
  free(response->body);
  response->headers = response->body = NULL;
}
