#include "query/commands/result_output.h"

#include <utility>

#include "query/output/printer.h"

namespace trawl {

std::unique_ptr<ResultSink> make_printer(ResultChoice choice, Output* output) {
  switch (choice.form) {
    case ResultForm::kGrep:
      return std::make_unique<GrepPrinter>(output);
    case ResultForm::kLinks:
      return std::make_unique<LinkPrinter>(std::move(choice.links), output);
    case ResultForm::kCounts:
      return std::make_unique<CountPrinter>(output);
    case ResultForm::kNames:
      return std::make_unique<NamePrinter>(output);
    case ResultForm::kNothing:
      return std::make_unique<QuietSink>();
    case ResultForm::kJson:
      break;
  }
  return nullptr;
}

Result<std::unique_ptr<JsonPrinter>> make_json_printer(std::span<const Pattern> patterns,
                                                       Output* output) {
  TRAWL_ASSIGN_OR_RETURN(const SpanPatterns compiled, SpanPatterns::compile(patterns));
  TRAWL_ASSIGN_OR_RETURN(SpanMatcher spans, SpanMatcher::create(compiled));
  return std::make_unique<JsonPrinter>(std::move(spans), output);
}

}  // namespace trawl
