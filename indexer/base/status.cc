#include "indexer/base/status.h"

#include <cerrno>
#include <system_error>
#include <vector>

namespace trawl {

struct Status::Details {
  StatusCode code;
  Phrase problem;
  std::vector<ErrorContext> contexts;  // the innermost first
};

Status::Status(StatusCode code, Phrase problem)
    : details_(std::make_shared<const Details>(Details{code, std::move(problem), {}})) {}

StatusCode Status::code() const {
  return is_ok() ? StatusCode::kOk : details_->code;
}

Phrase Status::phrase() const {
  Phrase phrase;
  if (is_ok()) return phrase;
  for (auto context = details_->contexts.rbegin(); context != details_->contexts.rend();
       ++context) {
    if (!context->words.is_empty()) (phrase += context->words) += ": ";
  }
  return phrase += details_->problem;
}

Phrase Status::phrase_without_place() const {
  if (is_ok()) return {};
  Details details = *details_;
  for (ErrorContext& context : details.contexts) {
    if (context.place) context = unsaid(std::move(context));
  }
  return Status(std::make_shared<const Details>(std::move(details))).phrase();
}

const std::string* Status::subject(SubjectKind kind) const {
  if (is_ok()) return nullptr;
  for (const ErrorContext& context : details_->contexts) {
    if (context.subject && context.subject->kind == kind) return &context.subject->name;
  }
  return nullptr;
}

std::optional<Term> Status::option() const {
  if (is_ok()) return std::nullopt;
  for (const ErrorContext& context : details_->contexts) {
    if (context.option) return context.option;
  }
  return std::nullopt;
}

std::optional<TextPlace> Status::place() const {
  if (is_ok()) return std::nullopt;
  std::optional<TextPlace> place;
  for (auto context = details_->contexts.rbegin(); context != details_->contexts.rend();
       ++context) {
    if (!context->place) continue;
    if (!place) {
      place = context->place;
    } else if (place->line == 0 && context->place->file.empty()) {
      place->line = context->place->line;
      place->column = context->place->column;
    }
  }
  return place;
}

Status Status::with_context(ErrorContext context) const {
  if (is_ok()) return *this;
  Details details = *details_;
  details.contexts.push_back(std::move(context));
  return Status(std::make_shared<const Details>(std::move(details)));
}

Status Status::with_code(StatusCode code) const {
  if (is_ok()) return *this;
  return Status(
      std::make_shared<const Details>(Details{code, details_->problem, details_->contexts}));
}

Status Status::with_advice(const Phrase& advice) const {
  if (is_ok()) return *this;
  return Status(std::make_shared<const Details>(
      Details{details_->code, details_->problem + advice, details_->contexts}));
}

Status errno_error(const std::string& what) {
  return io_error(what + ": " + std::generic_category().message(errno));
}

Status errno_error(const std::string& what, const std::string& file) {
  return errno_error(what + " " + file).with_context(unsaid(in_file(file)));
}

}  // namespace trawl
