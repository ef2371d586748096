if a:
    b = 1
else if c:
    b = 2
else:
    b = 3
