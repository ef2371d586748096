from kfp import compiler, dsl


@dsl.component(base_image="python:3.9")
def throw_dice(seed: int) -> int:
    import random

    return random.Random(seed).randint(1, 6)


@dsl.component(base_image="python:3.9")
def say(text: str) -> str:
    print(text)
    return text


@dsl.pipeline(name="condition", description="Three branches, one answer")
def condition(seed: int = 7) -> str:
    dice = throw_dice(seed=seed)
    with dsl.If(dice.output == 6):
        best = say(text="A six!")
    with dsl.Elif(dice.output >= 4):
        good = say(text="Not bad.")
    with dsl.Else():
        poor = say(text="Try again.")
    answer = say(text=dsl.OneOf(best.output, good.output, poor.output))
    return answer.output


if __name__ == "__main__":
    compiler.Compiler().compile(condition, "condition.yaml")
