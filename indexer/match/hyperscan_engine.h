// Hyperscan in two types: a database that threads share, and the scratch space of one thread. Block
// mode; '.' does not match '\n'; '^' and '$' match at every line; every end of every match is
// reported.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/status.h"

struct hs_database;
struct hs_scratch;

namespace trawl {

struct HyperscanExpression {
  std::string expression;
  bool caseless = false;
  uint32_t id = 0;  // the id in its reports
};

// Several expressions compiled into one automaton. Immutable, shared between threads.
class HyperscanDatabase {
 public:
  static constexpr size_t kNoExpression = SIZE_MAX;
  // Reports with this id belong to no expression and must be ignored.
  static constexpr uint32_t kNoId = UINT32_MAX;
  struct Outcome {
    std::unique_ptr<HyperscanDatabase> database;  // null when refused
    // Index of the refused expression, if one of them is to blame.
    size_t refused = kNoExpression;
    std::string refusal;
  };

  // A refusal is an outcome, because another engine then takes over; a Status is returned only for
  // a processor or a machine that cannot run Hyperscan at all. REQUIRES: expressions is not empty.
  static Result<Outcome> compile(const std::vector<HyperscanExpression>& expressions);
  ~HyperscanDatabase();
  // True for a single expression whose reports are guaranteed to come in the order of their ends.
  bool reports_in_order() const { return reports_in_order_; }

  HyperscanDatabase(const HyperscanDatabase&) = delete;
  HyperscanDatabase& operator=(const HyperscanDatabase&) = delete;

 private:
  friend class HyperscanScratch;
  hs_database* database_;
  bool reports_in_order_;
  HyperscanDatabase(hs_database* database, bool reports_in_order)
      : database_(database), reports_in_order_(reports_in_order) {}
};

// Called for each report, as hs.h's match_event_handler: with the expression's id, an unused start,
// the end, unused flags, and the context given to scan(). Any result but zero stops the scan. It
// must not scan with the same scratch.
using ReportHandler = int (*)(unsigned id, unsigned long long from, unsigned long long to,
                              unsigned flags, void* context);

// Space for scanning one database. One object, one thread.
class HyperscanScratch {
 public:
  static Result<HyperscanScratch> create(const HyperscanDatabase& database);
  HyperscanScratch(HyperscanScratch&& other) noexcept;
  HyperscanScratch& operator=(HyperscanScratch&& other) noexcept;
  ~HyperscanScratch();

  // Scans `text` as one block. Reports come in any order unless database.reports_in_order().
  // Returns true when the handler stopped the scan. kUnsupported for a text above 4 GiB.
  Result<bool> scan(const HyperscanDatabase& database, std::string_view text, ReportHandler handler,
                    void* context);

 private:
  hs_scratch* scratch_ = nullptr;
  explicit HyperscanScratch(hs_scratch* scratch) : scratch_(scratch) {}
};

}  // namespace trawl
