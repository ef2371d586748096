extension Surface {
  /// The decorators.
  public static let decorators: [SurfaceEntry] = [
    SurfaceEntry(
      "component", .decorator,
      "func=None, *, base_image=None, target_image=None, packages_to_install=None, "
        + "pip_index_urls=None, output_component_file=None, install_kfp_package=True, "
        + "kfp_package_path=None, pip_trusted_hosts=None, use_venv=False, additional_funcs=None, "
        + "embedded_artifact_path=None, task_config_passthroughs=None",
      "makes a component of a Python function"),
    SurfaceEntry(
      "container_component", .decorator, "func",
      "makes a component of a container that the function describes"),
    SurfaceEntry(
      "notebook_component", .decorator,
      "func=None, *, notebook_path, base_image=None, packages_to_install=None, "
        + "output_component_file=None, pip_index_urls=None, pip_trusted_hosts=None, "
        + "use_venv=False, kfp_package_path=None, install_kfp_package=True, "
        + "task_config_passthroughs=None",
      "makes a component that runs a notebook"),
    SurfaceEntry(
      "pipeline", .decorator,
      "func=None, *, name=None, description=None, pipeline_root=None, display_name=None, "
        + "pipeline_config=None",
      "makes a pipeline of a function"),
  ]

  /// The groups of tasks and what combines values across their borders.
  public static let groups: [SurfaceEntry] = [
    SurfaceEntry(
      "If", .group, "condition, name=None", "runs its tasks if the comparison holds"),
    SurfaceEntry(
      "Elif", .group, "condition, name=None",
      "runs its tasks if the branches before did not and the comparison holds"),
    SurfaceEntry("Else", .group, "name=None", "runs its tasks if no branch before it did"),
    SurfaceEntry("Condition", .group, "condition, name=None", "an older name of If"),
    SurfaceEntry(
      "ParallelFor", .group, "items, name=None, parallelism=None",
      "runs its tasks once for each item"),
    SurfaceEntry(
      "ExitHandler", .group, "exit_task, name=None",
      "runs the exit task after its tasks, whether or not they succeed"),
    SurfaceEntry("OneOf", .function, "*channels", "the output of whichever branch ran"),
    SurfaceEntry(
      "Collected", .function, "output", "the list of an output's values over a loop"),
  ]

  static let functions: [SurfaceEntry] = [
    SurfaceEntry(
      "importer", .function,
      "artifact_uri, artifact_class, reimport=False, metadata=None, download_to_workspace=False",
      "a task that brings in an artifact that exists already"),
    SurfaceEntry(
      "ContainerSpec", .function, "image, command=None, args=None",
      "the container that a container component runs"),
    SurfaceEntry(
      "PipelineConfig", .function,
      "workspace=None, ttl_seconds_after_finished=None, ttl_seconds_after_success=None, "
        + "ttl_seconds_after_failure=None, active_deadline_seconds=None",
      "settings of a pipeline"),
    SurfaceEntry(
      "WorkspaceConfig", .function, "size, kubernetes=None", "a folder that all tasks share"),
    SurfaceEntry(
      "KubernetesWorkspaceConfig", .function, "pvcSpecPatch=None",
      "how the shared folder is provided on Kubernetes"),
    SurfaceEntry(
      "TaskConfigPassthrough", .function, "field, apply_to_task=False",
      "a task setting that the component's code receives"),
    SurfaceEntry(
      "get_uri", .function, "suffix='Output'", "an address for an output; only inside a task"),
    SurfaceEntry("run_notebook", .function, "", "runs the embedded notebook; only inside a task"),
  ]

  static let placeholders: [SurfaceEntry] = [
    SurfaceEntry("ConcatPlaceholder", .function, "items", "texts and values joined at run time"),
    SurfaceEntry(
      "IfPresentPlaceholder", .function, "input_name, then, else_=None",
      "arguments that depend on whether an input was given"),
  ]

  /// The artifact classes.
  public static let artifactClasses: [SurfaceEntry] = [
    "Artifact", "Model", "Dataset", "Metrics", "ClassificationMetrics",
    "SlicedClassificationMetrics", "HTML", "Markdown",
  ].map { name in
    SurfaceEntry(
      name, .artifactClass("system." + name), "name=None, uri=None, metadata=None",
      "an artifact of the schema system.\(name)")
  }

  static let annotations: [SurfaceEntry] = [
    SurfaceEntry("Input", .annotation, "an artifact that is read: Input[Dataset]"),
    SurfaceEntry("Output", .annotation, "an artifact that is written: Output[Dataset]"),
    SurfaceEntry(
      "EmbeddedInput", .annotation, "an artifact that travels inside the component"),
    SurfaceEntry("InputPath", .function, "type=None", "a file with the value of an input"),
    SurfaceEntry("OutputPath", .function, "type=None", "a file that takes an output"),
    SurfaceEntry(
      "PipelineTaskFinalStatus", .annotation, "how the tasks before ended; for exit tasks"),
    SurfaceEntry("TaskConfig", .annotation, "the task settings that were passed through"),
    SurfaceEntry("PipelineTask", .annotation, "the class of tasks"),
  ]

  static let enumerations: [SurfaceEntry] = [
    SurfaceEntry(
      "TaskConfigField",
      .enumeration([
        "RESOURCES", "ENV", "KUBERNETES_AFFINITY", "KUBERNETES_TOLERATIONS",
        "KUBERNETES_NODE_SELECTOR", "KUBERNETES_VOLUMES",
      ]), "the task settings that can be passed through")
  ]

  /// The texts that the backend fills in when a task starts.
  public static let constants: [SurfaceEntry] = [
    ("PIPELINE_JOB_NAME_PLACEHOLDER", "{{$.pipeline_job_name}}", "the name of the run"),
    (
      "PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER", "{{$.pipeline_job_resource_name}}",
      "the resource name of the run"
    ),
    ("PIPELINE_JOB_ID_PLACEHOLDER", "{{$.pipeline_job_uuid}}", "the id of the run"),
    ("PIPELINE_TASK_NAME_PLACEHOLDER", "{{$.pipeline_task_name}}", "the name of the task"),
    ("PIPELINE_TASK_ID_PLACEHOLDER", "{{$.pipeline_task_uuid}}", "the id of the task"),
    (
      "PIPELINE_TASK_EXECUTOR_OUTPUT_PATH_PLACEHOLDER", "{{$.outputs.output_file}}",
      "the file that takes the task's outputs"
    ),
    (
      "PIPELINE_TASK_EXECUTOR_INPUT_PLACEHOLDER", "{{$}}", "the task's inputs and outputs as JSON"
    ),
    (
      "PIPELINE_ROOT_PLACEHOLDER", "{{$.pipeline_root}}", "the address under which outputs are kept"
    ),
    (
      "PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER", "{{$.pipeline_job_create_time_utc}}",
      "when the run was created"
    ),
    (
      "PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER", "{{$.pipeline_job_schedule_time_utc}}",
      "when the run was scheduled for"
    ),
    ("WORKSPACE_PATH_PLACEHOLDER", "{{$.workspace_path}}", "the shared folder"),
  ].map { name, value, summary in SurfaceEntry(name, .constant(value), summary) }

  /// The methods and properties of tasks.
  public static let task: [SurfaceEntry] = [
    SurfaceEntry("output", .taskProperty, "the only output"),
    SurfaceEntry("outputs", .taskProperty, "the outputs by name"),
    SurfaceEntry("inputs", .taskProperty, "the arguments by name"),
    SurfaceEntry("name", .taskProperty, "the name in the pipeline"),
    SurfaceEntry("dependent_tasks", .taskProperty, "the names of the tasks it runs after"),
    SurfaceEntry("channel_inputs", .taskProperty, "the run-time values among its arguments"),
    SurfaceEntry(
      "set_caching_options", .taskMethod, "enable_caching, cache_key=None",
      "whether a result of an earlier run may be used"),
    SurfaceEntry("set_cpu_request", .taskMethod, "cpu", "processors to reserve, such as '500m'"),
    SurfaceEntry("set_cpu_limit", .taskMethod, "cpu", "processors it may use, such as '2'"),
    SurfaceEntry("set_memory_request", .taskMethod, "memory", "memory to reserve, such as '4Gi'"),
    SurfaceEntry("set_memory_limit", .taskMethod, "memory", "memory it may use, such as '8Gi'"),
    SurfaceEntry("set_accelerator_type", .taskMethod, "accelerator", "the kind of accelerator"),
    SurfaceEntry("set_accelerator_limit", .taskMethod, "limit", "how many accelerators"),
    SurfaceEntry("set_gpu_limit", .taskMethod, "gpu", "an older name of set_accelerator_limit"),
    SurfaceEntry(
      "add_node_selector_constraint", .taskMethod, "accelerator",
      "an older name of set_accelerator_type"),
    SurfaceEntry(
      "set_retry", .taskMethod,
      "num_retries, backoff_duration=None, backoff_factor=None, backoff_max_duration=None",
      "how often and when it is tried again"),
    SurfaceEntry("set_display_name", .taskMethod, "name", "the name that people see"),
    SurfaceEntry("set_env_variable", .taskMethod, "name, value", "an environment variable"),
    SurfaceEntry(
      "set_debug_pause", .taskMethod, "before=False, after=True, on_error=False",
      "stops around the task for a look inside"),
    SurfaceEntry("set_container_image", .taskMethod, "name", "another image"),
    SurfaceEntry("after", .taskMethod, "*tasks", "runs after these tasks"),
    SurfaceEntry(
      "ignore_upstream_failure", .taskMethod, "", "runs also when tasks before it failed"),
    SurfaceEntry(
      "register_pipeline_channels", .taskMethod, "channels", "declares run-time values as inputs"),
  ]
}
