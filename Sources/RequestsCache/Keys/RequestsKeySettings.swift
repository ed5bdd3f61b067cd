/// The settings of a session of requests-cache that its keys depend on.
package struct RequestsKeySettings: Sendable, Hashable {
  /// How certificates are checked.
  package enum Verify: Sendable, Hashable {
    case on, off
    /// With the certificates at a path; the same as `on` from 1.2.
    case path(String)
  }

  /// Which fields of a request are part of its key.
  package enum MatchedHeaders: Sendable, Hashable {
    case none
    /// Those with these names, in any case.
    case names([String])
    case all
  }

  /// Default: the newest.
  package var release: RequestsKeyRelease

  /// Default: `on`, as in a session.
  package var verify = Verify.on

  /// Parameters, fields and members of JSON whose values are no part of the key. Letters count as
  /// they are written. Default: those of the release.
  package var ignoredParameters: [String]

  /// Default: `none`.
  package var matchedHeaders = MatchedHeaders.none

  /// What Python prints for the serializer. Default: that of pickle.
  package var serializer = Self.pickle

  /// The member of a JSON body that alone is put in one spelling, from 1.3. Default: nil, for the
  /// whole.
  package var contentRootKey: String?

  package init(release: RequestsKeyRelease = .newest) {
    self.release = release
    ignoredParameters = release.ignoredParameters
  }

  private static let pickle = serializer(named: "pickle", stages: 2)

  /// What Python prints for a serializer that is a pipeline of so many stages.
  package static func serializer(named name: String, stages: Int) -> String {
    "SerializerPipeline(name=\(name), n_stages=\(stages))"
  }

  /// The part of the key that `verify` is.
  var verifyText: String {
    switch verify {
    case .on: "True"
    case .off: ""
    case .path(let path): path.isEmpty || release.library < .v12 ? path : "True"
    }
  }
}
