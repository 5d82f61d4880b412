#include "tests/query/search/source_generator.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>

namespace trawl {
namespace {

constexpr std::array<std::string_view, 96> kKnownWords = {
    "self",     "name",     "value",    "data",     "result",   "context",  "config",   "path",
    "index",    "stack",    "resource", "server",   "client",   "request",  "response", "error",
    "message",  "driver",   "volume",   "network",  "port",     "image",    "instance", "flavor",
    "tenant",   "project",  "user",     "token",    "session",  "service",  "manager",  "engine",
    "worker",   "thread",   "pool",     "queue",    "event",    "lock",     "timeout",  "retry",
    "logging",  "rpc",      "notify",   "database", "table",    "column",   "query",    "filter",
    "template", "property", "schema",   "version",  "update",   "create",   "delete",   "status",
    "action",   "handler",  "backend",  "plugin",   "policy",   "role",     "scope",    "region",
    "snapshot", "backup",   "restore",  "migrate",  "schedule", "host",     "node",     "cluster",
    "agent",    "bridge",   "router",   "subnet",   "address",  "security", "group",    "rule",
    "key",      "secret",   "cipher",   "digest",   "socket",   "stream",   "buffer",   "parser",
    "encode",   "decode",   "format",   "output",   "input",    "console",  "command",  "option"};

// Statements that projects share, more frequent ones first.
constexpr std::array<std::string_view, 32> kIdioms = {"return None",
                                                      "raise NotImplementedError()",
                                                      "LOG = logging.getLogger(__name__)",
                                                      "self.assertEqual(expected, actual)",
                                                      "except (IOError, OSError) as e:",
                                                      "with mock.patch.object(self, 'client'):",
                                                      "def __init__(self, *args, **kwargs):",
                                                      "from oslo_config import cfg",
                                                      "from oslo_log import log",
                                                      "import os",
                                                      "class Base(object):",
                                                      "os.path.join(root, 'etc')",
                                                      "os.environ.get('HOME')",
                                                      "json.dumps(body, indent=2)",
                                                      "time.sleep(0.1)",
                                                      "x = lambda item: item.id",
                                                      "# TODO(someone): remove this",
                                                      "import eventlet",
                                                      "eventlet.monkey_patch()",
                                                      "pool = eventlet.GreenPool(size=10)",
                                                      "threads.append(thread.spawn(run))",
                                                      "async def main():",
                                                      "yield self.client.get(path)",
                                                      "sock = socket.socket(socket.AF_INET)",
                                                      "def test_server_eventlet(self):",
                                                      "q = eventlet.queue.LightQueue()",
                                                      "rpc_server = messaging.get_rpc_server()",
                                                      "rpc_client.call(context, 'method')",
                                                      "subprocess.check_output(cmd, shell=True)",
                                                      "hashlib.sha256(data).hexdigest()",
                                                      "struct.unpack('<IHH', header)",
                                                      "threading.Thread(target=run, daemon=True)"};

constexpr size_t kSourceWords = 4000;
constexpr size_t kTopicWords = 24;
// The average number of lines between idioms.
constexpr size_t kIdiomEvery = 24;

}  // namespace

SourceGenerator::SourceGenerator(uint64_t seed) : random_(seed) {
  static constexpr std::string_view kConsonants = "bcdfghklmnprstvwz";
  static constexpr std::string_view kVowels = "aeiou";
  for (const std::string_view known : kKnownWords) words_.emplace_back(known);
  while (words_.size() < kSourceWords) {
    std::string made;
    for (size_t syllables = 2 + pick(3); syllables > 0; --syllables) {
      made += kConsonants[pick(kConsonants.size())];
      made += kVowels[pick(kVowels.size())];
      if (pick(3) == 0) made += kConsonants[pick(kConsonants.size())];
    }
    words_.push_back(made);
  }
}

// A word chosen by Zipf's law from all words, or a word of the file's own topic.
const std::string& SourceGenerator::word() {
  if (pick(2) == 0) return words_[topic_[pick(topic_.size())]];
  const double uniform = static_cast<double>(pick(1 << 20)) / (1 << 20);
  const auto rank = static_cast<size_t>(std::pow(static_cast<double>(words_.size()), uniform));
  return words_[std::min(rank, words_.size()) - 1];
}

std::string SourceGenerator::name() {
  std::string text = word();
  for (size_t more = pick(3); more > 0; --more) text += "_" + word();
  return text;
}

std::string SourceGenerator::class_name() {
  std::string text;
  for (size_t parts = 1 + pick(3); parts > 0; --parts) {
    std::string part = word();
    part[0] = static_cast<char>(std::toupper(static_cast<uint8_t>(part[0])));
    text += part;
  }
  return text;
}

std::string SourceGenerator::expression() {
  switch (pick(6)) {
    case 0:
      return std::to_string(pick(1000));
    case 1:
      return "'" + word() + "'";
    case 2:
      return "self." + name();
    case 3:
      return name() + "(" + name() + ", " + name() + "=" + word() + ")";
    default:
      return name();
  }
}

std::string SourceGenerator::statement() {
  switch (pick(9)) {
    case 0:
      return "if " + name() + " is not " + expression() + ":";
    case 1:
      return "return " + expression();
    case 2:
      return "for " + word() + " in " + expression() + ":";
    case 3:
      return "# " + prose_line();
    case 4:
      return "self." + name() + "(" + expression() + ")";
    default:
      return name() + " = " + expression();
  }
}

std::string SourceGenerator::function() {
  std::string text =
      (pick(4) == 0 ? "    def test_" : "    def ") + name() + "(self, " + name() + "):\n";
  for (size_t lines = 3 + pick(12); lines > 0; --lines) {
    const size_t rank = static_cast<size_t>(
        std::pow(static_cast<double>(kIdioms.size()), static_cast<double>(pick(1000)) / 1000));
    text +=
        "        " + (pick(kIdiomEvery) == 0 ? std::string(kIdioms[rank - 1]) : statement()) + "\n";
  }
  return text + "\n";
}

std::string SourceGenerator::prose_line() {
  std::string text = "the";
  for (size_t words = 5 + pick(7); words > 0; --words) text += " " + word();
  return text;
}

std::string SourceGenerator::file(size_t bytes) {
  topic_.clear();
  for (size_t i = 0; i < kTopicWords; ++i) topic_.push_back(pick(words_.size()));
  std::string text;
  if (pick(8) == 0) {
    while (text.size() < bytes) text += prose_line() + (pick(6) == 0 ? ".\n\n" : "\n");
    return text;
  }
  for (size_t imports = 2 + pick(8); imports > 0; --imports) text += "import " + name() + "\n";
  while (text.size() < bytes) {
    text += "\n\nclass " + class_name() + "(" + class_name() + "):\n";
    for (size_t functions = 1 + pick(6); functions > 0; --functions) text += function();
  }
  return text;
}

}  // namespace trawl
