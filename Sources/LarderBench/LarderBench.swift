@main
struct LarderBench {
  static func main() {}
}
