"""Accelerators, their number, and the old names."""
from kfp import dsl


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline():
    work().set_accelerator_type('NVIDIA_TESLA_T4')
    work().set_accelerator_limit(2)
    work().set_accelerator_type('nvidia.com/gpu').set_accelerator_limit('4')
    work().set_accelerator_limit(4).set_accelerator_type('a')
    work().set_gpu_limit('1')
    work().add_node_selector_constraint('TPU_V3').set_gpu_limit(8)
    work().set_accelerator_type('a').set_accelerator_limit(0)
