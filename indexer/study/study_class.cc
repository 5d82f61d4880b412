#include "indexer/study/study_class.h"

namespace trawl {

const char* study_class_name(size_t study_class) {
  if (study_class == kAsideClass) return "aside";
  return file_class_name(FileClass{static_cast<uint8_t>(study_class)});
}

StudyClasses all_classes() {
  StudyClasses all;
  all.fill(true);
  return all;
}

StudyClasses only_classes(std::initializer_list<FileClass> classes) {
  StudyClasses only{};
  for (const FileClass each : classes) only[static_cast<size_t>(each)] = true;
  return only;
}

}  // namespace trawl
