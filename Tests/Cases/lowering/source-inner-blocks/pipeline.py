"""Bodies with every kind of block."""
from kfp import dsl


@dsl.component
def work(n: int) -> int:
    import json
    total = 0
    for index in range(n):
        if index % 2:
            continue
        elif index > 10:
            break
        else:
            total += index
    while total > 100:
        total -= 1
    try:
        total = int(json.loads('1'))
    except (ValueError, KeyError) as error:
        raise RuntimeError('no') from error
    finally:
        print('end')
    with open('/dev/null') as stream:
        stream.read()
    values = [x for x in range(3) if x]
    lambda_ = lambda a, *b, c=1, **d: (a, b, c, d)
    print(values, lambda_)
    return total


@dsl.pipeline
def pipeline():
    work(n=3)
