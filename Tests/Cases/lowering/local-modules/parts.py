"""Components."""
from kfp import dsl


@dsl.component
def work(text: str) -> str:
    # of the module
    return text


PARTS = {'again': work}
