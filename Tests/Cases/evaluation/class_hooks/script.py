class Step:
    known = {}

    def __init_subclass__(cls, label="", **options):
        super().__init_subclass__(**options)
        Step.known[label or cls.__name__] = cls


class Load(Step):
    pass


class Train(Load, label="training"):
    pass


print(list(Step.known), Step.known["training"].__name__)


class Amount:
    def __init__(self, value):
        self.value = value

    def __format__(self, spec):
        return f"<{self.value}{spec}>"

    def __str__(self):
        return "text"


print(f"{Amount(3)} {Amount(3):x} {format(Amount(1))} {Amount(2)!s}", issubclass(bool, int))
print("a\tb".expandtabs(4) + "|")
