extension Surface {
  /// The functions of `kfp.kubernetes`.
  public static let kubernetes: [SurfaceEntry] = [
    SurfaceEntry(
      "add_ephemeral_volume", .function,
      "task, volume_name, mount_path, access_modes, size, storage_class_name=None, labels=None, "
        + "annotations=None", "a volume that lives as long as the task"),
    SurfaceEntry(
      "add_node_selector", .function, "task, label_key, label_value", "nodes that it may run on"),
    SurfaceEntry(
      "add_node_selector_json", .function, "task, node_selector_json",
      "nodes that it may run on, as one value"),
    SurfaceEntry(
      "add_node_affinity", .function,
      "task, match_expressions=None, match_fields=None, weight=None", "nodes that it prefers"),
    SurfaceEntry(
      "add_node_affinity_json", .function, "task, node_affinity_json",
      "nodes that it prefers, as one value"),
    SurfaceEntry(
      "add_pod_annotation", .function, "task, annotation_key, annotation_value",
      "an annotation of the pod"),
    SurfaceEntry("add_pod_label", .function, "task, label_key, label_value", "a label of the pod"),
    SurfaceEntry(
      "add_toleration", .function,
      "task, key=None, operator=None, value=None, effect=None, toleration_seconds=None",
      "a taint that it tolerates"),
    SurfaceEntry(
      "add_toleration_json", .function, "task, toleration_json",
      "taints that it tolerates, as one value"),
    SurfaceEntry(
      "CreatePVC", .function,
      "access_modes, size, pvc_name=None, pvc_name_suffix=None, storage_class_name='', "
        + "volume_name=None, annotations=None, data_source=None", "a task that creates a volume"),
    SurfaceEntry("DeletePVC", .function, "pvc_name", "a task that deletes a volume"),
    SurfaceEntry(
      "empty_dir_mount", .function, "task, volume_name, mount_path, medium=None, size_limit=None",
      "an empty folder"),
    SurfaceEntry(
      "mount_pvc", .function, "task, pvc_name, mount_path, sub_path=''", "a volume as a folder"),
    SurfaceEntry(
      "set_image_pull_policy", .function, "task, policy", "when the image is fetched"),
    SurfaceEntry(
      "set_image_pull_secrets", .function, "task, secret_names",
      "secrets with which the image is fetched"),
    SurfaceEntry(
      "set_security_context", .function,
      "task, run_as_user=None, run_as_group=None, run_as_non_root=None", "the user it runs as"),
    SurfaceEntry("set_timeout", .function, "task, seconds", "how long it may run"),
    SurfaceEntry(
      "use_config_map_as_env", .function,
      "task, config_map_name, config_map_key_to_env, optional=False",
      "environment variables from a config map"),
    SurfaceEntry(
      "use_config_map_as_volume", .function,
      "task, config_map_name, mount_path, optional=False", "files from a config map"),
    SurfaceEntry(
      "use_field_path_as_env", .function, "task, env_name, field_path",
      "an environment variable from a field of the pod"),
    SurfaceEntry(
      "use_secret_as_env", .function, "task, secret_name, secret_key_to_env, optional=False",
      "environment variables from a secret"),
    SurfaceEntry(
      "use_secret_as_volume", .function, "task, secret_name, mount_path, optional=False",
      "files from a secret"),
  ]

  /// The names of `kfp.compiler`.
  public static let compiler: [SurfaceEntry] = [
    SurfaceEntry("Compiler", .function, "", "what compiles a pipeline into a file"),
    SurfaceEntry(
      "compile", .function,
      "pipeline_func, package_path, pipeline_name=None, pipeline_display_name=None, "
        + "pipeline_parameters=None, type_check=True, kubernetes_manifest_options=None, "
        + "kubernetes_manifest_format=False", "writes the document of a pipeline"),
    SurfaceEntry(
      "KubernetesManifestOptions", .function,
      "pipeline_name=None, pipeline_display_name=None, pipeline_version_name=None, "
        + "pipeline_version_display_name=None, namespace=None, include_pipeline_manifest=False",
      "names for the Kubernetes manifest"),
  ]

  /// The names of `kfp.components`.
  public static let components: [SurfaceEntry] = [
    SurfaceEntry(
      "load_component_from_text", .function, "text", "a component from its document as text"),
    SurfaceEntry(
      "load_component_from_file", .function, "file_path", "a component from its document"),
    SurfaceEntry(
      "load_component_from_url", .function, "url, auth=None",
      "a component from its document at an address"),
  ]

  /// The names of `kfp.local`.
  public static let local: [SurfaceEntry] = [
    SurfaceEntry(
      "init", .function,
      "runner, pipeline_root='./local_outputs', workspace_root=None, raise_on_error=True, "
        + "enable_caching=False, cache_root=None", "has no effect here: kfps runs tasks itself"),
    SurfaceEntry(
      "SubprocessRunner", .function,
      "use_venv=True, serialize_pip_installs=True, max_concurrent_pip_installs=1",
      "has no effect here"),
    SurfaceEntry(
      "DockerRunner", .function, "max_concurrent_pip_installs=1", "has no effect here"),
  ]

  static let client: [SurfaceEntry] = [
    SurfaceEntry("Client", .function, "", "a connection to a server; has no effect here")
  ]
}
