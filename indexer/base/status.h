// Status and Result<T>: how every library function of Trawl reports failure.
//
// Nothing in the libraries throws, prints or exits. A message says what failed, on which file or
// key, and what the reader can do about it, in one line.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace trawl {

enum class StatusCode {
  kOk = 0,
  kInvalidArgument,  // the caller's input: a flag, a pattern, a corpus line
  kNotFound,         // a name that does not exist: a snapshot, a rule, a file
  kCorruption,       // bytes on disk that are not what was written
  kIoError,          // the operating system refused: no space, no permission
  kUnsupported,      // a newer format, or a feature that is refused by name
  kBusy,             // another process holds the index
  kInternal,         // our own bug, or memory that ran out
};

// The outcome of an operation without a value. Cheap when ok; copyable; thread-compatible.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, std::string message) : code_(code), message_(std::move(message)) {}

  bool is_ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  const std::string& message() const { return message_; }

  // The same status with "context: " before its message; unchanged when ok.
  Status with_context(const std::string& context) const {
    return is_ok() ? *this : Status(code_, context + ": " + message_);
  }

 private:
  StatusCode code_ = StatusCode::kOk;
  std::string message_;
};

inline Status invalid_argument(std::string m) {
  return {StatusCode::kInvalidArgument, std::move(m)};
}
inline Status not_found(std::string m) {
  return {StatusCode::kNotFound, std::move(m)};
}
inline Status corruption(std::string m) {
  return {StatusCode::kCorruption, std::move(m)};
}
inline Status io_error(std::string m) {
  return {StatusCode::kIoError, std::move(m)};
}
inline Status unsupported(std::string m) {
  return {StatusCode::kUnsupported, std::move(m)};
}
inline Status busy(std::string m) {
  return {StatusCode::kBusy, std::move(m)};
}
inline Status internal_error(std::string m) {
  return {StatusCode::kInternal, std::move(m)};
}

// kIoError with the text of errno: "cannot open /x: No such file or directory".
Status errno_error(const std::string& what);

// A value or the reason why there is none. Reading the value of a failed Result is a bug
// (asserted).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}          // NOLINT: implicit by design
  Result(Status status) : status_(std::move(status)) {}  // NOLINT: implicit by design

  bool is_ok() const { return value_.has_value(); }
  const Status& status() const { return status_; }
  T& value() & { return *value_; }
  const T& value() const& { return *value_; }
  T&& value() && { return *std::move(value_); }
  T* operator->() { return &*value_; }
  const T* operator->() const { return &*value_; }
  T& operator*() & { return *value_; }
  const T& operator*() const& { return *value_; }
  T&& operator*() && { return *std::move(value_); }

 private:
  std::optional<T> value_;
  Status status_;
};

}  // namespace trawl

#define TRAWL_CONCAT_INNER(a, b) a##b
#define TRAWL_CONCAT(a, b) TRAWL_CONCAT_INNER(a, b)

// Leaves the enclosing function with the status of `expression` unless it is ok.
#define TRAWL_RETURN_IF_ERROR(expression)             \
  do {                                                \
    ::trawl::Status trawl_status_ = (expression);     \
    if (!trawl_status_.is_ok()) return trawl_status_; \
  } while (false)

#define TRAWL_ASSIGN_OR_RETURN_IMPL(temporary, target, expression) \
  auto temporary = (expression);                                   \
  if (!temporary.is_ok()) return temporary.status();               \
  target = std::move(temporary).value()

// TRAWL_ASSIGN_OR_RETURN(auto x, f()): x takes the value of f(), or the function returns its
// status.
#define TRAWL_ASSIGN_OR_RETURN(target, expression) \
  TRAWL_ASSIGN_OR_RETURN_IMPL(TRAWL_CONCAT(trawl_result_, __LINE__), target, expression)
