import hashlib
import random
import secrets
import string
import uuid

random.seed(42)
print(random.random(), random.randint(1, 6), random.choice("abc"), random.uniform(1, 2))
print("".join(random.choices(string.ascii_lowercase + string.digits, k=8)))
print(random.choices(["a", "b"], weights=[1, 3], k=6), random.randrange(5, 10))
print(random.sample(range(10), 4), random.sample(list(range(1000)), 3))
cards = list(range(8))
random.shuffle(cards)
print(cards)
random.seed(2**40 + 7)
print(random.getrandbits if False else random.random())

for kind in (hashlib.md5, hashlib.sha1, hashlib.sha256):
    for text in ("", "abc", "x" * 119, "é" * 300):
        print(kind(text.encode()).hexdigest())
digest = hashlib.sha256()
digest.update(b"a")
digest.update(b"bc")
print(digest.hexdigest() == hashlib.sha256(b"abc").hexdigest(), digest.name)

print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.com"), uuid.uuid3(uuid.NAMESPACE_URL, "x").hex)
identifier = uuid.uuid4()
print(len(str(identifier)), len(identifier.hex), identifier.version, identifier == identifier)
print(len(secrets.token_hex(4)), secrets.choice([7]), secrets.randbelow(1))
print(hashlib.sha512(b'a' * 200).hexdigest()[:32])
