package import CacheStore

/// The hosts of one domain: those that end with the same last labels. Without the list of public suffixes
/// that is a guess, made to shorten a tree and for nothing else.
package struct HostDomain: Sendable, Hashable {
  package var name: String
  /// Its hosts, in the order in which they were given.
  package var hosts: [EntryGroup]

  /// All together, under the domain's name.
  package var sum: EntryGroup {
    hosts.reduce(into: EntryGroup(name: name)) { $0.add($1) }
  }

  /// Groups hosts by domain, in the order in which domains first occur.
  package static func all(_ hosts: [EntryGroup]) -> [HostDomain] {
    var places: [String: Int] = [:]
    var domains: [HostDomain] = []
    for host in hosts {
      let name = name(of: host.name)
      if let place = places[name] {
        domains[place].hosts.append(host)
      } else {
        places[name] = domains.count
        domains.append(HostDomain(name: name, hosts: [host]))
      }
    }
    return domains
  }

  /// `api.` where the domain says the rest.
  func label(of host: String) -> String {
    host.hasSuffix("." + name) ? String(host.dropLast(name.count)) : host
  }

  /// The last two labels, three where the one before a country is short as in `co.uk`; addresses and
  /// single labels as they stand. A port belongs to it.
  package static func name(of host: String) -> String {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 2, !host.hasPrefix("["), !isAddress(labels) else { return host }
    let country = labels[labels.count - 1].prefix { $0 != ":" }
    let isSecondLevel = country.count == 2 && labels[labels.count - 2].count <= 3
    return labels.suffix(isSecondLevel ? 3 : 2).joined(separator: ".")
  }

  private static func isAddress(_ labels: [Substring]) -> Bool {
    labels.count == 4
      && labels.allSatisfy { label in
        !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ":") }
      }
  }
}
