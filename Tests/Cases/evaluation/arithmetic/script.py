print(1 + 2 * 3, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2)
print(7.5 // 2, -7.5 % 2, 0.1 + 0.2, 1e16, 1e15, 1e-5, 0.0001, 123456789.123, 1.0, -0.0, 3e100)
print(1 << 5, 255 >> 2, 6 & 3, 6 | 3, 6 ^ 3, ~5, -5, +5, not 5)
print(True + True, True / 2, 3 == 3.0, 1 < 2 < 3, 1 < 2 > 3, 1 == True)
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), abs(-3), divmod(17, 5), pow(2, 5))
print(min(3, 1, 2), max([4, 9, 2]), sum([1, 2, 3]), sum([0.5, 1]), min("b", "a"), max([1, 5], key=lambda x: -x))
print(int("42"), int(3.9), int("-7"), int("ff", 16), float("2.5"), float("1e3"), bool([]), bool("x"))
print(hex(255), oct(8), bin(5), chr(65), ord("a"))
print(float("inf"), float("-inf"), float("nan"), 1_000_000)
x = 5
x += 2
x *= 3
x -= 1
x //= 2
print(x)
x = 1
print(None is None, x is not None, [] == [], [1] < [2], (1, 2) < (1, 3), "a" < "b")
try:
    1 / 0
except ZeroDivisionError as e:
    print("caught", e)
