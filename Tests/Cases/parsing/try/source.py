try:
    pass
x = 1
try:
    pass
except A, B:
    pass
except* C:
    pass
else:
    pass
except:
    pass
