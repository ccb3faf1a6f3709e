// A server with nothing behind it, for conformance tests, fuzzing and measures of the HTTP layer alone.
// Environment: HOST (127.0.0.1), PORT (8080; 0 lets the system choose), LOOPS (2), and to shorten deadlines HEAD_MILLISECONDS,
// BODY_MILLISECONDS, IDLE_MILLISECONDS. It says where it listens on its first line of output; SIGTERM or SIGINT ends it.
import EventLoop
import Glibc
import HTTPServer
import Synchronization

func text(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

func write(_ line: String, to descriptor: Int32) {
  let line = Array((line + "\n").utf8)
  _ = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
}

func number(_ name: String, _ fallback: Int, atMost limit: Int = .max) -> Int {
  guard let text = text(name) else { return fallback }
  guard let value = Int(text), (0...limit).contains(value) else {
    write("\(name): a number up to \(limit) is expected", to: STDERR_FILENO)
    exit(2)
  }
  return value
}

func configuration() -> HTTPServer.Configuration {
  var configuration = HTTPServer.Configuration()
  configuration.host = text("HOST") ?? configuration.host
  configuration.port = UInt16(number("PORT", 8080, atMost: 65_535))
  configuration.balancer = Balancer()
  configuration.limits.headMilliseconds = number("HEAD_MILLISECONDS", configuration.limits.headMilliseconds)
  configuration.limits.bodyMilliseconds = number("BODY_MILLISECONDS", configuration.limits.bodyMilliseconds)
  configuration.limits.idleMilliseconds = number("IDLE_MILLISECONDS", configuration.limits.idleMilliseconds)
  return configuration
}

/// Blocked before any thread exists, so that only `sigwait` below receives them.
func blockedStopSignals() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  for signal in [SIGTERM, SIGINT] { sigaddset(&signals, signal) }
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  return signals
}

func run() throws {
  var signals = blockedStopSignals()
  DescriptorLimit.raise()
  var configuration = configuration()
  var loops: [EventLoop] = []
  for index in 0..<max(1, number("LOOPS", 2, atMost: 256)) {
    let loop = EventLoop(name: "http-\(index)")
    let port = Atomic<UInt16>(0)
    try loop.start { [configuration] reactor in
      port.store(try HTTPServer(reactor, configuration, Probe.responder).port, ordering: .relaxed)
    }
    // The first loop's port, when the system chose it, is everyone's.
    configuration.port = port.load(ordering: .relaxed)
    configuration.sharesPort = true
    loops.append(loop)
  }
  write("listening on \(configuration.host):\(configuration.port)", to: STDOUT_FILENO)
  var signal: Int32 = 0
  sigwait(&signals, &signal)
  for loop in loops { loop.stop(graceMilliseconds: 10_000) }
  for loop in loops { loop.join() }
}

do {
  try run()
} catch {
  write("http-probe: \(error)", to: STDERR_FILENO)
  exit(1)
}
