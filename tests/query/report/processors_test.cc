#include "query/report/processors.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

namespace trawl {
namespace {

TEST(OnAllProcessors, CallsWithEachNumberOnce) {
  for (const size_t count : {0, 1, 2, 1000}) {
    std::vector<std::atomic<int>> calls(count);
    on_all_processors(count, [&](size_t i) { ++calls.at(i); });
    for (const std::atomic<int>& each : calls) EXPECT_EQ(each, 1);
  }
}

TEST(OnAllProcessors, ThrowsAgainWhatACallThrows) {
  std::atomic<int> calls = 0;
  const auto throws = [&](size_t i) {
    ++calls;
    if (i == 3) throw std::runtime_error("3");
  };
  EXPECT_THROW(on_all_processors(1000000, throws), std::runtime_error);
  EXPECT_GE(calls, 4);
  EXPECT_THROW(on_all_processors(4, throws), std::runtime_error);
}

// A stack that no address space has room for.
class StacksThatAreTooLarge {
 public:
  StacksThatAreTooLarge() {
    pthread_getattr_default_np(&before_);
    pthread_attr_t large;
    pthread_attr_init(&large);
    pthread_attr_setstacksize(&large, size_t{1} << 60);
    is_set_ = pthread_setattr_default_np(&large) == 0;
    pthread_attr_destroy(&large);
  }
  ~StacksThatAreTooLarge() {
    pthread_setattr_default_np(&before_);
    pthread_attr_destroy(&before_);
  }
  StacksThatAreTooLarge(const StacksThatAreTooLarge&) = delete;
  bool is_set() const { return is_set_; }

 private:
  pthread_attr_t before_;
  bool is_set_ = false;
};

TEST(OnAllProcessors, DoTheWorkIfNoThreadCanBeStarted) {
  const StacksThatAreTooLarge stacks;
  ASSERT_TRUE(stacks.is_set());
  EXPECT_THROW(std::jthread([] {}), std::system_error);
  std::vector<int> calls(1000);
  on_all_processors(calls.size(), [&](size_t i) { ++calls.at(i); });
  EXPECT_EQ(calls, std::vector<int>(1000, 1));
}

}  // namespace
}  // namespace trawl
