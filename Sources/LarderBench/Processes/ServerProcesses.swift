import FoundationEssentials
import Glibc
import LoopbackOrigin

/// `larder proxy`, standing for the origin of the benchmark.
struct ProxyProcess {
  let port: Int
  private let process: pid_t

  init(_ bench: Bench) throws {
    port = try freePort()
    process = try silently(
      bench.larder,
      [
        "proxy", "--listen", String(port), "--origin", bench.origin.url, "--store",
        bench.path("proxy.larder"),
      ])
    try waitForServer(port)
  }

  /// In MB.
  var peakMemory: Double { ProcessFacts(process: process).peakMemory * 1.048576 }

  func end() { endServer(process) }
}

/// nginx with its `proxy_cache`, before the same origin.
struct NginxProcess {
  let port: Int
  private let process: pid_t

  /// Nil where it isn't installed.
  init?(_ bench: Bench) throws {
    guard
      let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else { return nil }
    port = try freePort()
    let folder = bench.path("nginx")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let configuration = """
      worker_processes 2; daemon off; pid \(folder)/pid; error_log \(folder)/log;
      events { worker_connections 1024; }
      http {
        access_log off; keepalive_requests 10000000;
        proxy_cache_path \(folder)/cache levels=1:2 keys_zone=z:10m;
        server {
          listen 127.0.0.1:\(port);
          location / { proxy_pass \(bench.origin.url); proxy_cache z; }
        }
      }
      """
    let file = folder + "/nginx.conf"
    try Data(configuration.utf8).write(to: URL(filePath: file))
    process = try silently(program, ["-p", folder, "-c", file])
    try waitForServer(port)
  }

  func end() { endServer(process) }
}

private func silently(_ program: String, _ words: [String]) throws -> pid_t {
  var plan = SpawnPlan()
  plan.descriptors = [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO].map {
    (child: $0, target: .open("/dev/null"))
  }
  return try plan.start(program, words)
}

private func endServer(_ process: pid_t) {
  kill(process, SIGTERM)
  waitpid(process, nil, 0)
}

/// A port that nobody listens on.
private func freePort() throws -> Int {
  let origin = try LoopbackOrigin.start { _ in .status(200) }
  defer { origin.stop() }
  return origin.port
}

/// Waits until somebody answers there.
private func waitForServer(_ port: Int) throws {
  for _ in 0..<500 {
    if let bytes = try? LoadClient(port: port, path: "/b/10k/7").drain(), bytes > 0 { return }
    usleep(20_000)
  }
  throw BenchmarkError("the server on port \(port) did not start")
}
