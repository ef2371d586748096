@component
x = 1

@component(
    base_image="a"
)
# a comment
def f(): pass

@
def g(): pass
