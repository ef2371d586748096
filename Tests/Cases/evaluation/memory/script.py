text = "x" * (1 << 20)
parts = [text * 1000 for _ in range(10)]
print("never")
