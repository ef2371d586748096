"""Node selectors, tolerations and affinity."""
from kfp import dsl, kubernetes


@dsl.component
def work(text: str = 'a') -> str:
    return text


@dsl.pipeline
def pipeline(selector: dict, toleration: dict, affinity: dict, tolerations: list = []):
    first = work()
    kubernetes.add_node_selector(first, label_key='a', label_value='b')
    kubernetes.add_node_selector(first, 'c', 'd')
    kubernetes.add_toleration(first, key='k', operator='Equal', value='v', effect='NoSchedule')
    kubernetes.add_toleration(
        first, key='l', operator='Exists', effect='NoExecute', toleration_seconds=10)
    kubernetes.add_toleration(first)
    kubernetes.add_node_affinity(
        first, match_expressions=[
            {'key': 'disk', 'operator': 'In', 'values': ['ssd', 'nvme']},
            {'key': 'gpu', 'operator': 'Exists'},
        ])
    kubernetes.add_node_affinity(
        first, match_fields=[{'key': 'metadata.name', 'operator': 'In', 'values': ['n']}], weight=5)
    second = work()
    kubernetes.add_node_selector_json(second, node_selector_json=selector)
    kubernetes.add_toleration_json(second, toleration_json=toleration)
    kubernetes.add_toleration_json(second, tolerations)
    kubernetes.add_node_affinity_json(second, affinity)
    third = work()
    kubernetes.add_node_selector_json(third, {'a': 'b'})
    kubernetes.add_toleration_json(third, {'key': 'a', 'operator': 'Exists'})
    kubernetes.add_toleration_json(third, [{'key': 'b'}, {'effect': 'NoSchedule'}])
