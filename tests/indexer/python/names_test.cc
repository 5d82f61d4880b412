#include "indexer/python/names.h"

#include <gtest/gtest.h>

#include <string>

namespace trawl {
namespace {

// "line kind name" for each, where the kinds are import, use and call.
std::string names_of(std::string_view source) {
  const std::string roots[] = {"eventlet", "os"};
  constexpr const char* kKinds[] = {" import ", " use ", " call "};
  std::string text;
  for (const PythonName& each : python_names(source, roots)) {
    if (!text.empty()) text += ", ";
    text += std::to_string(each.line) + kKinds[static_cast<int>(each.kind)] + each.name;
  }
  return text;
}

struct NameCase {
  const char* what;
  std::string_view source;
  const char* names;
};

constexpr NameCase kNameCases[] = {
    {"nothing", "", ""},
    {"a module", "import eventlet\neventlet.sleep(0)\n",
     "1 import eventlet, 2 call eventlet.sleep"},
    {"a module below", "import eventlet.green.os\neventlet.green.os.fork\n",
     "1 import eventlet.green.os, 2 use eventlet.green.os.fork"},
    {"another name", "import eventlet.green.os as o\no.fork()\n",
     "1 import eventlet.green.os, 2 call eventlet.green.os.fork"},
    {"a name of a module", "from eventlet import sleep\nsleep(0)\n",
     "1 import eventlet.sleep, 2 call eventlet.sleep"},
    {"a list", "from eventlet import (sleep,\n    spawn as s,\n)\ns(sleep)\n",
     "1 import eventlet.sleep, 2 import eventlet.spawn, 4 call eventlet.spawn, "
     "4 use eventlet.sleep"},
    {"everything of a module", "from eventlet import *\nsleep(0)\n", "1 import eventlet"},
    {"another module", "import json\njson.loads(a)\n", ""},
    {"an attribute", "import os\na.os.fork()\n", "1 import os"},
};

TEST(PythonNames, AreResolved) {
  for (const NameCase& each : kNameCases) EXPECT_EQ(names_of(each.source), each.names) << each.what;
}

}  // namespace
}  // namespace trawl
