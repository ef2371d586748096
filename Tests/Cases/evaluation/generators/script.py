# A generator runs while its values are taken: what both sides do happens in this order.
def numbers(count):
    print("begin")
    for number in range(count):
        print("give", number)
        yield number
    print("end")
    return "result"


for number in numbers(2):
    print("take", number)


def endless():
    try:
        number = 0
        while True:
            yield number
            number += 1
    finally:
        print("closed")


for number in endless():
    if number == 3:
        break
else:
    print("never")
print("stopped at", number)


def first_over(limit):
    for number in endless():
        if number > limit:
            return number


print(first_over(4))


def delegating():
    result = yield from numbers(1)
    yield result
    yield from [7, 8]


print(list(delegating()))
for value in delegating():
    if value == "result":
        break


def guarded():
    try:
        yield 1
    except ValueError:
        print("not reached")


try:
    for value in guarded():
        raise ValueError("of the block")
except ValueError as problem:
    print("caught", problem)

lazy = numbers(1)
print("not begun")
print(next(lazy), next(lazy, "none left"))
unused = numbers(5)
unused.close()
print(sum(n for n in numbers(3)), list(zip(numbers(2), "ab")))


def nested():
    for outer in numbers(2):
        for inner in numbers(1):
            yield outer, inner


for pair in nested():
    print(pair)
    if pair == (0, 0):
        continue
    break
print(iter(lazy) is lazy)
