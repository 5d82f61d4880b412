# Turns data/languages.tsv into C++ tables: cmake -DTSV=... -DOUTPUT=... -P embed_languages.cmake
# Rows are kind<TAB>key<TAB>language; '#' begins a comment line. A row of any other form fails the build,
# a repeated key too (classifier.cc asserts it).
# Sorting whole rows sorts the keys of a kind: a tab is less than every byte of a key.
file(STRINGS "${TSV}" rows)
list(FILTER rows EXCLUDE REGEX "^#")
list(SORT rows)

set(kinds name extension interpreter)
set(tables kNames kExtensions kInterpreters)
set(name_key "[A-Za-z0-9_.+-]+")
set(extension_key "[a-z0-9_.+-]+")  # extensions are looked up in lower case
set(interpreter_key "[A-Za-z0-9_.+-]+")
foreach(kind IN LISTS kinds)
  set(${kind}_lines "")
endforeach()

foreach(row IN LISTS rows)
  set(is_known FALSE)
  foreach(kind IN LISTS kinds)
    if(row MATCHES "^${kind}\t(${${kind}_key})\t([A-Za-z0-9][A-Za-z0-9 .+#'/()-]*)$")
      string(APPEND ${kind}_lines "    {\"${CMAKE_MATCH_1}\", \"${CMAKE_MATCH_2}\"},\n")
      set(is_known TRUE)
    endif()
  endforeach()
  if(NOT is_known)
    message(FATAL_ERROR "${TSV}: not a row of kind, tab, key, tab, language: '${row}'")
  endif()
endforeach()

set(source "")
foreach(kind table IN ZIP_LISTS kinds tables)
  string(APPEND source "constexpr LanguageRow ${table}[] = {\n${${kind}_lines}};\n")
endforeach()
file(WRITE "${OUTPUT}" "${source}")
