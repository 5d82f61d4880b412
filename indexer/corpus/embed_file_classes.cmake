# Turns data/file_classes.tsv into C++ tables: cmake -DTSV=... -DOUTPUT=... -P embed_file_classes.cmake
# Rows are kind<TAB>pattern<TAB>class, in the order in which they are tried; '#' begins a comment line. A row of
# any other form fails the build.
file(STRINGS "${TSV}" rows)
list(FILTER rows EXCLUDE REGEX "^#")

set(kinds directory top-directory name mark word)
set(tables kDirectoryRules kTopDirectoryRules kNameRules kGeneratedMarks kTestWords)
set(directory_row "[a-z0-9_.*-]+\t(vendored|test|documentation|packaging)")  # compared in lower case
set(top-directory_row "${directory_row}")
set(name_row "[A-Za-z0-9_.*-]+\t(generated|packaging|test|documentation)")
set(mark_row "[A-Za-z@ ]+\tgenerated")
set(word_row "[A-Za-z ]+\ttest")
foreach(kind IN LISTS kinds)
  set(${kind}_lines "")
endforeach()

foreach(row IN LISTS rows)
  set(is_known FALSE)
  foreach(kind IN LISTS kinds)
    if(row MATCHES "^${kind}\t${${kind}_row}$")
      string(REGEX MATCH "\t([^\t]+)\t([a-z]+)$" fields "${row}")
      string(SUBSTRING "${CMAKE_MATCH_2}" 0 1 initial)
      string(SUBSTRING "${CMAKE_MATCH_2}" 1 -1 rest)
      string(TOUPPER "${initial}" initial)
      string(APPEND ${kind}_lines "    {\"${CMAKE_MATCH_1}\", FileClass::k${initial}${rest}},\n")
      set(is_known TRUE)
    endif()
  endforeach()
  if(NOT is_known)
    message(FATAL_ERROR "${TSV}: not a row of kind, tab, pattern, tab, class: '${row}'")
  endif()
endforeach()

set(source "")
foreach(kind table IN ZIP_LISTS kinds tables)
  string(APPEND source "constexpr ClassRow ${table}[] = {\n${${kind}_lines}};\n")
endforeach()
file(WRITE "${OUTPUT}" "${source}")
