from kfp.components import InputTextFile, OutputBinaryFile, OutputTextFile, func_to_container_op
from kfp import dsl


@func_to_container_op
def numbers(numbers_file: OutputTextFile(str), count=10):
    '''Writes numbers.'''
    for i in range(count):
        numbers_file.write(str(i) + '\n')


@func_to_container_op
def double(text: InputTextFile(str), doubled: OutputBinaryFile()):
    for line in text:
        doubled.write(line.encode() * 2)


@dsl.pipeline(name='streams')
def flow():
    written = numbers(5)
    double(written.output)
