from kfp import dsl


class Weights(dsl.Artifact):
    schema_title = 'system.Weights'
    schema_version = '1.0.0'
