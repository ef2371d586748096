from kfp import dsl


@dsl.component
def show(text: str, flag: bool = true):
    print(text, flag)


@dsl.pipeline
def quoted():
    show(text="x)
    show(text="y")


@dsl.pipeline
def wide（name: str):
    show(text=name，flag=True)


@dsl.pipeline
def signs():
    show(text: "x")
    value = 3 – 1
    both = True && False
    either = True || False
    value++
    sh​ow(text="x")
>>> print(1)


@dsl.pipeline
def branches(name: str):
    with dsl.If(name == "x"):
        show(text="x")
    else:
        show(text="y")
    with dsl.If(name == "x"):
    show(text="z")
