from kfp import components, dsl


@dsl.component
def make(count: int = 0) -> int:
    return count


@dsl.pipeline
def pipeline(address: str, n: int):
    dsl.importer(artifact_uri=f'gs://{address}', artifact_class=dsl.Dataset)
    dsl.importer(artifact_uri=n, artifact_class=dsl.Dataset)
    dsl.importer(artifact_uri=address, artifact_class='Dataset')
    dsl.importer(artifact_uri=address)
    dsl.importer(artifact_uri=address, artifact_class=dsl.Dataset).set_cpu_limit('1')


components.load_component_from_file('missing.yaml')
components.load_component_from_url('https://example.invalid/component.yaml')
components.load_component_from_text('name: [')
components.load_component_from_text('name: x\nimplementation:\n  graph: {}\n')
