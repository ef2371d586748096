from kfp.dsl import Artifact


class Thing(Artifact):
    schema_title = 'system.Thing'
