"""An importer of a class that the script defines."""
from kfp import dsl


class VertexDataset(dsl.Artifact):
    schema_title = 'google.VertexDataset'
    schema_version = '0.0.1'


@dsl.pipeline
def pipeline():
    dsl.importer(
        artifact_uri='gs://a', artifact_class=VertexDataset, metadata={'resourceName': 'r'})
