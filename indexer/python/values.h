// Which methods a Python file calls on what calls of wanted names return.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "indexer/python/names.h"

namespace trawl {

// Methods that are called on values of `calls`: for `self.loop = loopingcall.Loop(f)` and
// `self.loop.start(1)` a kCall of "loopingcall.Loop().start", where the first is a kCall of
// "loopingcall.Loop". `calls` are what python_names gives for the source. Ascending by line, each
// once; linear time.
//
// A value is followed through a name that is given nothing else, apart from None: a local name in
// its function and in functions within it, a name of the module where no parameter hides it, and an
// attribute of `self` in the methods of its class. Values in lists, values that are passed on, and
// `with` are not followed, and logical lines of kMostLineTokens or more are not read.
std::vector<PythonName> python_value_calls(std::string_view source,
                                           std::span<const PythonName> calls);

}  // namespace trawl
