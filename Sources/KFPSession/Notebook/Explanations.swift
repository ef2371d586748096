import KFPChecker
import KFPSource

/// The page of a diagnostic code, or nil where there is no such code.
public func explainedCode(_ code: String) -> String? {
  explanation(of: DiagnosticCode(code))
}
