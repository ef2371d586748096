def greet(name: str) -> str
    return name

class A
    pass

if greet
    x = 1
elif x
    x = 2
else
    x = 3
for x in y
    pass
while x print(x)
with open("a") as f
    pass
try
    pass
finally
    pass
