train = component(
    base_image="python:3.12",
    packages=["pandas"
)

def f(x):
    return g(x

y = (1]
z = 1)
