from kfp import dsl
from kfp.dsl import Artifact, Input, Output


@dsl.component
def roll(sides: int) -> int:
    return sides


@dsl.component
def say(word: str, note: Output[Artifact]) -> str:
    with open(note.path, 'w') as file:
        file.write(word.upper())
    note.metadata['length'] = len(word)
    return word


@dsl.component
def read(note: Input[Artifact], word: str) -> str:
    with open(note.path) as file:
        return f"{word} {file.read()} {note.metadata['length']}"


@dsl.pipeline(name='branches')
def branches(sides: int = 6, quiet: bool = False, ratio: float = 0.5) -> str:
    rolled = roll(sides=sides)
    with dsl.If(rolled.output == 1):
        one = say(word='one')
    with dsl.Elif(rolled.output > 5):
        many = say(word='many')
        with dsl.If(quiet == True):
            roll(sides=0)
    with dsl.Else():
        some = say(word='some')
    with dsl.If(ratio < 0.1):
        after = roll(sides=1)
        roll(sides=2).after(after)
    word = dsl.OneOf(one.outputs['Output'], many.outputs['Output'], some.outputs['Output'])
    note = dsl.OneOf(one.outputs['note'], many.outputs['note'], some.outputs['note'])
    return read(note=note, word=word).output
