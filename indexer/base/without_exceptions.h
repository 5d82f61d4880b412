// The edge of the libraries, where exceptions of the standard library or TBB become a Status.
#pragma once

#include <exception>
#include <new>
#include <type_traits>

#include "indexer/base/status.h"

namespace trawl {

// Calls a function that returns a Status or a Result, and turns an exception into kInternal.
// `advice` says what to do when memory ran out: "lower the memory".
template <class Function>
std::invoke_result_t<Function> without_exceptions(const Phrase& advice, Function function) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return internal_error("out of memory: " + advice);
  } catch (const std::exception& error) {  // such as no threads, from TBB
    return internal_error(error.what());
  }
}

}  // namespace trawl
