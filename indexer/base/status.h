// Status and Result<T>: how every library function of Trawl reports failure.
//
// Nothing in the libraries throws, prints or exits. An error has a code; a message in one line,
// which says what failed and what the reader can do about it; and fields that say what it is about
// and where it is (error_context.h). The libraries know no flags and no programs. If a message
// needs a name that only the library's user has, such as "--memory" or "run trawl-index check", it
// mentions a Term, which each user shows in its own words. So a command turns a Status into its
// usage, and a server into HTTP; neither has to search a message for anything.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "indexer/base/error_context.h"
#include "indexer/base/phrase.h"

namespace trawl {

enum class StatusCode {
  kOk = 0,
  kInvalidArgument,  // the caller's input: an option, a pattern, a corpus line
  kNotFound,         // a name that does not exist: a snapshot, a rule, a file
  kCorruption,       // bytes on disk that are not what was written
  kIoError,          // the operating system refused: no space, no permission
  kUnsupported,      // a newer format, or a feature that is refused by name
  kBusy,             // another process holds the index
  kInternal,         // our own bug, or memory that ran out
};

// The outcome of an operation without a value: a pointer that is null when ok. Copies share their
// details, which never change; thread-compatible.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(StatusCode code, Phrase problem);

  bool is_ok() const { return details_ == nullptr; }
  StatusCode code() const;
  // The whole text, with its contexts: "rules.yaml:3: rule a: pattern `(`: ...". Empty when ok.
  std::string message(Vocabulary words = plain_words) const { return phrase().in(words); }
  Phrase phrase() const;
  // The same without the contexts that are places, for callers who show the place in another way.
  Phrase phrase_without_place() const;

  // The innermost subject of this kind; null when there is none.
  const std::string* subject(SubjectKind kind) const;
  // The option that is wrong, if any.
  std::optional<Term> option() const;
  // Where it is, as an outsider sees it: the outermost file, and in it the outermost place. "a.txt"
  // around "line 2" is a.txt:2; "rules.yaml:3" around a byte of a pattern is rules.yaml:3.
  std::optional<TextPlace> place() const;

  // The same status within a further context, printed before its message; unchanged when ok.
  Status with_context(ErrorContext context) const;
  Status with_context(Phrase words) const { return with_context(ErrorContext{std::move(words)}); }
  // The same with another code, or with advice after its message; unchanged when ok.
  Status with_code(StatusCode code) const;
  Status with_advice(const Phrase& advice) const;

 private:
  struct Details;
  explicit Status(std::shared_ptr<const Details> details) : details_(std::move(details)) {}
  std::shared_ptr<const Details> details_;
};

inline Status invalid_argument(Phrase message) {
  return {StatusCode::kInvalidArgument, std::move(message)};
}
inline Status not_found(Phrase message) {
  return {StatusCode::kNotFound, std::move(message)};
}
inline Status corruption(Phrase message) {
  return {StatusCode::kCorruption, std::move(message)};
}
inline Status io_error(Phrase message) {
  return {StatusCode::kIoError, std::move(message)};
}
inline Status unsupported(Phrase message) {
  return {StatusCode::kUnsupported, std::move(message)};
}
inline Status busy(Phrase message) {
  return {StatusCode::kBusy, std::move(message)};
}
inline Status internal_error(Phrase message) {
  return {StatusCode::kInternal, std::move(message)};
}

// kIoError with the text of errno: "cannot open /x: No such file or directory".
Status errno_error(const std::string& what);
// The same for a file: "cannot open" and "/x". The file becomes a field, too.
Status errno_error(const std::string& what, const std::string& file);

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
