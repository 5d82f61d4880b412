// Trees: the files of one revision in path order, each with its document or the reason why it has
// none. tree_block.h and tree_delta.h have what is stored of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/format/ids.h"

namespace trawl {

// Why a file is not indexed. The numbers are on disk: explicit, never reused. 0 is "indexed".
enum class SkipReason : uint8_t {
  kNone = 0,
  kBinary = 1,
  kUtf16 = 2,  // UTF-16 or UTF-32, recognised by its byte order mark
  kExcluded = 3,
  kTooLarge = 4,
  kUnreadable = 5,
  kVanished = 6,
  kShrunk = 7,
  kSymlink = 8,
  kSpecial = 9,
  kOutside = 10,  // above the repository depth: belongs to no repository
  // Reserved: no source gives these yet.
  kMissingObject = 11,
  kUntracked = 12,     // git does not know the file
  kIgnored = 13,       // git ignores the file
  kSubmodule = 14,     // another repository
  kLfs = 15,           // a pointer to content that git does not hold
  kDamaged = 16,       // an archive, or a member of one
  kArchiveLimit = 17,  // a member beyond what may be taken out of an archive
};
inline constexpr uint8_t kSkipReasonCount = 18;
// "binary", "utf-16/32", ... the words that --skipped and the summary print.
const char* skip_reason_name(SkipReason reason);

enum class FileClass : uint8_t {
  kCode = 0,
  kTest = 1,
  kDocumentation = 2,
  kPackaging = 3,
  kGenerated = 4,
  kVendored = 5,
};
inline constexpr uint8_t kFileClassCount = 6;
const char* file_class_name(FileClass file_class);

// What a record of a tree stands for. Only kFile is written yet.
enum class FileKind : uint8_t {
  kFile = 0,
  kArchive = 1,  // its members follow, "a.tar/x" after "a.tar"
  kMember = 2,   // of the last archive before it
};
inline constexpr uint8_t kFileKindCount = 3;

struct FileRecord {
  std::string path;  // relative to the repository, '/' between components, any bytes but NUL
  SkipReason skip = SkipReason::kNone;
  DocumentDigest digest;  // all zero when it is not known
  uint64_t size = 0;      // bytes as the file system or git says; also of a skipped file
  std::string language;   // "Python"; empty when unknown or skipped
  FileClass file_class = FileClass::kCode;
  FileKind kind = FileKind::kFile;
  // It is skipped, but its digest is known. Of an indexed file the digest always is.
  bool is_skipped_with_digest = false;
  bool has_digest() const { return skip == SkipReason::kNone || is_skipped_with_digest; }
  friend bool operator==(const FileRecord&, const FileRecord&) = default;
};

// Path order: component by component, like a directory walk, so "a/z" comes before "a.txt".
bool path_less(std::string_view a, std::string_view b);

}  // namespace trawl
