"""Strings of several lines, blanks at the end, tabs and escapes in a body."""
from kfp import dsl


@dsl.component
def work() -> str:
    text = '''first
      second  
    
third \t "quotes" \\ back'''
    raw = r"\d+\n"
    nested = f"{text!r:>{10}} {'a' 'b'}"
    return text + raw + nested


@dsl.pipeline
def pipeline():
    work()
