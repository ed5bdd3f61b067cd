import FoundationEssentials

/// A number of a result line of the contestant protocol.
func number(_ name: String, in line: String) throws -> Double {
  guard let label = line.firstRange(of: "\"\(name)\":") else {
    throw BenchmarkError("The result has no \(name): \(line)")
  }
  let digits = line[label.upperBound...].prefix { $0.isNumber || ".-e".contains($0) }
  guard let number = Double(digits) else {
    throw BenchmarkError("The result's \(name) is no number: \(line)")
  }
  return number
}
