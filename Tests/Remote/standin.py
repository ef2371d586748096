"""A stand-in for Kubeflow Pipelines (v2beta1) and Vertex AI, for tests on the loopback interface.

It keeps what it is given, lets runs go on a step whenever they are looked at, and fails on request.
With the official client's models at hand (kfp_server_api, google-cloud-aiplatform) every request and every
answer is held against them; what does not fit is listed under /control. The official clients talk
to it, too (official.py), which shows that it is what they expect.

    standin.py --port-file FILE [--token TOKEN]... [--certificate FILE --key FILE [--clients FILE]]
"""

import argparse
import json
import os
import re
import ssl
import sys
import threading
import time
import urllib.parse
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import contract
import kubeflow_service
import vertex_service
from common import Refusal

LOCK = threading.RLock()


class World:
    """Everything that the services know."""

    def __init__(self, tokens):
        self.tokens = set(tokens)
        self.cookies = set()
        self.faults = []
        self.requests = []
        self.violations = []
        self.pipelines = {}
        self.versions = {}
        self.experiments = {}
        self.runs = {}
        self.recurring = {}
        self.jobs = {}
        self.schedules = {}
        self.public_key = None
        self.issued = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.handle_request("GET")

    def do_POST(self):
        self.handle_request("POST")

    def handle_request(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        url = urllib.parse.urlsplit(self.path)
        query = {k: v[0] for k, v in urllib.parse.parse_qs(url.query).items()}
        if url.path == "/control":
            return self.control(method, body)
        with LOCK:
            self.world.requests.append({
                "method": method, "path": url.path, "query": query,
                "headers": {k.lower(): v for k, v in self.headers.items()},
                "body": body.decode("utf-8", "replace"), "time": time.time(),
            })
            fault = self.take_fault(f"{method} {url.path}")
        if fault and not fault.get("after") and self.fail(fault):
            return
        try:
            with LOCK:
                answer = self.answer(method, url.path, query, body)
            status = 200
        except Refusal as refusal:
            status = refusal.status
            answer = {"error": {"message": refusal.message, "code": status}}
            if url.path.startswith("/apis/"):
                answer = {"error": refusal.message, "message": refusal.message, "code": 5,
                          "details": []}
        if fault and fault.get("after") and self.fail(fault):
            return
        self.send(status, answer)

    def take_fault(self, line):
        for fault in self.world.faults:
            if fault.get("times", 1) > 0 and re.search(fault["match"], line):
                fault["times"] = fault.get("times", 1) - 1
                return fault
        return None

    def fail(self, fault):
        """Fails as asked; whether that was all."""
        what = fault["do"]
        if what == "hang":
            time.sleep(fault.get("seconds", 30))
            self.close_connection = True
        elif what == "truncate":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b'{"runs": [')
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(2)
        elif what == "drop":
            self.close_connection = True
            self.connection.shutdown(2)
        elif what == "page":
            self.send_raw(200, b"<html>please log in</html>", {"Content-Type": "text/html"})
        elif what == "redirect":
            self.send_raw(302, b"", {"Location": "https://login.example.org/"})
        elif what == "echo":
            # A careless service that repeats what it was sent.
            text = json.dumps({"error": dict(self.headers.items()), "message": "sent: " + "; ".join(
                f"{k}: {v}" for k, v in self.headers.items())})
            self.send_raw(400, text.encode(), {"Content-Type": "application/json"})
        else:
            headers = {"Content-Type": "application/json"}
            if "retry-after" in fault:
                headers["Retry-After"] = str(fault["retry-after"])
            text = json.dumps({"error": {"message": fault.get("message", "injected"),
                                         "code": int(what)}})
            self.send_raw(int(what), text.encode(), headers)
        return True

    def send(self, status, answer):
        self.send_raw(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def send_raw(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def control(self, method, body):
        world = self.world
        with LOCK:
            if method == "POST":
                wanted = json.loads(body)
                if wanted.get("reset"):
                    world.__init__(wanted.get("tokens", []))
                world.faults = wanted.get("faults", world.faults)
                if "tokens" in wanted:
                    world.tokens = set(wanted["tokens"])
                if "cookies" in wanted:
                    world.cookies = set(wanted["cookies"])
                world.public_key = wanted.get("public_key", world.public_key)
            self.send(200, {
                "requests": world.requests, "violations": world.violations,
                "runs": len(world.runs), "jobs": len(world.jobs),
                "versions": len(world.versions), "pipelines": len(world.pipelines),
                "recurring": list(world.recurring.values()),
                "schedules": list(world.schedules.values()),
                "validates": contract.is_available(),
            })

    # What the services answer.

    def answer(self, method, path, query, body):
        if path == "/token":
            return self.give_token(body)
        if path.startswith("/computeMetadata/"):
            if self.headers.get("Metadata-Flavor") != "Google":
                raise Refusal(403, "no Metadata-Flavor")
            return self.issue()
        self.authenticate()
        if path.startswith("/apis/v2beta1/"):
            return self.kubeflow(method, path[len("/apis/v2beta1"):], query, body)
        if path.startswith("/v1/") or path.startswith("/v1beta1/"):
            return self.vertex(method, path.split("/", 2)[2], query, body)
        raise Refusal(404, "no such path")

    def authenticate(self):
        world = self.world
        if not world.tokens and not world.cookies:
            return
        given = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        if given in world.tokens or self.headers.get("Cookie") in world.cookies:
            return
        raise Refusal(401, "invalid or expired credentials")

    def issue(self):
        self.world.issued += 1
        token = f"issued-token-{self.world.issued}-{uuid.uuid4().hex}"
        self.world.tokens.add(token)
        return {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def give_token(self, body):
        form = {k: v[0] for k, v in urllib.parse.parse_qs(body.decode()).items()}
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") != "the-refresh-token-of-a-person":
                raise Refusal(400, "invalid_grant")
            return self.issue()
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer":
            raise Refusal(400, "unsupported_grant_type")
        if not contract.is_signed(form["assertion"], self.world.public_key):
            raise Refusal(400, "invalid_grant")
        return self.issue()

    def kubeflow(self, method, path, query, body):
        for verb, pattern, name, request, response in ROUTES:
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                value = None
                if request:
                    value = json.loads(body)
                    is_ours = self.headers.get("User-Agent") == "kfps"
                    self.violate(contract.check(value, request, numbers=not is_ours),
                                 f"{method} {path}")
                answer = getattr(kubeflow_service, name)(
                    self.world, query, value if request else body,
                    *map(urllib.parse.unquote, found.groups()), headers=self.headers)
                if response:
                    self.violate(contract.check(answer, response), f"answer to {method} {path}")
                return answer
        raise Refusal(404, f"no such path: {path}")

    def violate(self, problems, where):
        self.world.violations += [f"{where}: {problem}" for problem in problems]

    def vertex(self, method, path, query, body):
        return vertex_service.answer(self.world, method, path, query, body, self.violate)


ROUTES = [
    ("GET", r"/healthz", "healthz", None, "V2beta1GetHealthzResponse"),
    ("GET", r"/pipelines", "list_pipelines", None, "V2beta1ListPipelinesResponse"),
    ("POST", r"/pipelines", "create_pipeline", "V2beta1Pipeline", "V2beta1Pipeline"),
    ("GET", r"/pipelines/names/([^/]+)", "pipeline_by_name", None, "V2beta1Pipeline"),
    ("POST", r"/pipelines/upload", "upload", None, "V2beta1Pipeline"),
    ("POST", r"/pipelines/upload_version", "upload_version", None, "V2beta1PipelineVersion"),
    ("GET", r"/pipelines/([^/]+)", "get_pipeline", None, "V2beta1Pipeline"),
    ("GET", r"/pipelines/([^/]+)/versions", "list_versions", None,
     "V2beta1ListPipelineVersionsResponse"),
    ("GET", r"/pipelines/([^/]+)/versions/([^/]+)", "get_version", None,
     "V2beta1PipelineVersion"),
    ("GET", r"/experiments", "list_experiments", None, "V2beta1ListExperimentsResponse"),
    ("POST", r"/experiments", "create_experiment", "V2beta1Experiment", "V2beta1Experiment"),
    ("GET", r"/experiments/([^/]+)", "get_experiment", None, "V2beta1Experiment"),
    ("GET", r"/runs", "list_runs", None, "V2beta1ListRunsResponse"),
    ("POST", r"/runs", "create_run", "V2beta1Run", "V2beta1Run"),
    ("GET", r"/runs/([^/:]+)", "get_run", None, "V2beta1Run"),
    ("POST", r"/runs/([^/:]+):terminate", "terminate_run", None, None),
    ("GET", r"/recurringruns", "list_recurring", None, "V2beta1ListRecurringRunsResponse"),
    ("POST", r"/recurringruns", "create_recurring", "V2beta1RecurringRun",
     "V2beta1RecurringRun"),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port-file", required=True)
    parser.add_argument("--token", action="append", default=[])
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--clients")
    arguments = parser.parse_args()
    Handler.world = World(arguments.token)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if arguments.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)
        if arguments.clients:
            context.load_verify_locations(arguments.clients)
            context.verify_mode = ssl.CERT_REQUIRED
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(arguments.port_file + ".new", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(arguments.port_file + ".new", arguments.port_file)
    # The test that started us keeps our standard input open for as long as it needs us.
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
