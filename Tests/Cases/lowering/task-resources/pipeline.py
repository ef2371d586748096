"""Requests and limits of every spelling."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_cpu_request('1').set_cpu_limit('2')
    work().set_cpu_request('500m').set_cpu_limit('1.5')
    work().set_cpu_limit('.5').set_memory_limit('1')
    work().set_memory_request('512Mi').set_memory_limit('1Gi')
    work().set_memory_request('64M').set_memory_limit('2G')
    work().set_memory_request('100K').set_memory_limit('100Ki')
    work().set_memory_request('1T').set_memory_limit('1Ti')
    work().set_memory_request('1P').set_memory_limit('1Pi')
    work().set_memory_request('1E').set_memory_limit('1Ei')
    work().set_cpu_limit('0').set_memory_limit('0')
