// Classes of files as a study counts them: those of the classifier, and one more for code that lies
// beside the project, such as its tools and samples.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>

#include "indexer/format/tree.h"

namespace trawl {

// The numbers of FileClass, and one more.
inline constexpr size_t kAsideClass = kFileClassCount;
inline constexpr size_t kStudyClassCount = kFileClassCount + 1;
// "code", "test", ... "aside"
const char* study_class_name(size_t study_class);

// For each class, whether its files count.
using StudyClasses = std::array<bool, kStudyClassCount>;
StudyClasses all_classes();
StudyClasses only_classes(std::initializer_list<FileClass> classes);

}  // namespace trawl
