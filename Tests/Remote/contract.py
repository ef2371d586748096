"""What the official clients say that requests and answers look like."""

import base64
import json
import subprocess
import tempfile

try:
    from kfp_server_api import models
except ImportError:
    models = None

SCALARS = {"str": str, "bool": bool, "int": int, "float": (int, float)}


def is_available():
    return models is not None


def check(value, kind, where="$", numbers=False):
    """What is wrong with a value of a type in the words of the generated client. 64-bit numbers are
    texts; with `numbers` they may be numbers, as the official client itself sends them."""
    if models is None:
        return []
    if kind.startswith("list["):
        if not isinstance(value, list):
            return [f"{where}: a list is wanted, not {value!r}"]
        return [p for i, v in enumerate(value)
                for p in check(v, kind[5:-1], f"{where}[{i}]", numbers)]
    if kind.startswith("dict("):
        inner = kind[5:-1].split(",", 1)[1].strip()
        if not isinstance(value, dict):
            return [f"{where}: an object is wanted, not {value!r}"]
        return [p for k, v in value.items() for p in check(v, inner, f"{where}.{k}", numbers)]
    if kind == "object":
        return []
    if kind == "datetime":
        good = isinstance(value, str) and len(value) >= 20 and value[10] == "T"
        return [] if good else [f"{where}: a time is wanted, not {value!r}"]
    if kind == "str" and numbers and isinstance(value, int):
        return []
    if kind in SCALARS:
        good = isinstance(value, SCALARS[kind]) and (kind == "bool" or not isinstance(value, bool))
        return [] if good else [f"{where}: {kind} is wanted, not {value!r}"]
    model = getattr(models, kind)
    allowed = [v for k, v in vars(model).items() if k.isupper()]
    if allowed and not model.openapi_types:
        return [] if value in allowed else [f"{where}: {value!r} is none of {allowed}"]
    if not isinstance(value, dict):
        return [f"{where}: an object is wanted, not {value!r}"]
    fields = {wire: model.openapi_types[name] for name, wire in model.attribute_map.items()}
    problems = []
    for name, member in value.items():
        if name not in fields:
            problems.append(f"{where}: there is no field {name!r}")
        elif member is not None:
            problems += check(member, fields[name], f"{where}.{name}", numbers)
    return problems


def check_vertex(value, name):
    """What is wrong with a message of Vertex AI."""
    try:
        from google.cloud import aiplatform_v1
        from google.protobuf import json_format
    except ImportError:
        return []
    try:
        json_format.ParseDict(value, getattr(aiplatform_v1, name)()._pb)
        return []
    except json_format.ParseError as error:
        return [str(error)]


def is_signed(assertion, public_key):
    """Whether a statement bears the signature that belongs to a public key (RS256)."""
    try:
        head, claims, signature = assertion.split(".")
        pad = lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if json.loads(pad(head))["alg"] != "RS256":
            return False
        said = json.loads(pad(claims))
        if not said["aud"] or said["exp"] - said["iat"] > 3600 or "cloud-platform" not in said["scope"]:
            return False
        with tempfile.TemporaryDirectory() as folder:
            for name, data in [("key", public_key.encode()), ("text", f"{head}.{claims}".encode()),
                               ("signature", pad(signature))]:
                with open(f"{folder}/{name}", "wb") as file:
                    file.write(data)
            return subprocess.run(
                ["openssl", "dgst", "-sha256", "-verify", f"{folder}/key", "-signature",
                 f"{folder}/signature", f"{folder}/text"],
                capture_output=True, check=False).returncode == 0
    except (ValueError, KeyError):
        return False
