from kfp import dsl


@dsl.component
def numbers(numbers_file_path: dsl.OutputPath(), count: int = 10):
    '''Writes numbers.'''
    numbers_file = open(numbers_file_path, "w")
    for i in range(count):
        numbers_file.write(str(i) + '\n')


@dsl.component
def double(text_path: dsl.InputPath(), doubled_path: dsl.OutputPath()):
    doubled = open(doubled_path, "wb")
    text = open(text_path, "r")
    for line in text:
        doubled.write(line.encode() * 2)


@dsl.pipeline(name='streams')
def flow():
    written = numbers(count=5)
    double(text_path=written.output)
